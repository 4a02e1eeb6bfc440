/** The arithmetic of what fits, against a count that goes through the days one by one. */
import { addDays } from '@konbit/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Balance, bindsOf, fitting, levelOn, type Step } from './fit.ts'

const start = '2026-02-20'
const dayArb = fc.integer({ min: 0, max: 40 }).map((n) => addDays(start, n))
const stepArb = fc.record({ day: dayArb, amount: fc.integer({ min: -30, max: 40 }) })
const balanceArb = fc.record({
  supply: fc.array(stepArb, { maxLength: 8 }),
  demand: fc.array(stepArb, { maxLength: 8 }),
})
/** Every day with something wanting, counted anew for each. */
const naive = ({ supply, demand }: Balance, from: string, until: string): [string, number][] => {
  const found: [string, number][] = []
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const short = levelOn(demand, day) - levelOn(supply, day)
    if (short > 0) found.push([day, short])
  }
  return found
}

describe('what binds', () => {
  test('are exactly the days that a count day by day finds, and the most that is wanting', () => {
    fc.assert(
      fc.property(balanceArb, dayArb, fc.integer({ min: 0, max: 60 }), (balance, from, length) => {
        const until = addDays(from, length)
        const binds = bindsOf(balance, from, until)
        const days = naive(balance, from, until)
        const covered = binds.flatMap((bind) => {
          const list: string[] = []
          for (let day = bind.from; day <= bind.to; day = addDays(day, 1)) list.push(day)
          return list
        })
        expect(covered).toEqual(days.map(([day]) => day))
        for (const { from: first, to, short, worst } of binds) {
          const within = days.filter(([day]) => day >= first && day <= to)
          expect(short).toBe(Math.max(...within.map(([, one]) => one)))
          expect(within.find(([, one]) => one === short)?.[0]).toBe(worst)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('are stretches apart, each freed by a step of the day after the last day of the whole stretch', () => {
    fc.assert(
      fc.property(balanceArb, dayArb, fc.integer({ min: 0, max: 60 }), (balance, from, length) => {
        const until = addDays(from, length)
        const binds = bindsOf(balance, from, until)
        for (const [index, bind] of binds.entries()) {
          const next = binds[index + 1]
          if (next) expect(next.from > addDays(bind.to, 1)).toBe(true)
          // Beyond what was asked: where it really ends.
          const rest = naive(balance, bind.to, addDays(start, 120)).map(([day]) => day)
          let end = bind.to
          while (rest.includes(addDays(end, 1))) end = addDays(end, 1)
          const isForEver = end === addDays(start, 120)
          expect(bind.freedBy?.day ?? null).toBe(isForEver ? null : addDays(end, 1))
          if (bind.freedBy) {
            const frees = (step: Step): number =>
              balance.supply.includes(step) ? step.amount : -step.amount
            expect(frees(bind.freedBy)).toBeGreaterThan(0)
          }
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('something more', () => {
  test('fits where no day from its own on lacks anything, and the first day that fits is the first', () => {
    fc.assert(
      fc.property(balanceArb, stepArb, (balance, { day, amount }) => {
        const wanted = { day, amount: Math.abs(amount) + 1 }
        const with_ = (on: string): Balance => ({
          ...balance,
          demand: [...balance.demand, { day: on, amount: wanted.amount }],
        })
        const end = addDays(start, 120)
        // From its day on only: what was wanting before it is not of its making.
        const lacking = (on: string): string[] => naive(with_(on), on, end).map(([one]) => one)
        const answer = fitting(balance, wanted)
        expect(answer.fits).toBe(lacking(day).length === 0)
        expect(answer.on?.day ?? null).toBe(lacking(day)[0] ?? null)
        if (answer.on)
          expect(answer.on.demand - answer.on.supply).toBe(
            naive(with_(day), answer.on.day, answer.on.day)[0]?.[1],
          )
        let first: string | null = day
        while (first !== null && lacking(first).length > 0)
          first = first < end ? addDays(first, 1) : null
        expect(answer.first).toBe(first)
      }),
      { numRuns: 200 },
    )
  })

  test('is told the day, both figures, and when the expansion makes room', () => {
    const supply = [
      { day: '2026-01-01', amount: 100 },
      { day: '2026-05-01', amount: 50 },
    ]
    const demand = [{ day: '2026-01-10', amount: 90 }]
    expect(fitting({ supply, demand }, { day: '2026-03-01', amount: 20 })).toEqual({
      fits: false,
      on: { day: '2026-03-01', supply: 100, demand: 110 },
      first: '2026-05-01',
    })
  })
})
