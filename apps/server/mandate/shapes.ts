/** What the addresses of the Mandate desk answer. */
import { z } from 'zod'

const text = z.string()
const id = text.meta({ format: 'uuid' })
const count = z.int().nonnegative()
const stamp = { at: text, known: text }
const figure = z.number().nullable()
const record = z.object({ id, caption: text })

export const mandateShape = z.object({
  ...stamp,
  phases: z.array(
    z.object({
      phase: text,
      verdict: z.enum(['go', 'noGo', 'unknown']),
      conditions: z.array(
        z.object({
          ...record.shape,
          state: text,
          verdict: z.enum(['met', 'notMet', 'unknown', 'waived']),
          why: text.describe(
            'computed, judged, waived; or why nothing can be said: noFigure, partial, notJudged, noMeasure',
          ),
          measure: text.nullable(),
          measureTitle: text.nullable(),
          comparator: text.nullable(),
          threshold: figure,
          value: figure,
          unit: text.nullable(),
          partial: z.boolean(),
          dueOn: text.nullable(),
          statedOn: text.nullable(),
        }),
      ),
    }),
  ),
  votes: z.array(
    z.object({
      ...record.shape,
      heldOn: text,
      votesFor: figure,
      votesAgainst: figure,
      abstentions: figure,
      seats: figure,
      abstainers: text.nullable(),
      outcome: z.enum(['carried', 'failed', 'unknown', 'oddly']),
      why: text,
      rule: text.nullable(),
      edition: text.nullable(),
      needed: figure,
      vetoes: figure,
      said: text
        .nullable()
        .describe('The outcome as it was said, beside what the rule makes of it'),
    }),
  ),
  indicators: z.array(
    z.object({
      ...record.shape,
      unit: text,
      definition: text,
      measure: text.nullable(),
      baseline: figure,
      baselineOn: text.nullable(),
      goal: figure,
      goalOn: text.nullable(),
      value: figure,
      asOf: text.nullable(),
      partial: z.boolean(),
      points: z.array(z.object({ day: text, value: z.number(), entry: count.nullable() })),
    }),
  ),
})

const sums = {
  open: count.describe('Records that the mission carries and another would have to carry on'),
  accepted: count,
  listed: count,
  refused: count,
  over: count,
  unlisted: count.describe('Open records that no item names: nobody answers for them'),
}
const item = z.object({
  kind: text,
  register: text,
  record: id,
  caption: text,
  state: text.nullable(),
  dueOn: text.nullable().describe('Its clock, which a change of owner does not put off'),
  item: id.nullable(),
  standing: text.describe('unlisted, or the state of its item'),
  note: text.nullable().describe('What its item says, as where no source names an owner'),
})
export const successionShape = z.object({
  ...stamp,
  id,
  caption: text,
  unit: text,
  partial: z.boolean().describe('The asker does not see all that is carried'),
  isComplete: z.boolean().describe('Nothing is left without an owner'),
  kinds: z.array(z.object({ kind: text, sealed: count, ...sums })),
  total: z.object(sums),
  unowned: z.array(item).describe('Of those without an owner, the first by clock'),
})
export const carriedShape = z.object({
  ...stamp,
  items: z.array(item),
  total: count,
  next: text.nullable(),
})
export const transferShape = z
  .object({})
  .describe('One JSON value a line; see docs/decisions/succession.md')
