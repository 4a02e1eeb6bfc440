/**
 * What a running server stands on: the record, the words, the missions it serves and what it was told at the start.
 * Handed to every route as one value; nothing in the server is global.
 */

import type { TurnsSettings } from '@konbit/intake'
import type { Ledger, Mission } from '@konbit/ledger'
import type { Clearance, Measure, Registers, Role } from '@konbit/model'
import type { OwnFrame } from '@konbit/planner'
import type { Accounts } from './account/accounts.ts'
import type { KeyScope } from './account/keys.ts'
import type { Sealer } from './documents/seal.ts'
import type { Kept } from './kept.ts'
import type { Limits } from './limits.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Studies } from './plan/studies.ts'

/** Somebody with a standing in the mission. `id` is the member of the ledger. */
export type Standing = {
  id: string
  title: string
  roles: readonly Role[]
  clearances: readonly Clearance[]
}

/** Who asks, and by what right: chosen on a demonstration, signed in, or a program with a key. */
export type Person = Standing & {
  by: 'demo' | 'session' | 'key'
  account?: { session: string; user: string }
  key?: Pick<KeyScope, 'id' | 'registers' | 'mayWrite'>
}

export type MissionHere = Mission & {
  /** Whether whoever comes may choose one of `people`: reference and exercise missions only. */
  demo: boolean
  people: readonly Standing[]
  defaultPerson: string
  languages: readonly string[]
  /** Files that a page may ask for by name, such as the departments' boundaries. */
  geo: ReadonlyMap<string, string>
  /** Folder of what stands beside its page for complaints: recorded voices, and where care is found. */
  complain?: string
  /** What must be said of data that others made. */
  attribution: readonly Attribution[]
  /** What the planner assumes of this mission, where its folder says so. */
  plan?: OwnFrame
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
  /** How those who complain take turns; as is usual unless told. */
  turns?: TurnsSettings
  ledger: Ledger
  registers: Registers
  measures: ReadonlyMap<string, Measure>
  kept: Kept
  missions: ReadonlyMap<string, MissionHere>
  /** Whether whoever asks of a demonstration may choose a person; otherwise everybody is its public one. */
  mayChoose: boolean
  /** Host names that are answered; empty: any. Guards a loopback server against pages that rebind a name to it. */
  hosts: readonly string[]
  /** Folder of the built web app, if there is one. */
  web?: string
  version: string
  /** Sign-in; absent where there is none, as in a bench. */
  accounts?: Accounts
  /** Seals the files of documents; absent where none are kept. */
  sealer?: Sealer
  /** By which ways beside the page and the calendar members are told; absent: by none. */
  tells?: { mail: boolean; web: boolean }
  /** Long studies; absent where none are asked for, as in a bench. */
  studies?: Studies
  /** The address people type, where it is known; https makes cookies and headers strict. */
  url?: string
  /** How many proxies of our own stand in front and say where a request came from. */
  proxies?: number
  /** Absent: no limits. */
  limits?: Limits
  metrics?: Metrics
  /** Lets the figures be read from elsewhere than this machine. */
  metricsToken?: string
  log?: Log
  /** Set once, when the server begins to stop: it finishes what runs and is no longer ready. */
  state?: { isStopping: boolean }
  /** Takes a failure for the operator's eyes; what it says reaches no client. */
  note: (failure: unknown, route: string) => void
}
