/**
 * The fold: a facet at (*at*, *known*) is made of the entries that wrote it and were known by then, each in the form of
 * its latest correction, a void one left out, those of `at` or before, in order of (`at`, sequence). Replay folds and
 * never decides. Each facet of a record folds by itself, and the record is there where its own facet has been entered.
 * What was erased says nothing; erase, raise and lower are no steps.
 */
import { isHandling } from './handling.ts'
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
  /** Whether a reason lies with it; for erasure, not for the fold. */
  hasReason?: boolean
  isOnBehalf?: boolean
}

export type Folded = { state: string; fields: Fields; last: number }
/** What holds from `at` on. `state` is null where no entering is in force, as in a facet above the record's own. */
export type Step = { at: number; state: string | null; fields: Fields; last: number }

/** The entries in force at `known`, each in its latest form, in order of (`at`, sequence). Entries come in order of sequence. */
export function inForce(entries: readonly Told[], known: number): Told[] {
  const first = new Map<number, Told>()
  const latest = new Map<number, Told>()
  for (const entry of entries) {
    if (entry.seq > known) break
    if (isHandling(entry.verb)) continue
    if (entry.corrects === undefined) {
      first.set(entry.seq, entry)
      latest.set(entry.seq, entry)
      continue
    }
    const meant = first.get(entry.corrects)
    if (!meant) continue
    if (entry.verb === 'void') latest.delete(entry.corrects)
    else latest.set(entry.corrects, { ...meant, at: entry.at, set: entry.set })
  }
  return [...latest.values()].sort((a, b) => a.at - b.at || a.seq - b.seq)
}

/** The latest form of one entry as known at `known`, void or not. */
export function latestForm(
  entries: readonly Told[],
  seq: number,
  known: number,
): { entry: Told; isVoid: boolean } | undefined {
  let found: { entry: Told; isVoid: boolean } | undefined
  for (const entry of entries) {
    if (entry.seq > known) break
    if (isHandling(entry.verb)) continue
    if (entry.seq === seq && entry.corrects === undefined) found = { entry, isVoid: false }
    if (!found || entry.corrects !== seq) continue
    if (entry.verb === 'void') found = { ...found, isVoid: true }
    else found = { entry: { ...found.entry, at: entry.at, set: entry.set }, isVoid: false }
  }
  return found
}

/** What is left of `fields` when `set` is laid over them; null clears. */
export const apply = (fields: Fields, set: Fields): Fields => {
  const next: Record<string, unknown> = { ...fields }
  for (const [name, value] of Object.entries(set)) {
    if (value === null) delete next[name]
    else next[name] = value
  }
  return next
}

/** One facet after each of its entries in force at `known`: one step for every distinct `at`, in order. */
export function facetSteps(entries: readonly Told[], known: number): Step[] {
  const made: Step[] = []
  let step: Step | undefined
  for (const entry of inForce(entries, known)) {
    const next: Step = {
      at: entry.at,
      state: entry.verb === 'enter' || step?.state ? (entry.to ?? step?.state ?? null) : null,
      fields: apply(step?.fields ?? {}, entry.set),
      last: Math.max(step?.last ?? 0, entry.seq),
    }
    if (step?.at === entry.at) made.pop()
    made.push(next)
    step = next
  }
  return made
}

/** The record after each of its entries in force at `known`, from its entering on. */
export function* steps(
  entries: readonly Told[],
  known: number,
): Generator<{ at: number; folded: Folded }> {
  for (const { at, state, fields, last } of facetSteps(entries, known)) {
    if (state !== null) yield { at, folded: { state, fields, last } }
  }
}

/** The record at (`at`, `known`), or undefined where it did not exist or its entering is void. */
export function foldAt(entries: readonly Told[], at: number, known: number): Folded | undefined {
  return [...steps(entries, known)].findLast((step) => step.at <= at)?.folded
}

/**
 * Whether the chain of states holds: it begins with an enter, and each entry that changes the state starts from the
 * one before. Takes the entries of the record's own facet: what lies above changes no state, and must not be betrayed by
 * a refusal. Returns the sequence number of the first entry that does not hold, or undefined.
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
