/** What an intake stands on: whose it is, to whom it seals, and where sealed parcels go. */
import type { Voices } from './voices.ts'

export type OpenKey = { open: string; of: 'conduct' | 'monitor'; title: string }

type Said = {
  side: 'in' | 'out'
  day: string
  digest: string
  receipt?: Record<string, unknown>
}

/** What whoever has the code is told; the answers are sealed to the code's key. */
export type Thread = {
  reference: string
  day: string
  digest: string
  state: string
  replies: { id: string; day: string; sealed: string }[]
  /** What either side said later, each with its own receipt; an older record tells none. */
  since?: readonly Said[]
  receipt?: Record<string, unknown>
  logKey?: string
}

/** `kept`: it stands in the record. `waits`: it is safe here and goes on by itself. `full`: come again. `unknown`: no such code. */
export type Passed = 'kept' | 'waits' | 'full' | 'unknown' | 'refused'

export type IntakeSettings = {
  mission: {
    id: string
    name: string
    zone: string
    /** Nothing said here is real. */
    isDemonstration: boolean
  }
  keys: () => Promise<readonly OpenKey[]>
  pass: (parcel: Uint8Array) => Promise<Passed>
  /** `away`: where it would be asked cannot be reached. */
  thread: (open: string) => Promise<Thread | undefined | 'away'>
  /** The script that seals on the phone; absent: there is none, and the page says so. */
  script: () => Promise<Uint8Array | undefined>
  voices: Voices
  /** Where care is found, in words of the mission's own. */
  care: () => Promise<readonly string[]>
  /** Where *leave quickly* leads: a page that anybody might have open. */
  leaveTo: string
  now: () => Date
}
