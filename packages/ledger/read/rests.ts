/** The records behind a figure, each with what it adds; the newest first. */
import {
  type Candidate,
  type DayBound,
  type Days,
  dayOf,
  type Measure,
  type Measures,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  termsOf,
  tidy,
} from '@konbit/model'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant } from '../pool.ts'
import { columnName, quote } from '../tables.ts'
import { parseCursor, printCursor } from './cursor.ts'
import { keySql, numberSql, sameSql } from './fieldSql.ts'
import { fromOf, type Reading, readFrom, spokenOf, wrongPart } from './measure.ts'
import type { Moment } from './moment.ts'
import { countsSince } from './since.ts'
import { atMost, type RecordView, restsOn, values, viewsOf } from './view.ts'

export type RestsQuery = {
  name: string
  moment: Moment
  by?: string | undefined
  /** Only what falls under this key of the breakdown `by`, or of the measure's first. */
  key?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}
/** `since`: from when it has counted without a break. */
export type Rest = RecordView & { value: number; since: string }
type Row = { record: string; at_from: number; value: number; term: number }

export async function restsOf(
  pools: Pools,
  registers: Registers,
  measures: Measures,
  mission: MissionFacts,
  member: string,
  query: RestsQuery,
): Promise<{ items: Rest[]; next: string | null } | Refusal> {
  const measure = measures.get(query.name)
  if (!measure) return refuse('unknown-measure')
  const by = query.by ?? (query.key === undefined ? undefined : measure.by?.[0])
  const wrong = wrongPart(measure, by)
  if (wrong) return wrong
  const limit = atMost(query.limit, 50, 200)
  const question = ['rests', query.name, by ?? '', query.key ?? '']
  const from =
    query.cursor === undefined ? undefined : parseCursor(mission.secret, question, query.cursor)
  if (query.cursor !== undefined && !from) return refuse('bad-cursor')
  const moment = from?.moment ?? query.moment
  return pools.read({ mission: mission.id, member }, async (session) => {
    session.of(
      readFrom(measures, measure).flatMap((name) => restsOn(registers.get(name) as Register)),
    )
    const reading: Reading = {
      pools,
      session,
      registers,
      measures,
      mission: mission.id,
      moment,
      zone: mission.zone,
    }
    const { spoke } =
      'either' in measure.of
        ? await spokenOf(reading, measure, dayIn(reading), undefined, true)
        : { spoke: [measure] }
    const speaking = { ...(spoke[0] as Measure), unit: measure.unit }
    const rows = await rowsOf(reading, speaking, by, query.key, from?.place, limit + 1)
    const page = rows.slice(0, limit)
    const views = await viewsOf(
      session,
      registers,
      mission.id,
      [...new Set(page.map(({ record }) => record))],
      moment,
    )
    const since = await countsSince(reading, speaking, [...views.values()])
    const last = page.at(-1)
    const place = last && [printInstant(last.at_from), last.record, last.term]
    return {
      items: page.flatMap(({ record, value }) => {
        const view = views.get(record)
        if (!view) return []
        const from = since.get(record)
        return [
          {
            ...view,
            value: tidy(value),
            since: from === undefined ? view.at : new Date(from).toISOString(),
          },
        ]
      }),
      next:
        rows.length > limit && place ? printCursor(mission.secret, question, moment, place) : null,
    }
  })
}

const dayIn = ({ moment, zone }: Reading): Days => ({
  days: [dayOf(moment.at, zone)],
  ends: [moment.at],
})

async function rowsOf(
  reading: Reading,
  measure: Measure,
  by: string | undefined,
  key: string | undefined,
  place: readonly unknown[] | undefined,
  limit: number,
): Promise<Row[]> {
  const { of } = measure
  if ('ratio' in of) {
    const lists = await Promise.all(
      of.ratio.map((name) =>
        rowsOf(reading, reading.measures.get(name) as Measure, by, key, undefined, limit),
      ),
    )
    return lists.flat().slice(0, limit - 1)
  }
  const day = dayOf(reading.moment.at, reading.zone)
  if ('latest' in of || 'until' in of)
    return (await speakersOf(reading, measure, by, key, day)).slice(0, limit)

  const { list, add } = values()
  const terms = termsOf(of)
  /** Whether a bound is reached, or, with one more, passed: by the day, or by the hour. */
  const pastSql = (bound: DayBound, more = 0): string =>
    bound.hours
      ? `b.${quote(columnName(bound.date, '_instant'))} + ${bound.hours * 3_600_000} < ${add(reading.moment.at)}::int8`
      : `${boundSql(bound)} + ${more} <= ${add(day)}::date`
  const parts = terms.map((term, index) => {
    const { register, from } = fromOf(reading, term, true, add)
    const value =
      term.sum === undefined ? '1::numeric' : numberSql(register, term.sum, measure.unit, add)
    const conditions = [
      ...(key === undefined || by === undefined
        ? []
        : [`${keySql(register, term.by?.[by])} = ${add(key)}::text`]),
      ...(term.from ? [pastSql(term.from)] : []),
      // A date that is missing is no end.
      ...(term.upTo ? [`(not ${pastSql(term.upTo, 1)}) is not false`] : []),
      ...(term.sum === undefined ? [] : [`${value} <> 0`]),
    ].map((one) => ` and ${one}`)
    return `select b.record, b.at_from, ${term.sign ?? 1} * ${value} as value, ${index} as term ${from}${conditions.join('')}`
  })
  const after = place
    ? `where (at_from, record, term) < (${add(place[0])}::timestamptz, ${add(place[1])}::uuid, ${add(place[2])}::int4)`
    : ''
  return await reading.session.query<Row>(
    `select * from (${parts.join(' union all ')}) rests ${after} order by at_from desc, record desc, term desc limit ${limit}`,
    list,
  )
}

const boundSql = ({ date, days = 0 }: DayBound): string =>
  `b.${quote(columnName(date, '_last'))} + ${days}`

/** The records that speak for the figure, or for each part of it. */
async function speakersOf(
  reading: Reading,
  measure: Measure,
  by: string | undefined,
  key: string | undefined,
  day: string,
): Promise<Row[]> {
  const { of } = measure
  const { list, add } = values()
  if ('until' in of) {
    const { from } = fromOf(reading, of.until, true, add)
    const date = `b.${quote(columnName(of.until.date, '_last'))}`
    const left = `${date} - ${add(day)}::date`
    return await reading.session.query<Row>(
      `select b.record, b.at_from, (${left})::numeric as value, 0 as term ${from} and ${date} >= ${add(day)}::date
       order by ${date}, b.record limit 1`,
      list,
    )
  }
  if (!('latest' in of)) return []
  const { register, from } = fromOf(reading, of.latest, true, add)
  const date = `b.${quote(columnName(of.latest.asOf, '_last'))}`
  const number = numberSql(register, of.latest.value, measure.unit, add)
  const part = keySql(register, by === undefined ? undefined : of.latest.by?.[by])
  const conditions = [`${date} <= ${add(day)}::date`, `${number} is not null`]
  if (by === undefined)
    for (const [field, wanted] of Object.entries(of.latest.whole ?? {}))
      conditions.push(sameSql(register, field, wanted, add))
  else conditions.push(key === undefined ? `${part} <> ''` : `${part} = ${add(key)}::text`)
  return await reading.session.query<Row & Pick<Candidate, 'key'>>(
    `select distinct on (${part}) b.record, b.at_from, ${number} as value, 0 as term, ${part} as key
     ${from} and ${conditions.join(' and ')} order by ${part}, ${date} desc, b.known_from desc, b.record desc`,
    list,
  )
}
