/**
 * Guessing made slow: after a few failures the same account from the same address waits, twice as long each time. Counted
 * by both, so that a stranger cannot shut anybody out. In memory and bounded; every process counts for itself.
 */
export type Attempts = {
  /** Seconds until another attempt may be made; 0 when it may be made now. */
  waits: (key: string) => number
  failed: (key: string) => void
  succeeded: (key: string) => void
}

const freeFailures = 5
const firstWaitSeconds = 15
const waitSecondsMax = 900
const forgetSeconds = 3600
const keysMax = 10_000

export function makeAttempts(now: () => number = Date.now): Attempts {
  const seen = new Map<string, { count: number; at: number }>()
  const held = (key: string): { count: number; at: number } | undefined => {
    const found = seen.get(key)
    if (found && now() - found.at > forgetSeconds * 1000) {
      seen.delete(key)
      return undefined
    }
    return found
  }
  return {
    waits: (key) => {
      const found = held(key)
      if (!found || found.count < freeFailures) return 0
      const wait = Math.min(waitSecondsMax, firstWaitSeconds * 2 ** (found.count - freeFailures))
      return Math.max(0, Math.ceil((found.at + wait * 1000 - now()) / 1000))
    },
    failed: (key) => {
      const count = (held(key)?.count ?? 0) + 1
      seen.delete(key) // to the end: the oldest is forgotten first
      seen.set(key, { count, at: now() })
      if (seen.size > keysMax) for (const oldest of seen.keys()) return void seen.delete(oldest)
    },
    succeeded: (key) => void seen.delete(key),
  }
}
