/** The addresses of the planner that read the record: the model at any moment. Long studies are asked for elsewhere. */
import { z } from 'zod'
import { moments, paging } from '../query.ts'
import type { Route } from '../route.ts'
import { stamp } from '../shapes.ts'
import { answerCalibration, answerForecasts } from './forecasts.ts'
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
      also: z.array(text).optional().describe('Where else the same value went'),
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
  goal: z.object({ least: z.number(), day: z.int(), phase: z.string().optional() }),
  populations: z.array(z.object({ key: text, caption: text })),
  past: strength.describe('Strength before day 0, as it was known'),
  after: strength.optional().describe('What the record says by now of the days since'),
  partial: z.boolean(),
})

const number = z.number()
const told = {
  figure: text,
  day: z.int(),
  p5: number,
  p25: number,
  p50: number,
  p75: number,
  p95: number,
}
const forecastsShape = z.object({
  ...stamp,
  engine: text,
  items: z.array(
    z.object({
      id: text,
      title: text,
      state: text,
      startsOn: text,
      seed: text,
      runs: z.int(),
      engine: text,
      digest: text,
      knownSeq: z.int(),
      scenario: text.nullable(),
      goalPersons: number.nullable(),
      goalOn: text.nullable(),
      chancePercent: number.nullable(),
      again: z
        .enum(['pending', 'same', 'differs', 'otherEngine', 'failed'])
        .describe('Whether it came to the same digest when it was run again here'),
      bands: z.array(z.object(told)),
      scores: z
        .array(
          z.object({
            ...told,
            value: number.describe('What came'),
            isIn50: z.boolean(),
            isIn90: z.boolean(),
            error: number.describe('The middle less what came'),
            crps: number,
          }),
        )
        .describe('Of the days that have come'),
    }),
  ),
  next: text.nullable(),
})
const calibrationShape = z.object({
  ...stamp,
  forecasts: z.int(),
  due: z.int().describe('Of which some day has come'),
  more: z.boolean().describe('There are older ones, which are not counted'),
  again: z.object({
    same: z.int(),
    differs: z.int(),
    otherEngine: z.int(),
    pending: z.int(),
    failed: z.int(),
  }),
  rows: z.array(
    z.object({
      figure: text,
      day: z.int().nullable().describe('Days ahead; null: all'),
      count: z.int(),
      in50: number,
      in90: number,
      in90Low: number.nullable(),
      in90High: number.nullable(),
      error: number,
      crps: number,
    }),
  ),
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
  {
    method: 'get',
    path: '/api/{mission}/plan/forecasts',
    name: 'planForecasts',
    tag: 'figures',
    about:
      'Forecasts that were kept, the latest first: their bands, what came of it by now, and whether they run to the same digest.',
    query: { ...moments, ...paging(100, 50) },
    answers: { 200: { about: 'Forecasts', schema: forecastsShape, name: 'PlanForecasts' } },
    problems: ['bad-cursor', 'too-many'],
    perform: answerForecasts,
  },
  {
    method: 'get',
    path: '/api/{mission}/plan/calibration',
    name: 'planCalibration',
    tag: 'figures',
    about:
      'How well kept forecasts did: how often what came lay within the bands of 50 and 90 %, the CRPS and the mean error, by days ahead.',
    query: moments,
    answers: { 200: { about: 'Calibration', schema: calibrationShape, name: 'PlanCalibration' } },
    problems: ['too-many'],
    perform: answerCalibration,
  },
]
