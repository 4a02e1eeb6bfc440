/**
 * Whose turn it is. Many people share one address, so nobody is refused for theirs: each address has a lane, lanes take turns, and
 * a lane that asks too much goes slowly. Memory is bounded: whoever comes when all seats are taken is asked to come again, and the
 * longest lane is asked first. Keeps addresses in memory only, and only while somebody waits.
 */
export type Turns = {
  /** Resolves when it is this one's turn, with what MUST be called when it is over; undefined: come again. */
  take: (lane: string) => Promise<(() => void) | undefined>
  waiting: () => number
}
export type TurnsSettings = {
  /** So many at once. */
  together: number
  /** Of one lane: so many at once without waiting, then so many each second. */
  burst: number
  perSecond: number
  seats: number
}
type Lane = { waiting: ((go: (() => void) | undefined) => void)[]; left: number; at: number }

const lanesMax = 20_000
export const usualTurns: TurnsSettings = { together: 4, burst: 30, perSecond: 10, seats: 2000 }

export function makeTurns(
  settings: TurnsSettings = usualTurns,
  now = () => performance.now(),
): Turns {
  const { together, burst, perSecond, seats } = settings
  const lanes = new Map<string, Lane>()
  let running = 0
  let seated = 0
  let timer: NodeJS.Timeout | undefined

  const filled = (lane: Lane): number =>
    Math.min(burst, lane.left + ((now() - lane.at) / 1000) * perSecond)

  /** Forgets those who wait for nothing and would have everything again. */
  const forget = (): void => {
    for (const [name, lane] of lanes)
      if (lane.waiting.length === 0 && filled(lane) >= burst) lanes.delete(name)
  }

  const over = (): void => {
    running -= 1
    next()
  }

  /** One of each lane, the lane that was served longest ago first. */
  function next(): void {
    clearTimeout(timer)
    let soonest = Number.POSITIVE_INFINITY
    for (const [name, lane] of [...lanes]) {
      if (running >= together) return
      if (lane.waiting.length === 0) continue
      const left = filled(lane)
      if (left < 1) {
        soonest = Math.min(soonest, ((1 - left) / perSecond) * 1000)
        continue
      }
      lane.left = left - 1
      lane.at = now()
      lanes.delete(name) // to the end
      lanes.set(name, lane)
      running += 1
      seated -= 1
      lane.waiting.shift()?.(once(over))
      soonest = 0
    }
    if (soonest < Number.POSITIVE_INFINITY)
      timer = setTimeout(next, Math.max(1, Math.ceil(soonest))).unref()
    else if (seated === 0) forget()
  }

  return {
    take: (name) =>
      new Promise((resolve) => {
        const lane = lanes.get(name) ?? { waiting: [], left: burst, at: now() }
        lanes.set(name, lane)
        if (lanes.size > lanesMax) forget()
        lane.waiting.push(resolve)
        seated += 1
        if (seated > seats) {
          const longest = [...lanes.values()].reduce((a, b) =>
            b.waiting.length > a.waiting.length ? b : a,
          )
          seated -= 1
          longest.waiting.pop()?.(undefined)
        }
        next()
      }),
    waiting: () => seated,
  }
}

function once(call: () => void): () => void {
  let isCalled = false
  return () => {
    if (isCalled) return
    isCalled = true
    call()
  }
}
