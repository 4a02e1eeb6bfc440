/** One record, and captions of many, as the reader may see them at a moment. */
import { type Refusal, type Register, type Registers, refuse } from '@konbit/model'
import { isUuid } from '../append/command.ts'
import type { Pools } from '../pool.ts'
import type { Moment } from './moment.ts'
import { type RecordView, restsOn, viewsOf } from './view.ts'

export type Caption = { register: string; caption: string }

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
