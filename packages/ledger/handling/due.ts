/**
 * What is due for erasure: records that came into a closed state longer ago than their register keeps them, and of which
 * something is left to erase, as far as the reader sees them. Whoever is listed may be held: that is said with it.
 */
import {
  isErasable,
  isHandling,
  type Refusal,
  type Register,
  type Registers,
  refuse,
} from '@konbit/model'
import type { Content } from '@konbit/proof'
import { iso } from '../append/command.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadSession, STILL_KNOWN } from '../pool.ts'
import { parseCursor, printCursor } from '../read/cursor.ts'
import type { Moment } from '../read/moment.ts'
import { atMost, viewsOf } from '../read/view.ts'
import { columnName, NOW, quote, tableOf } from '../tables.ts'

export type Due = {
  register: string
  id: string
  caption: string
  state: string
  /** When it came into a closed state, and since when it is due. */
  closed: string
  due: string
  /** The record that holds it, as far as the reader may know; it cannot be erased then. */
  hold: { register: string; id: string; caption: string } | null
}
export type DueQuery = {
  moment: Moment
  register?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** So many at once are looked through; of most of them something is left. */
const CANDIDATES = 200
const NOBODY = '00000000-0000-0000-0000-000000000000'

type Found = { record: string; state: string; closed: number; due: number }

export async function dueOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: DueQuery,
): Promise<{ items: Due[]; next: string | null } | Refusal> {
  if (query.register !== undefined && !registers.has(query.register))
    return refuse('unknown-register')
  const question = ['due', query.register ?? '']
  const from =
    query.cursor === undefined ? undefined : parseCursor(mission.secret, question, query.cursor)
  if (query.cursor !== undefined && !from) return refuse('bad-cursor')
  const moment = from?.moment ?? query.moment
  const limit = atMost(query.limit, 50, 200)
  const [startAt = '', startAfter = NOBODY] = (from?.place ?? []) as string[]
  const list = [...registers.values()]
    .filter(({ name, retention }) => 'months' in retention && (query.register ?? name) === name)
    .filter(({ name }) => name >= startAt)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return pools.read({ mission: mission.id, member }, async (session) => {
    const items: Due[] = []
    for (const register of list) {
      let after = register.name === startAt ? startAfter : NOBODY
      for (;;) {
        const found = await closedOf(session, register, mission.id, moment.at, after)
        const left = await withSomethingLeft(session, register, mission.id, found)
        const holds = await holdsOf(session, registers, mission.id, found, moment)
        const views = await viewsOf(
          session,
          registers,
          mission.id,
          left.map(({ record }) => record),
          moment,
          'caption',
        )
        for (const { record, state, closed, due } of left) {
          const view = views.get(record)
          if (!view) continue
          if (items.length === limit) {
            const last = items.at(-1) as Due
            const place = [last.register, last.id]
            return { items, next: printCursor(mission.secret, question, moment, place) }
          }
          items.push({
            register: register.name,
            id: record,
            caption: view.caption,
            state,
            closed: iso(closed),
            due: iso(due),
            hold: holds.get(record) ?? null,
          })
        }
        if (found.length < CANDIDATES) break
        after = found.at(-1)?.record as string
      }
    }
    return { items, next: null }
  })
}

/** Those whose time has run out, by id. Closed since the last version in another state ended, or since it was entered. */
const closedOf = (
  session: ReadSession,
  register: Register,
  mission: string,
  now: number,
  after: string,
): Promise<Found[]> => {
  const table = quote(tableOf(register, register.label).name)
  const { months, after: states } = register.retention as { months: number; after: string[] }
  return session.query<Found>(
    `select b.record, b.state, c.closed, c.closed + make_interval(months => $4) as due
     from ${table} b cross join lateral (
       select coalesce(max(o.at_to) filter (where o.state <> all ($3::text[])), min(o.at_from)) as closed
       from ${table} o where o.record = b.record and o.mission = b.mission and o.known_to = ${STILL_KNOWN}
     ) c
     where b.mission = $1 and b.record > $2 and b.state = any ($3::text[])
       and b.at_to = 'infinity' and b.known_to = ${STILL_KNOWN}
       and c.closed + make_interval(months => $4) <= $5::timestamptz
     order by b.record limit ${CANDIDATES}`,
    [mission, after, states, months, printInstant(now)],
  )
}

/** Those of which an entry still says something that can be erased. */
async function withSomethingLeft(
  session: ReadSession,
  register: Register,
  mission: string,
  found: readonly Found[],
): Promise<Found[]> {
  if (found.length === 0) return []
  const rows = await session.query<{ record: string; verb: string; content: string }>(
    `select e.record, e.verb, f.content from entry e join facet f on f.mission = e.mission and f.seq = e.seq
     where e.record = any ($1::uuid[]) and e.mission = $2 and f.content is not null`,
    [found.map(({ record }) => record), mission],
  )
  const left = new Set<string>()
  for (const { record, verb, content } of rows) {
    if (isHandling(verb) || left.has(record)) continue
    const { set, because, onBehalfOf } = JSON.parse(content) as Content
    if (
      because !== undefined ||
      onBehalfOf !== undefined ||
      Object.keys(set).some((name) => isErasable(register, name))
    )
      left.add(record)
  }
  return found.filter(({ record }) => left.has(record))
}

async function holdsOf(
  session: ReadSession,
  registers: Registers,
  mission: string,
  found: readonly Found[],
  moment: Moment,
): Promise<Map<string, Due['hold']>> {
  const holds = new Map<string, Due['hold']>()
  if (found.length === 0) return holds
  for (const register of registers.values()) {
    if (!register.holds) continue
    const column = quote(columnName(register.holds.record, ''))
    const rows = await session.query<{ held: string; record: string }>(
      `select ${column} as held, record from ${quote(tableOf(register, register.label).name)}
       where mission = $1 and ${column} = any ($2::text[]) and state = any ($3::text[]) and ${NOW}`,
      [mission, found.map(({ record }) => record), register.holds.states],
    )
    const ids = rows.map(({ record }) => record)
    const views = await viewsOf(session, registers, mission, ids, moment, 'caption')
    for (const { held, record } of rows) {
      const caption = views.get(record)?.caption ?? ''
      holds.set(held, { register: register.name, id: record, caption })
    }
  }
  return holds
}
