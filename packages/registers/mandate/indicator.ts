/**
 * Indicator: how progress of the mandate is told: what is counted, from which value it began and which is hoped for. A measure
 * of the record gives its course, or values are stated one by one, each with its source and the day it speaks of.
 */
import { code, line, prose, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['legal', 'chief', 'planner', 'editor', 'importer'] as const
const told = [
  ...['title', 'definition', 'unit', 'baseline', 'baselineOn', 'goal', 'goalOn', 'measure'],
  ...['instrument', 'claims', 'events', 'note'],
]

export const indicator = register({
  name: 'indicator',
  title: 'Indicator',
  plural: 'Indicators',
  about: 'How progress is told: definition, baseline, goal, and values with their sources.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'It is what the mission said it would be measured by.' },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'unit', 'baseline', 'goal', 'value', 'asOf', 'state'],
  sort: { by: 'title' },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    definition: prose(z.string().min(1).max(2000), {
      title: 'Definition',
      help: 'What is counted, what is not, and who counts.',
    }),
    unit: code(z.string().min(1).max(40), { title: 'Unit' }),
    baseline: quantity(z.number().optional(), { title: 'Baseline' }),
    baselineOn: when(z.string().optional(), { title: 'Baseline as of' }),
    goal: quantity(z.number().optional(), { title: 'Goal' }),
    goalOn: when(z.string().optional(), { title: 'Goal by' }),
    measure: code(
      z
        .string()
        .regex(/^[a-z]+\.[a-z][a-zA-Z0-9]*$/, 'the name of a measure, such as people.deployed')
        .max(80)
        .optional(),
      { title: 'Measure' },
    ),
    instrument: ref('instrument', { title: 'Asked for by', optional: true }),
    value: quantity(z.number().optional(), { title: 'Value' }),
    asOf: when(z.string().optional(), { title: 'As of' }),
    source: ref('source', { title: 'Source', optional: true }),
    ...grounds,
  },

  states: ['kept', 'ended'],
  enters: { by, takes: told },
  amends: { by, takes: told },
  transitions: {
    stateValue: {
      from: 'kept',
      by,
      takes: ['value', 'asOf', 'source', 'claims', 'events', 'note'],
      needs: ['value', 'asOf'],
      title: 'State a value',
      unless: (now, input) => {
        if (now.measure !== undefined)
          return 'A measure of the record gives its values: nobody states them by hand.'
        return input.source === undefined && !isGiven(input.claims)
          ? 'A stated value names its source: a publication or a source statement.'
          : undefined
      },
    },
    end: { from: 'kept', to: 'ended', by, takes: ['note'], reason: true },
  },
})

const isGiven = (value: unknown): boolean => Array.isArray(value) && value.length > 0
