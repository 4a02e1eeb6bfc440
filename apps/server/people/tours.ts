/** Tours and their relief: who ends when, of how many it is known who relieves them, and how long the gap is. Tours alike are one. */
import { addDays, daysBetween, type Refusal } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, namesAt, ofContributor } from './reading.ts'

const usual = 500

export async function answerTours(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const today = dayAt(ask, moment)
  const {
    contingent,
    from = addDays(today, -30),
    to = addDays(today, 365),
    limit = usual,
  } = ask.query as { contingent?: string; from?: string; to?: string; limit?: number }
  const filter = { ...ofContributor(ask), ...(contingent ? { contingent } : {}) }
  return ok(
    await keepTold(ask, moment, `tours ${JSON.stringify([filter, from, to, limit])}`, async () => {
      const groups = await groupsAt(ask, moment, {
        register: 'tour',
        by: ['endsOn', 'contributor', 'contingent', 'startsOn', 'state'],
        filter: { ...filter, state: ['planned', 'running', 'extended'], endsOn: { from, to } },
        has: ['relief', 'withoutRelief'],
        through: {
          field: 'relief',
          register: 'tour',
          match: 'officer',
          state: ['planned', 'running', 'extended'],
          date: 'startsOn',
        },
      })
      const kept = groups.slice(0, limit)
      const [named, unit] = await Promise.all([
        namesAt(
          ask,
          moment,
          'organisation',
          kept.map(({ keys }) => keys[1] ?? null),
        ),
        namesAt(
          ask,
          moment,
          'contingent',
          kept.map(({ keys }) => keys[2] ?? null),
        ),
      ])
      return {
        day: today,
        from,
        to,
        items: kept.map(({ keys, records, has, through }) => {
          const [endsOn, contributor, contingentOf, startsOn, state] = keys as string[]
          const [relieved = 0, onPurpose = 0] = has
          const isWhole = relieved === records && through?.records === records
          const reliefOn = isWhole ? (through?.last ?? null) : null
          return {
            contributor: named(contributor ?? null),
            contingent: unit(contingentOf ?? null),
            startsOn: startsOn ?? '',
            endsOn: endsOn ?? '',
            state: state ?? '',
            persons: records,
            relieved,
            unrelieved: Math.max(0, records - relieved - onPurpose),
            reliefOn,
            gapDays:
              reliefOn === null ? null : Math.max(0, daysBetween(endsOn as string, reliefOn)),
          }
        }),
        truncated: groups.length > kept.length,
      }
    }),
  )
}
