/**
 * After-action: what those who were there say went well and what did not, and what is to change by when. It blames nobody; what
 * somebody did wrong is a complaint, and an order is an order.
 */
import { choice, count, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { told as roles } from '../toldRoles.ts'

const keepers = ['watch', 'planner', 'chief', 'importer'] as const

export const afterAction = register({
  name: 'afterAction',
  title: 'After-action review',
  plural: 'After-action reviews',
  about: 'What went well, what did not, and what is to change by when.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['carriedOut', 'dropped'] },
  label: 'mission',
  caption: ['title'],
  featured: ['title', 'heldOn', 'dueOn', 'role', 'state'],
  sort: { by: 'heldOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    heldOn: when(z.string(), { title: 'Held on' }),
    operation: ref('operation', { title: 'Operation', optional: true }),
    patrol: ref('patrol', { title: 'Patrol', optional: true }),
    persons: count(z.int().nonnegative().max(5000).optional(), {
      title: 'People who took part',
      unit: 'persons',
    }),
    wentWell: prose(z.string().max(4000).optional(), { title: 'What went well' }),
    wentBadly: prose(z.string().max(4000).optional(), { title: 'What did not' }),
    lessons: prose(z.string().max(4000).optional(), { title: 'Lessons' }),
    toChange: prose(z.string().max(4000).optional(), { title: 'What is to change' }),
    role: choice(z.enum(roles).optional(), { title: 'Who sees to it' }),
    dueOn: when(z.string().optional(), { title: 'Due on' }),
    ...grounds,
  },

  states: ['drafted', 'agreed', 'carriedOut', 'dropped'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    agree: {
      from: 'drafted',
      to: 'agreed',
      by: ['chief', 'importer'],
      takes: ['toChange', 'role', 'dueOn', 'note'],
      needs: ['toChange', 'dueOn'],
    },
    carryOut: {
      from: 'agreed',
      to: 'carriedOut',
      by: keepers,
      takes: ['note'],
      title: 'Mark carried out',
    },
    drop: {
      from: ['drafted', 'agreed'],
      to: 'dropped',
      by: ['chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
