/** What the page and a player say to each other. A model is sent once under a number, then only its number is. */
import type { Model, Sample } from '@konbit/planner'

export type Ask =
  | { know: number; model: Model }
  | {
      play: number
      seed: string
      from: number
      to: number
      figures?: readonly string[] | undefined
    }
  | { digest: Sample }

export type Told = { sample: Sample } | { digest: string } | { failed: string }
