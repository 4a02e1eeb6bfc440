/** What the desk pages work out of the API's answers, given, when, then. */
import { describe, expect, it } from 'vitest'
import type { ClaimView, MeasureView, RecordView } from '../api/types.ts'
import { donorRows } from './funds/statement.ts'
import { pipelineOf } from './people/pipeline.ts'
import { boundFrom, spokenOf, yearsOf } from './people/strength.ts'
import {
  type Group,
  inOrder,
  kindOf,
  plotRow,
  type RivalStatement,
  spreadValues,
} from './rivals/group.ts'
import { incidentsOf, within } from './situation/incidents.ts'
import { quartersOf } from './situation/quarters.ts'

const view = (
  value: number | null,
  rows: [string, number][] = [],
  more: object = {},
): MeasureView =>
  ({
    name: '',
    title: '',
    unit: 'persons',
    definition: '',
    at: '',
    known: '',
    value,
    rows: rows.map(([key, v]) => ({ key, caption: key, value: v, records: 1 })),
    ...more,
  }) as MeasureView
const record = (
  register: string,
  id: string,
  fields: Record<string, unknown>,
  state = 'stated',
): RecordView => ({ id, register, state, caption: id, fields, at: '', known: '', seq: 1 })
const claim = (change: Partial<ClaimView> & object): ClaimView =>
  ({
    id: 'c',
    code: 'C0001',
    measure: 'force.deployed',
    subject: 'mission',
    value: null,
    low: null,
    high: null,
    unit: 'persons',
    asOf: '2025-05-14',
    precision: 'exact',
    state: 'stated',
    source: null,
    ...change,
  }) as ClaimView

describe('the pipeline', () => {
  const views = {
    planned: view(2500, [['KEN', 1000]]),
    pledged: view(2850, [
      ['KEN', 1000],
      ['JAM', 200],
      ['BEN', 1500],
      ['BDI', 150],
    ]),
    waiting: view(261, [['KEN', 261]], {
      claims: [claim({ value: 261, precision: 'atLeast', state: 'adopted' })],
    }),
    arrived: view(785, [
      ['KEN', 761],
      ['JAM', 24],
    ]),
    deployed: view(784, [
      ['KEN', 760],
      ['JAM', 24],
    ]),
  }
  const pledges = [
    { contributor: 'JAM', persons: 200, high: 250 },
    { contributor: 'BEN', persons: 1500, high: 2000 },
  ]
  const found = pipelineOf(views, pledges, new Map([['KEN', 'var(--series-3)']]), 'none')

  it('puts those who came first, by how many, and gathers those who did not', () => {
    expect(found.rows.map((row) => row.key)).toEqual(['KEN', 'JAM', 'absent'])
    expect(found.absent.map((one) => one.name)).toEqual(['BEN', 'BDI'])
    expect(found.absentLow).toBe(1650)
  })

  it('keeps both ends where two pledges stand', () => {
    expect(found.rows[1]?.amounts.pledged).toEqual({ low: 200, high: 250 })
    expect(found.totals.pledged).toEqual({ low: 2850, high: 3400 })
  })

  it('says at least where the statement adopted says so', () =>
    expect(found.totals.waiting?.bound).toBe('atLeast'))
  it('what is not counted is absent, never zero', () => {
    expect(found.totals.trained).toBeNull()
    expect(found.rows[1]?.amounts.waiting).toBeNull()
  })
})

describe('strength', () => {
  it('is only a bound once a tour ended and nobody was seen to leave', () => {
    expect(boundFrom(['2025-06-25'], [], '2025-12-31')).toBe('2025-06-25')
    expect(boundFrom(['2025-06-25'], ['2025-07-02'], '2025-12-31')).toBeUndefined()
    expect(boundFrom(['2025-06-25'], [], '2025-05-14')).toBeUndefined()
    expect(boundFrom([], [], '2025-12-31')).toBeUndefined()
  })

  it('takes statements of the whole and of the contributors drawn, and none set aside', () => {
    const claims = [
      claim({ id: 'a', speaksFor: 'mission', value: 900 } as never),
      claim({ id: 'b', speaksFor: 'organisation', key: 'KEN', value: 751 } as never),
      claim({ id: 'c', speaksFor: 'organisation', key: 'GTM', value: 150 } as never),
      claim({ id: 'd', speaksFor: 'mission', value: 1, state: 'setAside' } as never),
    ]
    expect(spokenOf(claims, ['mission', 'KEN']).map((one) => [one.line, one.statement.id])).toEqual(
      [
        ['mission', 'a'],
        ['KEN', 'b'],
      ],
    )
  })

  it('names the years in which sources part from it', () => {
    const line = {
      key: 'mission',
      label: '',
      color: '',
      points: [{ day: '2024-01-01', value: 400 }],
    }
    const spoken = spokenOf(
      [
        claim({ id: 'a', speaksFor: 'mission', asOf: '2024-09-12', value: 400 } as never),
        claim({ id: 'b', speaksFor: 'mission', asOf: '2025-02-05', value: 860 } as never),
      ],
      ['mission'],
    )
    expect(yearsOf(spoken, [line])).toEqual({ agree: ['2024'], part: ['2025'] })
  })
})

describe('the statement of money', () => {
  const refs = {
    can: { register: 'organisation', caption: 'Canada' },
    ken: { register: 'organisation', caption: 'Kenya' },
    s1: { register: 'source', caption: 'P043 Canada gives' },
  }
  const gift = record(
    'contribution',
    'g',
    {
      donor: 'can',
      title: 'More',
      channel: 'trustFund',
      amount: { minor: 570000000, currency: 'CAD' },
      statedOn: '2024-06-26',
      claims: ['c1'],
    },
    'pledged',
  )
  const said = record('claim', 'c1', {
    measure: 'fund.pledged',
    value: 5700000,
    unit: 'CAD',
    asOf: '2024-06-26',
    source: 's1',
  })
  const spent = record('claim', 'c2', {
    measure: 'fund.spent',
    value: 2.1e9,
    unit: 'KES',
    asOf: '2024-11',
    source: 's1',
    party: 'ken',
  })
  const rows = donorRows([gift], [said, spent], refs)

  it('keeps each sum in its own currency, column, date and source', () => {
    expect(rows[0]).toMatchObject({
      donor: 'Canada',
      amounts: {
        pledged: [
          {
            money: { minor: 570000000, currency: 'CAD' },
            when: '2024-06-26',
            sources: [{ code: 'P043' }],
          },
        ],
        received: [],
      },
    })
  })

  it('what a contributor spends from its own budget is a row of its own', () => {
    expect(rows[1]).toMatchObject({
      donor: 'Kenya',
      record: null,
      amounts: { spent: [{ money: { currency: 'KES' } }], pledged: [] },
    })
  })
})

describe('the situation', () => {
  const incidents = incidentsOf(
    [
      record('incident', 'a', {
        title: 'Attack',
        touches: 'people',
        occurredOn: '2024-10-03',
        where: { precision: 'section', lon: -72.7, lat: 19.2 },
      }),
      record('incident', 'b', { title: 'Strike', touches: 'people', occurredOn: '2025-09' }),
    ],
    [
      record('civilianHarm', 'h', {
        incident: 'a',
        harm: 'killed',
        personsLow: 70,
        personsHigh: 115,
      }),
    ],
  )

  it('lists the newest first, with who was said to be killed', () => {
    expect(incidents.map((one) => one.id)).toEqual(['b', 'a'])
    expect(incidents[1]?.killed).toEqual({ low: 70, high: 115 })
  })

  it('an incident of a month lies in every range that touches the month', () => {
    expect(within(incidents[0] as never, ['2025-09-01', '2025-10-01'])).toBe(true)
    expect(within(incidents[0] as never, ['2025-10-01', '2025-11-01'])).toBe(false)
  })

  it('uses the adopted count of a quarter, keeps rivals, and leaves a quarter without a figure empty', () => {
    const q = (id: string, value: number, state: string) =>
      record(
        'claim',
        id,
        {
          value,
          periodFirst: '2024-01-01',
          periodLast: '2024-03-31',
          precision: 'exact',
          source: 's',
        },
        state,
      )
    const found = quartersOf(
      [q('a', 1660, 'adopted'), q('b', 1554, 'stated')],
      {},
      '2024-01-01',
      '2024-07-01',
    )
    expect(found[0]).toMatchObject({ value: 1660, low: 1554, high: 1660 })
    expect(found[1]).toMatchObject({ first: '2024-04-01', value: null })
  })
})

describe('rivals', () => {
  const one = (
    id: string,
    value: number | null,
    more: Partial<ClaimView> = {},
    kind = 'sameMoment',
  ): RivalStatement =>
    ({
      id,
      code: id,
      interval: [value, value],
      kind,
      why: { key: '', values: {} },
      claim: claim({ id, value, ...more }),
    }) as RivalStatement
  const group = {
    id: 'g',
    measure: 'people.killed',
    subject: 'HTI',
    from: '2024-01-01',
    to: '2024-12-31',
    unit: 'persons',
    kinds: ['garbled', 'twoCounts'],
    statements: [
      one('quarter', 945, { periodFirst: '2024-04-01', periodLast: '2024-06-30' }),
      one('year', 5601, { periodFirst: '2024-01-01', periodLast: '2024-12-31' }),
      one('garbled', null, { precision: 'garbled', raw: '5,6000' }, 'garbled'),
    ],
    headline: { key: 'rivals.headline.twoCounts', values: {} },
  } as unknown as Group

  it('those that speak of the whole period come first', () =>
    expect(inOrder(group).map(({ id }) => id)).toEqual(['year', 'quarter', 'garbled']))
  it('are called by their headline', () => expect(kindOf(group)).toBe('twoCounts'))
  it('a garbled one is in no spread', () => expect(spreadValues(group)).toEqual([945, 5601]))
  it('a date said to the month is drawn as a span', () => {
    const date = { ...one('d', null), interval: [20209, 20239] as [number, number] }
    expect(plotRow(date, true, '', [])).toMatchObject({
      precision: 'range',
      low: 20209,
      high: 20239,
    })
  })
})
