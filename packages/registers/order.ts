/**
 * Order: what the chief of staff tells desks or a contributor to do, and by when. Whoever is told acknowledges it by a record
 * of their own (`acknowledgement.ts`). The words of an order are its own; what comes of it is recorded where it happens.
 */
import { choice, choices, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { told } from './toldRoles.ts'

const givers = ['chief', 'watch', 'importer'] as const
const given = [
  ...['title', 'body', 'toRoles', 'toOrganisation', 'operation', 'dueOn'],
  ...['claims', 'events', 'note'],
]

export const order = register({
  name: 'order',
  title: 'Order',
  plural: 'Orders',
  about: 'Orders and tasks: what is to be done, by whom and by when, and what became of it.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['done', 'withdrawn', 'superseded'] },
  label: 'mission',
  within: 'toOrganisation',
  caption: ['number', 'title'],
  featured: ['number', 'title', 'kind', 'toRoles', 'dueOn', 'state'],
  sort: { by: 'dueOn' },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    kind: choice(z.enum(['order', 'task']), { title: 'Kind' }),
    body: prose(z.string().max(8000).optional(), { title: 'What is to be done' }),
    toRoles: choices(z.array(z.enum(told)).optional(), {
      title: 'To',
      help: 'The roles that are told, and acknowledge. None: everybody who may see it.',
    }),
    toOrganisation: ref('organisation', {
      title: 'To the contributor',
      optional: true,
      hxl: '#org',
      help: 'Only this contributor’s people see it, and those who see the whole mission.',
    }),
    operation: ref('operation', { title: 'Operation', optional: true }),
    dueOn: when(z.string().optional(), { title: 'Due on' }),
    issuedOn: when(z.string().optional(), { title: 'Issued on' }),
    ...grounds,
  },

  states: ['draft', 'issued', 'done', 'withdrawn', 'superseded'],
  enters: { by: givers, takes: ['number', 'kind', ...given] },
  amends: { by: givers, takes: given },
  transitions: {
    issue: { from: 'draft', to: 'issued', by: ['chief', 'importer'], takes: ['issuedOn', 'dueOn'] },
    finish: { from: 'issued', to: 'done', by: givers, takes: ['note'], title: 'Mark done' },
    withdraw: {
      from: ['draft', 'issued'],
      to: 'withdrawn',
      by: ['chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
    supersede: {
      from: 'issued',
      to: 'superseded',
      by: ['chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
