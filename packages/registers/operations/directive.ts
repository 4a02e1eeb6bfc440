/**
 * Directive: one edition of the rules on the use of force, in the languages it exists in. One edition is in force at a time,
 * and nobody is fit for duty who has not acknowledged it. Who did is a register of its own.
 */
import { choices, code, count, line, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const keepers = ['legal', 'chief', 'importer'] as const
export const readLanguages = ['en', 'fr', 'ht', 'es', 'other'] as const

export const directive = register({
  name: 'directive',
  title: 'Directive on the use of force',
  plural: 'Directives on the use of force',
  about: 'The rules on the use of force, edition by edition, and the languages each exists in.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'Rules of the mission: what was done is judged by those of its day.' },
  label: 'public',
  caption: ['number', 'title'],
  featured: ['number', 'title', 'languages', 'inForceOn', 'state'],
  sort: { by: 'inForceOn', descending: true },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    editionNumber: count(z.int().positive().max(1000), { title: 'Edition', unit: 'edition' }),
    languages: choices(z.array(z.enum(readLanguages)).min(1).max(5), { title: 'Languages' }),
    inForceOn: when(z.string().optional(), { title: 'In force from' }),
    readBy: when(z.string().optional(), {
      title: 'To be acknowledged by',
      help: 'Whoever has not by then is told of each morning. Not fit for duty is everybody who has not, from the first day.',
    }),
    changed: prose(z.string().max(4000).optional(), { title: 'What is new' }),
    body: prose(z.string().max(20_000).optional(), {
      title: 'The rules',
      help: 'In the words that officers are held to. What must stay in the mission is a document.',
    }),
    ...grounds,
  },

  states: ['drafted', 'inForce', 'replaced', 'withdrawn'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    putInForce: {
      from: 'drafted',
      to: 'inForce',
      by: ['chief', 'importer'],
      takes: ['inForceOn', 'readBy', 'note'],
      needs: ['inForceOn'],
      asks: { others: { register: 'directive', state: ['inForce'], match: {}, take: ['$record'] } },
      unless: (_now, _input, beside) =>
        (beside?.rows.others ?? []).length > 0
          ? 'Another edition is in force: replace that first.'
          : undefined,
      title: 'Put in force',
    },
    replace: {
      from: 'inForce',
      to: 'replaced',
      by: ['chief', 'importer'],
      takes: ['note'],
    },
    withdraw: {
      from: ['drafted', 'inForce'],
      to: 'withdrawn',
      by: ['chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
