/** What the doors of information sharing answer. */
import { z } from 'zod'

const text = z.string()
const count = z.int().nonnegative()

export const previewShape = z.object({
  isPinned: z.boolean().describe('Whether this is what was previewed, or what a preview would pin'),
  digest: text.optional(),
  level: z.enum(['public', 'partner']),
  language: text,
  title: text,
  purpose: text,
  tables: z.array(
    z.object({
      register: text,
      title: text,
      columns: z.array(text),
      rows: z.array(z.array(text)),
    }),
  ),
})

export const pinnedShape = z.object({ digest: text, counted: count, level: text, seq: count })
export const releasedShape = z.object({ seq: count, copies: z.array(z.uuid()) })
export const linkShape = z.object({
  path: text.describe('After the address of this server'),
  code: text.describe('Told now and never again; to be given by another way than the link'),
  issue: count,
})

export const tracedShape = z.object({
  lines: count,
  looked: count.describe('Releases that were held against it'),
  archive: z
    .object({ serial: text, isWhole: z.boolean(), wrong: text.optional() })
    .optional()
    .describe('Where it is a whole archive: whose it says it is, and whether its signature holds'),
  items: z.array(
    z.object({
      release: z.uuid(),
      caption: text,
      rows: count.describe('Rows of it that were found in the leak'),
      washed: z.array(z.enum(['space', 'apostrophe', 'codes'])),
      findings: z.array(
        z.object({
          copy: z.uuid(),
          serial: text,
          counterpart: text,
          office: text,
          verdict: z.enum(['sure', 'likely', 'open']),
          chance: z
            .number()
            .describe('Power of ten: how likely some copy that did not leak fits as well'),
          codes: count,
          choices: z.object({ matched: count, of: count }),
          order: z.object({ rows: count, inverted: count }),
          serialSeen: z.boolean().describe('It decides nothing: anybody can type a serial'),
        }),
      ),
    }),
  ),
})
