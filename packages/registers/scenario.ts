/**
 * Scenario: a set of assumptions of the planner: what differs from what the record gives, and what might befall. It answers
 * "what if?" and is agreed upon before anybody leans on it. One run of it, kept, is a forecast.
 */
import { choice, count, data, line, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['planner', 'forceGeneration', 'finance', 'fleet', 'chief', 'importer'] as const
const change = z.strictObject({ path: z.string().max(400), value: z.unknown() })

export const scenario = register({
  name: 'scenario',
  title: 'Scenario',
  plural: 'Scenarios',
  about: 'Assumptions of the planner: what is changed of what the record gives, and what befalls.',
  desk: 'plan',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'It names no person, and forecasts rest on it.' },
  label: 'mission',
  caption: ['title'],
  featured: ['title', 'startsOn', 'goalPersons', 'goalOn', 'state'],

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    changes: data(z.array(change).max(400), {
      most: 40_000,
      title: 'Changes',
      help: 'What differs from the model of the record: a list of places in it, each with its value. Written by the page of the planner.',
    }),
    frame: choice(z.enum(['plain', 'mission']).optional(), {
      title: 'Frame',
      help: 'The frame that any mission can use, or the one that was written for this mission.',
    }),
    assumed: prose(z.string().max(8000).optional(), { title: 'What is assumed, and why' }),
    startsOn: when(z.string().optional(), { title: 'First day' }),
    levers: data(z.record(z.string().max(80), z.number()), {
      most: 8000,
      optional: true,
      title: 'Levers',
    }),
    shocks: data(z.array(z.looseObject({ kind: z.string(), name: z.string() })).max(40), {
      most: 8000,
      optional: true,
      title: 'What befalls',
    }),
    goalPersons: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Goal',
      unit: 'persons',
    }),
    goalOn: when(z.string().optional(), { title: 'Goal by' }),
    ...grounds,
  },

  states: ['drafted', 'agreed', 'retired'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    agree: {
      from: 'drafted',
      to: 'agreed',
      by: ['chief', 'planner', 'importer'],
      takes: ['assumed', 'note'],
      reason: true,
    },
    redraft: { from: 'agreed', to: 'drafted', by: keepers, takes: ['note'], title: 'Draft anew' },
    retire: {
      from: ['drafted', 'agreed'],
      to: 'retired',
      by: keepers,
      takes: ['note'],
      reason: true,
    },
  },
})
