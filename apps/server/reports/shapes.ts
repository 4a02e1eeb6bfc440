/** What the routes of reports take and answer. */
import {
  audiences,
  BLOCKS_MAX,
  releaseLevels,
  reportBlock,
  reportTemplates,
} from '@konbit/registers'
import { z } from 'zod'

const text = z.string()
const blocks = z.array(reportBlock).max(BLOCKS_MAX)
const part = z.looseObject({ kind: z.enum(['heading', 'paragraph', 'table', 'chart']) })
export const paperShape = z.object({
  language: text,
  title: text,
  over: text,
  banner: text.optional(),
  facts: z.array(z.tuple([text, text])),
  parts: z.array(part),
  notesTitle: text,
  notes: z.array(text),
  foot: text,
  day: text,
})

export const templatesShape = z.object({
  items: z.array(
    z.object({
      name: z.enum(reportTemplates.map(({ name }) => name) as [string, ...string[]]),
      reportedTo: z.enum(audiences),
      period: z.enum(['day', 'month', 'quarter']),
      level: z.enum(releaseLevels),
      title: text,
    }),
  ),
})
export const begunShape = z.object({
  template: text,
  reportedTo: z.enum(audiences),
  level: z.enum(releaseLevels),
  startsOn: text,
  endsOn: text,
  seq: z.int().describe('The entry up to which the record was known'),
  blocks,
  paper: paperShape,
})
export const evaluateBody = z.strictObject({
  blocks,
  at: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()
    .describe('Of another day: each period moves with it'),
  seq: z
    .int()
    .nonnegative()
    .optional()
    .describe('At another place in the record; absent: as pinned'),
  isNow: z.literal(true).optional().describe('As the record stands now'),
})
export const evaluatedShape = z.object({
  seq: z.int(),
  blocks,
  lost: z.array(z.int()).describe('Places of blocks that cannot be asked any more'),
})
export const reportShape = z.object({
  id: text,
  number: text,
  reportedTo: text,
  state: text,
  seq: z.int().describe('The last entry of the record: what `expects` takes'),
  text: z.enum(['draft', 'released']),
  level: z.enum(releaseLevels),
  digest: text,
  blocks,
  paper: paperShape,
})
const value = z.number().nullable()
export const againShape = z.object({
  at: text,
  seq: z.int(),
  items: z.array(
    z.object({
      place: z.int(),
      title: text,
      part: text.optional().describe('Which row or point'),
      unit: text,
      pinned: value,
      now: value,
      sayPinned: text,
      sayNow: text,
    }),
  ),
  differs: z.int(),
  asked: z.int().describe('How many values were compared'),
  lost: z.array(z.int()),
})
export const releaseShape = z.object({
  level: z.enum(releaseLevels),
  blocked: z.array(
    z.object({
      place: z.int(),
      title: text,
      why: z.enum(['above', 'tooRecent', 'lost', 'unwritten']),
    }),
  ),
  changed: z.array(z.object({ place: z.int(), title: text })),
  hidden: z.int(),
  digest: text,
  paper: paperShape,
})
export const issueBody = z.strictObject({
  id: z.uuid().describe('The command’s id, made by the client: sending it twice is harmless'),
  level: z.enum(releaseLevels),
  expects: z.int().positive().optional().describe('The last entry of the record that you saw'),
})
