/** What the pages of logistics and funds work out for themselves, without a browser. */
import { describe, expect, it } from 'vitest'
import type { VehicleFit } from '../api/force.ts'
import type { EntryView, RecordView } from '../api/types.ts'
import { standing } from './funds/claims.ts'
import { columnTotals } from './funds/totals.ts'
import { firstShort, partsOf, workOf } from './logistics/beds.ts'
import { boardOf, byLack, countIn, matrixOf } from './logistics/board.ts'

const vehicle = (plate: string, more: Partial<VehicleFit>): VehicleFit => ({
  record: plate,
  plate,
  type: 'apc',
  base: 'b1',
  contingent: null,
  state: 'ready',
  isServiceable: true,
  isFit: true,
  lacks: [],
  ...more,
})
const record = (register: string, state: string, fields: Record<string, unknown>): RecordView => ({
  id: register,
  register,
  state,
  caption: '',
  fields,
  at: '',
  known: '',
  seq: 1,
})
const usd = (minor: number) => ({ minor, currency: 'USD' })

describe('the board of vehicles', () => {
  it('keeps what runs and is not fit apart from what is fit, and under each thing it lacks', () => {
    const board = boardOf(
      [
        vehicle('A', {}),
        vehicle('B', { isFit: false, lacks: ['turret', 'radio'] }),
        vehicle('C', {
          isFit: false,
          isServiceable: false,
          state: 'inRepair',
          since: '2026-01-02',
        }),
        vehicle('D', { isFit: false, isServiceable: false, state: 'expected' }),
        vehicle('E', { base: 'b2' }),
      ],
      { base: 'b1' },
    )
    expect(Object.values(board).map((lane) => lane.map(({ plate }) => plate))).toEqual([
      ['A'],
      ['B'],
      ['C'],
      ['D'],
    ])
    expect(
      byLack(board.unfit, { turret: 7, radio: 9 }).map(({ lack, count }) => [lack, count]),
    ).toEqual([
      ['radio', 9],
      ['turret', 7],
    ])
  })

  it('adds classes and bases to the same whole', () => {
    const total = { type: 'apc', base: 'b1', fit: 2, serviceable: 5, offRoad: 1, expected: 3 }
    const matrix = matrixOf({
      totals: [total, { ...total, base: null }, { ...total, type: 'truck' }],
      refs: { b1: 'Alder' },
    })
    expect(matrix.whole).toEqual({ fit: 6, unfit: 9, offRoad: 3, expected: 9 })
    expect(matrix.bases).toEqual(['b1', null])
    expect(countIn([total, { ...total, base: null }], { base: null })).toEqual({
      fit: 2,
      unfit: 3,
      offRoad: 1,
      expected: 3,
    })
    expect(countIn([total, { ...total, type: 'truck', fit: null }], { type: 'truck' })).toEqual({
      fit: 5,
      unfit: 0,
      offRoad: 1,
      expected: 3,
    })
  })
})

describe('beds', () => {
  it('tells how far a work slipped from the day first promised', () => {
    const entry = (seq: number, availableOn: string) =>
      ({ seq, verb: 'postpone', set: { availableOn } }) as unknown as EntryView
    const work = workOf(
      record('capacity', 'underWay', {
        availableOn: '2026-06-01',
        kindOfWork: 'expansion',
        capacityAmount: 40,
      }),
      [entry(1, '2026-03-03'), entry(5, '2026-04-01'), entry(9, '2026-06-01')],
      '2026-05-01',
    )
    expect(work).toMatchObject({ wasOn: '2026-03-03', moves: 2, late: 90, isDone: false })
  })

  it('does not count what somebody else says, and sets it beside the same work', () => {
    const own = { kindOfWork: 'expansion', availableOn: '2026-03-03', capacityAmount: 40 }
    const { own: counted, said } = partsOf([
      record('capacity', 'ready', own),
      record('capacity', 'planned', { ...own, capacityAmount: 32, saidBy: 'A provider' }),
    ])
    expect(counted).toHaveLength(1)
    expect(said[0]).toMatchObject({ amount: 32, rival: 40 })
  })

  it('finds the first day on which the plan no longer fits, and none where nothing is known', () => {
    const day = (on: string, beds: number | null, planned: number | null) => ({
      day: on,
      beds,
      occupied: null,
      planned,
    })
    const days = [day('2026-01-02', 10, 9), day('2026-01-03', 10, 12), day('2026-01-04', 10, 14)]
    expect(firstShort(days, '2026-01-01')).toEqual({ day: '2026-01-03', short: 2 })
    expect(firstShort([day('2026-01-02', null, 9)], '2026-01-01')).toBeNull()
  })
})

describe('money', () => {
  it('adds a column only after conversion, and counts what has no rate instead of taking it for one', () => {
    const cell = (minor: number, currency: string, converted: number | null) => ({
      sum: { minor, currency },
      count: 1,
      converted: converted === null ? null : usd(converted),
      rate: null,
      rests: [],
    })
    const totals = columnTotals(
      [
        {
          key: 'a',
          caption: '',
          inKind: false,
          cells: {
            received: [cell(100, 'USD', 100), cell(200, 'TVL', 50), cell(900, 'QQQ', null)],
          },
        },
      ],
      'USD',
    )
    expect(totals.received).toEqual({ minor: 150, left: 1 })
    expect(totals.paid).toEqual({ minor: null, left: 0 })
  })

  it('says since when a claim stands at its step, and of what amount', () => {
    const claim = record('reimbursement', 'verified', {
      amountClaimed: usd(200),
      claimedOn: '2026-01-01',
      amountVerified: usd(150),
      verifiedOn: '2026-02-01',
    })
    expect(standing(claim, '2026-02-11')).toMatchObject({ amount: usd(150), days: 10 })
  })
})
