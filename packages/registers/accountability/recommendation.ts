/**
 * Recommendation: what somebody who looked tells the mission to change, followed to the end: accepted or not, carried out, and
 * seen to be so by another. It leads to no case.
 */
import { choice, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { pastClock } from './clocks.ts'

const makers = ['monitor', 'conduct', 'auditor', 'importer'] as const
const answerers = ['chief', 'legal', 'importer'] as const
const rest = ['claims', 'events', 'note']

export const recommendation = register({
  name: 'recommendation',
  title: 'Recommendation',
  plural: 'Recommendations',
  about:
    'What the mission was told to change, its answer, what was done, and who saw that it was done.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['seen', 'rejected'] },
  label: 'partner',
  caption: ['number', 'title'],
  featured: ['number', 'title', 'madeBy', 'dueOn', 'state'],
  sort: { by: 'issuedOn', descending: true },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'Recommended' }),
    madeBy: choice(z.enum(['monitor', 'conductUnit', 'audit', 'inquiry', 'council', 'community']), {
      title: 'By',
    }),
    issuedOn: when(z.string(), { title: 'Issued on' }),
    answerBy: when(z.string(), { title: 'Answer due' }),
    body: prose(z.string().max(8000).optional(), { title: 'In full' }),
    monitorFinding: ref('monitorFinding', { title: 'From the finding', optional: true }),
    toOrganisation: ref('organisation', { title: 'To the body', optional: true, hxl: '#org' }),
    answer: prose(z.string().max(4000).optional(), { title: 'Answer' }),
    acceptedOn: when(z.string().optional(), { title: 'Accepted on' }),
    dueOn: when(z.string().optional(), { title: 'To be done by' }),
    done: prose(z.string().max(4000).optional(), { title: 'What was done' }),
    doneBy: code(z.string().max(80).optional(), { title: 'Said to be done by' }),
    remindedOn: when(z.string().optional(), { title: 'Reminded on' }),
    ...grounds,
  },

  states: ['made', 'accepted', 'rejected', 'done', 'seen'],
  enters: {
    by: makers,
    takes: [
      'number',
      'title',
      'madeBy',
      'issuedOn',
      'answerBy',
      'body',
      'monitorFinding',
      'toOrganisation',
      ...rest,
    ],
    unless: (_, input) => pastClock('recommendationAnswer', input),
  },
  amends: { by: makers, takes: ['body', ...rest] },
  transitions: {
    remind: {
      from: ['made', 'accepted'],
      by: makers,
      takes: ['remindedOn'],
      needs: ['remindedOn'],
    },
    accept: {
      from: ['made', 'rejected'],
      to: 'accepted',
      by: answerers,
      takes: ['answer', 'acceptedOn', 'dueOn', ...rest],
      needs: ['acceptedOn', 'dueOn'],
      unless: (now, input) => pastClock('recommendationDone', { ...now, ...input }),
    },
    reject: {
      from: 'made',
      to: 'rejected',
      by: answerers,
      takes: ['answer', ...rest],
      needs: ['answer'],
      reason: true,
    },
    carryOut: {
      from: 'accepted',
      to: 'done',
      by: answerers,
      takes: ['done', ...rest],
      needs: ['done'],
      signs: 'doneBy',
      title: 'Say that it is done',
    },
    confirmSeen: {
      from: 'done',
      to: 'seen',
      by: makers,
      takes: rest,
      apartFrom: ['doneBy'],
      title: 'Saw that it is done',
    },
    sendBack: {
      from: 'done',
      to: 'accepted',
      by: makers,
      takes: ['dueOn', ...rest],
      needs: ['dueOn'],
      reason: true,
      title: 'Not done yet',
    },
  },
})
