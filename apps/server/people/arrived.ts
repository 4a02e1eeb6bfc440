/**
 * Every contributor in the order in which they came, those that only pledged after them: since when its people are there, on which
 * days some left, and how many it offered. Counted by the ledger, however many movements and pledges there are.
 */
import type { Refusal } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, namesAt } from './reading.ts'

export async function answerArrived(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  return ok(
    await keepTold(ask, moment, 'arrived', async () => {
      const [moved, offered] = await Promise.all([
        groupsAt(ask, moment, {
          register: 'movement',
          by: ['contributor', 'kind', 'movedOn'],
          filter: { state: ['done'], kind: ['arrival', 'departure'] },
        }),
        groupsAt(ask, moment, {
          register: 'pledge',
          by: ['contributor', 'statedOn', 'state', 'persons', 'personsHigh'],
        }),
      ])
      const daysOf = (kind: string, contributor: string): string[] =>
        moved.flatMap(({ keys: [of, what, day] }) =>
          of === contributor && what === kind && day ? [day] : [],
        )
      const ids = new Set(
        [...moved, ...offered].flatMap(({ keys: [contributor] }) => contributor ?? []),
      )
      const named = await namesAt(ask, moment, 'organisation', ids)
      const items = [...ids].flatMap((id) => {
        const contributor = named(id)
        if (!contributor) return []
        const own = offered.filter(({ keys }) => keys[0] === id)
        const sum = (value: (keys: readonly (string | null)[]) => number): number =>
          own
            .filter(({ keys }) => keys[2] !== 'withdrawn')
            .reduce((all, { keys, records }) => all + records * value(keys), 0)
        return [
          {
            contributor,
            arrivedOn: daysOf('arrival', id).sort()[0] ?? null,
            pledgedOn: own.flatMap(({ keys: [, day] }) => day ?? []).sort()[0] ?? null,
            leftOn: daysOf('departure', id).sort(),
            persons: sum(([, , , persons]) => Number(persons ?? 0)),
            high: sum(([, , , persons, high]) => Number(high ?? persons ?? 0)),
          },
        ]
      })
      const order = (one: (typeof items)[number]): string =>
        `${one.arrivedOn ?? '9999'} ${one.pledgedOn ?? '9999'} ${one.contributor.id}`
      return { items: items.sort((a, b) => (order(a) < order(b) ? -1 : 1)) }
    }),
  )
}
