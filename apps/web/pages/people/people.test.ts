/** What the pages of people work out of the server's answers, given, when, then. */
import { describe, expect, it } from 'vitest'
import type { Named, PayRow, StandingRow, StrengthRow, TourGroup } from '../../api/people.ts'
import type { MeasureView } from '../../api/types.ts'
import { gapRows } from './gap.ts'
import { linesOf, standingOf, worstArrear } from './pay.ts'
import { shownStages } from './pipeline.ts'
import { flowOf, reportRows, signedOf } from './report.ts'
import { stillRows } from './still.ts'
import { gapsOf, lanesOf } from './tours.ts'

const named = (id: string, register = 'organisation'): Named => ({ id, register, caption: id })
const view = (value: number | null, rows: [string, number][] = []): MeasureView =>
  ({
    value,
    rows: rows.map(([key, v]) => ({ key, caption: key, value: v, records: 1 })),
  }) as MeasureView

describe('the gap by capability', () => {
  const rows = gapRows(
    {
      required: view(300, [
        ['infantry', 200],
        ['medical', 100],
      ]),
      pledged: view(150, [['infantry', 150]]),
      counted: view(130, [
        ['infantry', 120],
        ['signals', 10],
      ]),
    },
    (key) => key,
  )

  it('puts the largest first, and what nobody asks for last', () =>
    expect(rows.map(({ key }) => key)).toEqual(['medical', 'infantry', 'signals']))

  it('counts nobody where others are counted, and leaves a need that nobody stated unknown', () => {
    expect(rows[0]).toMatchObject({ required: 100, pledged: 0, there: 0 })
    expect(rows[2]).toMatchObject({ required: null, there: 10 })
  })

  it('does not say zero where nobody is counted at all', () =>
    expect(
      gapRows(
        { required: view(5, [['medical', 5]]), pledged: undefined, counted: view(null) },
        (key) => key,
      )[0],
    ).toMatchObject({ pledged: null, there: null }))
})

describe('those who wait', () => {
  it('are told by contributor and reason, the most first, with the longest wait', () => {
    const row = (
      id: string,
      waitsFor: string | null,
      persons: number,
      oldestOn: string | null,
    ): StandingRow => ({ contributor: named(id), state: 'waiting', waitsFor, persons, oldestOn })
    const rows = stillRows([
      row('A', 'bed', 3, '2026-05-02'),
      row('B', 'seat', 9, null),
      row('A', null, 2, '2026-04-01'),
      { ...row('A', null, 50, null), state: 'ready' },
    ])
    expect(rows.map(({ key, total }) => [key, total])).toEqual([
      ['B', 9],
      ['A', 5],
    ])
    expect(rows[1]).toMatchObject({ values: { bed: 3, unsaid: 2 }, oldestOn: '2026-04-01' })
  })
})

describe('tours', () => {
  const tour = (change: Partial<TourGroup>): TourGroup => ({
    contributor: named('A'),
    contingent: named('A1', 'contingent'),
    startsOn: '2026-01-01',
    endsOn: '2026-12-10',
    state: 'running',
    persons: 10,
    relieved: 10,
    unrelieved: 0,
    reliefOn: '2026-12-10',
    gapDays: 0,
    ...change,
  })

  it('of one unit that end in one month are one bar', () => {
    const [lane] = lanesOf(
      [
        tour({}),
        tour({ endsOn: '2026-12-20', persons: 5, relieved: 2, unrelieved: 3, reliefOn: null }),
      ],
      '2026-06-01',
      '2027-06-01',
    )
    expect(lane?.bars).toHaveLength(1)
    expect(lane?.bars[0]).toMatchObject({ to: '2026-12-20', persons: 15, open: 3 })
  })

  it('that overlap lie under each other, and those outside the view are left out', () => {
    const [lane] = lanesOf(
      [
        tour({}),
        tour({ startsOn: '2026-08-01', endsOn: '2027-07-31' }),
        tour({ startsOn: '2024-01-01', endsOn: '2024-12-31', state: 'ended' }),
      ],
      '2026-06-01',
      '2027-06-01',
    )
    expect(lane?.bars.map(({ row }) => row)).toEqual([0, 1])
  })

  it('are a gap where nobody relieves or relief comes late, soonest first, and never once over', () => {
    const lanes = lanesOf(
      [
        tour({ endsOn: '2027-02-01', relieved: 4, unrelieved: 6, reliefOn: null, gapDays: null }),
        tour({ endsOn: '2026-12-10', gapDays: 12, reliefOn: '2026-12-22' }),
        tour({ endsOn: '2026-11-30', unrelieved: 10, reliefOn: null, state: 'curtailed' }),
        tour({ endsOn: '2027-04-01' }),
      ],
      '2026-06-01',
      '2027-06-01',
    )
    expect(gapsOf(lanes, '2026-11-22').map(({ to, open }) => [to, open])).toEqual([
      ['2026-12-10', 0],
      ['2027-02-01', 6],
    ])
  })
})

describe('the strength report', () => {
  const row = (contributor: string, unit: string | null, deployed: number | null): StrengthRow => ({
    contributor: named(contributor),
    unit: unit ? named(unit, 'contingent') : null,
    required: null,
    planned: null,
    authorised: null,
    pledged: 20,
    trained: null,
    waiting: null,
    deployed,
    present: null,
    effective: null,
    armed: null,
  })
  const rows = reportRows([
    row('A', null, 30),
    row('A', 'A1', 18),
    row('A', 'A2', 12),
    row('B', 'B1', 5),
  ])

  it('takes the line of a contributor as it is, and adds up its units where it has none', () => {
    expect(rows.map(({ name, level, values }) => [name, level, values.deployed])).toEqual([
      ['A', 'contributor', 30],
      ['A1', 'unit', 18],
      ['A2', 'unit', 12],
      ['B', 'contributor', 5],
      ['B1', 'unit', 5],
      [null, 'whole', 35],
    ])
  })

  it('keeps what nobody counted unknown in every sum', () =>
    expect(rows.at(-1)?.values).toMatchObject({ required: null, pledged: 40 }))

  it('takes the mission as the server sums it up, which holds what no contributor is named for', () =>
    expect(
      reportRows([{ ...row('A', null, 40), contributor: null }, row('A', null, 30)]).at(-1)?.values
        .deployed,
    ).toBe(40))

  it('tells those who came from those who left, and a transfer moves nobody in or out', () => {
    const move = (kind: string, persons: number) => ({ kind, persons }) as never
    const moves = [move('arrival', 40), move('departure', 25), move('transfer', 7)]
    expect(flowOf(moves)).toEqual({ came: 40, left: 25 })
    expect(moves.map(signedOf)).toEqual([40, -25, 0])
  })
})

describe('pay', () => {
  const run = (change: Partial<PayRow>): PayRow => ({
    contributor: named('A'),
    payPart: 'hazard',
    month: '2026-05',
    currency: 'USD',
    persons: 10,
    due: 100,
    funded: 80,
    sent: 80,
    paid: 50,
    confirmed: 10,
    disputed: 0,
    ...change,
  })

  it('stands at one step only, and adds up to what is due', () => {
    const standing = standingOf(run({}))
    expect(standing).toEqual({ due: 20, funded: 0, sent: 30, paid: 40, confirmed: 10 })
    expect(Object.values(standing).reduce((a, b) => a + b)).toBe(100)
  })

  it('is never added over two currencies', () =>
    expect(
      linesOf([run({}), run({ currency: 'KES', due: 999 })], 'USD', false).map(({ due }) => due),
    ).toEqual([100]))

  it('names the oldest arrear', () =>
    expect(
      worstArrear([
        { contributor: named('A'), oldestOn: '2026-05-01' },
        { contributor: named('B'), oldestOn: '2026-02-01' },
        { contributor: named('C'), oldestOn: null },
      ] as never)?.contributor.id,
    ).toBe('B'))
})

describe('the stages shown', () => {
  it('of a mission of public facts are those it always had', () =>
    expect(shownStages({ planned: view(2500), arrived: view(10), deployed: view(9) })).toEqual([
      'planned',
      'pledged',
      'trained',
      'waiting',
      'arrived',
      'deployed',
      'effective',
    ]))

  it('with own staff on record go from required to effective, and present stands for arrived', () =>
    expect(
      shownStages({ required: view(9), authorised: view(9), present: view(4), arrived: view(8) }),
    ).toEqual([
      'required',
      'planned',
      'authorised',
      'pledged',
      'trained',
      'waiting',
      'deployed',
      'present',
      'effective',
    ]))
})
