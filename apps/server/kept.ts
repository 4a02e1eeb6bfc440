/**
 * What was worked out and may be needed again, kept in memory per mission, sight, moment and size of the log: a new entry
 * or another sight makes a new key, so nothing kept can be stale or seen by the wrong eyes.
 */
import { gathered, gathering, type Moment, Seen } from '@konbit/ledger'
import type { Ask } from './route.ts'

const keptMax = 250
/** Nothing is kept longer than this. */
const secondsMax = 300

export class Kept {
  readonly #found = new Map<string, Promise<unknown>>()

  readonly #sizes = new Map<string, number>()

  /** Lets go of everything: something was erased, raised or lowered. */
  clear(): void {
    this.#found.clear()
  }

  /** Lets go of what was worked out before the log grew, also by another process: nobody can ask for it any more. */
  grown(mission: string, size: number): void {
    if ((this.#sizes.get(mission) ?? 0) >= size) return
    this.#sizes.set(mission, size)
    for (const key of this.#found.keys())
      if (key.startsWith(`${mission}\u0000`)) this.#found.delete(key)
  }

  /** The value under `key`, made at most once; a failure is not kept. */
  get<T>(key: string, make: () => Promise<T>): Promise<T> {
    const had = this.#found.get(key)
    if (had) return had as Promise<T>
    const value = make()
    const forget = (): void => {
      if (this.#found.get(key) === value) this.#found.delete(key)
    }
    this.#found.set(key, value)
    value.catch(forget)
    // By a clock of its own: a process that is asked nothing must not hold what another erased.
    setTimeout(forget, secondsMax * 1000).unref()
    for (const [oldest] of this.#found) {
      if (this.#found.size <= keptMax) break
      this.#found.delete(oldest)
    }
    return value
  }
}

/**
 * Keeps `make` for whoever sees the same at this moment; `now` is one moment until the log grows or a minute has passed. What
 * it showed of audited labels is shown to each who gets it again.
 */
export async function keep<T>(
  ask: Ask,
  moment: Moment,
  what: string,
  make: () => Promise<T>,
): Promise<T> {
  const { house, reader, head } = ask
  const [{ size }, sight] = await Promise.all([head(), sightOf(ask)])
  house.kept.grown(reader.mission, size)
  const at = moment.isNow ? 'now' : moment.at
  const key = [reader.mission, sight, size, at, moment.known, what].join('\u0000')
  const { value, seen } = await house.kept.get(key, async () => {
    const made = new Seen()
    const found = await gathering(made, make)
    made.isClosed = true
    return { value: found, seen: made }
  })
  const mine = gathered()
  if (mine) mine.addAll(seen)
  else await house.ledger.note(reader, seen)
  return value
}

/** What the reader may see comes from the database, once a request: a clearance may lapse without an entry. */
function sightOf({ house, reader, sights }: Ask): Promise<string> {
  const view = JSON.stringify(reader.view ?? null)
  let sight = sights.get(view)
  if (!sight) {
    sight = house.ledger.scopeKey(reader)
    sights.set(view, sight)
  }
  return sight
}
