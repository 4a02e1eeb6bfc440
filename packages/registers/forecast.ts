/**
 * Forecast: one run of the planner, kept with all it needs to be run again to the bit: the model, the seed, how many runs, the
 * edition of the engine, and the place in the record at which it was made. It is scored when its days have come.
 */
import { code, count, data, line, prose, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['planner', 'forceGeneration', 'finance', 'fleet', 'chief', 'importer'] as const
const quantile = z.strictObject({
  figure: z.string().max(80),
  day: z.int().nonnegative(),
  p5: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p95: z.number(),
})

export const forecast = register({
  name: 'forecast',
  title: 'Forecast',
  plural: 'Forecasts',
  about: 'Runs of the planner that are kept, and scored when their days have come.',
  desk: 'plan',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'What was foretold is compared with what came; it names no person.' },
  label: 'mission',
  caption: ['title', 'startsOn'],
  featured: ['title', 'startsOn', 'runs', 'goalPersons', 'chancePercent', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    startsOn: when(z.string(), { title: 'First day' }),
    seed: code(z.string().min(1).max(40), {
      title: 'Seed',
      help: 'The same seed gives the same runs on every machine.',
    }),
    runs: count(z.int().min(1).max(100_000), { title: 'Runs' }),
    modelText: data(z.looseObject({ name: z.string(), days: z.number() }), {
      most: 100_000,
      title: 'Model',
      help: 'The whole model that was run, as JSON.',
    }),
    scenario: ref('scenario', { title: 'Scenario', optional: true }),
    knownSeq: count(z.int().nonnegative().optional(), {
      title: 'Made at entry',
      help: 'How many entries the record had: what was known.',
    }),
    engine: code(z.string().max(40).optional(), { title: 'Engine' }),
    digest: code(z.string().max(128).optional(), {
      title: 'Digest of the runs',
      help: 'Whoever runs it again must come to the same.',
    }),
    quantiles: data(z.array(quantile).max(400), {
      most: 60_000,
      optional: true,
      title: 'Bands',
    }),
    goalPersons: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Goal',
      unit: 'persons',
    }),
    goalOn: when(z.string().optional(), { title: 'Goal by' }),
    chancePercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Chance of the goal',
      unit: '%',
    }),
    scoredOn: when(z.string().optional(), { title: 'Scored on' }),
    scores: data(z.looseObject({}), { most: 20_000, optional: true, title: 'Scores' }),
    memo: prose(z.string().max(8000).optional(), { title: 'In words' }),
    ...grounds,
  },

  states: ['kept', 'scored', 'withdrawn'],
  enters: { by: keepers, needs: ['knownSeq', 'engine', 'digest', 'quantiles'] },
  amends: { by: keepers },
  transitions: {
    score: {
      from: ['kept', 'scored'],
      to: 'scored',
      by: keepers,
      takes: ['scoredOn', 'scores', 'note'],
      needs: ['scoredOn', 'scores'],
    },
    withdraw: {
      from: ['kept', 'scored'],
      to: 'withdrawn',
      by: keepers,
      takes: ['note'],
      reason: true,
    },
  },
})
