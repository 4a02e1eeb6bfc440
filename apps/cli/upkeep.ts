/** konbit rebuild: the projections made again from the entries. It needs the data folder for itself. */
import { openHouse } from './open.ts'
import type { Given } from './options.ts'

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
