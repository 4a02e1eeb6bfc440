/**
 * Phase condition: what must hold before a phase of the mission begins. Where a measure tells, go or no-go is computed from it
 * at any moment and stored nowhere; where none does, somebody judges it and says on what grounds.
 */
import { choice, code, line, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const keepers = ['legal', 'chief', 'planner', 'importer'] as const

/** Either all of measure, comparator and threshold, or none of them. */
const isWhole = (fields: Readonly<Record<string, unknown>>): string | undefined => {
  const given = ['measure', 'comparator', 'threshold'].filter((name) => fields[name] !== undefined)
  return given.length === 0 || given.length === 3
    ? undefined
    : 'A condition that a measure decides names the measure, how it compares, and the threshold.'
}

export const phaseCondition = register({
  name: 'phaseCondition',
  title: 'Condition of a phase',
  plural: 'Conditions of phases',
  about: 'What must hold before a phase begins, computed from a measure or judged on grounds.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['waived', 'dropped'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'phase', 'measure', 'comparator', 'threshold', 'dueOn', 'state'],
  sort: { by: 'phase' },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    phase: line(z.string().min(1).max(120), { title: 'Phase' }),
    measure: code(
      z
        .string()
        .regex(/^[a-z]+\.[a-z][a-zA-Z0-9]*$/, 'the name of a measure, such as people.deployed')
        .max(80)
        .optional(),
      { title: 'Measure' },
    ),
    comparator: choice(z.enum(['atLeast', 'above', 'atMost', 'below']).optional(), {
      title: 'Must be',
    }),
    threshold: quantity(z.number().optional(), { title: 'Threshold' }),
    dueOn: when(z.string().optional(), { title: 'To hold by' }),
    instrument: ref('instrument', { title: 'Set by', optional: true }),
    outcome: choice(z.enum(['met', 'notMet', 'unknown']).optional(), { title: 'Judged' }),
    statedOn: when(z.string().optional(), { title: 'Judged on' }),
    ...grounds,
  },

  states: ['standing', 'waived', 'dropped'],
  enters: {
    by: keepers,
    takes: [
      ...['title', 'phase', 'measure', 'comparator', 'threshold', 'dueOn', 'instrument'],
      ...['claims', 'events', 'note'],
    ],
    unless: (_, input) => isWhole(input),
  },
  amends: {
    by: keepers,
    takes: [
      ...['title', 'phase', 'measure', 'comparator', 'threshold', 'dueOn', 'instrument'],
      ...['claims', 'events', 'note'],
    ],
    unless: (now, input) => isWhole({ ...now, ...input }),
  },
  transitions: {
    judge: {
      from: 'standing',
      by: keepers,
      takes: ['outcome', 'statedOn', 'claims', 'events', 'note'],
      needs: ['outcome', 'statedOn'],
      unless: (now) =>
        now.measure === undefined
          ? undefined
          : 'A measure decides this condition: nobody judges it by hand.',
    },
    waive: {
      from: 'standing',
      to: 'waived',
      by: ['chief', 'importer'],
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
    standAgain: {
      from: ['waived', 'dropped'],
      to: 'standing',
      by: keepers,
      takes: ['note'],
      reason: true,
    },
    drop: { from: 'standing', to: 'dropped', by: keepers, takes: ['note'], reason: true },
  },
})
