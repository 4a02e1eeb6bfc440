/** What a file that proves something begins with: the checkpoint it leads to, and by which keys the log was signed until then. */
import { type Refusal, refuse } from '@konbit/model'
import type { Ask } from '../route.ts'

export type SignedHead = {
  mission: string
  key: string
  rotations: string[]
  checkpoint: { size: number; note: string }
}

/** Signs what is there first. Refused where nothing can be signed. */
export async function signedHead({ house, mission }: Ask): Promise<SignedHead | Refusal> {
  const log = house.ledger.log(mission.id)
  await log.sign()
  const { checkpoint, keys } = await log.state()
  const key = keys.at(-1)?.key
  if (!checkpoint || !key) return refuse('unsigned')
  const rotations: string[] = []
  for (let number = 1; ; number += 1) {
    const note = await log.rotation(number)
    if (note === undefined) return { mission: mission.id, key, rotations, checkpoint }
    rotations.push(note)
  }
}
