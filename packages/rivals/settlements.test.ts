/**
 * What people decide about a group, and that taking the decision out brings the group back.
 */
import { expect, test } from 'vitest'
import { given } from './given.ts'
import { findRivals, type Settlement } from './index.ts'

const may = [
  given({ id: 'A', value: 751 }),
  given({ id: 'B', value: 900 }),
  given({ id: 'C', value: 940 }),
]
const july = [
  given({ id: 'D', value: 700, asOf: '2025-07-01' }),
  given({ id: 'E', value: 950, asOf: '2025-07-01' }),
]
const statements = [...may, ...july]
const [MAY, JULY] = ['force.deployed/KEN/2025-05', 'force.deployed/KEN/2025-07'] as const
const reason = 'Counted by the contingent itself.'
const after = (...settlements: Settlement[]) => findRivals({ statements, settlements })
const ids = (groups: ReturnType<typeof after>) =>
  Object.fromEntries(
    groups.map((group) => [group.id, group.statements.map(({ id }) => id).join('')]),
  )

test('nothing decided, nothing settled', () => {
  expect(ids(after())).toEqual({ [MAY]: 'ABC', [JULY]: 'DE' })
  expect(after().map(({ status }) => status)).toEqual(['notSettled', 'notSettled'])
})

test('adopting names the figure in use and why', () => {
  const group = after({ verb: 'adopt', group: MAY, statement: 'A', reason }).find(
    ({ id }) => id === MAY,
  )
  expect(group).toMatchObject({
    status: 'adopted',
    inUse: { value: 751, statement: 'A', basis: 'adopted', reason },
  })
})

test('the last adoption holds', () => {
  const first: Settlement = { verb: 'adopt', group: MAY, statement: 'A', reason }
  const group = after(first, { ...first, statement: 'B' }).find(({ id }) => id === MAY)
  expect(group?.inUse?.statement).toBe('B')
})

test('a statement set aside stays in the list, outside the spread', () => {
  const group = after({ verb: 'setAside', group: MAY, statement: 'A', reason }).find(
    ({ id }) => id === MAY,
  )
  expect(group?.spread).toEqual({ lowest: 900, highest: 940 })
  expect(group?.statements.find(({ id }) => id === 'A')?.setAside).toBe(reason)
  expect(group?.status).toBe('notSettled')
})

test('when nothing is left to disagree the group is set aside', () => {
  const group = after({ verb: 'setAside', group: JULY, statement: 'E', reason }).find(
    ({ id }) => id === JULY,
  )
  const before = after().find(({ id }) => id === JULY)
  expect(group).toMatchObject({ status: 'setAside', spread: { lowest: 700, highest: 950 } })
  expect(group?.kinds).toEqual(before?.kinds)
  expect(group?.weight).toBeGreaterThan(0)
  expect(group?.weight).toBeLessThan(before?.weight ?? 0)
})

test('a whole group set aside is still shown', () => {
  const group = after({ verb: 'setAside', group: MAY, reason }).find(({ id }) => id === MAY)
  expect(group?.status).toBe('setAside')
})

test('merged groups are one, under the first id', () => {
  expect(ids(after({ verb: 'merge', groups: [MAY, JULY], reason }))).toEqual({ [MAY]: 'ABCDE' })
})

test('split statements leave, and are a group only if they disagree', () => {
  expect(ids(after({ verb: 'split', group: MAY, statements: ['B', 'C'], reason }))).toEqual({
    [`${MAY}~B`]: 'BC',
    [JULY]: 'DE',
  })
  expect(ids(after({ verb: 'split', group: MAY, statements: ['A'], reason }))).toEqual({
    [MAY]: 'BC',
    [JULY]: 'DE',
  })
})

test('a split group can be settled under its own id, and merged back', () => {
  const split: Settlement = { verb: 'split', group: MAY, statements: ['B', 'C'], reason }
  const adopt: Settlement = { verb: 'adopt', group: `${MAY}~B`, statement: 'C', reason }
  expect(after(split, adopt).find(({ id }) => id === `${MAY}~B`)?.status).toBe('adopted')
  expect(ids(after(split, { verb: 'merge', groups: [MAY, `${MAY}~B`], reason }))[MAY]).toBe('ABC')
})

test('decisions about what is no longer there change nothing', () => {
  const gone: Settlement[] = [
    { verb: 'adopt', group: 'x/y', statement: 'A', reason },
    { verb: 'adopt', group: MAY, statement: 'Z', reason },
    { verb: 'setAside', group: MAY, statement: 'Z', reason },
    { verb: 'merge', groups: ['x/y'], reason },
    { verb: 'split', group: MAY, statements: ['Z'], reason },
  ]
  expect(after(...gone)).toEqual(after())
})
