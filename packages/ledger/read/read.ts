/** One record, captions of many, and what refers to one, as the reader may see them at a moment. */
import { type Refusal, type Register, type Registers, refuse } from '@konbit/model'
import { isUuid } from '../append/command.ts'
import type { MissionFacts } from '../perform.ts'
import type { Pools } from '../pool.ts'
import { parseCursor, printCursor } from './cursor.ts'
import type { Moment } from './moment.ts'
import { atMost, type RecordView, restsOn, tell, viewsOf } from './view.ts'

export type Caption = { register: string; caption: string }
export type Link = Pick<RecordView, 'id' | 'register' | 'caption' | 'state'> & { field: string }

export async function recordOf(
  pools: Pools,
  registers: Registers,
  mission: string,
  member: string,
  query: { register: string; id: string; moment: Moment },
): Promise<RecordView | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  if (!isUuid(query.id)) return refuse('not-found')
  const views = await pools.read({ mission, member }, (session) => {
    session.of(restsOn(register))
    return viewsOf(session, registers, mission, [query.id], query.moment)
  })
  const view = views.get(query.id)
  return view?.register === query.register ? view : refuse('not-found')
}

/** Those of the records that the reader may see, by id. */
export async function recordsOf(
  pools: Pools,
  registers: Registers,
  mission: string,
  member: string,
  query: { register: string; ids: readonly string[]; moment: Moment },
): Promise<Map<string, RecordView>> {
  const wanted = [...new Set(query.ids)].filter(isUuid)
  if (wanted.length === 0) return new Map()
  const register = registers.get(query.register)
  const views = await pools.read({ mission, member }, (session) => {
    session.of(register ? restsOn(register) : [])
    return viewsOf(session, registers, mission, wanted, query.moment)
  })
  return new Map([...views].filter(([, view]) => view.register === query.register))
}

/** Those of the ids that the reader may not see are not in the answer: on screen *not available*. */
export async function captionsOf(
  pools: Pools,
  registers: Registers,
  mission: string,
  member: string,
  ids: readonly string[],
  moment: Moment,
): Promise<Map<string, Caption>> {
  const wanted = [...new Set(ids)].filter(isUuid)
  if (wanted.length === 0) return new Map()
  const views = await pools.read({ mission, member }, async (session) => {
    const found = await viewsOf(session, registers, mission, wanted, moment, 'caption')
    // What is not there may come to be, and nobody can tell in which register.
    if (found.size === wanted.length)
      session.of(
        [...new Set([...found.values()].map((view) => view.register))].flatMap((name) =>
          restsOn(registers.get(name) as Register),
        ),
      )
    return found
  })
  return new Map(
    [...views.values()].map(({ id, register, caption }) => [id, { register, caption }]),
  )
}

export type LinksQuery = {
  id: string
  moment: Moment
  limit?: number | undefined
  cursor?: string | undefined
}

/** The records that refer to `id` at the moment, by register and caption. */
export async function linksOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: LinksQuery,
): Promise<{ items: Link[]; next: string | null } | Refusal> {
  if (!isUuid(query.id)) return refuse('not-found')
  const question = ['links', query.id]
  const from =
    query.cursor === undefined ? undefined : parseCursor(mission.secret, question, query.cursor)
  if (query.cursor !== undefined && !from) return refuse('bad-cursor')
  const limit = atMost(query.limit, 50, 200)
  const moment = from?.moment ?? query.moment
  return pools.read({ mission: mission.id, member }, async (session) => {
    const rows = await session.query<{ field: string; record: string }>(
      `select distinct register, record, field from link
       where target = $1 and mission = $2 order by register, record, field limit ${LINKS_MAX}`,
      [query.id, mission.id],
    )
    const views = await viewsOf(
      session,
      registers,
      mission.id,
      [...new Set(rows.map(({ record }) => record))],
      moment,
      'nothing',
    )
    const items = rows
      .flatMap(({ field, record }): Link[] => {
        const view = views.get(record)
        // It may have referred at another time only.
        if (!view || ![view.fields[field]].flat().includes(query.id)) return []
        return [
          { id: view.id, register: view.register, caption: view.caption, state: view.state, field },
        ]
      })
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    const start = from ? Number(from.place[0]) : 0
    const end = start + limit
    const leaving = items.slice(start, end).flatMap(({ id }) => views.get(id) ?? [])
    tell(session, registers, leaving, 'caption')
    return {
      items: items.slice(start, end),
      next: items.length > end ? printCursor(mission.secret, question, moment, [end]) : null,
    }
  })
}

const LINKS_MAX = 5000
const orderOf = ({ register, caption, id, field }: Link): string =>
  [register, caption, id, field].join('\u0001')
