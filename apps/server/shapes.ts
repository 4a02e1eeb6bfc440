/**
 * The shapes of answers, as zod values: printed in /openapi.json and held against every answer in the tests.
 * Those of a register's records are made from its fields.
 */
import {
  bases,
  controllers,
  desks,
  erasureGrounds,
  kinds,
  labels,
  type Register,
  roleNames,
} from '@konbit/model'
import { z } from 'zod'
import { offShape } from './day/shapes.ts'

const text = z.string()
const id = z.uuid()
const label = z.enum(labels)
const count = z.int().nonnegative()
const day = text.describe('A civil day of the mission’s zone, YYYY-MM-DD')
const fieldsOf = (register: Register): z.ZodType =>
  z.object(
    Object.fromEntries(
      Object.entries(register.fields).map(([name, { schema }]) => [name, schema.optional()]),
    ),
  )

const told = z.object({ key: text, values: z.record(text, z.union([text, z.number()])) })
export const problemShape = z.object({
  type: text.describe('/problems/ and its name'),
  title: text,
  status: z.int(),
  detail: text.describe('One sentence that says what to do next'),
  errors: z.array(z.object({ field: text, needs: text, told: told.optional() })).optional(),
  told: z
    .array(told)
    .optional()
    .describe(
      'The detail as keys of words and their values, sentence by sentence, to be said in another language',
    ),
  conflict: z
    .object({
      seq: z.int().describe('To be sent as `expects` by whoever has read this'),
      entries: z.array(z.object({ seq: z.int(), verb: text, author: text, known: text })),
      fields: z.array(
        z.object({
          field: text,
          was: z.unknown(),
          theirs: z.unknown(),
          yours: z.unknown().optional(),
        }),
      ),
    })
    .optional()
    .describe('Of `stale`: what changed meanwhile, as far as the asker may see it'),
})

export const explainedShape = z.object({ name: text, status: z.int(), sentence: text })

export const stamp = {
  at: text.describe('As it was on'),
  known: text.describe('As it was known on'),
}
export const refsShape = z
  .record(id, z.object({ register: text, caption: text }))
  .describe('What the references name, for those that the asker may see')

const erasedShape = z
  .object({
    field: text.nullable().describe('A field, `because` for the reason, null for all of its label'),
    label,
    by: z.int().describe('The entry that erased it'),
    at: text,
    ground: z.enum(Object.keys(erasureGrounds) as [string, ...string[]]),
  })
  .describe('What was erased, for every date; its proof stays')

const view = (register: Register) => ({
  id,
  register: z.literal(register.name),
  state: z.enum(register.states as [string, ...string[]]),
  caption: text,
  fields: fieldsOf(register),
  at: text.describe('When the version began in the world'),
  known: text.describe('When the record learned it'),
  seq: z.int().describe('The last entry seen, to be sent as `expects`'),
  erased: z.array(erasedShape).optional(),
})
export const recordShape = (register: Register) => z.object({ ...view(register), refs: refsShape })
export const listShape = (register: Register) =>
  z.object({
    items: z.array(z.object(view(register))),
    total: count
      .nullable()
      .describe(
        'Null where there are more than are counted (5,000 or, narrowed, up to 20,000; 1,000 of a large register), unless total=exact',
      ),
    next: text.nullable().describe('The cursor of the next page, pinned to this order and moment'),
    refs: refsShape,
    ...stamp,
  })
export const featuresShape = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.record(text, z.unknown())),
  count: count.optional(),
})

export const receiptShape = z.object({
  seq: z.int().positive(),
  record: id,
  ...stamp,
  receipt: text.describe('Where the proof of it is given'),
})
export const entryShape = z.object({
  seq: z.int().positive(),
  register: text,
  record: id,
  verb: text,
  ...stamp,
  atText: text.describe('The date as its author wrote it'),
  recorded: text.describe('The true time of writing, which a replayed clock does not hide'),
  author: text,
  authorTitle: text.optional(),
  because: text.optional(),
  onBehalfOf: text.optional().describe('Whose deed or observation its author entered'),
  from: text.nullable(),
  to: text.nullable(),
  set: z
    .record(text, z.unknown())
    .describe('The fields it set, as far as the asker may see them; null clears'),
  corrects: z.int().optional(),
  corrected: z.literal(true).optional(),
  voided: z.literal(true).optional(),
  labels: z.array(label),
  does: z
    .array(z.record(text, z.unknown()))
    .optional()
    .describe('Of erase, raise and lower: what it does'),
  erased: z.array(erasedShape).optional(),
})
export const page = (item: z.ZodType) => z.object({ items: z.array(item), next: text.nullable() })
const hit = z.object({ id, register: text, caption: text, state: text })
export const linksShape = z.object({
  items: z.array(
    z.object({
      register: text,
      field: text.describe('The field that refers to it'),
      total: count.nullable().describe('Null where there are more than are counted'),
      items: z.array(hit).describe('The first; all of them are the list that the field narrows'),
    }),
  ),
})

export const healthShape = z.object({ status: z.literal('ok'), version: text, missions: count })
export const readyShape = z.object({
  status: z.literal('ready'),
  database: z.literal('reachable'),
  missions: z.array(
    z.object({
      id: text,
      entries: count,
      signing: z
        .object({ does: z.boolean(), why: text.optional() })
        .describe('Whether the log is signed now, else why not'),
    }),
  ),
})
const clearance = z.object({ label, unit: text })
const personShape = z.object({
  id: text,
  title: text,
  roles: z.array(z.enum(roleNames as [string, ...string[]])),
  clearances: z.array(clearance),
})
export const missionsShape = z.object({
  items: z.array(
    z.object({
      id: text,
      name: text,
      clock: z.enum(['live', 'replayed']),
      zone: text,
      exercise: z.boolean(),
      people: z.array(personShape),
      defaultPerson: text,
      demo: z.boolean().describe('A demonstration: people are chosen, nobody signs in'),
      mayChoose: z.boolean().describe('Whether the demo people can be chosen on this address'),
      languages: z.array(text),
      desks: z.array(z.enum(desks)),
      off: offShape,
      entries: count.describe('Size of the log'),
      today: day,
    }),
  ),
})

const verbShape = z.object({
  title: text,
  by: z.array(text),
  takes: z.array(text),
  needs: z.array(text),
  from: z.array(text).optional(),
  to: text.optional(),
  reason: z.boolean(),
})
const fieldShape = z.object({
  kind: z.enum(Object.keys(kinds) as [string, ...string[]]),
  control: text,
  title: text,
  help: text.optional(),
  required: z.boolean(),
  options: z.array(text).optional(),
  to: text.optional(),
  unit: text.optional(),
  label,
  unique: z.boolean(),
  filters: z.boolean().describe('Whether lists can be filtered by it'),
  sorts: z.boolean().describe('Whether lists can be sorted by it'),
  max: z.int().optional().describe('Longest text'),
  namesNobody: z
    .boolean()
    .optional()
    .describe('Nobody from outside the mission is to be found by it: forms warn'),
  isSigned: z.boolean().optional().describe('The id of the member who acted; nobody types it'),
  books: z
    .array(z.object({ name: text, title: text, codes: z.record(text, text) }))
    .optional()
    .describe('What each option is called in the code books of others'),
})
export const registersShape = z.object({
  items: z.array(
    z.object({
      name: text,
      title: text,
      plural: text,
      about: text,
      desk: z.enum(desks),
      controller: z.enum(Object.keys(controllers) as [string, ...string[]]),
      basis: z.enum(Object.keys(bases) as [string, ...string[]]),
      retention: z
        .union([z.object({ months: z.int(), after: z.array(text) }), z.object({ permanent: text })])
        .describe('Months after a record came into one of the states; or for ever, and why'),
      label,
      states: z.array(text),
      caption: z.array(text),
      featured: z.array(text),
      sort: z.object({ by: text, descending: z.boolean().optional() }).optional(),
      place: text.optional().describe('The field that puts it on a map'),
      fields: z.record(text, fieldShape),
      verbs: z.record(text, verbShape),
      may: z.array(text).describe('The verbs that the asker’s roles allow'),
    }),
  ),
})

export const searchShape = z.object({
  items: z.array(
    z.object({ id, register: text, caption: text, state: text, detail: text.optional() }),
  ),
})
export const headShape = z.object({ size: count, root: text, known: text.nullable() })
export const attributionShape = z.object({
  items: z.array(
    z.object({
      title: text,
      holder: text.optional(),
      licence: text.optional(),
      url: text.optional(),
      note: text.optional(),
      files: z.array(text).optional(),
    }),
  ),
})
