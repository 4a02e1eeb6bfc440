/** What may leave at all: groups, places and happenings, under partner at most, by a closed list; and who stands behind each step. */
import { acts, chain, covers, isCompartment, labelOf, mayDo, typical } from '@konbit/model'
import { registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { shareable, shareableNames, shownOf } from './shareable.ts'

const one = (name: string) => {
  const register = registers.get(name)
  if (!register) throw new Error(`no register ${name}`)
  return register
}
const sharing = ['counterpart', 'informationRequest', 'release', 'releaseCopy'].map(one)

describe('what can be shared', () => {
  test.each(shareableNames)(
    '%s speaks of no person, lies under partner at most and names fields it has',
    (name) => {
      const register = one(name)
      expect(register.desk).toBe('situation')
      expect([isCompartment(register.label), covers('partner', register.label)]).toEqual([
        false,
        true,
      ])
      for (const field of shareable[name].fields) {
        expect(register.fields[field], field).toBeDefined()
        expect(covers('partner', labelOf(register, field)), field).toBe(true)
        const to = register.fields[field]?.to
        expect(to === undefined || ['group', 'organisation', 'facility'].includes(to), field).toBe(
          true,
        )
      }
      expect(
        shareable[name].fields.filter((field) => /claims|events|^person$|contact/.test(field)),
      ).toEqual([])
    },
  )
  test('is a closed list, and what is withheld is gone', () => {
    expect(one('release').fields.shares?.options).toEqual(shareableNames)
    expect(shownOf('incident', ['places', 'groups'])).not.toEqual(
      expect.arrayContaining(['where', 'saidToBeBy']),
    )
  })
})

describe('who is behind it', () => {
  test('the one named contact of an office, and how they are reached, lie in restricted and end', () => {
    const counterpart = one('counterpart')
    for (const field of ['contact', 'reachedBy', 'finding'])
      expect(labelOf(counterpart, field)).toBe('restricted')
    expect(counterpart.retention).toHaveProperty('months')
    expect(counterpart.caption).toEqual(['title'])
  })
  test('nobody vets whom they proposed, nor lets go what they previewed', () => {
    expect(one('counterpart').transitions.vet?.apartFrom).toEqual(['proposedBy'])
    expect(one('release').transitions.release?.apartFrom).toEqual(['previewedBy'])
    expect(one('release').transitions.recall?.reason).toBe(true)
  })
  test('nothing of it is public, and no partner enters or lets go anything', () => {
    for (const register of sharing) {
      expect(chain.indexOf(register.label as (typeof chain)[number])).toBeGreaterThan(1)
      expect(mayDo(register, 'enter')).not.toContain('partnerLiaison')
    }
    expect(mayDo(one('release'), 'release')).toEqual(['chief', 'legal', 'importer'])
  })
})

test('whoever shares is usually cleared to see what they share', () => {
  const blind = sharing.flatMap((register) =>
    acts(register)
      .flatMap(([, { by }]) => by)
      // A partner's liaison acts on what was handed to them, by a link.
      .filter((role) => !['partnerLiaison', 'importer'].includes(role))
      .filter((role) => !typical[role].some(({ label }) => covers(label, register.label)))
      .map((role) => `${register.name} ${role}`),
  )
  expect(blind).toEqual([])
})
