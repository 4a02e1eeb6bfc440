/** The first hour of each role: real acts that the role may do, of registers there are, on pages there are; seen, not ticked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { acts, mayDo, type Role, roleNames } from '@konbit/model'
import { registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { actsOf, hours, isDone } from './acts.ts'

const routes = readFileSync(join(import.meta.dirname, '..', 'routes.tsx'), 'utf8')
const isPage = (path: string): boolean =>
  routes.includes(`page('${path.slice(1)}'`) ||
  routes.includes(`path: '${path.slice(1)}'`) ||
  /^\/(people|logistics|funds|situation|mandate|rivals|access)$/.test(path)

test('every role but the importer and the resident has one', () => {
  expect(roleNames.filter((role) => !(role in hours))).toEqual(['resident', 'importer'])
})

describe.each(Object.entries(hours))('%s', (role, all) => {
  test('has five to seven acts, each of them once and theirs to do', () => {
    expect(all.length).toBeGreaterThanOrEqual(5)
    expect(all.length).toBeLessThanOrEqual(7)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const act of all) {
      expect(act.name).toMatch(/^[a-zA-Z][a-zA-Z0-9.]{0,39}$/)
      if ('page' in act) expect(isPage(act.page), act.page).toBe(true)
      if (!('deed' in act)) continue
      const register = registers.get(act.deed.register)
      if (!register) throw new Error(`${act.deed.register} is no register`)
      expect(acts(register).map(([verb]) => verb)).toContain(act.deed.verb)
      expect(mayDo(register, act.deed.verb), act.name).toContain(role as Role)
    }
  })
})

test('what the mission switched off is left out, and a deed is seen by its register and verb', () => {
  const [first] = actsOf(['workshop'], () => false)
  expect(actsOf(['nobody', 'workshop'], (act) => act !== first)).toEqual([first])
  const seen = { path: '/', search: {}, deeds: [], signs: new Set<never>() }
  const [, , ground] = actsOf(['fleet'], () => false)
  if (!ground) throw new Error('the fleet officer has no deed')
  expect(isDone(ground, seen)).toBe(false)
  expect(isDone(ground, { ...seen, deeds: [{ register: 'vehicle', verb: 'release' }] })).toBe(false)
  expect(isDone(ground, { ...seen, deeds: [{ register: 'vehicle', verb: 'ground' }] })).toBe(true)
})
