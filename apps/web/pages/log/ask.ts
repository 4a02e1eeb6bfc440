/** What the page and its verifier say to each other. */
import type { BrokenLog, OpenedReceipt, VerifiedLog, Wrong } from '@konbit/proof'

export type Ask =
  | {
      do: 'log' | 'growth'
      key: string | undefined
      since: string | undefined
      witnesses: readonly string[]
    }
  | { do: 'receipt'; receipt: unknown; keys: readonly string[] }

/** What the verifier wanted of the log: its bytes, nothing where there is nothing, or why it could not be had. */
export type Wanted = { number: number; bytes?: ArrayBuffer; failed?: string }

export type Told =
  | { want: string; number: number }
  | { progress: { entries: number; of: number } }
  | { result: VerifiedLog | BrokenLog }
  | { receipt: OpenedReceipt | Wrong }
  | { failed: string }

export type Done = Exclude<Told, { progress: unknown } | { want: string }>
