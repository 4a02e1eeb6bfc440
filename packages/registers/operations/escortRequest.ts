/**
 * Escort request: a partner asks that people or goods be brought through safely. It is answered in time, with yes or with why
 * not; what goes out for it is a patrol. The answer is the mission's, the asking the partner's own.
 */
import { choice, code, count, line, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const askers = ['partnerLiaison', 'hostLiaison', 'watch', 'importer'] as const
const answerers = ['watch', 'planner', 'chief', 'importer'] as const

export const escortRequest = register({
  name: 'escortRequest',
  title: 'Escort request',
  plural: 'Escort requests',
  about:
    'What partners ask to be brought through safely, when it must be answered, and the answer.',
  desk: 'operations',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 60, after: ['done', 'declined', 'withdrawn'] },
  label: 'partner',
  within: 'organisation',
  caption: ['reference', 'title'],
  featured: ['reference', 'title', 'organisation', 'neededBy', 'answerBy', 'state'],
  sort: { by: 'answerBy' },

  fields: {
    reference: code(z.string().min(1).max(60), { title: 'Reference', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'What is to be brought through' }),
    organisation: ref('organisation', { title: 'Asked by', hxl: '#org' }),
    neededBy: when(z.string(), { title: 'Needed on' }),
    answerBy: when(z.string(), { title: 'Answer by' }),
    where: place({
      title: 'To',
      optional: true,
      help: 'The commune it goes to, no closer.',
    }),
    cargo: choice(
      z.enum(['food', 'medicine', 'fuel', 'water', 'patients', 'staff', 'other']).optional(),
      { title: 'What travels' },
    ),
    persons: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'People',
      unit: 'persons',
    }),
    vehiclesAsked: count(z.int().nonnegative().max(1000).optional(), {
      title: 'Their vehicles',
      unit: 'vehicles',
    }),
    armedEscort: choice(z.enum(['wanted', 'unwanted', 'lastResort']).optional(), {
      title: 'Armed escort',
      help: 'Humanitarian bodies take one as a last resort only: ask, do not assume.',
    }),
    patrol: ref('patrol', { title: 'Patrol', optional: true, label: 'mission' }),
    answer: prose(z.string().max(2000).optional(), { title: 'Answer' }),
    answeredOn: when(z.string().optional(), { title: 'Answered on' }),
    ...grounds,
  },

  states: ['asked', 'accepted', 'declined', 'done', 'withdrawn'],
  enters: {
    by: askers,
    takes: [
      ...['reference', 'title', 'organisation', 'neededBy', 'answerBy', 'where', 'cargo'],
      ...['persons', 'vehiclesAsked', 'armedEscort', 'claims', 'events', 'note'],
    ],
  },
  amends: {
    by: askers,
    takes: [
      'title',
      'neededBy',
      'where',
      'cargo',
      'persons',
      'vehiclesAsked',
      'armedEscort',
      'note',
    ],
  },
  transitions: {
    accept: {
      from: 'asked',
      to: 'accepted',
      by: answerers,
      takes: ['answer', 'answeredOn', 'patrol', 'note'],
      needs: ['answeredOn'],
    },
    decline: {
      from: ['asked', 'accepted'],
      to: 'declined',
      by: answerers,
      takes: ['answer', 'answeredOn', 'note'],
      needs: ['answer', 'answeredOn'],
    },
    assign: {
      from: 'accepted',
      by: answerers,
      takes: ['patrol', 'note'],
      needs: ['patrol'],
      title: 'Name the patrol',
    },
    finish: { from: 'accepted', to: 'done', by: answerers, takes: ['note'], title: 'Mark done' },
    withdraw: {
      from: ['asked', 'accepted'],
      to: 'withdrawn',
      by: askers,
      takes: ['note'],
      reason: true,
    },
  },
})
