/** Whether this process should be sent requests: asked by whoever stands in front, every few seconds. */
import { type Refusal, refuse } from '@konbit/model'
import type { Ask } from './route.ts'
import { type Answer, ok } from './wire.ts'

const secondsMax = 3

export async function answerReady({ house }: Ask): Promise<Answer | Refusal> {
  if (house.state?.isStopping) return refuse('unavailable', 'This server is stopping.')
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), secondsMax * 1000)
  })
  const asked = Promise.all(
    [...house.missions.keys()].map(async (id) => ({
      id,
      entries: (await house.ledger.head(id)).size,
    })),
  )
  const missions = await Promise.race([asked, late]).finally(() => clearTimeout(timer))
  if (!missions) return refuse('unavailable', 'The record does not answer in time.')
  return ok({ status: 'ready', database: 'reachable', missions })
}
