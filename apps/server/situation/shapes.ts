/** The shapes of what the routes of the Situation desk answer. */
import { z } from 'zod'
import { stamp } from '../shapes.ts'

const text = z.string()
const id = z.uuid()
const maybe = text.nullable()
const count = z.int().nonnegative()
const refs = z
  .record(text, text)
  .describe('Captions of what the ids name, for those that the asker may see')

export const duplicatesShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      one: id,
      other: id,
      score: z.int().describe('0 to 100'),
      km: z.number().nullable().describe('Null where one of them has no point'),
      days: count,
      samePlace: z.boolean().describe('The same P-code'),
      sameKind: z.boolean().describe('False: kinds that are taken for each other'),
      sharedGroups: count,
      sharedReports: count,
    }),
  ),
  compared: count,
  refs,
})

export const corroborationShape = z.object({
  ...stamp,
  items: z.array(
    z.object({
      incident: id,
      reports: count.describe('Not set aside'),
      independent: count.describe('Channels that say it by themselves'),
      channels: z.array(text),
      sourceGrade: maybe,
      contentGrade: maybe,
    }),
  ),
  total: count,
  single: count.describe('Incidents that rest on one channel'),
  without: count.describe('Incidents without a report that the asker sees'),
})

export const harmShape = z.object({
  ...stamp,
  from: text,
  to: text,
  items: z.array(
    z.object({
      group: id.nullable().describe('Null: nobody says by whom'),
      harm: text,
      incidents: count,
      low: count,
      best: count.nullable().describe('Null where of some incident nobody has settled it'),
      high: count,
      shared: count.describe('In so many another group is named as well'),
      records: z.array(id),
    }),
  ),
  apart: count.describe('Records of a period and of no incident, which are added to nothing'),
  refs,
})

export const frontsShape = z.object({
  ...stamp,
  groups: z.array(z.object({ id, name: text, kind: text, namedOn: maybe, isActive: z.boolean() })),
  stands: z.array(
    z.object({ alignment: id, group: id, other: id, state: text, on: text, saidBy: maybe }),
  ),
  alarms: z.array(z.object({ name: text, on: text, groups: z.array(id), alignment: id })),
})
