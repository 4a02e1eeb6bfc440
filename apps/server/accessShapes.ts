/** What is answered about access: why a record is seen, who read what, what was told outside. */
import { labels } from '@konbit/model'
import { z } from 'zod'

const text = z.string()
const label = z.enum(labels)
const holding = {
  label,
  unit: text.describe('The id of a unit; `*`: the whole mission'),
  unitCaption: text.optional(),
}

export const sightShape = z.object({
  facets: z.array(
    z.object({
      ...holding,
      because: z
        .array(
          z.object({
            ...holding,
            kind: z
              .enum(['demo', 'clearance', 'emergency', 'own'])
              .describe('own: it is about the asker; demo: from the mission’s folder'),
            until: text.optional(),
            entry: z.int().optional().describe('The entry by which it stands'),
            record: text.optional().describe('The record that grants it'),
          }),
        )
        .describe('The asker’s own clearances that open it'),
    }),
  ),
  barred: z
    .array(z.object({ unit: text, caption: text.optional() }))
    .optional()
    .describe('In the line of these units nobody sees the record, whatever their clearance'),
})

export const readingsShape = z.object({
  items: z.array(
    z.object({
      n: z.int().positive(),
      at: text,
      member: text,
      memberTitle: text.optional(),
      door: text.describe('The route, or the program'),
      register: text,
      labels: z.array(label),
      ids: z.array(text).describe('Those of the records that the asker may see too'),
      records: z.int().describe('How many records; none: a figure'),
      view: z.literal(true).optional().describe('Seen as somebody else would, which only narrows'),
    }),
  ),
  next: text.nullable(),
  head: z
    .object({ n: z.int(), hash: text })
    .describe('The end of the chain: kept elsewhere, it proves later that none was taken out'),
})

export const readingsCheckShape = z.object({
  n: z.int(),
  hash: text,
  holds: z.boolean(),
  wrong: z.int().optional().describe('The first reading that is missing, moved or changed'),
})

export const noticesShape = z.object({
  items: z.array(
    z.object({
      seq: z.int().positive().describe('The entry that changed the access'),
      member: text,
      memberTitle: text.optional(),
      by: z.enum(['web', 'mail']),
      made: text,
      tries: z.int(),
      state: z.enum(['waiting', 'delivered', 'given-up']),
      deliveredAt: text.optional(),
      nextAt: text.optional(),
      failure: text.optional(),
    }),
  ),
  next: text.nullable(),
})
export const noticeKeyShape = z.object({
  key: text.describe('Ed25519 public key, base64; it signs the body of every notice'),
})
