/**
 * Whether this process should be sent requests: asked by whoever stands in front, every few seconds. A log that cannot be
 * signed is told and is no reason to send people away.
 */
import { type Refusal, refuse } from '@konbit/model'
import type { House } from './house.ts'
import type { Ask } from './route.ts'
import { type Answer, ok } from './wire.ts'

const secondsMax = 3
const signingSecondsMax = 1

export async function answerReady({ house }: Ask): Promise<Answer | Refusal> {
  if (house.state?.isStopping) return refuse('unavailable', 'This server is stopping.')
  const missions = await within(
    secondsMax,
    Promise.all(
      [...house.missions.keys()].map(async (id) => ({
        id,
        entries: (await house.ledger.head(id)).size,
        signing: await signingOf(house, id),
      })),
    ),
  )
  if (!missions) return refuse('unavailable', 'The record does not answer in time.')
  return ok({ status: 'ready', database: 'reachable', missions })
}

async function signingOf(house: House, mission: string): Promise<{ does: boolean; why?: string }> {
  const asked = house.ledger
    .log(mission)
    .state()
    .then(
      ({ signing }) => (signing.does ? { does: true } : { does: false, why: signing.why }),
      () => ({ does: false, why: 'It could not be told.' }),
    )
  return (
    (await within(signingSecondsMax, asked)) ?? { does: false, why: 'It was not told in time.' }
  )
}

/** What comes in time, else nothing. */
async function within<T>(seconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
