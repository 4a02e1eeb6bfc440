/**
 * What holds for any statements: order never matters, growth is no alarm, agreement takes nothing away, ids stay.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { given, missionStatements } from './given.ts'
import { findRivals, type Statement } from './index.ts'

const mission = missionStatements()
const day = fc.integer({ min: 0, max: 700 }).map((n) => dayAt(n))
const precision = fc.constantFrom<Statement['precision']>(
  'exact',
  'about',
  'at least',
  'over',
  'at most',
  'below',
)

const any = (measures: string[]) =>
  fc
    .record({
      measure: fc.constantFrom(...measures),
      subject: fc.constantFrom('KEN', 'GTM', 'mission', 'HTI'),
      value: fc.integer({ min: 0, max: 3000 }),
      asOf: fc.oneof(
        day,
        day.map((it) => it.slice(0, 7)),
        day.map((it) => it.slice(0, 4)),
      ),
      precision,
      source: fc.constantFrom('A', 'B', 'UCDP-C'),
      months: fc.integer({ min: 0, max: 12 }),
    })
    .map(({ months, ...part }) => given({ ...part, ...period(part.asOf, months) }))

const measures = [
  'force.deployed',
  'force.arrived',
  'people.killed',
  'people.displaced',
  'fund.received',
  'force.killed_cumulative',
  'new.measure',
]
const moments = ['people.displaced', 'force.pledged', 'force.killed_cumulative', 'new.measure']

test('the order of statements never matters', () => {
  fc.assert(
    fc.property(
      fc.array(any(measures), { maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      (list, keys) => {
        expect(findRivals({ statements: shuffled(list, keys) })).toEqual(
          findRivals({ statements: list }),
        )
      },
    ),
    { numRuns: 150 },
  )
  expect(findRivals({ statements: [...mission].reverse() })).toEqual(
    findRivals({ statements: mission }),
  )
})

test('an exact series that grows is never a disagreement', () => {
  const series = fc.record({
    measure: fc.constantFrom(
      'force.deployed',
      ...moments,
      'fund.received',
      'fund.spent',
      'contributors.count',
    ),
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 900 })), {
      maxLength: 20,
    }),
  })
  fc.assert(
    fc.property(series, ({ measure, steps }) => {
      let [at, value] = [0, 10]
      const statements = steps.map(([days, more]) => {
        at += days
        value += more
        return given({ measure, value, asOf: dayAt(at) })
      })
      expect(findRivals({ statements })).toEqual([])
    }),
  )
})

test('strength that follows its landings is never a disagreement', () => {
  const flights = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400 })),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(flights, (steps) => {
      let [at, strength] = [0, 0]
      const statements = steps.flatMap(([days, landed]) => {
        at += days
        strength += landed
        return [
          given({ measure: 'force.arrived', value: landed, asOf: dayAt(at) }),
          given({ value: strength, asOf: dayAt(at) }),
          given({ value: strength, asOf: dayAt(at), subject: 'mission' }),
        ]
      })
      expect(findRivals({ statements })).toEqual([])
    }),
  )
})

test('months that make quarters that make years are never a disagreement', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 24, maxLength: 24 }),
      (months) => {
        const count = (from: number, length: number) =>
          given({
            measure: 'people.killed',
            subject: 'HTI',
            value: months.slice(from, from + length).reduce((sum, month) => sum + month, 0),
            ...period(monthAt(from), length - 1),
          })
        const statements = [1, 3, 6, 12, 24].flatMap((length) =>
          Array.from({ length: 24 / length }, (_, n) => count(n * length, length)),
        )
        expect(findRivals({ statements })).toEqual([])
      },
    ),
  )
})

test('a statement more takes no group away, nor any statement from it', () => {
  fc.assert(
    fc.property(
      fc.array(any(moments), { maxLength: 30 }),
      fc.array(any(moments), { maxLength: 5 }),
      (list, more) => {
        const then = new Map(
          findRivals({ statements: [...list, ...more] }).map((it) => [it.id, it]),
        )
        for (const group of findRivals({ statements: list })) {
          const clashing = group.statements.filter(
            ({ of, kind }) => of && !['copy', 'rounding', 'laterCount'].includes(kind),
          )
          const ids = then.get(group.id)?.statements.map(({ id }) => id)
          expect(ids).toEqual(expect.arrayContaining(clashing.map(({ id }) => id)))
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('repeating what the mission’s statements say loses no group of theirs', () => {
  const before = findRivals({ statements: mission }).map(({ id }) => id)
  fc.assert(
    fc.property(fc.nat({ max: mission.length - 1 }), (index) => {
      const again = {
        ...(mission[index] as Statement),
        id: 'again',
        source: `${mission[index]?.source}-again`,
        sourcePublished: '',
      }
      expect(findRivals({ statements: [...mission, again] }).map(({ id }) => id)).toEqual(
        expect.arrayContaining(before),
      )
    }),
    { numRuns: 60 },
  )
})

test('nothing that is typed wrongly throws', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('2025-02-30', '2025-13', 'NaN', '', '-1'))
  const wild = fc.record({
    measure: fc.oneof(text, fc.constantFrom(...measures)),
    subject: fc.oneof(text, fc.constantFrom('A+B', 'HT05', 'incident:x', 'HT')),
    value: fc.oneof(text, fc.double(), fc.constant(null)),
    low: fc.double(),
    high: fc.double(),
    unit: fc.oneof(text, fc.constantFrom('date', 'P-code', 'percent', 'persons', 'text')),
    asOf: text,
    periodStart: text,
    periodEnd: text,
    precision,
  })
  fc.assert(
    fc.property(fc.array(wild, { maxLength: 12 }), (parts) => {
      expect(Array.isArray(findRivals({ statements: parts.map(given) }))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

function dayAt(n: number): string {
  return new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)
}

function monthAt(n: number): string {
  return new Date(Date.UTC(2024, n, 1)).toISOString().slice(0, 7)
}

function period(asOf: string, months: number): Partial<Statement> {
  const [year = 0, month = 1] = asOf.split('-').map(Number)
  const start = (year - 2024) * 12 + month - 1
  return { periodStart: monthAt(start), periodEnd: monthAt(start + months) }
}

function shuffled<T>(list: readonly T[], keys: Iterable<number>): T[] {
  const next = keys[Symbol.iterator]()
  return list
    .map((item) => [next.next().value as number, item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}
