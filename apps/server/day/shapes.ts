/** What the answers of the day hold, as /openapi.json prints it. */
import { z } from 'zod'
import { listed, note } from '../noteShapes.ts'

const text = z.string()
const day = text.meta({ format: 'date' })
const id = text.meta({ format: 'uuid' })
const count = z.int().nonnegative()
const values = z.record(text, z.union([text, z.number()]))
const ref = z.object({
  register: text,
  id,
  caption: text,
  date: day.optional(),
  value: z.number().optional(),
  change: z.number().optional(),
  link: text.optional(),
})
const item = {
  key: text.describe('A key of the words, said with `values`'),
  values,
  link: text.describe('The page that answers it, under the mission'),
  due: day.optional(),
  count: count.nullable().optional().describe('Null: more than are counted'),
  records: z.array(ref).optional(),
}

export const offShape = z
  .object({ desks: z.array(text), registers: z.array(text) })
  .describe('What the mission does not staff for now: no page asks for it')

export const dayShape = z.object({
  at: text,
  known: text,
  day,
  looked: z.object({
    seq: count.nullable().describe('The last entry the asker looked at; null: never'),
    from: count,
    end: count,
  }),
  owed: z.array(
    z.object({
      ...item,
      dueAt: text.optional(),
      done: z.boolean().optional(),
      register: text.optional(),
    }),
  ),
  waiting: z.array(
    z.object({
      ...item,
      since: day.optional(),
      register: text,
      order: z.object({ id, toOrganisation: id.optional() }).optional(),
    }),
  ),
  changed: z
    .array(
      z.object({
        seq: count,
        register: text,
        record: id,
        caption: text,
        verb: text,
        by: text,
        byTitle: text.optional(),
        known: text,
      }),
    )
    .describe('The latest entries of others on the asker’s desks'),
  changedCount: count,
  isWhole: z.boolean().describe('False: there were more than were looked at'),
  groups: z.array(z.object({ register: text, verb: text, count, last: text })),
  off: offShape,
})
export const lookedBody = z.strictObject({
  seq: z.int().nonnegative().max(1e15).describe('The end of the log that was looked at'),
})
export const lookedShape = z.object({ seq: count })

export const ordersShape = z.object({
  at: text,
  known: text,
  day,
  total: count.nullable(),
  next: text.nullable(),
  items: z.array(
    z.object({
      id,
      seq: count,
      state: text,
      number: text,
      title: text,
      kind: text,
      toRoles: z.array(text),
      toOrganisation: z.object({ id, caption: text }).nullable(),
      dueOn: text.nullable(),
      issuedOn: text.nullable(),
      isOverdue: z.boolean(),
      acknowledged: z.array(z.object({ id, member: text, memberTitle: text.optional(), on: text })),
      asks: z.boolean().describe('Whether the asker has still to acknowledge it'),
    }),
  ),
})

export const reportShape = z.object({
  at: text,
  known: text,
  seq: count.describe('The last entry it rests on'),
  day,
  since: day,
  sections: z.array(
    z.object({
      name: text,
      lines: z.array(
        z.object({
          key: text,
          caption: text.optional(),
          term: text.optional(),
          value: z.number().nullable(),
          before: z.number().nullable().optional(),
          unit: text.optional(),
          figure: text.optional(),
          figureKey: text.optional(),
          link: text.optional(),
        }),
      ),
      items: z.array(
        z.object({
          register: text.optional(),
          id: id.optional(),
          caption: text,
          words: note.optional(),
          list: listed.optional(),
          date: text.optional(),
          note: text.optional(),
          value: z.number().optional(),
        }),
      ),
    }),
  ),
})
