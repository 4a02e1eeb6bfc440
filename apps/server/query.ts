/**
 * The part of an address after the question mark. Strict: an unknown name, a name given twice, a date that the
 * calendar does not have is refused, by name. The same definitions print as parameters in /openapi.json.
 */
import type { Filter } from '@konbit/ledger'
import { cleanText, type Detail, isDay, isWhen, needsOf, type Refusal, refuse } from '@konbit/model'
import { z } from 'zod'

export type Param = {
  about: string
  /** The value as the route gets it. */
  schema: z.ZodType
  /** How the text becomes what the schema takes; absent: as it is. */
  read?: (text: string) => unknown
  /** May be given more than once; the route gets an array. */
  many?: boolean
  required?: boolean
}
export type Params = Readonly<Record<string, Param>>
export type Query = Readonly<Record<string, unknown>>

/** Room for every unit or base of a contributor in one address. */
const TIMES_MAX = 200

const wholeNumber = (text: string): unknown => (/^\d{1,15}$/.test(text) ? Number(text) : text)
const dates = 'a date such as 2025, 2025-05, 2025-05-14 or 2025-05-14T16:30-04:00'
const date = z
  .string()
  .max(40)
  .refine(isWhen, dates)
  .meta({ pattern: '^\\d{4}(-\\d{2}(-\\d{2}(T.+)?)?)?$' })
const day = z.string().max(10).refine(isDay, 'a day such as 2025-05-14').meta({ format: 'date' })

export const param = {
  when: (about: string): Param => ({ about, schema: date }),
  day: (about: string): Param => ({ about, schema: day }),
  whole: (about: string, min: number, max: number): Param => ({
    about,
    schema: z
      .int(`a whole number from ${min} to ${max}`)
      .min(min, `at least ${min}`)
      .max(max, `at most ${max}`),
    read: wholeNumber,
  }),
  text: (about: string, max: number): Param => ({
    about,
    schema: z.string().min(1, 'some text').max(max, `at most ${max} characters`),
  }),
  word: (about: string, pattern: RegExp): Param => ({
    about,
    schema: z.string().max(2000).regex(pattern, about),
  }),
  oneOf: (about: string, options: readonly string[]): Param => ({
    about,
    schema: z.enum(options as [string, ...string[]], `one of ${options.join(', ')}`),
  }),
} as const

/** *As it was on* and *as it was known on*, which every read takes. */
export const moments: Params = {
  at: param.when('As it was on: a bare day means its end in the mission’s zone. Absent: now.'),
  known: param.when('As it was known on, written like `at`. Absent: now.'),
}
export const paging = (limitMax: number, limitUsual: number): Params => ({
  limit: param.whole(`How many, ${limitUsual} unless told.`, 1, limitMax),
  cursor: param.word('The `next` of the page before, as it was given.', /^[A-Za-z0-9_~.=-]+$/),
})

/** Instead of a value in the address of a list: those that have none. */
export const NONE = '-'

/** A filter as the address of a list spells it. */
export function spelled(filter: Filter): Record<string, string | string[]> {
  const one = (value: unknown): string => (value === null ? NONE : String(value))
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, asked]): [string, string | string[]][] => {
      if (Array.isArray(asked)) return [[name, asked.map(one)]]
      if (asked === null || typeof asked !== 'object') return [[name, one(asked)]]
      return Object.entries(asked).map(([bound, value]) => [`${name}.${bound}`, one(value)])
    }),
  )
}

export function readQuery(params: Params, given: URLSearchParams): Query | Refusal {
  const query: Record<string, unknown> = {}
  const wrong: Detail[] = []
  for (const name of new Set(given.keys())) {
    const param = Object.hasOwn(params, name) ? params[name] : undefined
    const texts = given.getAll(name)
    if (!param)
      wrong.push({
        field: name.slice(0, 80),
        needs: 'to be left out: this address does not take it',
      })
    else if (!param.many && texts.length > 1) wrong.push({ field: name, needs: 'to be given once' })
    else if (texts.length > TIMES_MAX)
      wrong.push({ field: name, needs: `to be given at most ${TIMES_MAX} times` })
    else {
      const read = texts.map((text) => readOne(param, text))
      const values = read.flatMap((one) => ('value' in one ? [one.value] : []))
      const bad = read.find((one) => 'needs' in one)
      if (bad) wrong.push({ field: name, needs: bad.needs })
      else query[name] = param.many ? values : values[0]
    }
  }
  for (const [name, param] of Object.entries(params)) {
    if (param.required && !given.has(name)) wrong.push({ field: name, needs: 'a value' })
  }
  return wrong.length > 0 ? refuse('invalid-query', undefined, wrong) : query
}

function readOne(param: Param, text: string): { value: unknown } | { needs: string } {
  const cleaned = cleanText(text)
  if (cleaned === undefined) return { needs: 'text without U+0000 and half characters' }
  const read = param.schema.safeParse(param.read ? param.read(cleaned) : cleaned, {
    error: needsOf,
  })
  return read.success
    ? { value: read.data }
    : { needs: saidOf(read.error.issues[0]) ?? 'another value' }
}

/** Of alternatives, what the last of them needs. */
const saidOf = (issue: z.core.$ZodIssue | undefined): string | undefined =>
  issue?.code === 'invalid_union' ? issue.errors.at(-1)?.[0]?.message : issue?.message
