/** An odometer never runs backwards, wherever a reading is taken. Not a register. */
import type { Unless } from '@konbit/model'

/** Against the reading that stands at the moment the entry speaks of; a wrong reading is corrected, not overwritten. */
export const odometerRuns: Unless = (now, input) => {
  if (!('odometerKm' in input) || now.odometerKm === undefined) return undefined
  return Number(input.odometerKm ?? -1) < Number(now.odometerKm)
    ? 'An odometer never runs backwards. If the earlier reading was wrong, correct that entry.'
    : undefined
}
