/**
 * The firewalls of docs/guardrails.md, as far as words and grammar can break them; what Postgres and the doors must hold is
 * tested where they are (packages/ledger/access, apps/server). Each test fails when one wall is weakened.
 */
import {
  acts,
  chain,
  compartments,
  covers,
  firewallStands,
  holders,
  isCompartment,
  operations,
  type Role,
  roleNames,
  typical,
} from '@konbit/model'
import { registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { read } from './source.ts'

const all = [...registers.values()]
const granting = all.filter(({ grants }) => grants)
const one = (name: string) => {
  const register = registers.get(name)
  if (!register) throw new Error(`no register ${name}`)
  return register
}

describe('roles of operations', () => {
  test('are those that run the mission day by day, and none of them is dropped from the list', () => {
    const daily: Role[] = [
      'chief',
      'watch',
      'forceGeneration',
      'fleet',
      'workshop',
      'board',
      'base',
      'finance',
      'planner',
    ]
    expect(daily.filter((role) => !operations.includes(role))).toEqual([])
  })
  test('hold no compartment: not by rule, not by habit, not together with a role that may', () => {
    for (const label of compartments) {
      expect(holders[label].filter((role) => operations.includes(role))).toEqual([])
      for (const role of operations) {
        expect(
          typical[role].filter((held) => isCompartment(held.label)),
          role,
        ).toEqual([])
        for (const other of roleNames)
          expect(
            firewallStands([role, other], [label]),
            `${role}, ${other}, ${label}`,
          ).toBeDefined()
      }
    }
  })
  test('have no verb in a register behind a firewall', () => {
    const wrong = all
      .filter(({ label }) => isCompartment(label))
      .flatMap((register) =>
        acts(register).map(([verb, act]) => ({ name: `${register.name}.${verb}`, by: act.by })),
      )
      .filter(({ by }) => by.some((role) => operations.includes(role)))
    expect(wrong).toEqual([])
  })
  test('a compartment opens to nobody without a role that may hold it', () => {
    for (const label of compartments) {
      expect(firewallStands([], [label])).toBeDefined()
      expect(holders[label].length).toBeGreaterThan(0)
      for (const role of holders[label]) expect(firewallStands([role], [label])).toBeUndefined()
    }
  })
})

describe('what grants', () => {
  test('is five registers, each with a kind of its own', () => {
    expect(granting.map(({ grants }) => grants?.kind).sort()).toEqual([
      'bar',
      'clearance',
      'emergency',
      'member',
      'role',
    ])
  })
  test.each(granting.map((register) => [register.name, register] as const))(
    '%s lies where whom it concerns always sees it',
    (_, register) => {
      expect(register.within).toBe(register.grants?.to)
      // Own sight reaches up to restricted, so that raising the record does not hide it from them.
      expect(register.facets.filter((label) => !covers('restricted', label))).toEqual([])
    },
  )
  test.each(granting.map((register) => [register.name, register] as const))(
    '%s is never done for oneself, and not without a reason',
    (name, register) => {
      const harmless = name === 'emergency' ? ['enter', 'close'] : []
      const open = [...acts(register), ['correct', register.corrects] as const]
        .filter(([verb]) => !harmless.includes(verb))
        .filter(([, act]) => act.self !== 'never')
      expect(open.map(([verb]) => verb)).toEqual([])
      expect([register.enters.reason, register.amends.reason]).toEqual([true, true])
    },
  )
  test.each(['appointment', 'clearance'])('%s has a last day', (name) => {
    expect(one(name).fields.until?.required).toBe(true)
  })
  test('withdrawing, ending, suspending and barring are entries with a reason', () => {
    for (const [name, verb] of [
      ['clearance', 'withdraw'],
      ['appointment', 'end'],
      ['member', 'suspend'],
      ['member', 'leave'],
      ['barring', 'lift'],
    ] as const)
      expect(one(name).transitions[verb]?.reason, `${name}.${verb}`).toBe(true)
  })
})

describe('emergency access', () => {
  const emergency = one('emergency')
  test('opens no firewall, lasts three days at most, and is opened for oneself only', () => {
    expect(
      emergency.fields.level?.options?.filter(
        (level) => !(chain as readonly string[]).includes(level),
      ),
    ).toEqual([])
    expect(emergency.fields.hours?.schema.safeParse(72).success).toBe(true)
    expect(emergency.fields.hours?.schema.safeParse(73).success).toBe(false)
    expect(emergency.enters.self).toBe('only')
    expect(emergency.amends.takes?.includes('hours')).toBe(false)
  })
  test('is reviewed by another, and its date of review is nobody’s to choose', () => {
    expect(emergency.transitions.review?.self).toBe('never')
    expect(Object.values(emergency.fields).filter(({ kind }) => kind.name === 'when')).toEqual([])
  })
})

test('a complaint bars the line of command of whom it is against, by rule', () => {
  const complaint = one('complaint')
  expect(complaint.bars).toEqual({ field: 'against', members: 'conflicts' })
  // And whatever belongs to it goes with it.
  const leading = all.filter(({ fields }) =>
    Object.values(fields).some(({ to }) => to === 'complaint'),
  )
  expect(leading.filter(({ name }) => name !== 'complaint').map(({ bars }) => bars)).toEqual(
    leading.filter(({ name }) => name !== 'complaint').map(() => ({ with: 'complaint' })),
  )
  expect(leading.length).toBeGreaterThan(3)
  expect(complaint.fields.against?.to).toBe('contingent')
  expect(one('contingent').unit).toBeDefined()
})

describe('the database', () => {
  const sql = read('packages/ledger/sql/0003.sql')
  test('gives nobody who serves a right on the readings themselves', () => {
    const grants = [...sql.matchAll(/^grant [\s\S]*?;/gm)].map(([text]) => text)
    expect(grants.length).toBeGreaterThan(3)
    expect(
      grants.filter((text) =>
        /\bon\b[^;]*\breading(_head)?\b(?!s_seen|_end|_broken|_hash)/.test(
          text.replaceAll(/function[^;]*/g, ''),
        ),
      ),
    ).toEqual([])
  })
  test('narrows a view by what both would see, and widens it by nothing', () => {
    expect(sql).toMatch(/select unnest\(own\)\s+intersect/)
  })
})
