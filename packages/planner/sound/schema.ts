/**
 * The shape of a model and of a scenario, strictly: what is not known is refused, and every number has its bounds. An error's
 * message is the key of the words that say what is wrong. What holds between parts is `judged.ts`'s to see.
 */
import { z } from 'zod'
import type { Model } from '../model.ts'
import type { Scenario } from '../study/scenario.ts'
import { LIMITS } from './limits.ts'

const bounded = (least: number, most: number, tooLittle: string, tooMuch = tooLittle) =>
  z.number().min(least, { error: tooLittle }).max(most, { error: tooMuch })
const whole = (least: number, most: number, tooLittle = 'tooLittle', tooMuch = 'tooMuch') =>
  z.int({ error: 'whole' }).min(least, { error: tooLittle }).max(most, { error: tooMuch })

const chance = bounded(0, 1, 'chance')
const time = bounded(0, 10 * LIMITS.days, 'negativeTime', 'tooMuch')
const every = z
  .number()
  .positive({ error: 'endless' })
  .max(10 * LIMITS.days, { error: 'tooMuch' })
const mean = bounded(1 / LIMITS.hazard, 1e9, 'hazard', 'tooMuch')
const capacity = whole(0, LIMITS.amount, 'negativeCapacity')
const persons = whole(0, LIMITS.persons, 'negativeCapacity')
const money = bounded(-LIMITS.money, LIMITS.money, 'tooLittle', 'tooMuch')

const reserved = ['__proto__', 'constructor', 'prototype']
/** It stands in the names of figures and in paths, so it has neither stroke nor tilde. */
const name = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ().,'’&+–-]{0,59}$/u, { error: 'name' })
  .refine((text) => !reserved.includes(text), { error: 'name' })
const words = z.string().max(1000, { error: 'long' })
const many = <Of extends z.ZodType>(of: Of, most: number = LIMITS.parts) =>
  z.array(of).max(most, { error: 'tooMany' })
const each = <Of extends z.ZodType>(of: Of, most: number) =>
  z.record(name, of).refine((parts) => Object.keys(parts).length <= most, {
    error: 'tooMany',
    params: { most },
  })

/** Zero is none at all; of the logarithm of next to nothing the engine knows nothing. */
const median = time.refine((days) => days === 0 || days >= LIMITS.median, {
  error: 'tooLittle',
  params: { least: LIMITS.median },
})
const delay = z
  .strictObject({
    days: time.optional(),
    mean: time.optional(),
    median: median.optional(),
    spread: bounded(0, LIMITS.spread, 'tooLittle', 'tooMuch').optional(),
  })
  .refine(({ median, spread }) => spread === undefined || median !== undefined, {
    error: 'spreadAlone',
    path: ['spread'],
  })
const coming = { on: time, late: delay.optional(), chance: chance.optional() }
const series = {
  first: time,
  every: time.optional(),
  count: whole(0, LIMITS.comings).optional(),
  late: delay.optional(),
  chance: chance.optional(),
  oftenLate: z.strictObject({ chance, late: delay }).optional(),
  together: name.optional(),
}
const more = many(
  z.strictObject({ ...coming, by: whole(-LIMITS.amount, LIMITS.amount) }),
).optional()

const resource = z.strictObject({ amount: capacity, unit: words.optional(), more })
const stage = z.strictObject({
  name: name.refine((text) => text !== 'ready', { error: 'name' }),
  lasts: delay,
  needs: name.optional(),
  fails: z.strictObject({ chance, back: name }).optional(),
})
const population = z.strictObject({
  promised: many(z.strictObject({ ...series, name: name.optional(), size: persons })),
  stages: many(stage, LIMITS.stages),
  most: persons.optional(),
  bed: name,
  tour: z.strictObject({
    days: bounded(1, LIMITS.days, 'tooLittle', 'tooMuch'),
    reliefLead: time,
    overdue: time,
  }),
  attrition: z.strictObject({ mean }).optional(),
  illness: z.strictObject({ mean, lasts: z.strictObject({ mean }) }).optional(),
  present: many(
    z.strictObject({
      persons,
      tourEndsOn: bounded(-LIMITS.days, LIMITS.days, 'tooLittle', 'tooMuch'),
    }),
  ).optional(),
  waiting: z.record(name, persons).optional(),
  underWay: many(z.strictObject({ persons, on: time })).optional(),
})
const flight = z.strictObject({
  first: time,
  every,
  seats: whole(0, 10_000, 'negativeCapacity'),
  cancelled: chance,
  noShow: chance.optional(),
  takes: time,
  carries: many(name, LIMITS.populations),
})
const fleet = z.strictObject({
  amount: whole(0, LIMITS.vehicles, 'negativeCapacity'),
  down: z
    .strictObject({
      awaitingPart: whole(0, LIMITS.vehicles, 'negativeCapacity').optional(),
      awaitingRepair: whole(0, LIMITS.vehicles, 'negativeCapacity').optional(),
    })
    .optional(),
  more,
  fails: z.strictObject({ mean }),
  scrapped: z.strictObject({ chance }).optional(),
  part: z.strictObject({ chance, takes: delay, needs: name.optional() }).optional(),
  repair: z.strictObject({ needs: name, mean }),
})
const cash = z.strictObject({
  amount: money,
  income: many(z.strictObject({ ...series, name: name.optional(), amount: money })),
  cost: many(
    z.strictObject({
      name: name.optional(),
      first: time,
      every,
      fixed: money,
      perDeployed: money.optional(),
      perPatrol: money.optional(),
    }),
  ),
})

const befalls = { name: words.min(1, { error: 'missing' }), chance: chance.optional() }
const span = { from: time, until: time.optional() }
const shock = z.discriminatedUnion('kind', [
  z.strictObject({ ...befalls, kind: z.literal('freeze'), income: name, ...span }),
  z.strictObject({ ...befalls, kind: z.literal('lapse'), ...span }),
  z.strictObject({ ...befalls, kind: z.literal('slip'), resource: name, late: delay }),
  z.strictObject({
    ...befalls,
    kind: z.literal('attack'),
    on: time,
    lost: chance,
    attrition: z
      .strictObject({ times: bounded(0, 10_000, 'tooLittle', 'hazard'), days: time })
      .optional(),
  }),
])

const uncertain = z.strictObject({
  name,
  values: many(
    z.strictObject({
      path: z.string().max(300, { error: 'long' }),
      low: bounded(0, LIMITS.money, 'tooLittle', 'tooMuch'),
      high: bounded(0, LIMITS.money, 'tooLittle', 'tooMuch'),
    }),
    LIMITS.intervals,
  ),
})

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

export const modelShape = z.strictObject({
  name: words.min(1, { error: 'missing' }),
  about: words.optional(),
  starts: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, { error: 'day' })
    .refine(isDay, { error: 'day' })
    .optional(),
  days: whole(1, LIMITS.days),
  resources: each(resource, LIMITS.resources),
  people: each(population, LIMITS.populations),
  flights: each(flight, LIMITS.flights),
  fleets: each(fleet, LIMITS.fleets),
  cash,
  patrol: z.strictObject({ persons: whole(1, LIMITS.persons) }),
  goal: whole(0, LIMITS.amount),
  policies: z
    .strictObject({ reliefFirst: z.boolean().optional(), freezeWhenBroke: z.boolean().optional() })
    .optional(),
  shocks: many(shock, LIMITS.shocks).optional(),
  uncertain: many(uncertain, LIMITS.uncertain).optional(),
}) satisfies z.ZodType<Model>

export const scenarioShape = z.strictObject({
  name: words.min(1, { error: 'missing' }),
  changes: many(
    z.strictObject({ path: z.string().max(300, { error: 'long' }), value: z.unknown() }),
    LIMITS.changes,
  ),
  shocks: many(shock, LIMITS.shocks).optional(),
}) satisfies z.ZodType<Scenario>
