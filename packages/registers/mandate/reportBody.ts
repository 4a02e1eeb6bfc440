/**
 * The body of a periodic report: blocks, each figure with the query it came from, the day it is of, the place in the record at which
 * it was read, and the value as it was then. So anybody who may can ask the same again. Not a register.
 */
import { z } from 'zod'

/** So many blocks make a report, so many rows or points one of them. */
export const BLOCKS_MAX = 120
export const ROWS_MAX = 100
export const POINTS_MAX = 400

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const name = z.string().regex(/^[a-zA-Z][a-zA-Z.]{0,79}$/)
/** What is asked and of which moment. `known`: the number of the last entry that was known. */
const pin = { at: day, known: z.int().nonnegative() }
const measured = { measure: name, unit: z.string().max(40), ...pin }
/** Titles of the publications that a figure rests on, as far as its reader sees them. */
const sources = z.array(z.string().max(300)).max(6).optional()
const partial = z.literal(true).optional()
const value = z.number().nullable()

const heading = z.strictObject({
  kind: z.literal('heading'),
  level: z.union([z.literal(1), z.literal(2)]).optional(),
  text: z.string().max(200),
})
const paragraph = z.strictObject({ kind: z.literal('paragraph'), text: z.string().max(4000) })
const figure = z.strictObject({
  kind: z.literal('figure'),
  ...measured,
  by: name.optional(),
  key: z.string().max(80).optional(),
  caption: z.string().max(300).optional(),
  value,
  /** The same on an earlier day, beside it. */
  beforeAt: day.optional(),
  before: value.optional(),
  partial,
  sources,
})
const table = z.strictObject({
  kind: z.literal('table'),
  ...measured,
  by: name,
  value,
  /** A cell without a value is hidden, because it is small or would give a small one away. */
  rows: z
    .array(
      z.strictObject({
        key: z.string().max(80).nullable(),
        caption: z.string().max(300).optional(),
        value,
      }),
    )
    .max(ROWS_MAX),
  partial,
  sources,
})
const chart = z.strictObject({
  kind: z.literal('chart'),
  ...measured,
  from: day,
  step: z.enum(['day', 'week', 'month']),
  points: z.array(z.strictObject({ day, value })).max(POINTS_MAX),
  partial,
  sources,
})
const filter = z.union([
  z.string().max(200),
  z.array(z.string().max(200)).max(50),
  z.strictObject({ from: day.optional(), to: day.optional() }),
])
const list = z.strictObject({
  kind: z.literal('list'),
  register: z.string().regex(/^[a-z][a-zA-Z]{0,39}$/),
  filter: z.record(z.string().max(40), filter),
  columns: z.array(z.string().max(40)).min(1).max(6),
  sort: z.string().max(40).optional(),
  ...pin,
  rows: z.array(z.array(z.string().max(300)).max(6)).max(ROWS_MAX),
  /** How many there are in all. */
  total: z.int().nonnegative(),
})

export const reportBlock = z.discriminatedUnion('kind', [
  heading,
  paragraph,
  figure,
  table,
  chart,
  list,
])
export const reportBody = z.array(reportBlock).max(BLOCKS_MAX)

export type ReportBlock = z.infer<typeof reportBlock>
export type PinnedBlock = Exclude<ReportBlock, { kind: 'heading' | 'paragraph' }>
/** To whom a report goes, and what of the record may stand in it. */
export const audiences = ['council', 'host', 'donor', 'public', 'internal'] as const
export type Audience = (typeof audiences)[number]
export const releaseLevels = ['public', 'partner', 'mission'] as const
export type ReleaseLevel = (typeof releaseLevels)[number]

/** The body as it is kept, or nothing where it is none. */
export function readBody(text: unknown): ReportBlock[] | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const read = reportBody.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
