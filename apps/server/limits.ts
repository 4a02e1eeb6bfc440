/**
 * How much one address and one account may ask for: token buckets in memory, bounded, each process for itself. Signing in
 * has a bucket of its own, since guessing is cheap for the guesser and dear for us. `KONBIT_LIMITS` sets or lifts them.
 */
export type Rate = { perSecond: number; burst: number }
export type Rates = { address: Rate; account: Rate; signIn: Rate }
export type Limits = Readonly<Record<keyof Rates, Buckets>>
/** Takes one; returns the seconds to wait, 0 when there was one to take. */
export type Buckets = { take: (key: string) => number }

/** A whole mission may stand behind one address, and one page asks some forty times. */
export const usual: Rates = {
  address: { perSecond: 200, burst: 2000 },
  account: { perSecond: 100, burst: 1000 },
  signIn: { perSecond: 0.5, burst: 30 },
}
const keysMax = 20_000

export function makeBuckets(
  { perSecond, burst }: Rate,
  now: () => number = Date.now,
  most = keysMax,
): Buckets {
  const held = new Map<string, { left: number; at: number }>()
  return {
    take: (key) => {
      const at = now()
      const had = held.get(key)
      const left = had ? Math.min(burst, had.left + ((at - had.at) / 1000) * perSecond) : burst
      const rest = left < 1 ? left : left - 1
      held.delete(key) // to the end: whoever was silent longest is forgotten first
      held.set(key, { left: rest, at })
      if (held.size > most)
        for (const oldest of held.keys()) {
          held.delete(oldest)
          break
        }
      return left < 1 ? Math.max(1, Math.ceil((1 - left) / perSecond)) : 0
    },
  }
}

export const makeLimits = (rates: Rates = usual): Limits => ({
  address: makeBuckets(rates.address),
  account: makeBuckets(rates.account),
  signIn: makeBuckets(rates.signIn),
})

/** `off`, or such as `address=200/2000,signIn=1/30`: each second / at once. Undefined where it says neither. */
export function readLimits(text: string | undefined): Limits | 'off' | undefined {
  if (text === undefined || text === '') return makeLimits()
  if (text === 'off') return 'off'
  const rates: Rates = { ...usual }
  for (const part of text.split(',')) {
    const [, name, perSecond, burst] =
      /^(address|account|signIn)=(\d+(?:\.\d+)?)\/(\d+)$/.exec(part.trim()) ?? []
    if (!name || Number(perSecond) <= 0 || Number(burst) < 1) return undefined
    rates[name as keyof Rates] = { perSecond: Number(perSecond), burst: Number(burst) }
  }
  return makeLimits(rates)
}
