/**
 * Refused access: when, where and by which office the independent monitor was turned away. Public from the first moment, and
 * nobody of the mission can raise, mend or take back such a record.
 */
import { choice, line, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['monitor', 'importer'] as const

export const refusedAccess = register({
  name: 'refusedAccess',
  title: 'Refused access',
  plural: 'Refusals of access',
  about: 'When, where and by which office the monitor was turned away, and what came of it.',
  desk: 'accountability',
  controller: 'joint',
  basis: 'mandate',
  retention: {
    permanent: 'It tells of offices and places, and who was shut out is not forgotten.',
  },
  label: 'public',
  staysOpen: true,
  caption: ['title'],
  featured: ['title', 'occurredOn', 'office', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'What was refused' }),
    occurredOn: when(z.string(), { title: 'When' }),
    where: place({ title: 'Where' }),
    office: line(z.string().min(1).max(160), {
      title: 'By which office',
      help: 'An office or a function; no name of a person.',
    }),
    access: choice(z.enum(['place', 'people', 'documents', 'system']).optional(), {
      title: 'Access to',
    }),
    organisation: ref('organisation', { title: 'Of the body', optional: true, hxl: '#org' }),
    answer: prose(z.string().max(2000).optional(), { title: 'Answer' }),
    ...grounds,
  },

  states: ['standing', 'explained', 'opened'],
  enters: {
    by,
    takes: [
      'title',
      'occurredOn',
      'where',
      'office',
      'access',
      'organisation',
      'claims',
      'events',
      'note',
    ],
  },
  amends: { by, takes: ['access', 'claims', 'events', 'note'] },
  transitions: {
    explain: {
      from: 'standing',
      to: 'explained',
      by: ['chief', 'legal', 'hostLiaison', 'importer'],
      takes: ['answer'],
      needs: ['answer'],
    },
    open: {
      from: ['standing', 'explained'],
      to: 'opened',
      by,
      takes: ['note'],
      title: 'Access was given',
    },
  },
})
