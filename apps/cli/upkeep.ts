/** konbit rebuild and konbit verify: the record against itself. Both need the data folder for themselves. */
import { openHouse } from './open.ts'
import { type Given, UseFailure } from './options.ts'

export async function rebuild(given: Given): Promise<void> {
  const { house, mission, close } = await openHouse(given)
  try {
    const began = Date.now()
    await house.ledger.rebuild(mission)
    const { size } = await house.ledger.head(mission)
    console.log(
      `Every projection of ${mission} was made again from ${size} entries in ${((Date.now() - began) / 1000).toFixed(1)} s.`,
    )
  } finally {
    await close()
  }
}

export async function verify(given: Given): Promise<void> {
  const { house, mission, close } = await openHouse(given)
  try {
    const { ok, size, root, firstWrong } = await house.ledger.verify(mission)
    if (!ok)
      throw new UseFailure(
        `The log of ${mission} does not hold: entry ${firstWrong ?? 'unknown'} of ${size} is not what was appended.`,
      )
    console.log(`The log of ${mission} holds: ${size} entries, root ${root}.`)
  } finally {
    await close()
  }
}
