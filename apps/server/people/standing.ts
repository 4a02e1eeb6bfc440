/** Where people stand still on their way to the mission, and what they wait for. */
import type { Refusal } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, namesAt, ofContributor } from './reading.ts'

const home = ['recruited', 'vetted', 'trained', 'ready', 'waiting']

export async function answerStanding(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const filter = ofContributor(ask)
  return ok(
    await keepTold(ask, moment, `standing ${JSON.stringify(filter)}`, async () => {
      const groups = await groupsAt(ask, moment, {
        register: 'person',
        by: ['contributor', 'state', 'waitsFor'],
        filter: { ...filter, state: home },
        span: ['waitsSince'],
      })
      const named = await namesAt(
        ask,
        moment,
        'organisation',
        groups.map(({ keys }) => keys[0] ?? null),
      )
      const rows = new Map<string, { keys: (string | null)[]; persons: number; oldestOn: string }>()
      for (const { keys, records, spans } of groups) {
        const [contributor, state, waitsFor] = keys
        // What somebody once waited for says nothing once they wait no longer.
        const why = state === 'waiting' ? (waitsFor ?? null) : null
        const since = state === 'waiting' ? (spans[0]?.[0] ?? '') : ''
        const key = [contributor, state, why].join(' ')
        const row = rows.get(key) ?? {
          keys: [contributor ?? null, state ?? null, why],
          persons: 0,
          oldestOn: '',
        }
        row.persons += records
        if (since !== '' && (row.oldestOn === '' || since < row.oldestOn)) row.oldestOn = since
        rows.set(key, row)
      }
      return {
        items: [...rows.values()].map(({ keys: [contributor, state, waitsFor], ...one }) => ({
          contributor: named(contributor ?? null),
          state,
          waitsFor,
          persons: one.persons,
          oldestOn: one.oldestOn || null,
        })),
      }
    }),
  )
}
