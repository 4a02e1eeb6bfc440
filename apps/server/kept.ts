/**
 * What was worked out and may be needed again, kept in memory per mission, reader, moment and size of the log: a new
 * entry or another reader makes a new key, so nothing kept can be stale or seen by the wrong eyes.
 */
import type { Moment } from '@konbit/ledger'
import type { Ask } from './route.ts'

const keptMax = 250
/** A clearance may lapse without an entry; nothing is kept longer than this. */
const secondsMax = 300

export class Kept {
  readonly #found = new Map<string, { value: Promise<unknown>; until: number }>()

  /** The value under `key`, made at most once; a failure is not kept. */
  get<T>(key: string, make: () => Promise<T>): Promise<T> {
    const now = Date.now()
    const had = this.#found.get(key)
    if (had && had.until > now) return had.value as Promise<T>
    const value = make()
    this.#found.set(key, { value, until: now + secondsMax * 1000 })
    value.catch(() => this.#found.delete(key))
    for (const [oldest] of this.#found) {
      if (this.#found.size <= keptMax) break
      this.#found.delete(oldest)
    }
    return value
  }
}

/** Keeps `make` for this reader at this moment. `now` is one moment until the log grows or a minute has passed. */
export async function keep<T>(
  { house, reader, head }: Ask,
  moment: Moment,
  what: string,
  make: () => Promise<T>,
): Promise<T> {
  const { size } = await head()
  const at = moment.isNow ? 'now' : moment.at
  const key = [reader.mission, reader.member, size, at, moment.known, what].join('\u0000')
  return house.kept.get(key, make)
}
