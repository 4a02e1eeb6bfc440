/** The shapes of what the routes of the Logistics desk answer. */
import { lackNames } from '@konbit/force'
import { z } from 'zod'
import { stamp } from '../shapes.ts'

const text = z.string()
const id = z.uuid()
const maybe = text.nullable()
const some = id.nullable()
const number = z.number().nullable()
const count = z.int().nonnegative()
const refs = z
  .record(text, text)
  .describe('Captions of what the ids name, for those that the asker may see')
const partial = z.boolean().describe('Whether the asker’s clearance covers less than the whole')
const danger = z.enum(['yes', 'no', 'unknown'])
const awaits = z.object({ record: id, part: text, on: maybe, promisedOn: maybe }).nullable()

export const fitnessShape = z.object({
  ...stamp,
  task: z.object({ id, caption: text }).nullable(),
  totals: z.array(
    z.object({
      type: text,
      base: some,
      fit: z.int().nullable(),
      serviceable: count,
      offRoad: count,
      expected: count,
    }),
  ),
  items: z.array(
    z.object({
      record: id,
      plate: text,
      type: text,
      base: some,
      contingent: some,
      contributor: some,
      ownership: maybe,
      state: text,
      isServiceable: z.boolean(),
      isFit: z.boolean().nullable().describe('Null where no task was asked'),
      lacks: z.array(z.enum(lackNames)),
      since: maybe.describe('Since when it is off the road'),
      awaits,
      breakdown: z.object({ record: id, occurredOn: text, inDanger: danger }).nullable(),
      serviceOn: maybe,
      serviceKm: number,
      odometerKm: number,
    }),
  ),
  total: count,
  lacks: z
    .partialRecord(z.enum(lackNames), count)
    .describe('Of those that run and are not fit, how many lack each'),
  refs,
  partial,
})

export const reliabilityShape = z.object({
  ...stamp,
  from: text,
  to: text,
  by: text,
  classes: z.array(
    z.object({
      type: text,
      vehicles: count.describe('Held at the end of the days'),
      failures: count,
      daysUp: z.number(),
      mtbfDays: number.describe('Mean time between failures; null where none failed'),
      mtbfLow: number.describe('Bounds of 90 %'),
      mtbfHigh: number,
      repairs: count,
      mttrDays: number.describe('Mean time to repair'),
      mttrLow: number,
      mttrHigh: number,
      offRoadNow: count,
      offRoadDays: z.number(),
    }),
  ),
  availability: z.array(z.object({ day: text, type: text, ready: count, held: count })),
  refs,
  partial,
})

export const stockShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      site: id,
      item: id,
      code: text,
      unit: text,
      category: text,
      onHand: z.number(),
      dailyUse: number,
      daysOfSupply: number,
      leastDays: number,
      low: z.boolean(),
      lastMovedOn: maybe,
    }),
  ),
  total: count,
  low: count,
  useDays: count.describe('Over how many days daily use is taken'),
  refs,
})

export const maintenanceShape = z.object({
  ...stamp,
  totals: z.object({ overdue: count, soon: count, later: count, unplanned: count }),
  items: z.array(
    z.object({
      record: id,
      plate: text,
      type: text,
      base: some,
      contingent: some,
      state: text,
      serviceOn: maybe,
      serviceKm: number,
      odometerKm: number,
      due: z.enum(['overdue', 'soon', 'later', 'unplanned']),
      by: z.enum(['date', 'odometer', 'both']).nullable(),
      daysLeft: number,
      kmLeft: number,
    }),
  ),
  total: count,
  refs,
})

export const offRoadShape = z.object({
  ...stamp,
  from: text,
  to: text,
  classes: z.array(
    z.object({ type: text, stays: count, vehicles: count, days: z.number(), now: count }),
  ),
  items: z.array(
    z.object({
      record: id,
      plate: text,
      type: text,
      base: some,
      contingent: some,
      contributor: some,
      from: text,
      to: maybe.describe('Null: it still stands'),
      days: z.number().describe('Within the days asked for'),
      breakdown: z
        .object({ record: id, occurredOn: text, inDanger: danger, system: text, pcode: maybe })
        .nullable(),
      awaits,
    }),
  ),
  total: count,
  refs,
})
