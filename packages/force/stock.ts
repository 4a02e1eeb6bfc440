/**
 * Stock: what is on hand is the sum of what came and went; how long it lasts follows from what was issued lately. Nothing of
 * it is typed. A forecast of use is no part of this.
 */

export const stockSigns: Readonly<Record<string, 1 | -1>> = {
  receipt: 1,
  transferIn: 1,
  found: 1,
  issue: -1,
  transferOut: -1,
  loss: -1,
}

/** What moved of one item at one base, added up by direction. */
export type Moved = { readonly direction: string; readonly quantity: number }

export const balanceOf = (moved: readonly Moved[]): number =>
  rounded(moved.reduce((sum, one) => sum + (stockSigns[one.direction] ?? 0) * one.quantity, 0))

/** The days over which daily use is taken. */
export const USE_DAYS = 30

/**
 * Issued each day on average over the last thirty days, or over as many as the item has been moved here, counting today.
 * Null where it never moved. What was lost or passed on to another base is no use.
 */
export function dailyUseOf(issuedLately: number, daysSinceFirst: number | null): number | null {
  if (daysSinceFirst === null) return null
  return issuedLately / Math.min(USE_DAYS, Math.max(1, daysSinceFirst + 1))
}

export type Supply = {
  onHand: number
  dailyUse: number | null
  /** Null where nothing was used: then it lasts for ever, or nobody knows. */
  daysOfSupply: number | null
  isLow: boolean
}

/** Low: fewer days than the item must have, or none of it at all. Without such a least nothing is low. */
export function supplyOf(
  onHand: number,
  dailyUse: number | null,
  leastDays: number | null | undefined,
): Supply {
  const daysOfSupply = dailyUse !== null && dailyUse > 0 ? Math.max(0, onHand) / dailyUse : null
  const least = leastDays ?? 0
  const isLow = least > 0 && (onHand <= 0 || (daysOfSupply !== null && daysOfSupply < least))
  return { onHand, dailyUse, daysOfSupply, isLow }
}

/** Sums of decimals such as 0.1 litres carry dust in the sixteenth digit; a balance does not. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
