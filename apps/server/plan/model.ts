/**
 * The planner's model at a moment: gathered from the ledger as the asker sees it and as it was known then, fitted, and filled
 * into the frame of the mission. The same moment gives the same model, whatever is learned later.
 */
import type { Moment } from '@konbit/ledger'
import { addDays, type Refusal, refuse } from '@konbit/model'
import { engineVersion, type Frame, filled, framed, plain, refusalsOf } from '@konbit/planner'
import { keep } from '../kept.ts'
import { given, Refused } from '../logistics/reading.ts'
import { dayAt, momentAt, momentOf } from '../moments.ts'
import { TooMany } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { factsAt } from './facts.ts'

/** How far back strength is told, and in which steps. */
const PAST_DAYS = 540
/** At these days ahead a kept forecast tells its bands, and is scored. */
export const horizons = [30, 60, 90, 120, 180, 270, 365] as const

/** What the frame reads of sources. */
const saidIn = ({ assume }: Frame): string[] => [
  ...new Set(Object.values(assume).flatMap(({ statement }) => statement?.measure ?? [])),
]

export const frameOf = ({ mission }: Ask): { frame: Frame; name: 'plain' | 'mission' } =>
  mission.plan
    ? { frame: framed(plain, mission.plan), name: 'mission' }
    : { frame: plain, name: 'plain' }

export function modelAt(ask: Ask, moment: Moment) {
  const day = dayAt(ask, moment)
  return keep(ask, moment, 'plan model', async () => {
    const { frame, name } = frameOf(ask)
    const { facts, partial, captions } = await factsAt(ask, moment, day, saidIn(frame))
    const made = filled(frame, facts)
    return {
      ...made,
      starts: day,
      frame: name,
      populations: [...captions].map(([key, caption]) => ({ key, caption })),
      refusals: refusalsOf(made.model),
      partial,
    }
  })
}

export async function answerModel(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  try {
    const [made, past, after] = await Promise.all([
      modelAt(ask, moment),
      pastOf(ask, moment),
      afterOf(ask, moment),
    ])
    return ok({
      at: moment.atText,
      known: moment.knownText,
      seq: moment.known,
      engine: engineVersion,
      horizons: [...horizons],
      ...made,
      past,
      ...(after ? { after } : {}),
    })
  } catch (error) {
    if (error instanceof TooMany) return refuse('too-many', error.message)
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

type Strength = { day: string; deployed: number }

async function strengthOf(ask: Ask, moment: Moment, from: string, to: string): Promise<Strength[]> {
  const series = given(
    await ask.house.ledger.series(ask.reader, {
      name: 'people.deployed',
      moment,
      from,
      to,
      step: 'week',
    }),
  )
  return series.points.flatMap(({ day, value }) =>
    value === null ? [] : [{ day, deployed: value }],
  )
}

const pastOf = (ask: Ask, moment: Moment): Promise<Strength[]> => {
  const day = dayAt(ask, moment)
  return keep(ask, moment, 'plan past', () =>
    strengthOf(ask, moment, addDays(day, -PAST_DAYS), day),
  )
}

/** What the record says by now of the days since; nothing where the moment is the last day of it. */
async function afterOf(ask: Ask, moment: Moment): Promise<Strength[] | undefined> {
  const from = dayAt(ask, moment)
  const now = await momentAt(ask, {})
  const last = addDays(from, frameOf(ask).frame.days)
  const today = dayAt(ask, now)
  if (today <= from) return undefined
  return keep(ask, now, `plan after ${from}`, () =>
    strengthOf(ask, now, addDays(from, 1), [today, last].sort()[0] as string),
  )
}
