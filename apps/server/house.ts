/**
 * What a running server stands on: the record, the words, the missions it serves and what it was told at the start.
 * Handed to every route as one value; nothing in the server is global.
 */

import type { Ledger, Mission } from '@konbit/ledger'
import type { Clearance, Measure, Registers, Role } from '@konbit/model'
import type { Kept } from './kept.ts'

/** Until sign-in exists: a fixed set of demo people, chosen in the header. `id` is the member of the ledger. */
export type Person = {
  id: string
  title: string
  roles: readonly Role[]
  clearances: readonly Clearance[]
}

export type MissionHere = Mission & {
  people: readonly Person[]
  defaultPerson: string
  languages: readonly string[]
  /** Files that a page may ask for by name, such as the departments' boundaries. */
  geo: ReadonlyMap<string, string>
  /** What must be said of data that others made. */
  attribution: readonly Attribution[]
}
export type Attribution = {
  title: string
  holder?: string
  licence?: string
  url?: string
  note?: string
  files?: readonly string[]
}

export type House = {
  ledger: Ledger
  registers: Registers
  measures: ReadonlyMap<string, Measure>
  kept: Kept
  missions: ReadonlyMap<string, MissionHere>
  /** Whether whoever asks may choose a demo person; otherwise everybody is the public one. */
  mayChoose: boolean
  /** Host names that are answered; empty: any. Guards a loopback server against pages that rebind a name to it. */
  hosts: readonly string[]
  /** Folder of the built web app, if there is one. */
  web?: string
  version: string
  /** Takes a failure for the operator's eyes; what it says reaches no client. */
  note: (failure: unknown, route: string) => void
}
