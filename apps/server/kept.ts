/**
 * What was worked out and may be needed again, kept in memory per mission and sight, so that nothing kept can be seen by the
 * wrong eyes. A moment of the past stays what it is until the log grows; what holds now stays until an entry touches a register it
 * was read from, which the ledger tells.
 */
import { gathered, gathering, type Moment, Seen } from '@konbit/ledger'
import { dayAt } from './moments.ts'
import type { Ask } from './route.ts'

const keptMax = 500
/** Nothing is kept longer than this. */
const secondsMax = 300

/** `size`: of the log up to which it is known to hold. */
type Held = { value: Promise<unknown>; size: number; timer: NodeJS.Timeout }

export class Kept {
  readonly #found = new Map<string, Held>()

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
    return had ? (had.value as Promise<T>) : this.#hold(key, 0, make())
  }

  /** The value under `key` as of `size`: what was made earlier where `holds` says that it still does, else made anew. */
  onwards<T extends object>(
    key: string,
    size: number,
    make: () => Promise<T>,
    holds: (value: T, since: number) => Promise<boolean>,
  ): Promise<T> {
    const had = this.#found.get(key)
    if (!had) return this.#hold(key, size, make())
    const value = had.value as Promise<T>
    if (had.size === size) return value
    // A reader whose view of the log is older reads for themself.
    if (had.size > size) return make()
    const next = value.then(
      async (one) => ((await holds(one, had.size)) ? one : undefined),
      () => undefined,
    )
    // What still holds is kept no longer than when it was made.
    return this.#hold(
      key,
      size,
      next.then((one) => one ?? this.#anew(key, make)),
      had.timer,
    )
  }

  /** Made in place of what was there: its time begins. */
  #anew<T>(key: string, make: () => Promise<T>): Promise<T> {
    const held = this.#found.get(key)
    if (held) held.timer = this.#timer(key)
    return make()
  }

  #timer(key: string): NodeJS.Timeout {
    // By a clock of its own: a process that is asked nothing must not hold what another erased.
    const timer = setTimeout(() => {
      if (this.#found.get(key)?.timer === timer) this.#found.delete(key)
    }, secondsMax * 1000)
    return timer.unref()
  }

  #hold<T>(key: string, size: number, value: Promise<T>, timer = this.#timer(key)): Promise<T> {
    this.#found.delete(key)
    this.#found.set(key, { value, size, timer })
    value.catch(() => {
      if (this.#found.get(key)?.value === value) this.#found.delete(key)
    })
    for (const oldest of this.#found.keys()) {
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
  return told(ask, await house.kept.get(key, () => seeing(make)))
}

/**
 * As `keep`; and what holds now is kept on as the log grows, until an entry touches a register it was read from, the day ends or
 * five minutes have passed. `make` MUST rest on `what` and on what it reads itself, and MUST NOT tell the moment.
 */
export async function keepOn<T>(
  ask: Ask,
  moment: Moment,
  what: string,
  make: () => Promise<T>,
): Promise<T> {
  if (!moment.isNow) return keep(ask, moment, what, make)
  const { house, reader } = ask
  const { mission } = reader
  const key = ['now', mission, await sightOf(ask), dayAt(ask, moment), what].join('\u0000')
  const { known } = moment
  const isAsItWas = async ({ seen }: Shown<T>, since: number): Promise<boolean> => {
    const stirred = seen.isFromAny ? undefined : await house.ledger.stirred(mission, since, known)
    return stirred !== undefined && [...stirred].every((register) => !seen.from.has(register))
  }
  return told(ask, await house.kept.onwards(key, known, () => seeing(make), isAsItWas))
}

/** `keepOn`, told with the moment that was asked for. */
export const keepTold = async <T extends object>(
  ask: Ask,
  moment: Moment,
  what: string,
  make: () => Promise<T>,
): Promise<T & { at: string; known: string }> => ({
  at: moment.atText,
  known: moment.knownText,
  ...(await keepOn(ask, moment, what, make)),
})

type Shown<T> = { value: T; seen: Seen }

async function seeing<T>(make: () => Promise<T>): Promise<Shown<T>> {
  const seen = new Seen()
  const value = await gathering(seen, make)
  seen.isClosed = true
  return { value, seen }
}

async function told<T>({ house, reader }: Ask, { value, seen }: Shown<T>): Promise<T> {
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
