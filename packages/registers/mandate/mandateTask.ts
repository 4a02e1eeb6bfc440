/**
 * Mandate task: what an instrument asks of the mission: one owner, a day it is due, and what shows that it was done.
 * What is owed in money or to a contributor is an obligation, a register of its own.
 */
import { choice, code, line, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { taskOwners } from './owners.ts'

const keepers = ['legal', 'chief', 'importer'] as const
const by = [...keepers, ...taskOwners.filter((role) => role !== 'legal' && role !== 'chief')]

export const mandateTask = register({
  name: 'mandateTask',
  title: 'Mandate task',
  plural: 'Mandate tasks',
  about: 'What instruments ask of the mission, each with one owner, a day and its evidence.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['done', 'dropped'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'kind', 'role', 'dueOn', 'state'],
  sort: { by: 'dueOn' },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    role: choice(z.enum(taskOwners), { title: 'Owner' }),
    kind: choice(
      z.enum([
        'report',
        'protection',
        'support',
        'accountability',
        'training',
        'deployment',
        'renewal',
        'other',
      ]),
      { title: 'Kind' },
    ),
    instrument: ref('instrument', { title: 'Asked for by', optional: true }),
    article: code(z.string().max(40).optional(), { title: 'Article' }),
    owedTo: ref('organisation', { title: 'Owed to', optional: true }),
    dueOn: when(z.string().optional(), { title: 'Due' }),
    doneOn: when(z.string().optional(), { title: 'Done on' }),
    result: line(z.string().max(300).optional(), { title: 'What was done' }),
    evidence: refs('document', { title: 'Evidence', label: 'mission' }),
    ...grounds,
  },

  states: ['open', 'done', 'dropped'],
  enters: { by: keepers },
  amends: { by },
  transitions: {
    complete: {
      from: 'open',
      to: 'done',
      by,
      takes: ['doneOn', 'result', 'evidence', 'claims', 'events', 'note'],
      needs: ['doneOn'],
      title: 'Mark as done',
      unless: (now, input) =>
        ['evidence', 'claims', 'events'].some((name) => isGiven(input[name] ?? now[name]))
          ? undefined
          : 'Name what shows that it was done: a document, a source statement or a dated event.',
    },
    drop: { from: 'open', to: 'dropped', by: keepers, takes: ['note'], reason: true },
    reopen: {
      from: ['done', 'dropped'],
      to: 'open',
      by: keepers,
      takes: ['dueOn', 'note'],
      reason: true,
      title: 'Open again',
    },
  },
})

const isGiven = (value: unknown): boolean => Array.isArray(value) && value.length > 0
