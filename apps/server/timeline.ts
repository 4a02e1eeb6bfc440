/** The track of the time machine: the terms of the mandate as bands, every dated event as a tick. */
import { dayOf, type Refusal, spanOf } from '@konbit/model'
import { keepOn } from './kept.ts'
import { momentAt } from './moments.ts'
import { hiddenAt } from './overview.ts'
import type { Ask } from './route.ts'
import { allOf } from './statements.ts'
import { type Answer, ok } from './wire.ts'

const tall = new Set(['resolution', 'mandate', 'contingentArrived', 'withdrawal'])

/** The track shows all that the asker may see now, whatever moment is asked for; only `hidden` follows the moment. */
export async function answerTimeline(ask: Ask): Promise<Answer | Refusal> {
  const now = await momentAt(ask, {})
  const track = await keepOn(ask, now, 'timeline', async () => {
    const [instruments, events] = await Promise.all([
      allOf(ask, 'instrument', now, { isMandate: true }),
      allOf(ask, 'event', now, { state: ['listed'] }),
    ])
    const terms = instruments.flatMap(({ id, fields }) => {
      const from = spanOf(String(fields.startsOn ?? fields.decidedOn))?.first
      return from
        ? [
            {
              id,
              name: String(fields.code),
              title: String(fields.title),
              from,
              to: spanOf(String(fields.endsOn))?.last ?? null,
            },
          ]
        : []
    })
    const ticks = events.flatMap(({ id, known, fields }) => {
      const day = spanOf(String(fields.occurredOn))?.last
      const kind = String(fields.category)
      return day
        ? [{ id, day, known, kind, title: String(fields.title), tall: tall.has(kind) }]
        : []
    })
    terms.sort((a, b) => (a.from < b.from ? -1 : 1))
    ticks.sort((a, b) => (a.day < b.day ? -1 : 1))
    const today = dayOf(now.at, ask.mission.zone)
    return {
      terms,
      ticks,
      first: [terms[0]?.from, ticks[0]?.day, today].filter((day) => day !== undefined).sort()[0],
      last: today,
    }
  })
  return ok({ ...track, hidden: await hiddenAt(ask) })
}
