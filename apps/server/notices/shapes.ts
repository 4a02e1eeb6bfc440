/** The shapes of notices and of how a member wishes to be told. */
import { noticeKinds } from '@konbit/ledger'
import { languages } from '@konbit/registers'
import { z } from 'zod'

const text = z.string()
const clock = text.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 06:30')
const kinds = z.array(z.enum(noticeKinds)).max(noticeKinds.length)

export const inboxShape = z.object({
  items: z.array(
    z.object({
      id: z.int().positive(),
      kind: z.enum(noticeKinds),
      key: text.describe('A key of the words'),
      said: z.record(text, z.union([text, z.number()])),
      link: text.describe('Within the mission'),
      register: text.optional(),
      record: text.optional(),
      caption: text.optional().describe('Of the record, as far as the asker may see it'),
      due: text.optional(),
      isUrgent: z.boolean(),
      at: text.describe('By the mission’s clock'),
      seen: text.optional(),
      alert: z
        .object({
          rule: text,
          caption: text.optional(),
          acknowledged: text.optional().describe('When somebody said that they have it'),
        })
        .optional(),
    }),
  ),
  next: text.nullable(),
  unseen: z.int().nonnegative().describe('Counted to a hundred'),
})

export const seenAsk = z.strictObject({
  ids: z.array(z.int().positive()).min(1).max(200).optional().describe('None: all'),
  acknowledges: z.boolean().optional().describe('Also says of their alerts that one has them'),
})
export const seenShape = z.object({ unseen: z.int().nonnegative() })

export const settingsShape = z.object({
  language: z.enum(languages),
  mail: text.nullable(),
  isMailTheirs: z.boolean().describe('Whether the code that was sent there came back'),
  web: text.nullable(),
  digestHour: z
    .int()
    .nullable()
    .describe('Of the daily mail, in the mission’s zone; null: each by itself'),
  quietFrom: text.nullable(),
  quietTo: text.nullable(),
  silent: kinds.describe('Kinds that stay on the page'),
  calendar: z
    .object({ made: text, used: text.nullable() })
    .nullable()
    .describe('The link that stands; the link itself is shown once'),
  calendarPath: text.optional().describe('A new link, shown this once'),
  ways: z
    .object({ mail: z.boolean(), web: z.boolean() })
    .describe('By which ways this server tells'),
  deliveries: z.array(
    z.object({
      id: text,
      way: z.enum(['mail', 'web']),
      kind: z.enum(['notice', 'digest', 'code']),
      made: text,
      tries: z.int(),
      state: z.enum(['waiting', 'delivered', 'given-up']),
      deliveredAt: text.optional(),
      nextAt: text.optional(),
      failure: text.optional(),
    }),
  ),
})

export const settingsAsk = z.strictObject({
  language: z.enum(languages).optional(),
  mail: z.email('a mail address').max(254).nullable().optional(),
  code: text.regex(/^\d{8}$/, 'the eight digits of the mail').optional(),
  web: z
    .url({ protocol: /^https$/, error: 'an address that begins with https' })
    .max(500)
    .nullable()
    .optional(),
  digestHour: z.int().min(0).max(23).nullable().optional(),
  quietFrom: clock.nullable().optional(),
  quietTo: clock.nullable().optional(),
  silent: kinds.optional(),
  calendar: z.enum(['make', 'end']).optional(),
})
