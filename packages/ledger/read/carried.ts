/**
 * Sums and rows carried along as the log grows. What is added up over all records of now is worked out in full once for each
 * sight; after that only the records touched since are taken out as they were and put in as they are. Both are read through the
 * reader's own policy, and the sight is part of the key, so that nothing carried is seen by other eyes.
 */
import { hash } from 'node:crypto'
import { isHandling } from '@konbit/model'
import { NOW_DRAWERS_END } from '../drawers.ts'
import { type Pools, printInstant, type ReadSession, STILL_KNOWN } from '../pool.ts'
import { type Decimal, printDecimal, readDecimal } from './decimal.ts'
import { values as valuesFrom } from './view.ts'

/** `b` is the table in every expression; values stand at their places in `list`. */
export type Question = {
  /** Whose records they are: what entries wrote of other registers changes nothing. */
  register: string
  table: string
  /** Other facets of the same records, where there are any: tables by the names that expressions call them by. */
  beside?: Readonly<Record<string, string>>
  /** Also as they were at other moments, not only now. */
  ever?: boolean
  /** As they were at this instant, and not now; milliseconds UTC. */
  at?: number | undefined
  where: readonly string[]
  list: readonly unknown[]
}
export type Adding = Question & {
  /** Grouped by these, in the order of the keys of the answer. */
  by: readonly string[]
  /** Numbers added up; null adds nothing. */
  sums: readonly string[]
  /** Added up is then what this select makes of each record's `versions`, by itself; `by` and `sums` name its columns. */
  made?: string
}
export type Added = { keys: (string | number | null)[]; sums: number[]; records: number }
export type Taking = Question & { take: string; most: number }
type Recorded = { record: string }

type Group = { keys: Added['keys']; sums: Decimal[]; records: number }
type Kept<Value> = {
  size: number
  made: Promise<Value>
  timer: NodeJS.Timeout | undefined
}

/** More touched records than this are not followed one by one. */
const TOUCHED_MAX = 4000
const KEPT_MAX = 600
/** What nobody asks for is let go of: an erasure by another process is heard of only when one asks. */
const IDLE_MS = 300_000

export type Carrying = {
  /** `full` works a value out; `onwards` carries it over the records touched since. Neither may change what it was given. */
  carried: <Value>(
    session: ReadSession,
    mission: string,
    question: Question,
    full: () => Promise<Value>,
    onwards: (value: Value, since: number, records: readonly string[]) => Promise<Value>,
  ) => Promise<Value>
  /** `known`: as was known at that entry, of a question of `ever` or `at`; worked out by itself and kept for nobody. */
  added: (
    session: ReadSession,
    mission: string,
    question: Adding,
    known?: number,
  ) => Promise<Added[]>
  /** The list, and each row in it that no entry touched, are the same objects as before: what rests on one may be kept by it. */
  taken: <Raw extends Recorded, Row extends Recorded>(
    session: ReadSession,
    mission: string,
    question: Taking,
    make: (raw: Raw) => Row,
  ) => Promise<readonly Row[]>
  /** The registers that entries after one and up to another wrote; undefined where it cannot be told, and any may have been. */
  stirred: (
    mission: string,
    since: number,
    size: number,
  ) => Promise<ReadonlySet<string> | undefined>
}

const carriers = new WeakMap<object, Carrying>()

/** The one of these pools: what is bound to a reader shares it. */
export const carrying = (pools: Pools): Carrying => carriers.get(pools.write) ?? begin(pools)

function begin(pools: Pools): Carrying {
  const touched = openTouched(pools)
  // Each with room of its own: who looks through many days of the past lets nothing go of what holds now.
  const [ofNow, ofThen] = [new Map<string, Kept<unknown>>(), new Map<string, Kept<unknown>>()]

  async function carried<Value>(
    session: ReadSession,
    mission: string,
    question: Question,
    full: () => Promise<Value>,
    onwards: (value: Value, since: number, records: readonly string[]) => Promise<Value>,
  ): Promise<Value> {
    const size = session.size ?? 0
    const kept = question.at === undefined ? ofNow : ofThen
    const sight = await sightOf(session)
    const key = hash('sha256', JSON.stringify([mission, sight, question]), 'base64')
    const before = kept.get(key) as Kept<Value> | undefined
    // Who made it read in a transaction of their own, which may have failed for a reason of theirs.
    if (before?.size === size) return before.made.catch(full)
    // A reader whose view of the log is older than what is kept reads for themself.
    if (before && before.size > size) return full()
    const make = async (): Promise<Value> => {
      const value = await before?.made.catch(() => undefined)
      const records = before && value && (await touched(mission, before.size, size))
      if (!value || !records) return full()
      const own = records.get(question.register)
      return own ? onwards(value, before.size, [...own]) : value
    }
    const mine: Kept<Value> = { size, made: make(), timer: undefined }
    const forget = (): void => {
      if (kept.get(key) === mine) kept.delete(key)
    }
    mine.timer = setTimeout(forget, IDLE_MS).unref()
    clearTimeout(before?.timer)
    kept.delete(key)
    kept.set(key, mine)
    mine.made.catch(forget)
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_MAX) break
      kept.delete(oldest)
    }
    return mine.made
  }

  const carrier: Carrying = {
    carried,
    stirred: async (mission, since, size) => {
      const records = await touched(mission, since, size)
      return records && new Set(records.keys())
    },
    added: async (session, mission, question, known) => {
      const full = async () => merged(new Map(), await summed(session, mission, question, known))
      const groups = await (known !== undefined
        ? full()
        : carried(session, mission, question, full, async (value, since, records) =>
            merged(value, await summed(session, mission, question, since, records)),
          ))
      return [...groups.values()].map(({ keys, sums, records }) => ({
        keys,
        sums: sums.map(printDecimal),
        records,
      }))
    },
    taken: async <Raw extends Recorded, Row extends Recorded>(
      session: ReadSession,
      mission: string,
      question: Taking,
      make: (raw: Raw) => Row,
    ) => {
      const read = async (records?: readonly string[]): Promise<readonly Row[]> =>
        (await listed<Raw>(session, mission, question, records)).map(make)
      const all = () => read()
      return carried(session, mission, question, all, async (value, _, records) =>
        value.length > question.most ? all() : laidIn(value, records, await read(records)),
      )
    },
  }
  carriers.set(pools.write, carrier)
  return carrier
}

/** The groups; of `records`, by how much they differ from what they were at `known`; without, at `known` or now. */
async function summed(
  session: ReadSession,
  mission: string,
  question: Adding,
  known?: number,
  records?: readonly string[],
): Promise<Group[]> {
  const { table, beside = {}, by, sums, made } = question
  const { list, add } = valuesFrom(question.list)
  const own = [`b.mission = ${add(mission)}`, ...question.where].join(' and ')
  const keys = by.map((key, index) => `${key} as k${index}`)
  const values = sums.map((sum, index) => `(${sum})::numeric as s${index}`)
  const bounds = boundsOf(question, add)
  const touched = records && `any (${add(records)}::uuid[])`
  const part = (sign: number, then?: string): string => {
    // Said of each facet, since Postgres does not conclude it from one to the other.
    const those = (name: string): string =>
      `${bounds(name, then)}${touched ? ` and ${name}.record = ${touched}` : ''}`
    const joined = Object.entries(beside).map(
      ([name, other]) => `left join ${other} ${name} on ${name}.record = b.record
        and ${name}.mission = b.mission and ${those(name)}`,
    )
    const drawers = touched || then ? '' : inDrawers(question)
    const versions = `${table} b ${joined.join(' ')} where ${own} and ${those('b')}${drawers}`
    const from = made
      ? `(with versions as (select b.* from ${versions}) select * from (${made}) b) b`
      : versions
    return `select ${[...keys, ...values, `${sign} as sign`].join(', ')} from ${from}`
  }
  const then = known === undefined ? undefined : `${add(known)}::int8`
  const from = records ? `${part(1)} union all ${part(-1, then)}` : part(1, then)
  const rows = await session.query<Record<string, string | number | null>>(
    `select ${[
      ...by.map((_, index) => `k${index}`),
      ...sums.map((_, index) => `coalesce(sum(s${index} * sign), 0)::text as s${index}`),
      'sum(sign)::int8 as records',
    ].join(
      ', ',
    )} from (${from}) b${by.length > 0 ? ` group by ${by.map((_, index) => index + 1).join(', ')}` : ''}`,
    list,
  )
  return rows.map((row) => ({
    keys: by.map((_, index) => row[`k${index}`] ?? null),
    sums: sums.map((_, index) => readDecimal(String(row[`s${index}`]))),
    records: Number(row.records ?? 0),
  }))
}

/** The bounds of what is asked for in a table of versions, as is known now or was then. */
function boundsOf({ ever, at }: Question, add: (value: unknown) => string) {
  const instant = at === undefined ? '' : `${add(printInstant(at))}::timestamptz`
  return (name: string, then?: string): string => {
    const known = then
      ? `${name}.known_from <= ${then} and ${name}.known_to > ${then}`
      : `${name}.known_to = ${STILL_KNOWN}`
    if (ever) return known
    return instant
      ? `${known} and ${name}.at_from <= ${instant} and ${name}.at_to > ${instant}`
      : `${known} and ${name}.at_to = 'infinity'`
  }
}

/** Where all that holds now lies, at the beginning of every index; a few records are sooner found without. */
const inDrawers = ({ ever, at }: Question): string =>
  ever || at !== undefined ? '' : ` and b.drawer < ${NOW_DRAWERS_END}`

/** Never changes what it was given: another reader may hold it. */
function merged(groups: ReadonlyMap<string, Group>, changes: readonly Group[]): Map<string, Group> {
  const next = new Map(groups)
  for (const { keys, sums, records } of changes) {
    const key = JSON.stringify(keys)
    const had = next.get(key)
    const left = (had?.records ?? 0) + records
    if (left === 0) next.delete(key)
    else
      next.set(key, {
        keys,
        sums: sums.map((sum, index) => sum + (had?.sums[index] ?? 0n)),
        records: left,
      })
  }
  return next
}

async function listed<Raw>(
  session: ReadSession,
  mission: string,
  question: Taking,
  records?: readonly string[],
): Promise<Raw[]> {
  const { table, take, where, most } = question
  const { list, add } = valuesFrom(question.list)
  const own = [`b.mission = ${add(mission)}`, ...where, boundsOf(question, add)('b')].join(' and ')
  const only = records ? ` and b.record = any (${add(records)}::uuid[])` : inDrawers(question)
  return session.query<Raw>(
    `select b.record, ${take} from ${table} b where ${own}${only} order by b.record limit ${most + 1}`,
    list,
  )
}

/** The rows in the order of their records, those touched as they are now; the same list where none of it was. */
function laidIn<Row extends Recorded>(
  rows: readonly Row[],
  touched: readonly string[],
  now: readonly Row[],
): readonly Row[] {
  const gone = new Set(touched)
  if (now.length === 0 && !rows.some(({ record }) => gone.has(record))) return rows
  const next: Row[] = []
  let at = 0
  for (const row of rows) {
    if (gone.has(row.record)) continue
    for (; at < now.length && (now[at] as Row).record < row.record; at++) next.push(now[at] as Row)
    next.push(row)
  }
  return [...next, ...now.slice(at)]
}

const sights = new WeakMap<ReadSession, Promise<string>>()

/** What decides which rows the reader sees, in this transaction. */
function sightOf(session: ReadSession): Promise<string> {
  let sight = sights.get(session)
  if (!sight) {
    sight = session
      .query<{ key: string }>(
        `select concat_ws('|', (select array_agg(s order by s) from unnest(scopes()) s)::text,
           (select array_agg(b order by b) from unnest(barred()) b)::text) as key`,
      )
      .then(([row]) => row?.key ?? '')
    sights.set(session, sight)
  }
  return sight
}

/** As Postgres sorts by these columns: null last. */
export function inOrder(
  a: readonly (string | number | boolean | null)[],
  b: readonly (string | number | boolean | null)[],
): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? null
    if (one === other) continue
    if (one === null) return 1
    if (other === null) return -1
    return one < other ? -1 : 1
  }
  return 0
}

type Log = {
  first: number
  last: number
  entries: [seq: number, record: string, register: string][]
  handled: number
}

/** The records that entries after one and up to another wrote, by register; undefined where they are too many, or one was handled. */
function openTouched(pools: Pools) {
  const logs = new Map<string, Promise<Log>>()

  async function read(mission: string, log: Log, size: number): Promise<Log> {
    if (log.last >= size) return log
    if (size - log.last > TOUCHED_MAX)
      return { first: size, last: size, entries: [], handled: log.handled }
    const found = await pools.write((session) =>
      session.query<{ seq: number; record: string; register: string; verb: string }>(
        'select seq, record, register, verb from entry where mission = $1 and seq > $2 and seq <= $3 order by seq',
        [mission, log.last, size],
      ),
    )
    const handled = found.findLast(({ verb }) => isHandling(verb))?.seq ?? log.handled
    const entries = [
      ...log.entries,
      ...found.map(({ seq, record, register }): Log['entries'][number] => [seq, record, register]),
    ]
    const kept = entries.slice(-TOUCHED_MAX)
    const first = kept.length < entries.length ? (kept[0]?.[0] ?? 1) - 1 : log.first
    return { first, last: size, entries: kept, handled }
  }

  return async (
    mission: string,
    since: number,
    size: number,
  ): Promise<ReadonlyMap<string, ReadonlySet<string>> | undefined> => {
    const before = logs.get(mission)
    const next = (async () => {
      const log = (await before?.catch(() => undefined)) ?? {
        first: since,
        last: since,
        entries: [],
        handled: 0,
      }
      return read(mission, log, size)
    })()
    logs.set(mission, next)
    const log = await next
    if (since < log.first || log.handled > since) return undefined
    const records = new Map<string, Set<string>>()
    for (const [seq, record, register] of log.entries) {
      if (seq <= since || seq > size) continue
      const own = records.get(register) ?? new Set()
      records.set(register, own.add(record))
    }
    return records
  }
}
