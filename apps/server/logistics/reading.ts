/**
 * What the routes of the Logistics desk read: many records at once, each as a plain row, kept for whoever sees the same. What
 * the asker may not see is not in them, and so in no figure made of them.
 */
import { hash } from 'node:crypto'
import type { Moment, RecordRow } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse, type Select } from '@konbit/model'
import { keepOn, keepTold } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'

/** Longer is asked for in parts. */
const DAYS_MAX = 3700
const DAY_MS = 86_400_000

/** A refusal inside of what is worked out together: it ends the work and becomes the answer. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.why)
    this.refusal = refusal
  }
}
export function given<T extends object>(found: T | Refusal): T {
  if (isRefusal(found)) throw new Refused(found)
  return found as T
}

/** Worked out once for all who see the same at this moment, and answered with the moment it holds for. */
export async function answered(
  ask: Ask,
  what: string,
  make: (moment: Moment, day: string) => Promise<object>,
): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  try {
    return ok(await keepTold(ask, moment, what, () => make(moment, dayAt(ask, moment))))
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

export async function rowsOf(
  { house, reader }: Ask,
  moment: Moment,
  select: Select,
  take: readonly string[],
): Promise<readonly RecordRow[]> {
  return given(await house.ledger.rows(reader, { ...select, moment, take }))
}

/** Captions of what the ids name, for those that the asker may see; kept while none of what they name is touched. */
export async function refsOf(
  ask: Ask,
  moment: Moment,
  ids: Iterable<unknown>,
): Promise<Record<string, string>> {
  const named = [...new Set(ids)].filter((id): id is string => typeof id === 'string' && id !== '')
  if (named.length === 0) return {}
  const what = hash('sha256', named.sort().join(), 'base64')
  return keepOn(ask, moment, `captions ${what}`, async () => {
    const found = await ask.house.ledger.captions(ask.reader, named, moment)
    return Object.fromEntries([...found].map(([id, { caption }]) => [id, caption]))
  })
}

/** Whether the asker sees less than the whole: from the clearance, never from the data. */
export async function isPartial({ house, reader }: Ask, moment: Moment): Promise<boolean> {
  const found = await house.ledger.measure(reader, { name: 'logistics.vehicles', moment })
  return given(found).partial
}

/** The days asked for, or the last so many up to the moment's day; never beyond it. */
export function daysAsked(
  query: Ask['query'],
  today: string,
  usual: (to: string) => string,
): { from: string; to: string } {
  const { to: asked = today, ...rest } = query as { from?: string; to?: string }
  const to = asked > today ? today : asked
  const from = rest.from ?? usual(to)
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  if (days >= 0 && days <= DAYS_MAX) return { from, to }
  throw new Refused(
    refuse('invalid-query', undefined, [
      { field: 'from', needs: `a day before the last, at most ${DAYS_MAX} days` },
    ]),
  )
}

/** Works out once what follows from a row or a list, and remembers it for what was last asked with it. */
export function once<From extends object, As extends readonly [unknown?], To>(
  make: (from: From, ...as: As) => To,
): (from: From, ...as: As) => To {
  const made = new WeakMap<From, { as: unknown; to: To }>()
  return (from, ...as) => {
    const had = made.get(from)
    if (had && had.as === as[0]) return had.to
    const to = make(from, ...as)
    made.set(from, { as: as[0], to })
    return to
  }
}

/** The first so many, as sorting the whole list would put them, without sorting it. */
export function firstOf<T>(list: Iterable<T>, many: number, compare: (a: T, b: T) => number): T[] {
  const first: T[] = []
  for (const one of list) {
    if (first.length === many && compare(first[many - 1] as T, one) <= 0) continue
    let [low, high] = [0, first.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compare(first[middle] as T, one) <= 0) low = middle + 1
      else high = middle
    }
    first.splice(low, 0, one)
    if (first.length > many) first.pop()
  }
  return first
}

/** Texts by their code units, what is missing first. */
export const compare = (a: unknown, b: unknown): number => {
  const [first, second] = [String(a ?? ''), String(b ?? '')]
  return first < second ? -1 : first > second ? 1 : 0
}

export const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null)
export const numberIn = (value: unknown): number | null =>
  typeof value === 'number' ? value : null
export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()
