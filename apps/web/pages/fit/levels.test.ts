/** Levels out of changes, conflicts in order, and which resource asks to be looked at. */
import { describe, expect, it } from 'vitest'
import type { FitResource, FitStep } from '../../api/people.ts'
import { bySite, conflictsOf, levelsOf, tightestOf } from './levels.ts'

const step = (day: string, amount: number, caption?: string): FitStep => ({
  day,
  amount,
  record: day,
  ...(caption ? { caption } : {}),
})
const resource = (change: Partial<FitResource>): FitResource => ({
  resource: 'beds',
  site: { id: 's', register: 'site', caption: 'S' },
  unit: 'beds',
  isKnown: true,
  supply: [step('2026-11-22', 100)],
  demand: [step('2026-11-22', 90), step('2026-12-05', 20, 'Flight'), step('2026-12-20', -30)],
  binds: [],
  disputed: [],
  ...change,
})

describe('levels', () => {
  it('are the changes added up, those of one day as one', () =>
    expect(
      levelsOf([step('2026-12-05', 5, 'b'), step('2026-11-22', 90), step('2026-12-05', -2, 'c')]),
    ).toEqual([
      { day: '2026-11-22', amount: 90, caption: undefined },
      { day: '2026-12-05', amount: 93, caption: 'b; c' },
    ]))

  it('name the tightest day, and nothing where the size is not known', () => {
    expect(tightestOf(resource({}), '2026-11-22', '2027-01-31')).toMatchObject({
      day: '2026-12-05',
      left: -10,
    })
    expect(tightestOf(resource({ isKnown: false }), '2026-11-22', '2027-01-31')).toBeNull()
  })
})

describe('conflicts', () => {
  const bind = (from: string, short: number) => ({ from, to: from, short, freedBy: null })

  it('stand in the order in which they bind, the larger first on one day', () =>
    expect(
      conflictsOf([
        resource({ binds: [bind('2026-12-05', 3), bind('2027-01-05', 1)] }),
        resource({ resource: 'water', binds: [bind('2026-12-05', 9)] }),
      ]).map(({ from, short }) => [from, short]),
    ).toEqual([
      ['2026-12-05', 9],
      ['2026-12-05', 3],
      ['2027-01-05', 1],
    ]))

  it('of a flight stand in the table only; a place draws what binds and tells the rest in a line', () => {
    const places = bySite([
      resource({}),
      resource({ resource: 'water' }),
      resource({ resource: 'parking', binds: [bind('2026-12-05', 1)] }),
      resource({ resource: 'seats', site: { id: 'm', register: 'movement', caption: 'XF-1' } }),
    ])
    expect(places).toHaveLength(1)
    expect(places[0]?.drawn.map((one) => one.resource)).toEqual(['parking', 'beds'])
    expect(places[0]?.quiet.map((one) => one.resource)).toEqual(['water'])
  })
})
