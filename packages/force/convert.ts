/**
 * Conversion: the one rule by which a sum in one currency is shown in another. The rate stated last at or before the day, with
 * its date and who published it; where none was stated by then, nothing is converted and that is said. No rate is ever guessed,
 * and none is made out of two others.
 */

/** Whole minor units, hundredths in every currency, as the record keeps them. */
export type Sum = { readonly minor: number; readonly currency: string }

/** One unit of `currency` was worth `rate` of `toCurrency` on the day `statedOn`. */
export type StatedRate = {
  readonly record: string
  readonly currency: string
  readonly toCurrency: string
  readonly rate: number
  readonly statedOn: string
  readonly source: string
}

/** `isInverse`: the rate was stated the other way round, and the sum divided by it. */
export type Conversion =
  | { readonly sum: Sum; readonly rate: StatedRate | null; readonly isInverse: boolean }
  | { readonly sum: null; readonly why: 'noRate' | 'tooLarge' }

export type Convert = (sum: Sum, toCurrency: string, day: string) => Conversion

/** A number as a fraction of whole numbers, exactly as it is written in decimals. */
export function fractionOf(number: number): { over: bigint; under: bigint } {
  const [digits = '0', power = '0'] = number.toExponential().split('e')
  const [whole = '0', part = ''] = digits.split('.')
  const places = part.length - Number(power)
  const over = BigInt(whole + part)
  return places >= 0
    ? { over, under: 10n ** BigInt(places) }
    : { over: over * 10n ** BigInt(-places), under: 1n }
}

/** The nearest whole number; a half goes away from zero. `under` is above zero. */
export function rounded(over: bigint, under: bigint): bigint {
  const isBelow = over < 0n
  const twice = 2n * (isBelow ? -over : over) + under
  const whole = twice / (2n * under)
  return isBelow ? -whole : whole
}

/** Undefined where it is beyond what a number holds exactly. */
export const wholeOf = (value: bigint): number | undefined =>
  Number.isSafeInteger(Number(value)) ? Number(value) : undefined

/** Of two rates of one pair: the later day; on one day the direct one; then the lower id, so that it is always the same. */
const isBetter = (one: StatedRate, other: StatedRate | undefined, currency: string): boolean => {
  if (!other) return true
  if (one.statedOn !== other.statedOn) return one.statedOn > other.statedOn
  if (one.currency !== other.currency) return one.currency === currency
  return one.record < other.record
}

/** Takes the rates once and answers for any sum and day. Rates that are not above zero are left aside. */
export function converter(rates: readonly StatedRate[]): Convert {
  const byPair = new Map<string, StatedRate[]>()
  for (const one of rates) {
    if (!(one.rate > 0)) continue
    const pair = [one.currency, one.toCurrency].sort().join(' ')
    byPair.set(pair, [...(byPair.get(pair) ?? []), one])
  }
  return (sum, toCurrency, day) => {
    if (sum.currency === toCurrency) return { sum, rate: null, isInverse: false }
    let best: StatedRate | undefined
    for (const one of byPair.get([sum.currency, toCurrency].sort().join(' ')) ?? [])
      if (one.statedOn <= day && isBetter(one, best, sum.currency)) best = one
    if (!best) return { sum: null, why: 'noRate' }
    const isInverse = best.currency !== sum.currency
    const { over, under } = fractionOf(best.rate)
    const minor = BigInt(sum.minor)
    const made = wholeOf(isInverse ? rounded(minor * under, over) : rounded(minor * over, under))
    return made === undefined
      ? { sum: null, why: 'tooLarge' }
      : { sum: { minor: made, currency: toCurrency }, rate: best, isInverse }
  }
}

/** Sums by currency, each of its own; never one over several. */
export function addUp(sums: Iterable<Sum>): Sum[] {
  const totals = new Map<string, bigint>()
  for (const { minor, currency } of sums)
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(minor))
  return [...totals]
    .map(([currency, minor]) => ({ minor: Number(minor), currency }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
