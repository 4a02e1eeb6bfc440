/**
 * Kinds: what a field can be. A kind bundles the zod types it admits, its columns, its text form (CSV, forms) and
 * its control. Shared code asks the kind; it never switches on it.
 */
import { z } from 'zod'
import type { Label } from './labels.ts'
import { sortKey } from './text.ts'
import { earliestOf, isWhen, spanOf } from './when.ts'

export type ColumnType = 'text' | 'int8' | 'float8' | 'uuid' | 'date' | 'boolean'
/** A typed column of a generated table. `suffix` is appended to the field's name, as in `due_first`. */
export type Column = { suffix: string; type: ColumnType }
export type ColumnValue = string | number | boolean | null
/**
 * How a filter compares: `same` with the column of the field's own name; `range` of the first column; `span` of days that
 * overlap; `begins` with the first column's text.
 */
export type Filter = 'same' | 'range' | 'span' | 'begins'

/** How forms, tables and charts draw a value. The web app has one control and one cell for each. */
export type Control =
  | 'text'
  | 'longText'
  | 'number'
  | 'money'
  | 'date'
  | 'choice'
  | 'choices'
  | 'reference'
  | 'place'
  | 'flag'
  | 'link'

export type Kind<Value = unknown> = {
  name: string
  control: Control
  /** Empty when the kind cannot be filtered or sorted. The first column is the one that sorts. */
  columns: readonly Column[]
  /** Absent when it cannot be filtered. */
  filter?: Filter
  /** One value per column, in order. */
  project(value: Value): ColumnValue[]
  /** Plain text, as in a CSV cell; `parse` reads it back or returns undefined. */
  print(value: Value): string
  parse(text: string): Value | undefined
  /** What full-text search finds of it. */
  words(value: Value): string
}

/** What the second argument of a kind may say of a field. */
export type About = {
  title?: string
  help?: string
  label?: Label
  unique?: boolean
  hxl?: string
  /** For numbers: the unit shown beside them. */
  unit?: string
  /** Nobody from outside the mission is to be found by this text: forms warn where it looks so (`named.ts`). */
  namesNobody?: true
  /** For choices: what each is called in the code books of others, told beside it in files and on its page. */
  books?: readonly CodeBook[]
}
/** `codes` has every option; an empty code says that the book has none. */
export type CodeBook = {
  /** As the book names its column. */
  name: string
  title: string
  codes: Readonly<Record<string, string>>
}

export type Field<Value = unknown> = About & {
  kind: Kind<never>
  schema: z.ZodType<Value>
  required: boolean
  /** For references: the register they point into. */
  to?: string
  /** For choices: what may be chosen, in order. */
  options?: readonly string[]
}

const text = (name: string, control: Control): Kind<string> => ({
  name,
  control,
  columns: [{ suffix: '', type: 'text' }],
  filter: 'same',
  project: (value) => [value],
  print: (value) => value,
  parse: (cell) => cell,
  words: (value) => value,
})

const numeric = (name: string, type: 'int8' | 'float8'): Kind<number> => ({
  name,
  control: 'number',
  columns: [{ suffix: '', type }],
  filter: 'range',
  project: (value) => [value],
  print: String,
  parse: (cell) => (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell) ? Number(cell) : undefined),
  words: String,
})

export type Money = { minor: number; currency: string }
export type Place = {
  /** P-code of the smallest unit named, when it lies in the host country. */
  pcode?: string
  /** WGS84 degrees. */
  lon?: number
  lat?: number
  /** What the coordinates stand for. */
  precision: 'point' | 'section' | 'commune' | 'department' | 'country' | 'abroad' | 'unknown'
  name?: string
}

export const kinds = {
  code: text('code', 'text'),
  line: {
    ...text('line', 'text'),
    columns: [
      { suffix: '_key', type: 'text' },
      { suffix: '', type: 'text' },
    ],
    project: (value) => [sortKey(value), value],
  } satisfies Kind<string>,
  prose: {
    ...text('prose', 'longText'),
    columns: [],
    filter: undefined,
    project: () => [],
  } satisfies Kind<string>,
  link: {
    ...text('link', 'link'),
    columns: [],
    filter: undefined,
    project: () => [],
  } satisfies Kind<string>,
  data: {
    ...text('data', 'longText'),
    columns: [],
    filter: undefined,
    project: () => [],
    words: () => '',
  } satisfies Kind<string>,
  apart: {
    ...text('apart', 'text'),
    columns: [],
    filter: undefined,
    project: () => [],
    words: () => '',
  } satisfies Kind<string>,
  choice: text('choice', 'choice'),
  choices: {
    name: 'choices',
    control: 'choices',
    columns: [],
    project: () => [],
    print: (value) => value.join('|'),
    parse: (cell) => (cell === '' ? [] : cell.split('|')),
    words: (value) => value.join(' '),
  } satisfies Kind<string[]>,
  count: numeric('count', 'int8'),
  quantity: numeric('quantity', 'float8'),
  flag: {
    name: 'flag',
    control: 'flag',
    columns: [{ suffix: '', type: 'boolean' }],
    filter: 'same',
    project: (value) => [value],
    print: (value) => (value ? 'yes' : 'no'),
    parse: (cell) => (cell === 'yes' ? true : cell === 'no' ? false : undefined),
    words: () => '',
  } satisfies Kind<boolean>,
  when: {
    name: 'when',
    control: 'date',
    columns: [
      { suffix: '_last', type: 'date' },
      { suffix: '_first', type: 'date' },
    ],
    filter: 'span',
    project: (value) => {
      const span = spanOf(value)
      return [span?.last ?? null, span?.first ?? null]
    },
    print: (value) => value,
    parse: (cell) => (isWhen(cell) ? cell : undefined),
    words: (value) => value,
  } satisfies Kind<string>,
  ref: {
    ...text('ref', 'reference'),
    columns: [{ suffix: '', type: 'uuid' }],
    words: () => '',
  } satisfies Kind<string>,
  refs: {
    name: 'refs',
    control: 'reference',
    columns: [],
    project: () => [],
    print: (value) => value.join('|'),
    parse: (cell) => (cell === '' ? [] : cell.split('|')),
    words: () => '',
  } satisfies Kind<string[]>,
  money: {
    name: 'money',
    control: 'money',
    columns: [
      { suffix: '_minor', type: 'int8' },
      { suffix: '_currency', type: 'text' },
    ],
    filter: 'range',
    project: (value) => [value.minor, value.currency],
    print: ({ minor, currency }) => {
      const digits = String(Math.abs(minor)).padStart(3, '0') // no division: it would lose cents of large sums
      return `${currency} ${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
    },
    parse: (cell) => {
      const found = /^([A-Z]{3}) (-?\d+)(?:\.(\d{2}))?$/.exec(cell)
      if (!found) return undefined
      const minor = Number(`${found[2]}${found[3] ?? '00'}`)
      return { minor, currency: found[1] as string }
    },
    words: (value) => value.currency,
  } satisfies Kind<Money>,
  place: {
    name: 'place',
    control: 'place',
    columns: [
      { suffix: '_pcode', type: 'text' },
      { suffix: '_lon', type: 'float8' },
      { suffix: '_lat', type: 'float8' },
      { suffix: '_precision', type: 'text' },
    ],
    filter: 'begins',
    project: (value) => [
      value.pcode ?? null,
      value.lon ?? null,
      value.lat ?? null,
      value.precision,
    ],
    print: (value) =>
      [value.name ?? '', value.pcode ?? '', value.lat ?? '', value.lon ?? '', value.precision].join(
        ';',
      ),
    parse: (cell) => {
      const parts = cell.split(';')
      const [pcode, lat, lon, precision] = parts.splice(-4)
      const name = parts.join(';') // what is left: a name may hold semicolons
      const read = placeSchema.safeParse({
        ...(name ? { name } : {}),
        ...(pcode ? { pcode } : {}),
        ...(lat ? { lat: Number(lat) } : {}),
        ...(lon ? { lon: Number(lon) } : {}),
        precision: precision ?? 'unknown',
      })
      return read.success ? read.data : undefined
    },
    words: (value) => `${value.name ?? ''} ${value.pcode ?? ''}`,
  } satisfies Kind<Place>,
} as const

export type KindName = keyof typeof kinds

const placeSchema: z.ZodType<Place> = z.strictObject({
  pcode: z
    .string()
    .regex(/^[A-Z]{2}[0-9-]{0,10}$/, 'a P-code such as HT0111-03')
    .optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  precision: z.enum(['point', 'section', 'commune', 'department', 'country', 'abroad', 'unknown']),
  name: z.string().max(200).optional(),
})

const field = <Value>(
  kind: Kind<Value>,
  schema: z.ZodType<Value | undefined>,
  about: About = {},
): Field => ({
  ...about,
  kind: kind as unknown as Kind<never>,
  schema,
  required: !schema.safeParse(undefined).success,
})

type Text = z.ZodType<string | undefined>
type Numeric = z.ZodType<number | undefined>

/** A short identifier, compared to the letter: a plate, a P-code, C0181. */
export const code = (schema: Text, about?: About): Field => field(kinds.code, schema, about)
/** A short line that people read and sort by: a name, a title. */
export const line = (schema: Text, about?: About): Field => field(kinds.line, schema, about)
/** Longer text, found by search, never filtered. */
export const prose = (schema: Text, about?: About): Field => field(kinds.prose, schema, about)
/** What stands on its record's own page alone, such as the name of somebody held: no list, file, search or index has it. */
export const apart = (schema: Text, about?: About): Field => field(kinds.apart, schema, about)
/** A web address. */
export const link = (schema: Text, about?: About): Field => field(kinds.link, schema, about)
/** JSON text of at most `most` characters that a program wrote and a program reads; never filtered, never found by its words. */
export const data = (
  shape: z.ZodType,
  { most, optional, ...about }: About & { most: number; optional?: boolean },
): Field => {
  const schema = z
    .string()
    .min(2)
    .max(most)
    .refine((text) => {
      try {
        return shape.safeParse(JSON.parse(text)).success
      } catch {
        return false
      }
    }, 'JSON text of the shape that the planner writes')
  return field(kinds.data, optional ? schema.optional() : schema, about)
}
/** A whole number of things. */
export const count = (schema: Numeric, about?: About): Field => field(kinds.count, schema, about)
/** A finite measured number. */
export const quantity = (schema: Numeric, about?: About): Field =>
  field(kinds.quantity, schema, about)
export const flag = (schema: z.ZodType<boolean | undefined>, about?: About): Field =>
  field(kinds.flag, schema, about)
/** Of which hours are counted: it has its earliest instant too, in milliseconds. */
const exact: Kind<string> = {
  ...kinds.when,
  columns: [...kinds.when.columns, { suffix: '_instant', type: 'int8' }],
  project: (value) => [...kinds.when.project(value), earliestOf(value) ?? null],
}
/** A year, a month, a day or an instant with offset, kept as written. */
export const when = (schema: Text, about?: About & { exact?: true }): Field =>
  field(
    about?.exact ? exact : kinds.when,
    schema.refine(
      (value) => value === undefined || isWhen(value),
      'a date such as 2025, 2025-05, 2025-05-14 or 2025-05-14T16:30-04:00',
    ),
    about,
  )

type Enum = { options: readonly string[] }
const optionsOf = (schema: z.ZodType): readonly string[] => {
  let inner: unknown = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodArray) {
    inner = inner instanceof z.ZodOptional ? inner.unwrap() : inner.element
  }
  return (inner as Enum).options
}
export const choice = (schema: Text, about?: About): Field => ({
  ...field(kinds.choice, schema, about),
  options: optionsOf(schema),
})
export const choices = (schema: z.ZodType<string[] | undefined>, about?: About): Field => ({
  ...field(kinds.choices, schema, about),
  options: optionsOf(schema),
})

const uuid = z.uuid('the id of a record')
/** A reference to one record of register `to`. */
export const ref = (to: string, about: About & { optional?: boolean } = {}): Field => {
  const { optional, ...rest } = about
  return { ...field(kinds.ref, optional ? uuid.optional() : uuid, rest), to }
}
/** References to at most 50 records of register `to`. Always optional. */
export const refs = (to: string, about?: About): Field => ({
  ...field(kinds.refs, z.array(uuid).max(50).optional(), about),
  to,
})

const moneySchema = z.strictObject({
  minor: z.int('whole minor units, such as cents'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency of three letters, such as USD'),
})
/** Whole minor units and a currency. */
export const money = (about: About & { optional?: boolean } = {}): Field => {
  const { optional, ...rest } = about
  return field(kinds.money, optional ? moneySchema.optional() : moneySchema, rest)
}
/** Where: a P-code, coordinates with what they stand for, a name; or `precision: 'unknown'`. */
export const place = (about: About & { optional?: boolean } = {}): Field => {
  const { optional, ...rest } = about
  return field(kinds.place, optional ? placeSchema.optional() : placeSchema, rest)
}
