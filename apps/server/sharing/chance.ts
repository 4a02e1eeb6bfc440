/**
 * How surely a leak points to a copy, as the chance that a copy which was not leaked would fit as well: of yes-or-no choices, of an
 * order of rows, of both. Logarithms to ten, so that certainty does not round to nothing.
 */

/** ln of n! for n up to the end of a table, by addition. */
const factorials: number[] = [0]
function lnFactorial(n: number): number {
  for (let at = factorials.length; at <= n; at += 1)
    factorials[at] = (factorials[at - 1] as number) + Math.log(at)
  return factorials[n] as number
}
const add = (a: number, b: number): number => {
  const [high, low] = a > b ? [a, b] : [b, a]
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high))
}

/** Of `of` fair coins, at least `matched` fall as a copy's own did. */
export function choicesChance(matched: number, of: number): number {
  let sum = Number.NEGATIVE_INFINITY
  for (let hits = matched; hits <= of; hits += 1)
    sum = add(sum, lnFactorial(of) - lnFactorial(hits) - lnFactorial(of - hits))
  return Math.min(0, (sum - of * Math.LN2) / Math.LN10)
}

const exactMax = 60
const tails = new Map<number, number[]>()
/** ln of how many orders of n have so many rows the wrong way round, or fewer. */
function orderTail(n: number): number[] {
  const had = tails.get(n)
  if (had) return had
  let counts = [0]
  for (let size = 2; size <= n; size += 1) {
    const next = Array<number>(counts.length + size - 1).fill(Number.NEGATIVE_INFINITY)
    for (const [at, ways] of counts.entries())
      for (let more = 0; more < size; more += 1)
        next[at + more] = add(next[at + more] as number, ways)
    counts = next
  }
  let sum = Number.NEGATIVE_INFINITY
  const tail = counts.map((ways) => {
    sum = add(sum, ways)
    return sum
  })
  tails.set(n, tail)
  return tail
}

/** `rows` stand in an order with so many pairs the other way round than in a copy: as few, by accident. */
export function orderChance(rows: number, inverted: number): number {
  if (rows < 2) return 0
  if (rows <= exactMax)
    return Math.min(0, ((orderTail(rows)[inverted] ?? 0) - lnFactorial(rows)) / Math.LN10)
  const mean = (rows * (rows - 1)) / 4
  const spread = Math.sqrt((rows * (rows - 1) * (2 * rows + 5)) / 72)
  const far = (mean - inverted) / spread
  // The tail of the bell curve, by its bound: never too small.
  return far <= 0 ? 0 : Math.min(0, -(far * far) / 2 / Math.LN10)
}

/** Of several that know nothing of one another, by Fisher’s way: the chance that their product is as small. */
export function together(chances: readonly number[]): number {
  const ln = chances.reduce((sum, one) => sum + one, 0) * Math.LN10
  let term = 1
  let sum = 1
  for (let nth = 1; nth < chances.length; nth += 1) {
    term *= -ln / nth
    sum += term
  }
  return Math.min(0, (ln + Math.log(sum)) / Math.LN10)
}

export function inversions(order: readonly number[]): number {
  let count = 0
  for (const [at, one] of order.entries())
    for (let later = at + 1; later < order.length; later += 1)
      if ((order[later] as number) < one) count += 1
  return count
}
