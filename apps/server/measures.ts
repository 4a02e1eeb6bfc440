/**
 * A figure and everything behind it: its definition, its parts, its course, the records it rests on with what each
 * adds, the statements that speak of the same thing, where those rival, and a sentence to cite it by.
 */

import type { Moment } from '@konbit/ledger'
import {
  registersOf as formRegisters,
  isRefusal,
  type Measure,
  measuresOf,
  type Refusal,
  refuse,
  spanOf,
} from '@konbit/model'
import type { RivalGroup } from '@konbit/rivals'
import { keepOn } from './kept.ts'
import { dayAt, momentAt, momentOf } from './moments.ts'
import { moments, type Params, param } from './query.ts'
import { rivalsAt } from './rivals.ts'
import type { Ask } from './route.ts'
import {
  type ClaimView,
  type Ref,
  restsOn,
  type Statements,
  sourcesOf,
  spokenAt,
  statementsAt,
} from './statements.ts'
import { type Answer, ok } from './wire.ts'

const restsMax = 200
const pointsMax = 4000
/** Words, and the same as ISO 8601 durations or days. */
const steps = {
  day: 'day',
  week: 'week',
  month: 'month',
  P1D: 'day',
  P1W: 'week',
  P7D: 'week',
  P1M: 'month',
  '1': 'day',
  '7': 'week',
} as const

export const measureParams: Params = {
  ...moments,
  by: param.word('Break it down under this name; see the measure’s `by`.', /^[a-zA-Z]{1,40}$/),
  key: param.word(
    'Only this part of the breakdown: what it rests on and who speaks of it.',
    /^[A-Za-z0-9_.:+-]{1,80}$/,
  ),
  from: param.day('First day of a series.'),
  to: param.day('Last day of a series; absent: the moment’s day.'),
  step: param.oneOf(
    'Step of a series: a word or an ISO 8601 duration; day unless told.',
    Object.keys(steps),
  ),
  rests: param.oneOf(
    'Which of the records behind it: all, unless told; or only the one that says it, none where it is added up.',
    ['all', 'said'],
  ),
}

export const describeMeasure = (house: Ask['house'], measure: Measure) => {
  const { name, title, unit, definition, label, by = [], claims } = measure
  return {
    name,
    title,
    unit,
    definition,
    label,
    by,
    ...(claims ? { claims } : {}),
    form: Object.keys(measure.of)[0],
    desk: name.split('.')[0],
    registers: registersOf(house, measure),
  }
}

/** The registers that a measure reads, through other measures too. */
const registersOf = (house: Ask['house'], { of }: Measure): string[] => [
  ...new Set([
    ...formRegisters(of),
    ...measuresOf(of).flatMap((name) => {
      const one = house.measures.get(name)
      return one ? registersOf(house, one) : []
    }),
  ]),
]

type Wanted = { by?: string; key?: string; step?: keyof typeof steps; rests?: 'all' | 'said' }

export async function answerMeasure(ask: Ask): Promise<Answer | Refusal> {
  const { house, reader, query } = ask
  const measure = house.measures.get(ask.params.measure ?? '')
  if (!measure) return refuse('unknown-measure')
  const { by, key, step: asked = 'day', rests: wanted } = query as Wanted
  const step = steps[asked]
  if (by && !measure.by?.includes(by))
    return wrong(
      'by',
      measure.by?.length
        ? `one of ${measure.by.join(', ')}`
        : 'to be left out: this measure has no breakdown',
    )
  if (key && !by && !measure.by?.length)
    return wrong('key', 'to be left out: this measure has no breakdown')
  const moment = await momentOf(ask)
  const range = rangeOf(query, dayAt(ask, moment), step)
  if (range && isRefusal(range)) return range
  const { name } = measure
  const part = by ?? (key ? measure.by?.[0] : undefined)
  const answer = await keepOn(ask, moment, `measure ${name} ${part}`, () =>
    house.ledger.measure(reader, { name, moment, ...(part ? { by: part } : {}) }),
  )
  if (isRefusal(answer)) return answer
  const series =
    range &&
    (await keepOn(ask, moment, `series ${name} ${part} ${range.from} ${range.to} ${step}`, () =>
      house.ledger.series(reader, {
        name,
        moment,
        ...range,
        step,
        ...(part ? { by: part } : {}),
      }),
    ))
  if (series && isRefusal(series)) return series
  const { of } = house.measures.get(answer.spoke) ?? measure
  const isSaid = 'latest' in of || 'until' in of
  const rests = wanted === 'said' && !isSaid ? [] : await restsOf(ask, measure, moment, key, part)
  if (isRefusal(rests)) return rests
  const claims = await claimsOf(ask, measure, key)
  const groups = await groupsOf(ask, measure, moment, key)
  const keys = [
    ...new Set(
      [...answer.rows, ...(series?.points ?? []).flatMap(({ rows = [] }) => rows)].flatMap(
        (row) => row.key ?? [],
      ),
    ),
  ]
  const names = await namesOf(ask, keys, moment)
  const rows = answer.rows.map((row) => named(row, names))
  const value = key ? (rows.find((row) => row.key === key)?.value ?? null) : answer.value
  return ok({
    ...describeMeasure(house, measure),
    at: moment.atText,
    known: moment.knownText,
    isNow: moment.isNow,
    value,
    rows,
    partial: answer.partial,
    ...(series
      ? {
          series: series.points.map((point) => ({
            ...point,
            ...(point.rows ? { rows: point.rows.map((row) => named(row, names)) } : {}),
          })),
        }
      : {}),
    rests,
    claims,
    rivals: groups.map(({ id }) => id),
    spread: spreadOf(groups, await spokenAt(ask, moment)),
    cite: await cite(ask, measure, moment, value, key && names.get(key)),
  })
}

const wrong = (field: string, needs: string): Refusal =>
  refuse('invalid-query', undefined, [{ field, needs }])

type Range = { from: string; to: string }
function rangeOf(query: Ask['query'], today: string, step: string): Range | Refusal | undefined {
  const { from, to = today } = query as { from?: string; to?: string }
  if (!from)
    return query.to || query.step ? wrong('from', 'a day: a series needs its first one') : undefined
  if (from > to) return wrong('from', 'a day before the last')
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  const points = days / (step === 'day' ? 1 : step === 'week' ? 7 : 30)
  return points > pointsMax
    ? refuse(
        'too-many',
        `A series has at most ${pointsMax} points. Ask for a longer step or fewer days.`,
      )
    : { from, to }
}

/** Captions for keys that are ids; other keys speak for themselves. */
async function namesOf(
  ask: Ask,
  keys: readonly string[],
  moment: Moment,
): Promise<Map<string, string>> {
  const ids = keys.filter((key) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key))
  const found =
    ids.length > 0
      ? await ask.house.ledger.captions(ask.reader, ids, moment)
      : new Map<string, { caption: string }>()
  return new Map([...found].map(([id, { caption }]) => [id, caption]))
}
const named = <Row extends { key: string | null }>(
  row: Row,
  names: ReadonlyMap<string, string>,
) => {
  const caption = names.get(row.key ?? '')
  return caption === undefined ? row : { ...row, caption }
}

/** The records behind the figure, each from the day it counts, the latest first. */
const restsOf = (ask: Ask, measure: Measure, moment: Moment, key?: string, by?: string) =>
  keepOn(ask, moment, `rests ${measure.name} ${key} ${by}`, async () => {
    const { name } = measure
    const [found, statements] = await Promise.all([
      ask.house.ledger.rests(ask.reader, {
        name,
        moment,
        limit: restsMax,
        ...(key && by ? { key, by } : {}),
      }),
      statementsAt(ask, moment),
    ])
    if (isRefusal(found)) return found
    const rests = found.items.map((record) => {
      const own = record.register === 'claim' ? statements.byId.get(record.id) : undefined
      const { id, register, caption, state, value } = record
      return {
        id,
        register,
        caption,
        state,
        at: record.since,
        value,
        claims: own ? [refTo('claim', own)] : restsOn(record, statements),
        sources: own?.source ? [refTo('source', own.source)] : sourcesOf(record, statements),
      }
    })
    return rests.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  })

const refTo = (register: string, { code, id }: { code: string; id: string }): Ref => ({
  code,
  id,
  register,
})

/** Every statement known by then that speaks of the measure, also of days after *at*: a chart shows them in their place. */
export async function claimsOf(
  ask: Ask,
  { claims, by }: Pick<Measure, 'claims' | 'by'>,
  key?: string,
): Promise<ClaimView[]> {
  if (!claims) return []
  const { known } = ask.query as { known?: string }
  const { list } = await statementsAt(ask, await momentAt(ask, { known }))
  const speaks = ({ speaksFor, key: part }: ClaimView): boolean =>
    key ? part === key : speaksFor === claims.subject || (by !== undefined && part !== null)
  return list.filter((claim) => claims.measures.includes(claim.measure) && speaks(claim))
}

/** The groups of rivals about this measure, for the whole or for one key, latest first. */
export async function groupsOf(
  ask: Ask,
  { claims, unit }: Measure,
  moment: Moment,
  key?: string,
): Promise<RivalGroup[]> {
  if (!claims) return []
  const [groups, { byId }] = await Promise.all([rivalsAt(ask, moment), spokenAt(ask, moment)])
  return groups
    .filter(
      (group) =>
        claims.measures.includes(group.measure) && (group.unit === unit || unit === 'days'),
    )
    .filter(({ statements, subject }) =>
      statements.some(({ id }) => {
        const claim = byId.get(id)
        return (
          claim?.subject === subject &&
          (key ? claim.key === key : claim.speaksFor === claims.subject)
        )
      }),
    )
    .sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : b.weight - a.weight))
}

export type Spread = {
  low: number
  high: number
  values: number[]
  used: number | null
  count: number
  from: string
  to: string
  group: string
  status: RivalGroup['status']
}
/** Between what the statements of the latest group range, as they state it: those of its own subject and period. */
export function spreadOf(groups: readonly RivalGroup[], { byId }: Statements): Spread | null {
  for (const { id, from, to, statements, inUse, status, subject, measure } of groups) {
    const values = statements.flatMap((one) => {
      const claim = byId.get(one.id)
      const isOther =
        one.subject !== subject ||
        one.measure !== measure ||
        one.kind === 'garbled' ||
        one.setAside !== undefined
      if (!claim || isOther || !isOfPeriod(claim, from, to)) return []
      return claim.value ?? claim.low ?? claim.high ?? []
    })
    if (values.length === 0) continue
    const used = typeof inUse?.value === 'number' ? inUse.value : null
    return {
      low: Math.min(...values),
      high: Math.max(...values),
      values,
      used,
      count: values.length,
      from,
      to,
      group: id,
      status,
    }
  }
  return null
}

const isOfPeriod = ({ periodFirst, periodLast }: ClaimView, from: string, to: string): boolean =>
  periodFirst === null ||
  periodLast === null ||
  (spanOf(periodFirst)?.first === from && spanOf(periodLast)?.last === to)

const longDay = (text: string): string => {
  const day = spanOf(text)?.last ?? text.slice(0, 10)
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

async function cite(
  ask: Ask,
  { name, unit }: Measure,
  moment: Moment,
  value: number | null,
  of?: string,
): Promise<string> {
  const { mission } = ask
  const { size, root } = await ask.head()
  const figure =
    value === null ? 'not known' : `${new Intl.NumberFormat('en').format(value)} ${unit}`
  return `Konbit, ${mission.name}: ${name}${of ? ` (${of})` : ''} = ${figure}, as on ${longDay(dayAt(ask, moment))}, as known on ${longDay(moment.knownText)}; log of ${size} entries, root ${root.slice(0, 12)}.`
}
