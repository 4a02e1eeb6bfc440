/**
 * What a reading showed: which records, under which audited labels. Collected where facets are read, so that no door can
 * forget it, and written down before the answer leaves (`readings.ts`).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Label } from '@konbit/model'

/** Reads of these are kept with who made them. */
export const audited: ReadonlySet<Label> = new Set(['restricted', 'conduct', 'care', 'custody'])

export class Seen {
  /** By register and label, the records. A figure shows none by name: its set is empty. */
  readonly shown = new Map<string, Set<string>>()
  /** The registers it was read from, as far as each reading has told; and whether one has not, so that it may rest on any. */
  readonly from = new Set<string>()
  isFromAny = false
  /** What is added later goes to nobody: whoever reads on must write for themself. */
  isClosed = false

  add(register: string, label: Label, record?: string): void {
    if (!audited.has(label)) return
    const key = `${register} ${label}`
    const records = this.shown.get(key) ?? new Set()
    this.shown.set(key, record === undefined ? records : records.add(record))
  }

  addAll(other: Seen): void {
    for (const [key, records] of other.shown) {
      const mine = this.shown.get(key) ?? new Set()
      for (const record of records) mine.add(record)
      this.shown.set(key, mine)
    }
    for (const register of other.from) this.from.add(register)
    this.isFromAny ||= other.isFromAny
  }

  get isEmpty(): boolean {
    return this.shown.size === 0
  }
}

const store = new AsyncLocalStorage<Seen>()

/** Everything read within `work` is added to `seen`, and whoever calls MUST write it down before telling any of it. */
export const gathering = <Result>(seen: Seen, work: () => Promise<Result>): Promise<Result> =>
  store.run(seen, work)

/** Where readings of this moment are gathered; undefined: each must be written down by itself. */
export function gathered(): Seen | undefined {
  const seen = store.getStore()
  return seen?.isClosed ? undefined : seen
}
