/** The addresses of what fits: conflicts of plans with capacity, and beds day by day. */
import { z } from 'zod'
import { moments, param } from '../query.ts'
import type { Route } from '../route.ts'
import { answerFit, DAYS_MAX } from './answer.ts'
import { answerOccupancy, OCCUPANCY_DAYS_MAX } from './occupancy.ts'

const text = z.string()
const day = text.meta({ format: 'date' })
const id = text.meta({ format: 'uuid' })
const stamp = { at: text, known: text }
const place = z.object({ id, register: text, caption: text })
const step = z.object({
  day,
  amount: z.number().describe('A change on this day; days before the first are one step on it'),
  record: id.nullable(),
  register: text.nullable(),
  caption: text,
})
const fitShape = z.object({
  ...stamp,
  days: z.object({ from: day, to: day }),
  resources: z.array(
    z.object({
      resource: text,
      unit: text,
      isKnown: z.boolean().describe('Whether anybody has said how much there is'),
      tooMany: z
        .boolean()
        .optional()
        .describe('There are more records of it than are added up in one answer'),
      isNeedKnown: z
        .boolean()
        .describe('Whether anybody has said how much one person needs, where need goes by persons'),
      site: place
        .nullable()
        .describe(
          'The site, the movement whose seats, the unit whose tours end, or what is closed',
        ),
      supply: z.array(step),
      demand: z.array(step),
      binds: z.array(z.object({ from: day, to: day, short: z.number(), freedBy: step.nullable() })),
      disputed: z.array(z.object({ amount: z.number(), saidBy: text, claim: place })),
    }),
  ),
  partial: z.boolean(),
})
const level = z.number().nullable()
const occupancyShape = z.object({
  ...stamp,
  site: id.nullable(),
  days: z.array(z.object({ day, beds: level, occupied: level, planned: level })),
  partial: z.boolean(),
})

const site = param.word('Only at this site: its id.', /^[0-9a-f]{8}-[0-9a-f-]{27}$/)

export const fitRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/fit',
    name: 'fit',
    tag: 'figures',
    about:
      'Beds, water, power, medical beds, kitchens, parking, seats, ways, relief of tours and cash against what is planned: when each binds, by how much, what frees it.',
    query: {
      ...moments,
      until: param.day(`The last day, at most ${DAYS_MAX} days ahead; 90 unless told.`),
      site,
    },
    answers: { 200: { about: 'What fits', schema: fitShape, name: 'Fit' } },
    problems: ['too-many'],
    perform: answerFit,
  },
  {
    method: 'get',
    path: '/api/{mission}/occupancy',
    name: 'occupancy',
    tag: 'figures',
    about: 'Beds, who sleeps in them and who was planned to, day by day, as far as the asker sees.',
    query: {
      ...moments,
      site,
      from: param.day('First day; 90 days ago unless told.'),
      to: param.day(
        `Last day, at most ${OCCUPANCY_DAYS_MAX} days later; 90 days ahead unless told.`,
      ),
    },
    answers: { 200: { about: 'Day by day', schema: occupancyShape, name: 'Occupancy' } },
    problems: ['too-many'],
    perform: answerOccupancy,
  },
]
