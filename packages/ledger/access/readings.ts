/**
 * Who read what. A row for each answer that showed something restricted or behind a firewall, durable before the answer
 * leaves: where it cannot be written there is no answer. Rows are chained by hash; nobody who serves can change one.
 */
import { isLabel, type Label, type Refusal, refuse } from '@konbit/model'
import { iso, isUuid } from '../append/command.ts'
import type { MissionFacts } from '../perform.ts'
import { LedgerFailure, type Pools, printInstant } from '../pool.ts'
import { parseCursor, printCursor } from '../read/cursor.ts'
import { atMost } from '../read/view.ts'
import type { Seen } from './seen.ts'

export type Reading = {
  n: number
  at: string
  member: string
  /** The route, or what stood in its place. */
  door: string
  register: string
  labels: Label[]
  /** Those that the asker may see themself; `records` counts all. */
  ids: string[]
  records: number
  /** Seen as if by somebody else, which only narrows. */
  view?: true
}
export type ReadingEnd = { n: number; hash: string }

const IDS_MAX = 200
const ROWS_AT_ONCE = 500

export type Note = (
  who: { mission: string; member: string; door?: string | undefined; view?: unknown },
  seen: Seen,
) => Promise<void>

/** Makes the one pen. What several answers ask for meanwhile shares the next commit. */
export function openNote(pools: Pools): Note {
  const waiting = new Map<
    string,
    { told: string[]; settle: () => void; fail: (why: unknown) => void }[]
  >()
  const running = new Set<string>()

  async function run(mission: string): Promise<void> {
    if (running.has(mission)) return
    running.add(mission)
    try {
      for (;;) {
        const batch = waiting.get(mission)?.splice(0, ROWS_AT_ONCE) ?? []
        if (batch.length === 0) break
        try {
          await pools.write(async (session) => {
            await session.query('select note_readings($1, $2)', [
              mission,
              batch.flatMap(({ told }) => told),
            ])
            await session.commit()
          })
          for (const { settle } of batch) settle()
        } catch (failure) {
          for (const { fail } of batch) fail(failure)
        }
      }
    } finally {
      running.delete(mission)
    }
  }

  return async ({ mission, member, door, view }, seen) => {
    if (seen.isEmpty) return
    const told = rowsOf(seen).map((row) =>
      JSON.stringify({ member, door: door ?? 'program', ...row, ...(view ? { view: true } : {}) }),
    )
    const queue = waiting.get(mission) ?? []
    waiting.set(mission, queue)
    try {
      await new Promise<void>((settle, fail) => {
        queue.push({ told, settle, fail })
        void run(mission)
      })
    } catch (failure) {
      // Whatever the reason: who may not be written down may not be told.
      throw new LedgerFailure('unavailable', failure)
    }
  }
}

/** One row for each register, and for every 200 records of it. No word of what was asked or read: it may be erased one day. */
function rowsOf(seen: Seen): { register: string; labels: string[]; ids: string[] }[] {
  const byRegister = new Map<string, { labels: Set<string>; ids: Set<string> }>()
  for (const [key, records] of seen.shown) {
    const [register = '', label = ''] = key.split(' ')
    const row = byRegister.get(register) ?? { labels: new Set(), ids: new Set() }
    byRegister.set(register, row)
    row.labels.add(label)
    for (const record of records) row.ids.add(record)
  }
  return [...byRegister].flatMap(([register, { labels, ids }]) => {
    const list = [...ids].sort()
    const rows = []
    for (let from = 0; from === 0 || from < list.length; from += IDS_MAX)
      rows.push({ register, labels: [...labels].sort(), ids: list.slice(from, from + IDS_MAX) })
    return rows
  })
}

export type ReadingsQuery = {
  member?: string | undefined
  record?: string | undefined
  register?: string | undefined
  label?: string | undefined
  /** Instants in milliseconds: from this one on, and before that one. */
  from?: number | undefined
  to?: number | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/**
 * What the reader may know of readings, newest first: their own; an auditor all; a monitor and a conduct officer those
 * behind a firewall they are cleared for. Looking at those of others is a reading too.
 */
export async function readingsOf(
  pools: Pools,
  mission: MissionFacts,
  reader: { mission: string; member: string },
  query: ReadingsQuery,
): Promise<{ items: Reading[]; next: string | null; head: ReadingEnd } | Refusal> {
  if (query.record !== undefined && !isUuid(query.record)) return refuse('not-found')
  if (query.label !== undefined && !isLabel(query.label)) return refuse('invalid-query')
  const { limit: _, cursor: __, ...asked } = query
  const question = ['readings', reader.member, asked]
  const from =
    query.cursor === undefined ? undefined : parseCursor(mission.secret, question, query.cursor)
  if (query.cursor !== undefined && !from) return refuse('bad-cursor')
  const limit = atMost(query.limit, 50, 200)
  const instant = (at: number | undefined): string | null =>
    at === undefined ? null : printInstant(at)
  return pools.read(reader, async (session) => {
    const [rows, ends] = await Promise.all([
      session.query<{ n: number; at: number; said: string }>(
        'select n, at, said from readings_seen($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          query.member ?? null,
          query.record ?? null,
          query.register ?? null,
          query.label ?? null,
          instant(query.from),
          instant(query.to),
          from ? Number(from.place[0]) : Number.MAX_SAFE_INTEGER,
          limit + 1,
        ],
      ),
      session.query<{ n: number; hash: Buffer }>('select n, hash from reading_end($1)', [
        mission.id,
      ]),
    ])
    const page = rows.slice(0, limit).map(({ n, at, said }) => {
      const { ids, ...rest } = JSON.parse(said) as Omit<Reading, 'n' | 'at' | 'records'>
      return { n, at: iso(at), ...rest, ids, records: ids.length }
    })
    const wanted = [...new Set(page.flatMap(({ ids }) => ids))]
    const visible = new Set(
      (
        await session.query<{ record: string }>(
          'select distinct record from version where mission = $1 and record = any ($2::uuid[])',
          [mission.id, wanted],
        )
      ).map(({ record }) => record),
    )
    if (page.some(({ member }) => member !== reader.member)) session.saw('reading', 'restricted')
    const last = page.at(-1)
    return {
      items: page.map((one) => ({ ...one, ids: one.ids.filter((id) => visible.has(id)) })),
      next:
        rows.length > limit && last
          ? printCursor(
              mission.secret,
              question,
              { at: 0, known: 0, atText: '', knownText: '', isNow: false },
              [last.n],
            )
          : null,
      head: endOf(ends[0]),
    }
  })
}

const endOf = (row: { n: number; hash: Buffer } | undefined): ReadingEnd => ({
  n: row?.n ?? 0,
  hash: row?.hash.toString('hex') ?? '',
})

export type CheckedReadings = ReadingEnd & {
  /** The first that is missing, moved or changed. */
  wrong?: number
}

/** Works the chain out again. `since`: an end that somebody kept, which must still be in it. */
export async function checkReadings(
  pools: Pools,
  mission: string,
  since?: ReadingEnd,
): Promise<CheckedReadings> {
  return pools.long(async (session) => {
    const [broken, ends, then] = await Promise.all([
      session.query<{ n: number | null }>('select reading_broken($1) as n', [mission]),
      session.query<{ n: number; hash: Buffer }>('select n, hash from reading_end($1)', [mission]),
      session.query<{ hash: Buffer | null }>('select reading_hash_at($1, $2) as hash', [
        mission,
        since?.n ?? 0,
      ]),
    ])
    const wrong = broken[0]?.n ?? undefined
    const isLost =
      since !== undefined && since.n > 0 && then[0]?.hash?.toString('hex') !== since.hash
    return {
      ...endOf(ends[0]),
      ...(wrong !== undefined && wrong !== null ? { wrong } : isLost ? { wrong: since.n } : {}),
    }
  })
}
