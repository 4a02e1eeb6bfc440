/**
 * Measures in SQL, generated from the measure's value: at a moment, or at each day of a series in one sweep over the bounds
 * of versions. What the forms mean stands in `model/measured.ts`, whose sweeps are used here too.
 */
import {
  type Candidate,
  type DayBound,
  type Days,
  type Delta,
  dayOf,
  daysOf,
  divided,
  firstKnown,
  indexer,
  type Measure,
  type MeasureRow,
  type Measures,
  measuresOf,
  type Point,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  registersOf,
  type Select,
  sweepLatest,
  sweepTotal,
  sweepUntil,
  type Term,
  termsOf,
} from '@konbit/model'
import { NOW_DRAWERS_END } from '../drawers.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadSession } from '../pool.ts'
import { quote, tableOf } from '../tables.ts'
import { carrying } from './carried.ts'
import { columnSql, keySql, numberSql, sameSql, selectedSql } from './fieldSql.ts'
import { isNowIn, knownSql, type Moment, momentSql } from './moment.ts'
import { type Step, stepsOf } from './steps.ts'
import { type Add, values } from './view.ts'

export type MeasureAnswerView = {
  name: string
  unit: string
  at: string
  known: string
  value: number | null
  rows: MeasureRow[]
  partial: boolean
  /** The measure whose form gave the value: itself, or the one of a choice that spoke. */
  spoke: string
}
export type SeriesQuery = {
  name: string
  moment: Moment
  from: string
  to: string
  step: Step
  by?: string | undefined
}
export type Series = { points: Point[]; partial: boolean }

export type Reading = {
  pools: Pools
  session: ReadSession
  registers: Registers
  measures: Measures
  mission: string
  moment: Moment
  zone: string
}

export async function measureOf(
  pools: Pools,
  registers: Registers,
  measures: Measures,
  mission: MissionFacts,
  member: string,
  { name, moment, by }: { name: string; moment: Moment; by?: string | undefined },
): Promise<MeasureAnswerView | Refusal> {
  const measure = measures.get(name)
  const wrong = wrongPart(measure, by)
  if (!measure || wrong) return wrong ?? refuse('unknown-measure')
  return pools.read({ mission: mission.id, member }, async (session) => {
    session.of(readFrom(measures, measure))
    const reading: Reading = {
      pools,
      session,
      registers,
      measures,
      mission: mission.id,
      moment,
      zone: mission.zone,
    }
    const days: Days = { days: [dayOf(moment.at, mission.zone)], ends: [moment.at] }
    const { points, spoke } = await spokenOf(reading, measure, days, by, true)
    const [point] = points
    const speaking = spoke[0] as Measure
    const partial = await isPartial(session, registers, measures, speaking)
    const { unit } = measure
    return {
      name,
      unit,
      at: moment.atText,
      known: moment.knownText,
      value: point?.value ?? null,
      rows: point?.rows ?? [],
      partial,
      spoke: speaking.name,
    }
  })
}

export async function seriesOf(
  pools: Pools,
  registers: Registers,
  measures: Measures,
  mission: MissionFacts,
  member: string,
  query: SeriesQuery,
): Promise<Series | Refusal> {
  const measure = measures.get(query.name)
  const wrong = wrongPart(measure, query.by)
  if (!measure || wrong) return wrong ?? refuse('unknown-measure')
  const days = stepsOf(query.from, query.to, query.step)
  if (!Array.isArray(days)) return days
  return pools.read({ mission: mission.id, member }, async (session) => {
    session.of(readFrom(measures, measure))
    const reading: Reading = {
      pools,
      session,
      registers,
      measures,
      mission: mission.id,
      moment: query.moment,
      zone: mission.zone,
    }
    const asked = daysOf(days, mission.zone)
    const { points, spoke } = await spokenOf(reading, measure, asked, query.by, false)
    const parts = await Promise.all(
      spoke.map((one) => isPartial(session, registers, measures, one)),
    )
    const partial = parts.includes(true)
    return {
      points: query.by === undefined ? points.map(({ day, value }) => ({ day, value })) : points,
      partial,
    }
  })
}

/** The registers that a measure reads, by itself or through those it names. */
export const readFrom = (measures: Measures, { of }: Measure): string[] => [
  ...registersOf(of),
  ...measuresOf(of).flatMap((name) => registersOf((measures.get(name) as Measure).of)),
]

export function wrongPart(
  measure: Measure | undefined,
  by: string | undefined,
): Refusal | undefined {
  if (!measure) return refuse('unknown-measure')
  if (by === undefined || measure.by?.includes(by)) return undefined
  const needs = measure.by?.length
    ? `one of ${measure.by.join(', ')}`
    : 'to be left out: this measure has no breakdown'
  return refuse('invalid-query', undefined, [{ field: 'by', needs }])
}

/** From the clearance and never from the data: whoever holds less than the whole is told so, whatever there is. */
export async function isPartial(
  session: ReadSession,
  registers: Registers,
  measures: Measures,
  measure: Measure,
): Promise<boolean> {
  const parts =
    measuresOf(measure.of).length > 0
      ? measuresOf(measure.of).map((name) => measures.get(name) as Measure)
      : [measure]
  const labels = [measure, ...parts].flatMap(({ label, of }) => [
    label,
    ...registersOf(of).map((name) => registers.get(name)?.label),
  ])
  const [row] = await session.query<{ held: string[] }>('select held()')
  return labels.some((label) => label !== undefined && !row?.held.includes(label))
}

/** The points, and the measures whose forms gave them: the measure itself, or those of a choice that spoke. */
export async function spokenOf(
  reading: Reading,
  measure: Measure,
  days: Days,
  by: string | undefined,
  isMoment: boolean,
): Promise<{ points: Point[]; spoke: Measure[] }> {
  const { of } = measure
  if (!('either' in of))
    return { points: await pointsOf(reading, measure, days, by, isMoment), spoke: [measure] }
  const parts = of.either.map((name) => reading.measures.get(name) as Measure)
  const lists = await Promise.all(
    parts.map((one) => pointsOf(reading, { ...one, unit: measure.unit }, days, by, isMoment, true)),
  )
  const { points, spoke } = firstKnown(lists)
  return { points, spoke: [...new Set(spoke)].map((place) => parts[place] as Measure) }
}

async function pointsOf(
  reading: Reading,
  measure: Measure,
  days: Days,
  by: string | undefined,
  isMoment: boolean,
  isChoice = false,
): Promise<Point[]> {
  const { of } = measure
  if ('ratio' in of) {
    const [over, under] = await Promise.all(
      of.ratio.map((name) =>
        pointsOf(reading, reading.measures.get(name) as Measure, days, by, isMoment),
      ),
    )
    return divided(over as Point[], under as Point[], by !== undefined)
  }
  if ('latest' in of || 'until' in of) {
    const found = await candidatesOf(reading, measure, days, by, isMoment)
    return 'until' in of ? sweepUntil(days, found) : sweepLatest(days, found, by !== undefined)
  }
  const terms = termsOf(of)
  const lists = await Promise.all(
    terms.map((term) => deltasOf(reading, measure, term, days, by, isMoment)),
  )
  const deltas = lists.flat()
  // Whatever counts at the moment has begun; only where nothing does must the first be looked for.
  const begun =
    isMoment && deltas.length > 0
      ? 0
      : await begunOf(
          reading,
          isChoice
            ? terms.map(({ register, where = {} }) => ({ register, where }))
            : registersOf(of).map((register) => ({ register })),
          days,
        )
  return sweepTotal(days, deltas, begun, by !== undefined)
}

/** A register's own table and the conditions of a selection, at the moment or at any *at* as known then. */
export function fromOf(
  reading: Reading,
  select: Select,
  isMoment: boolean,
  add: Add,
): { register: Register; from: string } {
  const register = reading.registers.get(select.register) as Register
  const conditions = [
    `b.mission = ${add(reading.mission)}`,
    isMoment
      ? momentSql(reading.moment, reading.session.size, 'b', add)
      : knownSql(reading.moment, reading.session.size, 'b', add),
  ]
  // What holds now lies in drawers of its own, at the beginning of every index; Postgres cannot tell that from the bounds.
  if (isMoment && isNowIn(reading.moment, reading.session.size))
    conditions.push(`b.drawer < ${NOW_DRAWERS_END}`)
  conditions.push(...selectedSql(register, select, add))
  return {
    register,
    from: `from ${quote(tableOf(register, register.label).name)} b where ${conditions.join(' and ')}`,
  }
}

/** Where a version begins and ends among the days, as `indexer` places it. */
function placesSql(days: Days, isMoment: boolean, add: Add): { from: string; to: string } {
  if (isMoment) return { from: '0', to: '1' }
  const ends = add(days.ends.map((end) => printInstant(end + 1)))
  return {
    from: `width_bucket(b.at_from, ${ends}::timestamptz[])`,
    to: `width_bucket(b.at_to, ${ends}::timestamptz[])`,
  }
}

async function deltasOf(
  reading: Reading,
  measure: Measure,
  term: Term,
  days: Days,
  by: string | undefined,
  isMoment: boolean,
): Promise<Delta[]> {
  const { list, add } = values()
  const { session, mission, moment } = reading
  const register = reading.registers.get(term.register) as Register
  const places = placesSql(days, isMoment, add)
  const value =
    term.sum === undefined
      ? '1'
      : `coalesce(${numberSql(register, term.sum, measure.unit, add)}, 0)`
  const key = keySql(register, by === undefined ? undefined : term.by?.[by])
  const bound = (
    part: 'greatest' | 'least',
    place: string,
    { date, days: more = 0, hours }: DayBound,
  ) =>
    hours
      ? `${part}(${place}, width_bucket(${columnSql(date, '_instant')} + ${hours * 3_600_000}, ${add(days.ends)}::int8[]))`
      : `${part}(${place}, width_bucket(${columnSql(date, '_last')} + ${more - (part === 'greatest' ? 1 : 0)}, ${add(days.days)}::date[]))`
  const start = term.from ? bound('greatest', places.from, term.from) : places.from
  const end = term.upTo ? bound('least', places.to, term.upTo) : places.to
  const dated = term.from ? [`${columnSql(term.from.date, '_last')} is not null`] : []
  // What is counted by the hour is another sum each moment: nothing to carry along.
  const isByHour = (term.from?.hours ?? term.upTo?.hours) !== undefined
  const isLast = !isByHour && moment.known === session.size
  const deltas = isLast
    ? (
        await carrying(reading.pools).added(session, mission, {
          register: register.name,
          table: quote(tableOf(register, register.label).name),
          ever: !isMoment,
          at: isMoment && !isNowIn(moment, session.size) ? moment.at : undefined,
          where: [...selectedSql(register, term, add), ...dated],
          list,
          by: [key, start, end],
          sums: [value],
        })
      ).map(
        ({ keys: [part, from, to], sums: [sum = 0], records }): Delta => ({
          key: part as string,
          from: from as number,
          to: to as number,
          value: (term.sign ?? 1) * sum,
          records,
        }),
      )
    : await session.query<Delta>(
        `select ${key} as key, ${start} as from, ${end} as to, ${term.sign ?? 1} * sum(${value}) as value, count(*) as records
         ${[fromOf(reading, term, isMoment, add).from, ...dated].join(' and ')} group by 1, 2, 3`,
        list,
      )
  if (deltas.length > 0) session.saw(register.name, register.label)
  return deltas
}

/** The first of the days by which any record of these had begun. */
async function begunOf(reading: Reading, parts: readonly Select[], days: Days): Promise<number> {
  const firsts = await Promise.all(
    parts.map(async (part) => {
      const { list, add } = values()
      const { from } = fromOf(reading, part, false, add)
      const [row] = await reading.session.query<{ first: number | null }>(
        `select min(b.at_from) as first ${from}`,
        list,
      )
      return row?.first ?? Number.POSITIVE_INFINITY
    }),
  )
  return indexer(days).from(Math.min(Number.POSITIVE_INFINITY, ...firsts))
}

async function candidatesOf(
  reading: Reading,
  measure: Measure,
  days: Days,
  by: string | undefined,
  isMoment: boolean,
): Promise<Candidate[]> {
  const { of } = measure
  const { list, add } = values()
  const part = 'latest' in of ? of.latest : 'until' in of ? of.until : undefined
  if (!part) return []
  const { register, from } = fromOf(reading, part, isMoment, add)
  const places = placesSql(days, isMoment, add)
  const date = columnSql('asOf' in part ? part.asOf : part.date, '_last')
  const number = 'value' in part ? numberSql(register, part.value, measure.unit, add) : '0::numeric'
  const whole =
    'whole' in part && part.whole
      ? Object.entries(part.whole).map(([field, wanted]) => sameSql(register, field, wanted, add))
      : []
  const key = keySql(register, 'by' in part && by !== undefined ? part.by?.[by] : undefined)
  const found = await reading.session.query<Candidate>(
    `select b.record, b.known_from as "knownFrom", ${places.from} as from, ${places.to} as to, ${date}::text as day,
       ${number} as value, ${key} as key, coalesce(${whole.length > 0 ? whole.join(' and ') : 'true'}, false) as "isWhole"
     ${from} and ${date} is not null and ${number} is not null`,
    list,
  )
  if (found.length > 0) reading.session.saw(register.name, register.label)
  return found
}
