/** konbit rebuild and konbit sweep: what is done to a record now and then. Both need the data folder for themselves. */
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

/** The files of the database let go of what was erased; the server does the same each hour, but never the whole. */
export async function sweep(given: Given): Promise<void> {
  const [how] = given.words
  if (how !== undefined && how !== 'whole')
    throw new UseFailure(`A sweep is plain or whole, not ${how}.`)
  const { house, close } = await openHouse(given)
  try {
    const {
      tables,
      isLogClosed,
      isAllowed = true,
    } = await house.ledger.sweep({ isWhole: how === 'whole' })
    if (!isAllowed)
      throw new UseFailure('Only a login that may change the schema can sweep; this one may not.')
    console.log(
      tables === 0
        ? 'Nothing was erased since the last sweep.'
        : `${tables} tables were swept${how === 'whole' ? ' and written anew' : ''}; the running file of the write-ahead log ${isLogClosed ? 'was closed' : 'is for the owner of the server to close'}.`,
    )
  } finally {
    await close()
  }
}

const HOUR = 3_600_000

/** Sweeps once an hour, where something was erased. Call what comes back to end it. */
export function sweepHourly(
  sweeping: () => Promise<unknown>,
  note: (failure: unknown) => void,
): () => void {
  const timer = setInterval(() => void sweeping().catch(note), HOUR)
  timer.unref()
  return () => clearInterval(timer)
}
