/** The shapes of what the routes of the People desk answer. */
import { z } from 'zod'
import { stamp } from '../shapes.ts'

const text = z.string()
const id = z.uuid()
const maybe = text.nullable()
const count = z.int().nonnegative()
const number = z.number().nullable()
const persons = z.int().nullable()
const named = z
  .object({ id, register: text, caption: text })
  .nullable()
  .describe('Null where the asker may not see it')
const moment = { ...stamp, day: text }
const sum = z.object({ minor: z.number(), currency: text })

export const figuresShape = z.object({
  ...stamp,
  isNow: z.boolean(),
  items: z.array(
    z.object({
      name: text,
      title: text,
      unit: text,
      definition: text,
      label: text,
      by: z.array(text),
      claims: z.object({ measures: z.array(text), subject: text }).optional(),
      form: text,
      desk: text,
      registers: z.array(text),
      value: number.describe('Null where nothing is known, which is not zero'),
      rows: z.array(
        z.object({ key: maybe, caption: text.optional(), value: z.number(), records: count }),
      ),
      partial: z.boolean(),
      bound: text.optional().describe('How surely an adopted statement says it'),
    }),
  ),
})

const stagesShape = {
  required: number,
  planned: number,
  authorised: number,
  pledged: number,
  trained: persons,
  waiting: number,
  deployed: number.describe('What movements add up to'),
  present: persons,
  effective: persons,
  armed: number.describe('Weapons issued to a holder, as the stores have them'),
  counted: persons.describe('Own staff whose record says that they are in the area'),
}
export const strengthShape = z.object({
  ...moment,
  since: text,
  rows: z
    .array(z.object({ contributor: named, unit: named, ...stagesShape }))
    .describe('The whole first, then each contributor, each followed by its units'),
  change: number.describe('Deployed now, less deployed then'),
  died: z.int(),
  movements: z.array(
    z.object({
      record: id,
      register: text,
      caption: text,
      kind: text,
      on: text,
      persons: count,
      contributor: named,
    }),
  ),
  more: z.boolean().describe('There are more movements than are listed'),
  explained: z
    .boolean()
    .describe('Movements and deaths add up to the change, and own staff to what is deployed'),
  differences: z.array(
    z.object({
      contributor: named,
      change: z.number(),
      explained: z.number(),
      died: z.number(),
      deployed: z.number(),
      counted: number,
    }),
  ),
})

export const toursShape = z.object({
  ...moment,
  from: text,
  to: text,
  items: z.array(
    z.object({
      contributor: named,
      contingent: named,
      startsOn: text,
      endsOn: text,
      state: text,
      persons: count,
      relieved: count.describe('Of how many it is known who relieves them'),
      unrelieved: count.describe('Of how many it is not, though it is not said that nobody does'),
      reliefOn: maybe.describe('When the last of the relief begins; null where some have none'),
      gapDays: z.int().nullable(),
    }),
  ),
  truncated: z.boolean(),
})

export const standingShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      contributor: named,
      state: text,
      waitsFor: maybe,
      persons: count,
      oldestOn: maybe.describe('Since when the first of them waits, where that was said'),
    }),
  ),
})

const day = z.string().nullable()
export const arrivedShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      contributor: named,
      arrivedOn: day.describe('When its first people came'),
      pledgedOn: day.describe('When it first offered any'),
      leftOn: z.array(z.string()).describe('The days on which some of its people left'),
      persons: count.describe('Offered and not withdrawn, at least'),
      high: count.describe('At most'),
    }),
  ),
})

const minor = z.number().describe('Minor units')
export const payShape = z.object({
  ...moment,
  rows: z.array(
    z.object({
      contributor: named,
      payPart: text,
      month: text,
      currency: text,
      persons: count,
      due: minor,
      funded: minor,
      sent: minor,
      paid: minor,
      confirmed: minor,
      disputed: minor,
    }),
  ),
  arrears: z.array(
    z.object({
      contributor: named,
      currency: text,
      total: minor,
      days30: minor,
      days60: minor,
      days90: minor,
      older: minor,
      oldestOn: maybe,
      at: z.record(text, minor).describe('By the step at which it stands still'),
    }),
  ),
  disputes: z.array(
    z.object({
      id,
      caption: text,
      contributor: named,
      amount: sum.nullable(),
      state: text,
      at: text,
      days: z.int(),
    }),
  ),
  disputesMore: z.boolean(),
  disputesOpen: count.describe('All that are open, also those not listed'),
})

const tongue = z.object({
  posts: count.describe('Posts, filled or empty, that need it'),
  covered: count.describe('Of those, how many are held by somebody in the area who speaks it'),
  speakers: count.describe('Persons in the area who speak it'),
})
export const postsShape = z.object({
  ...moment,
  rows: z.array(
    z.object({
      contributor: named,
      contingent: named,
      base: named,
      filled: count,
      absent: count.describe('Of the filled, how many by somebody who is not in the area'),
      open: count,
      days30: count.describe('Of the open, empty for at most thirty days'),
      days90: count,
      older: count,
      unsaid: count.describe('Of the open, those that do not say since when'),
      oldestOn: maybe,
      persons: count.describe('Own staff in the area'),
      women: count,
      men: count,
      sexUnsaid: count,
      languageUnsaid: count,
      languages: z.object({ fr: tongue, ht: tongue }),
    }),
  ),
  vacant: z.array(
    z.object({
      id,
      caption: text,
      code: maybe,
      needsLanguage: maybe,
      contingent: named,
      base: named,
      vacantSince: maybe,
      days: z.int().nullable(),
    }),
  ),
  vacantMore: z.boolean(),
})

const perhaps = count.nullable()
export const manifestsShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      movement: named,
      state: text,
      kind: maybe,
      contributor: named,
      contingent: named,
      base: named,
      fromBase: named,
      carrier: maybe,
      plannedOn: maybe,
      movedOn: maybe,
      personsPlanned: perhaps,
      persons: perhaps.describe('Those who really moved'),
      seats: perhaps,
      manifest: z
        .object({ booked: count, boarded: count, noShow: count, removed: count })
        .nullable()
        .describe('Null where no seat is on record'),
    }),
  ),
  next: maybe,
})

export const exposureShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      contributor: named,
      tasks: z.array(
        z.object({
          task: maybe,
          patrols: count,
          hours: z.number(),
          persons: z.number().describe('Crew added up over patrols'),
          from: maybe,
          to: maybe,
        }),
      ),
      excludes: z.array(z.object({ task: text, caveat: named })),
      caveats: z.array(named),
      clashes: z.array(
        z.object({ task: maybe, caveat: named, record: named, on: text, why: text }),
      ),
      clashesMore: z.boolean(),
      clashesCount: count.describe('All of them, also those not listed'),
      unplaced: count.describe('Patrols that do not say where, beside a caveat that names an area'),
    }),
  ),
})

export const chainShape = z.object({
  ...moment,
  contributor: named,
  steps: z.array(
    z.object({
      step: text,
      value: number.describe('Null where nothing of it may be seen, or nothing is known'),
      unit: text,
      sums: z.array(sum).optional(),
      parts: z
        .array(z.object({ key: text, value: z.number(), caption: text.optional() }))
        .optional(),
      measure: text.optional(),
      register: text.optional(),
      filter: z.record(text, z.unknown()).optional().describe('The list behind it, as a filter'),
      endsOn: maybe.optional(),
    }),
  ),
})
