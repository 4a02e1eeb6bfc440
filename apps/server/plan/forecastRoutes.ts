/** The addresses of the planner that read the record: the model at any moment. Long studies are asked for elsewhere. */
import { z } from 'zod'
import { moments } from '../query.ts'
import type { Route } from '../route.ts'
import { stamp } from '../shapes.ts'
import { answerModel } from './model.ts'

const text = z.string()
const strength = z.array(z.object({ day: text, deployed: z.number() }))
const modelShape = z.object({
  ...stamp,
  seq: z.int().describe('How many entries were known'),
  engine: text,
  horizons: z.array(z.int()).describe('Days ahead at which a kept forecast tells its bands'),
  frame: z.enum(['plain', 'mission']),
  starts: text.describe('The civil day of day 0'),
  model: z.looseObject({}).describe('As packages/planner/model.ts says'),
  refusals: z
    .array(z.object({ path: text, key: text, values: z.record(text, z.union([text, z.number()])) }))
    .describe('Why it may not be played; empty where it may'),
  origins: z.array(
    z.object({
      path: text,
      parameter: text.optional(),
      value: z.number(),
      low: z.number().optional(),
      high: z.number().optional(),
      from: z.enum(['record', 'statement', 'assumption']),
      count: z.number().optional().describe('Of how many it was made'),
      source: text.describe('The key of a word, or a sentence'),
      records: z.array(text).optional(),
    }),
  ),
  levers: z.array(
    z.object({
      key: text,
      path: text,
      least: z.number(),
      most: z.number(),
      step: z.number(),
      oneMore: z.number(),
      unit: text,
      price: z.number().optional(),
    }),
  ),
  goal: z.object({ least: z.number(), day: z.int() }),
  populations: z.array(z.object({ key: text, caption: text })),
  past: strength.describe('Strength before day 0, as it was known'),
  after: strength.optional().describe('What the record says by now of the days since'),
  partial: z.boolean(),
})

export const forecastRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/plan/model',
    name: 'planModel',
    tag: 'figures',
    about:
      'The planner’s model of the mission as it was known: fitted from the record where it says enough, else said or assumed, each with its origin.',
    query: moments,
    answers: { 200: { about: 'The model', schema: modelShape, name: 'PlanModel' } },
    problems: ['too-many'],
    perform: answerModel,
  },
]
