/**
 * The fold: a record at (*at*, *known*) is made of its entries known by then, each in the form of its latest
 * correction, a void one left out, those of `at` or before, in order of (`at`, sequence). Replay folds and never decides.
 */
import type { Fields } from './register.ts'

/** One accepted entry, as far as folding needs it. `at` in milliseconds UTC; `seq` is also when it was known. */
export type Told = {
  seq: number
  verb: string
  at: number
  from: string | null
  to: string | null
  set: Fields
  /** For correct and void: the entry they speak of. */
  corrects?: number
}

export type Folded = { state: string; fields: Fields; last: number }

/** The entries in force at `known`, each in its latest form, in order of (`at`, sequence). Entries come in order of sequence. */
export function inForce(entries: readonly Told[], known: number): Told[] {
  const latest = new Map<number, Told | undefined>()
  for (const entry of entries) {
    if (entry.seq > known) break
    if (entry.corrects === undefined) latest.set(entry.seq, entry)
    else if (latest.has(entry.corrects)) {
      const first = entries.find(({ seq }) => seq === entry.corrects) as Told
      latest.set(entry.corrects, entry.verb === 'void' ? undefined : { ...first, at: entry.at, set: entry.set })
    }
  }
  return [...latest.values()]
    .filter((entry): entry is Told => entry !== undefined)
    .sort((a, b) => a.at - b.at || a.seq - b.seq)
}

const apply = (fields: Fields, set: Fields): Fields => {
  const next: Record<string, unknown> = { ...fields }
  for (const [name, value] of Object.entries(set)) {
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}

/** The record at (`at`, `known`), or undefined where it did not exist or its entering is void. */
export function foldAt(entries: readonly Told[], at: number, known: number): Folded | undefined {
  return [...steps(entries, known)].filter((step) => step.at <= at).pop()?.folded
}

/** The record after each entry in force at `known`: one step for every distinct `at`, in order. */
export function* steps(entries: readonly Told[], known: number): Generator<{ at: number; folded: Folded }> {
  let folded: Folded | undefined
  const list = inForce(entries, known)
  for (const [index, entry] of list.entries()) {
    if (entry.verb === 'enter') folded = { state: entry.to as string, fields: apply({}, entry.set), last: entry.seq }
    else if (folded) {
      folded = {
        state: entry.to ?? folded.state,
        fields: apply(folded.fields, entry.set),
        last: Math.max(folded.last, entry.seq),
      }
    }
    if (folded && list[index + 1]?.at !== entry.at) yield { at: entry.at, folded }
  }
}

/**
 * Whether the chain of states holds: it begins with an enter, and each entry that changes the state starts from the
 * one before. Returns the sequence number of the first entry that does not, or undefined.
 */
export function brokenAt(entries: readonly Told[], known: number): number | undefined {
  let state: string | undefined
  for (const entry of inForce(entries, known)) {
    if (entry.verb === 'enter') {
      if (state !== undefined) return entry.seq
      state = entry.to as string
    } else {
      if (state === undefined) return entry.seq
      if (entry.to === null) continue
      if (entry.from !== state) return entry.seq
      state = entry.to
    }
  }
  return undefined
}
