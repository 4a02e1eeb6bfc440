/**
 * Quantiles of the chi-square distribution, for exact intervals of rates. No table and no library: the regularised lower
 * incomplete gamma function by its series and its continued fraction, and bisection on it.
 */

/** ln Γ(x), by Lanczos; about fifteen digits for x > 0. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x)
  const [first = 0, ...rest] = lanczos
  const sum = rest.reduce((total, one, index) => total + one / (x + index), first)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
]

/** P(a, x): the share of a gamma distribution of shape `a` that lies below `x`. */
export function gammaBelow(a: number, x: number): number {
  if (x <= 0) return 0
  const scale = Math.exp(a * Math.log(x) - x - lnGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-16; n++) {
      term *= x / (a + n)
      sum += term
    }
    return Math.min(1, sum * scale)
  }
  // Lentz's continued fraction for the share above.
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 10_000; n++) {
    const step = -n * (n - a)
    b += 2
    d = 1 / nonZero(step * d + b, tiny)
    c = nonZero(b + step / c, tiny)
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return Math.max(0, 1 - scale * fraction)
}
const nonZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value)

/** The value below which a chi-square variable of `freedom` (> 0, whole or not) lies with chance `p` in (0, 1). */
export function chiSquareQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1 && freedom > 0)) throw new RangeError('a chance in (0, 1) and freedom > 0')
  const shape = freedom / 2
  let low = 0
  let high = Math.max(1, freedom)
  while (gammaBelow(shape, high / 2) < p) high *= 2
  for (let n = 0; n < 200 && high - low > 1e-12 * high; n++) {
    const middle = (low + high) / 2
    if (gammaBelow(shape, middle / 2) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
