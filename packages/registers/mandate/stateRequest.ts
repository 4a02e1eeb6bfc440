/**
 * Request to a state: what the mission asked of a government, by when it wants to know, and what it was told. A request for
 * information about the conduct of somebody is no such request: it is a referral, behind its wall.
 */
import { choice, count, line, money, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['legal', 'chief', 'forceGeneration', 'finance', 'hostLiaison', 'importer'] as const

export const stateRequest = register({
  name: 'stateRequest',
  title: 'Request to a state',
  plural: 'Requests to states',
  about: 'What governments were asked for, until when, and what they answered.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['answered', 'withdrawn'] },
  label: 'partner',
  within: 'askedOf',
  caption: ['title'],
  featured: ['title', 'askedOf', 'kind', 'askedOn', 'answerBy', 'outcome', 'state'],
  sort: { by: 'askedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    askedOf: ref('organisation', { title: 'Asked of' }),
    kind: choice(
      z.enum([
        'personnel',
        'equipment',
        'money',
        'overflight',
        'information',
        'authorisation',
        'other',
      ]),
      { title: 'Kind' },
    ),
    askedOn: when(z.string(), { title: 'Asked on' }),
    answerBy: when(z.string().optional(), { title: 'Answer due' }),
    decision: ref('decision', { title: 'Because of the decision', optional: true }),
    instrument: ref('instrument', { title: 'Under', optional: true }),
    persons: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Persons',
      unit: 'persons',
    }),
    amount: money({ title: 'Amount', optional: true }),
    outcome: choice(z.enum(['granted', 'partly', 'promised', 'declined']).optional(), {
      title: 'Outcome',
    }),
    answeredOn: when(z.string().optional(), { title: 'Answered on' }),
    answer: prose(z.string().max(4000).optional(), { title: 'Answer' }),
    ...grounds,
  },

  states: ['asked', 'answered', 'withdrawn'],
  enters: {
    by,
    takes: [
      ...['title', 'askedOf', 'kind', 'askedOn', 'answerBy', 'decision', 'instrument'],
      ...['persons', 'amount', 'claims', 'events', 'note'],
    ],
  },
  amends: {
    by,
    takes: ['title', 'answerBy', 'persons', 'amount', 'claims', 'events', 'note'],
  },
  transitions: {
    answer: {
      from: 'asked',
      to: 'answered',
      by,
      takes: ['outcome', 'answeredOn', 'answer', 'claims', 'events', 'note'],
      needs: ['outcome', 'answeredOn'],
    },
    withdraw: { from: 'asked', to: 'withdrawn', by, takes: ['note'], reason: true },
    askAgain: {
      from: ['answered', 'withdrawn'],
      to: 'asked',
      by,
      takes: ['answerBy', 'note'],
      needs: ['answerBy'],
      reason: true,
    },
  },
})
