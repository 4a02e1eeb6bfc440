/**
 * What was done in this tab, newest last: whatever sends a command tells it here, and the bar offers to take it back. Nothing is
 * kept beyond the tab; the record itself is in the history.
 */
import { useSyncExternalStore } from 'react'

/** One entry that was made, in one record. */
export type Made = { record: string; seq: number }
export type Deed = {
  id: string
  mission: string
  register: string
  verb: string
  /** Who did it. */
  member: string
  made: readonly Made[]
  /** Set where it took back others: these entries, each in its record, can be brought back. */
  took?: readonly Made[]
}

/** So many are kept: what lies further back is done in the history. */
const MOST = 20

let deeds: readonly Deed[] = []
const hearers = new Set<() => void>()
const change = (next: readonly Deed[]): void => {
  deeds = next
  // The bar is fetched when there is first something to say.
  if (typeof window !== 'undefined') window.dispatchEvent(new Event('konbit-wanted'))
  for (const hear of hearers) hear()
}

/** The last entry of each record that this tab knows of: what it says it has seen when it takes something back. */
const last = new Map<string, number>()
export const lastSeen = (record: string): number | undefined => last.get(record)

const noteSeen = ({ record, seq }: Made): void =>
  void last.set(record, Math.max(seq, last.get(record) ?? 0))

export function tellDeed(deed: Deed): void {
  for (const one of deed.made) noteSeen(one)
  if (deed.made.length > 0) change([...deeds, deed].slice(-MOST))
}

/** Puts deeds in the place of others: several that belong together are one. */
export const replaceDeeds = (isGone: (deed: Deed) => boolean, by: readonly Deed[]): void =>
  change([...deeds.filter((one) => !isGone(one)), ...by].slice(-MOST))

type Sent = {
  id: string
  register: string
  record: string
  verb: string
  entry?: number | undefined
  input?: unknown
  at?: string | undefined
}
/** A command that the record took, as a deed: a void took back an entry; a correction that says nothing brought one back. */
export function tellSent(
  who: { mission: string; member: string },
  { id, register, record, verb, entry, input, at }: Sent,
  seq: number,
): void {
  const deed = { ...who, id, register, verb, made: [{ record, seq }] }
  noteSeen({ record, seq })
  if (entry === undefined) tellDeed(deed)
  else if (verb === 'void') tellDeed({ ...deed, took: [{ record, seq: entry }] })
  else if (verb === 'correct' && input === undefined && at === undefined)
    tellDeed({ ...deed, verb: 'bring', made: [{ record, seq: entry }] })
  else tellDeed(deed)
}

const hear = (hearer: () => void): (() => void) => {
  hearers.add(hearer)
  return () => hearers.delete(hearer)
}
export const useDeeds = (): readonly Deed[] => useSyncExternalStore(hear, () => deeds)
export const deedsNow = (): readonly Deed[] => deeds
