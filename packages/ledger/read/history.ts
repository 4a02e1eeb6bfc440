/** The entries of a record, newest first, each with what the reader may see of it. */
import {
  byLabel,
  type Does,
  type Fields,
  type Label,
  type Refusal,
  type Registers,
  refuse,
} from '@konbit/model'
import type { Content } from '@konbit/proof'
import { iso, isUuid } from '../append/command.ts'
import type { MissionFacts } from '../perform.ts'
import type { Pools, ReadSession } from '../pool.ts'
import { parseCursor, printCursor } from './cursor.ts'
import { type Erased, erasedOfEntries } from './erased.ts'
import type { Moment } from './moment.ts'
import { atMost } from './view.ts'

export type EntryView = {
  seq: number
  register: string
  record: string
  verb: string
  at: string
  /** As its author wrote it. */
  atText: string
  known: string
  recorded: string
  author: string
  because?: string
  /** Whose deed or observation its author entered. */
  onBehalfOf?: string
  from: string | null
  to: string | null
  /** What it sets, under the labels the reader may see; null clears. */
  set: Fields
  corrects?: number
  corrected?: true
  voided?: true
  labels: Label[]
  /** Of erase, raise and lower: what it does, one for each facet that the reader may see. */
  does?: Does[]
  /** What was erased of it since. */
  erased?: Erased[]
}

type Row = {
  seq: number
  register: string
  record: string
  verb: string
  at: number
  at_text: string
  known: number
  recorded: number
  author: string
  corrects: number | null
  from_state: string | null
  to_state: string | null
}

const columns = `e.seq, e.register, e.record, e.verb, e.at, e.at_text, e.known, e.recorded, e.author, e.corrects, e.from_state, e.to_state`

export type HistoryQuery = {
  register: string
  id: string
  limit?: number | undefined
  cursor?: string | undefined
  moment?: Moment | undefined
}

export async function historyOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: HistoryQuery,
): Promise<{ items: EntryView[]; next: string | null } | Refusal> {
  if (!registers.has(query.register)) return refuse('unknown-register')
  if (!isUuid(query.id)) return refuse('not-found')
  const question = ['history', query.id]
  const from =
    query.cursor === undefined ? undefined : parseCursor(mission.secret, question, query.cursor)
  if (query.cursor !== undefined && !from) return refuse('bad-cursor')
  const limit = atMost(query.limit, 50, 200)
  const known = from?.moment.known ?? query.moment?.known
  return pools.read({ mission: mission.id, member }, async (session) => {
    const upTo = known ?? session.size ?? 0
    const before = from ? Number(from.place[0]) : Number.MAX_SAFE_INTEGER
    const [rows, corrections] = await Promise.all([
      session.query<Row>(
        `select ${columns} from entry e
         where e.record = $1 and e.mission = $2 and e.register = $3 and e.seq <= $4 and e.seq < $5
         order by e.seq desc limit ${limit + 1}`,
        [query.id, mission.id, query.register, upTo, before],
      ),
      session.query<Correction>(
        `select seq, verb, corrects from entry where record = $1 and mission = $2 and corrects is not null and seq <= $3 order by seq`,
        [query.id, mission.id, upTo],
      ),
    ])
    if (rows.length === 0 && !from) return refuse('not-found')
    const items = await withFacets(session, mission.id, rows.slice(0, limit), corrections)
    const last = items.at(-1)
    const moment: Moment = { at: 0, known: upTo, atText: '', knownText: '', isNow: false }
    return {
      items,
      next:
        rows.length > limit && last
          ? printCursor(mission.secret, question, moment, [last.seq])
          : null,
    }
  })
}

/** One entry by its number. */
export async function entryOf(
  pools: Pools,
  mission: string,
  member: string,
  seq: number,
): Promise<EntryView | Refusal> {
  if (!Number.isSafeInteger(seq) || seq < 1) return refuse('not-found')
  return pools.read({ mission, member }, async (session) => {
    const [row] = await session.query<Row>(
      `select ${columns} from entry e where e.mission = $1 and e.seq = $2`,
      [mission, seq],
    )
    if (!row) return refuse('not-found')
    const corrections = await session.query<Correction>(
      `select seq, verb, corrects from entry where record = $1 and mission = $2 and corrects is not null order by seq`,
      [row.record, mission],
    )
    const [item] = await withFacets(session, mission, [row], corrections)
    return item as EntryView
  })
}

type Correction = { seq: number; verb: string; corrects: number }

async function withFacets(
  session: ReadSession,
  mission: string,
  rows: readonly Row[],
  corrections: readonly Correction[],
): Promise<EntryView[]> {
  const seqs = rows.map(({ seq }) => seq)
  const [facets, erased] = await Promise.all([
    session.query<{ seq: number; label: Label; under: Label; content: string | null }>(
      `select f.seq, f.label, s.label as under, f.content from facet f join scope s on s.scope = f.scope
       where f.mission = $1 and f.seq = any ($2::int8[])`,
      [mission, seqs],
    ),
    erasedOfEntries(session, mission, seqs),
  ])
  const rowOf = new Map(rows.map((row) => [row.seq, row]))
  for (const { seq, under } of facets) {
    const { register, record } = rowOf.get(seq) as Row
    session.saw(register, under, record)
  }
  const bySeq = Map.groupBy(facets, ({ seq }) => seq)
  return rows.map((row) => {
    const seen = (bySeq.get(row.seq) ?? []).sort((a, b) => byLabel(a.label, b.label))
    const contents = seen.map(({ content }) =>
      content ? (JSON.parse(content) as Content) : { set: {} },
    )
    const because = contents.find((content) => content.because !== undefined)?.because
    const onBehalfOf = contents.find((content) => content.onBehalfOf !== undefined)?.onBehalfOf
    const does = contents.flatMap((content) => content.does ?? []) as Does[]
    const gone = erased.get(row.seq)
    const last = corrections.findLast(({ corrects }) => corrects === row.seq)
    return {
      seq: row.seq,
      register: row.register,
      record: row.record,
      verb: row.verb,
      at: iso(row.at),
      atText: row.at_text,
      known: iso(row.known),
      recorded: iso(row.recorded),
      author: row.author,
      from: row.from_state,
      to: row.to_state,
      set: Object.assign({}, ...contents.map(({ set }) => set)),
      labels: seen.map(({ label }) => label),
      ...(because === undefined ? {} : { because }),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
      ...(row.corrects === null ? {} : { corrects: row.corrects }),
      ...(does.length > 0 ? { does } : {}),
      ...(gone ? { erased: gone } : {}),
      ...(last?.verb === 'correct' ? { corrected: true as const } : {}),
      ...(last?.verb === 'void' ? { voided: true as const } : {}),
    }
  })
}
