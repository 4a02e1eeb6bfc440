/**
 * How long records stayed in their states, counted and added up in SQL by one field. Each record adds by itself, so what is known
 * now is carried along as the log grows; and a stay that is open is kept by when it began, so that time passing changes no sum.
 */
import { addDays, type Register, type Select, startOf } from '@konbit/model'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadSession } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { carrying, inOrder } from './carried.ts'
import { selectedSql } from './fieldSql.ts'
import { isNowIn, type Moment } from './moment.ts'
import { values } from './view.ts'

export type StaysQuery = Select & {
  moment: Moment
  /** Civil days of the mission's zone, both counted. */
  from: string
  to: string
  by: string
}
/**
 * Stays of records in one state, between two others (null: none right before or after), under one key. `days` within the days
 * asked for; `begun` and `ended` there; of those that did both: how many days each, and their squares.
 */
export type StaysRow = {
  key: string
  before: string | null
  state: string
  after: string | null
  stays: number
  days: number
  begun: number
  ended: number
  open: number
  whole: number
  wholeDays: number
  wholeSquares: number
}

const DAY_MS = 86_400_000

export async function staysOf(
  pools: Pools,
  session: ReadSession,
  register: Register,
  { id, zone }: MissionFacts,
  query: StaysQuery,
): Promise<StaysRow[]> {
  const { moment } = query
  const { list, add } = values()
  const first = startOf(query.from, zone)
  const close = startOf(addDays(query.to, 1), zone)
  const end = Math.min(close, moment.at + 1)
  const isNow = isNowIn(moment, session.size)
  // Nothing known now began or ended after now.
  const last = isNow && moment.at < close ? Number.POSITIVE_INFINITY : end
  const bound = (instant: number): string => `${add(printInstant(instant))}::timestamptz`
  const [opens, closes] = [bound(first), bound(last)]
  const key = `coalesce(b.${quote(columnName(query.by, ''))}::text, '')`
  /** Milliseconds, whole, since the first of the days. */
  const since = (instant: string): string =>
    `round(date_part('epoch', ${instant} - ${opens}) * 1000)::int8`
  const groups = await carrying(pools).added(
    session,
    id,
    {
      register: register.name,
      table: quote(tableOf(register, register.label).name),
      ever: true,
      where: [
        ...selectedSql(register, { where: query.where }, add),
        `b.at_from < ${closes} and b.at_to > ${opens}`,
      ],
      list,
      by: ['b.key', 'b.before', 'b.state', 'b.after'],
      sums: [
        'b.ended - greatest(b.began, 0)',
        'case when b.ended is null then greatest(b.began, 0) end',
        'case when b.began >= 0 then 1 end',
        'case when b.ended is not null then 1 end',
        'case when b.began >= 0 and b.ended is not null then 1 end',
        'case when b.began >= 0 then b.ended - b.began end',
        'case when b.began >= 0 then (b.ended - b.began)::numeric * (b.ended - b.began) end',
      ],
      // Only where a stay begins is a row kept: what changed within it costs one look and no group.
      made: `with marked as (
          select b.record, ${key} as key, b.state, b.at_from, lag(b.state) over w as before, lag(b.at_to) over w as before_to,
            lag(${key}) over w as before_key, max(b.at_to) over (partition by b.record) as last_to
          from versions b window w as (partition by b.record order by b.at_from)
        ), begun as (
          select key, state, at_from as began, coalesce(lead(before_to) over w, last_to) as ended,
            case when before_to = at_from then before end as before,
            lead(at_from) over w as next_from, lead(state) over w as next
          from marked where before is distinct from state or before_to is distinct from at_from or before_key <> key
          window w as (partition by record order by at_from)
        )
        select key, before, state, case when next_from = ended then next end as after, ${since('began')} as began,
          case when ended < ${closes} then ${since('ended')} end as ended
        from begun ${query.state ? `where state = any (${add(query.state)}::text[])` : ''}`,
    },
    isNow ? undefined : moment.known,
  )
  if (groups.length > 0) session.saw(register.name, register.label)
  return groups
    .sort((a, b) => inOrder(sorted(a.keys), sorted(b.keys)))
    .map(({ keys, sums, records }): StaysRow => {
      const [key, before, state, after] = keys as [string, string | null, string, string | null]
      const [closed = 0, began = 0, begun = 0, ended = 0, whole = 0, length = 0, squares = 0] = sums
      const open = records - ended
      return {
        key,
        before,
        state,
        after,
        stays: records,
        days: (closed + open * (end - first) - began) / DAY_MS,
        begun,
        ended,
        open,
        whole,
        wholeDays: length / DAY_MS,
        wholeSquares: squares / DAY_MS ** 2,
      }
    })
}

type Keys = readonly (string | number | null)[]
const sorted = ([key, before, state, after]: Keys) => [key, state, before, after] as Keys
