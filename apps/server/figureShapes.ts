/** The shapes of figures, rivals, overview and timeline, as zod values. The other shapes are in shapes.ts. */
import { KINDS } from '@konbit/rivals'
import { z } from 'zod'
import { listed, note } from './noteShapes.ts'
import { stamp } from './shapes.ts'

const text = z.string()
const maybe = text.nullable()
const number = z.number().nullable()
const count = z.int().nonnegative()
const ref = z.object({ code: text, id: z.uuid(), register: text })
const recordRef = z.object({ register: text, id: z.uuid(), caption: text })
const place = z.object({
  pcode: text.optional(),
  lon: z.number().optional(),
  lat: z.number().optional(),
  precision: text,
  name: text.optional(),
})

const source = z.object({
  id: z.uuid(),
  code: text,
  title: text,
  publisher: maybe,
  kind: text,
  published: maybe,
  reliability: maybe,
})
const claim = z.object({
  id: z.uuid(),
  code: text,
  measure: text,
  subject: text,
  speaksFor: maybe,
  key: maybe.describe('Under which key of a breakdown it falls: an organisation’s id, a P-code'),
  value: number,
  valueText: maybe,
  valueDate: maybe,
  low: number,
  high: number,
  unit: maybe,
  asOf: maybe,
  asOfBasis: maybe,
  periodFirst: maybe,
  periodLast: maybe,
  precision: text,
  raw: maybe.describe('As printed'),
  state: text,
  seq: z.int(),
  note: maybe,
  locator: maybe,
  attributedTo: maybe,
  source: source.nullable(),
})

const measure = {
  name: text,
  title: text,
  unit: text,
  definition: text,
  label: text,
  by: z.array(text),
  claims: z.object({ measures: z.array(text), subject: text }).optional(),
  form: text.describe('total, latest, until, overdue or ratio'),
  desk: text,
  registers: z.array(text),
}
export const measuresShape = z.object({ items: z.array(z.object(measure)) })

const row = z.object({ key: maybe, caption: text.optional(), value: z.number(), records: count })
const status = z.enum(['ownRecord', 'adopted', 'setAside', 'notSettled'])
const spread = z.object({
  low: z.number(),
  high: z.number(),
  values: z.array(z.number()),
  used: number,
  count,
  from: text,
  to: text,
  group: text,
  status,
})
export const measureShape = z.object({
  ...measure,
  ...stamp,
  isNow: z.boolean(),
  value: number.describe('Null where nothing is known, which is not zero'),
  rows: z.array(row),
  partial: z.boolean().describe('Counts only what the asker may see'),
  series: z.array(z.object({ day: text, value: number, rows: z.array(row).optional() })).optional(),
  rests: z.array(
    z.object({
      id: z.uuid(),
      register: text,
      caption: text,
      state: text,
      at: text,
      value: number.describe('What it adds to the figure, with its sign'),
      claims: z.array(ref),
      sources: z.array(ref),
    }),
  ),
  claims: z
    .array(claim)
    .describe('The statements known by then that speak of it, also of later days'),
  rivals: z.array(text).describe('Ids of groups of rivals'),
  spread: spread.nullable(),
  cite: text,
})

const phrase = z.object({ key: text, values: z.record(text, z.union([text, z.number()])) })
const either = z.union([z.number(), text]).nullable()
const own = z.object({
  measure: text,
  subject: text,
  day: text,
  value: z.number(),
  basis: z.enum(['record', 'adopted']),
  bound: z.enum(['atMost', 'atLeast']).optional(),
})
export const rivalsShape = z.object({
  items: z.array(
    z.object({
      id: text,
      measure: text,
      subject: text,
      from: text,
      to: text,
      unit: text,
      claims: z.array(text).describe('Codes of the claims, as in the sources'),
      statements: z.array(
        z.object({
          id: z.uuid(),
          code: text,
          measure: text,
          subject: text,
          interval: z.tuple([number, number]),
          kind: z.enum(KINDS),
          of: text.optional(),
          why: phrase,
          setAside: text.optional(),
          claim,
        }),
      ),
      kinds: z.array(z.enum(KINDS)),
      spread: z.object({ lowest: either, highest: either }),
      own: own.optional(),
      inUse: z
        .object({
          value: either,
          statement: text.optional(),
          basis: z.enum(['record', 'adopted']),
          reason: text.optional(),
        })
        .optional(),
      status,
      weight: z.number(),
      headline: phrase,
    }),
  ),
  total: count,
  ...stamp,
})

const hidden = z
  .object({ later: count, undated: count, shown: count, total: count })
  .describe('Statements not yet known then')
export const overviewShape = z.object({
  ...stamp,
  isNow: z.boolean(),
  day: text,
  figures: z.array(
    z.object({
      name: text,
      title: text,
      value: number,
      unit: text,
      bound: z.enum(['atLeast', 'over', 'atMost', 'below', 'about']).optional(),
      asOn: maybe,
      basis: z.enum(['record', 'adopted']).nullable(),
      partial: z.boolean(),
      note: note.optional(),
      why: note.optional(),
      trend: z.array(z.object({ day: text, value: z.number() })),
      trendKind: z.enum(['line', 'bars']),
      rivals: spread.nullable(),
      statements: count,
      record: recordRef.optional(),
    }),
  ),
  binding: z.array(
    z.object({
      name: text,
      title: note,
      note: text,
      words: note,
      until: maybe,
      days: z.int().nullable(),
      now: z.boolean(),
      desk: text,
      refs: z.array(ref),
      record: recordRef.nullable(),
      list: listed.optional(),
    }),
  ),
  overdue: z.array(
    z.object({
      name: text,
      title: note,
      note: text,
      days: z.int().nullable(),
      since: maybe,
      desk: text,
      count,
      refs: z.array(ref),
      records: z.array(recordRef),
      list: listed.optional(),
    }),
  ),
  incidents: z.object({
    total: count,
    unplaced: count,
    places: z
      .array(z.object({ place, count }))
      .describe('Where they lie, to a hundredth of a degree, and how many at each'),
    items: z.array(
      z.object({
        id: z.uuid(),
        register: text,
        caption: text,
        state: text,
        at: text,
        place: place.nullable(),
        placeElse: place.nullable(),
        category: text,
        refs: z.array(ref),
      }),
    ),
  }),
  events: z.array(
    z.object({
      id: z.uuid(),
      register: text,
      day: text,
      title: text,
      category: text,
      place: maybe,
      refs: z.array(ref),
    }),
  ),
  hidden,
})
export const timelineShape = z.object({
  terms: z.array(z.object({ id: z.uuid(), name: text, title: text, from: text, to: maybe })),
  ticks: z.array(
    z.object({ id: z.uuid(), day: text, known: text, kind: text, title: text, tall: z.boolean() }),
  ),
  first: text.optional(),
  last: text,
  hidden,
})
