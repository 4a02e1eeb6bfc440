/**
 * What a route is: an address, what it takes, what it answers, and who does it. The same value serves the request and
 * prints in /openapi.json, so the two cannot differ.
 */

import type { Head, LedgerActor, Moment, Reader } from '@konbit/ledger'
import type { ProblemName, Refusal } from '@konbit/model'
import type { z } from 'zod'
import type { House, MissionHere, Person } from './house.ts'
import type { Params, Query } from './query.ts'
import type { Answer } from './wire.ts'

export type Shape = { name: string; about: string; schema: z.ZodType; types?: readonly string[] }

/** What a route gets: who asks, what was parsed. Within a mission only. */
export type Ask = {
  house: House
  mission: MissionHere
  person: Person
  reader: Reader
  actor: LedgerActor
  params: Readonly<Record<string, string>>
  query: Query
  body: Readonly<Record<string, unknown>>
  file?: { type: string; bytes: Uint8Array }
  accept: string
  /** For what concerns the line itself: cookies, where it comes from. */
  request: Request
  address: string
  /** The end of the log and the moments of this request, each asked of the ledger once. */
  head: () => Promise<Head>
  moments: Map<string, Promise<Moment>>
  /** What the reader may see, as a key for what is kept, asked once for each view. */
  sights: Map<string, Promise<string>>
}

export type Route = {
  method: 'get' | 'post'
  /** As in OpenAPI: /api/{mission}/vehicle/{id} */
  path: string
  name: string
  about: string
  tag: string
  /** Nobody need say who asks. */
  isOpen?: true
  query?: Params
  body?: z.ZodType
  /** It takes a file instead. */
  file?: { max: number; types: readonly string[] }
  answers: Readonly<Record<number, Shape>>
  /** Beyond those that any such route may answer. */
  problems?: readonly ProblemName[]
  perform: (ask: Ask) => Promise<Answer | Refusal>
}

const always: readonly ProblemName[] = [
  'wrong-host',
  'failed',
  'unavailable',
  'timed-out',
  'invalid-query',
  'too-many-requests',
]
const inMission: readonly ProblemName[] = [
  'unknown-mission',
  'no-person',
  'not-allowed',
  'wrong-credentials',
  'second-factor',
  'device-lost',
]
const changing: readonly ProblemName[] = [
  'cross-site',
  'unsupported-type',
  'too-large',
  'invalid-json',
  'invalid-input',
]

/** Every problem that a route may answer. */
export const problemsOf = (route: Route): readonly ProblemName[] => [
  ...new Set([
    ...always,
    ...(route.path.includes('{mission}') ? inMission : []),
    ...(route.method === 'post' ? changing : []),
    ...(route.path.includes('{id}') ? (['not-found'] as const) : []),
    ...(route.problems ?? []),
  ]),
]
