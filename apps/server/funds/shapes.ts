/** The shapes of what the routes of funds answer, as zod values. */
import { z } from 'zod'
import { stages } from './statement.ts'

const text = z.string()
const maybe = text.nullable()
const count = z.int().nonnegative()
const minor = z.int().describe('Whole minor units, hundredths')
const sum = z.object({ minor, currency: text })
const ref = z.object({ register: text, id: z.uuid(), caption: text })
const read = { at: text, known: text }

export const linesShape = z.object({
  ...read,
  claim: ref,
  state: text,
  seq: z.int().nullable().describe('The entry by which it was claimed; null for a draft'),
  period: z.object({ from: text, to: text }),
  edition: z.object({ id: z.uuid(), caption: text, isIllustrative: z.boolean() }).nullable(),
  currency: text,
  lines: z.array(
    z.object({
      key: text,
      subject: ref.nullable(),
      category: text,
      lease: maybe,
      month: maybe,
      days: count.describe('Days paid; of people, days of all of them'),
      unserviceableDays: count,
      rate: sum.nullable(),
      factor: z.number(),
      amount: sum.nullable().describe('Null: nobody can say; never zero for that'),
      because: z.object({
        key: text.describe('A key of the word table'),
        values: z.record(text, z.union([text, z.number()])),
        text,
      }),
      rests: z.array(ref),
    }),
  ),
  total: sum.describe('Of the lines that have an amount'),
  isWhole: z.boolean().describe('Every line has one'),
  claimed: sum.nullable(),
  verified: sum.nullable(),
  certified: sum.nullable(),
  paid: sum.nullable(),
  spentAtHome: sum.nullable(),
})

const cell = z.object({
  sum,
  count,
  converted: sum.nullable().describe('Null: no rate was stated by then'),
  rate: z
    .object({
      record: z.uuid(),
      rate: z.number(),
      statedOn: text,
      source: text,
      isInverse: z.boolean(),
    })
    .nullable(),
  rests: z.array(ref),
})

export const statementShape = z.object({
  ...read,
  by: text,
  currency: text,
  day: text,
  rows: z.array(
    z.object({
      key: maybe,
      caption: text,
      inKind: z.boolean(),
      cells: z.object(Object.fromEntries(stages.map((stage) => [stage, z.array(cell).optional()]))),
    }),
  ),
  refused: z
    .array(ref.extend({ on: maybe, sum, why: text, key: text }))
    .describe('What stands although its donor, as things are, does not allow it'),
  tried: z
    .array(
      ref.extend({
        on: maybe,
        sum,
        use: maybe,
        state: text,
        contribution: ref.nullable(),
      }),
    )
    .describe('What was asked of a contribution and refused, as it was entered; the latest'),
  triedCount: count,
  partial: z.boolean().describe('The asker sees less than the whole'),
})

export const runwayShape = z.object({
  ...read,
  today: text,
  currency: text,
  partial: z.boolean(),
  balance: sum.nullable().describe('What may be spent at the end of today'),
  held: sum.nullable().describe('In the account and frozen, or of what is left out'),
  monthly: z
    .object({ minor, from: text, to: text, payments: count })
    .nullable()
    .describe('What thirty days of running cost, from what was paid'),
  emptyOn: maybe,
  series: z.array(z.object({ day: text, balance: minor })),
  events: z.array(
    z.object({
      day: text,
      minor,
      register: text,
      record: z.uuid(),
      caption: text,
      kind: text,
      isRunning: z.boolean(),
    }),
  ),
  undated: z.object({ count, minor }).describe('Owed without a date: not in the series'),
  notConverted: count,
  why: z.enum(['noReceipts', 'partial']).optional(),
})

const aged = z.object({ count, sums: z.array(sum) })
const agedRows = z.array(
  z.object({
    contributor: ref,
    step: text,
    count,
    oldestOn: maybe,
    days: z.int().nullable(),
    undated: count,
    unpriced: count,
    classes: z.object({ days30: aged, days90: aged, days180: aged, older: aged }),
    sums: z.array(sum),
    records: z.array(z.uuid()),
  }),
)
export const agesShape = z.object({
  ...read,
  today: text,
  reimbursement: agedRows,
  compensation: agedRows,
  feared: agedRows.describe('What states say they may lose: no debt'),
})

export const archiveShape = text.describe('A zip archive')
