/** The shapes of what the routes of the Operations desk answer. */
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

export const boardShape = z.object({
  ...stamp,
  day: text,
  items: z.array(
    z.object({
      record: id,
      title: text,
      column: z.enum(['planned', 'gate', 'out', 'overdue', 'stranded', 'back', 'turned']),
      plannedOn: text,
      leftAt: maybe,
      dueBackAt: maybe,
      backAt: maybe,
      hoursOut: number,
      place: maybe.describe('The commune'),
      contingent: some,
      operation: some,
      configuration: some,
      recovery: some,
      crew: number,
      named: count.describe('How many the crew list names'),
      vehicles: count,
      refusedFor: maybe,
      wentUnfit: z.boolean().describe('Whether somebody signed for it'),
      lacks: z.array(z.enum(lackNames)),
    }),
  ),
  hidden: count,
  stale: count.describe('Planned for more than two days ago and never sent'),
  refs,
})

export const effortShape = z.object({
  ...stamp,
  from: text,
  to: text,
  items: z.array(
    z.object({
      pcode: maybe,
      place: maybe,
      patrols: count,
      hours: z.number(),
      incidents: count,
      lastOn: maybe,
    }),
  ),
  hours: z.number(),
  incidents: count,
})

export const readinessShape = z.object({
  ...stamp,
  edition: z
    .object({
      record: id,
      caption: text,
      inForceOn: maybe,
      readBy: maybe,
      languages: z.array(text),
    })
    .nullable(),
  items: z.array(
    z.object({
      contingent: some,
      onDuty: count,
      read: count,
      wrong: count.describe('Of whom the mark and the readings differ'),
    }),
  ),
  languages: z.array(z.object({ language: text, persons: count })),
  refs,
})

export const dutyShape = z.object({
  ...stamp,
  from: text,
  to: text,
  items: z.array(
    z.object({
      officer: id,
      member: some,
      contingent: id,
      hours: z.number(),
      nights: count,
      duties: count,
    }),
  ),
  waiting: z
    .array(
      z.object({
        officer: id,
        patrol: id,
        member: some,
        contingent: id,
        startsOn: text,
        endsOn: text,
        hours: z.number().nullable(),
      }),
    )
    .describe('Duties of crews that came back, not yet written; only for whoever may write them'),
  groups: z.array(
    z.object({
      contingent: id,
      persons: count,
      spread: z
        .object({
          least: z.number(),
          quarter: z.number(),
          middle: z.number(),
          threeQuarters: z.number(),
          most: z.number(),
        })
        .nullable()
        .describe('Null where the group has fewer than five'),
    }),
  ),
  refs,
})
