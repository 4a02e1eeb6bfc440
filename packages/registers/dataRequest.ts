/**
 * Data request: somebody asks for data, or that they be put right or erased: the person they are about, a court, or a state
 * that wants files. What is done of it are entries on the records themselves; here lies the clock and the answer.
 */
import { choice, code, line, prose, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['protection', 'legal'] as const

export const dataRequest = register({
  name: 'dataRequest',
  title: 'Data request',
  plural: 'Data requests',
  about:
    'What persons, courts and states ask of the data the mission holds, each answered on a clock.',
  desk: 'access',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 36, after: ['refused', 'answered'] },
  label: 'restricted',
  caption: ['reference'],
  featured: ['reference', 'kind', 'receivedOn', 'answerBy', 'state'],
  sort: { by: 'receivedOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(40), { title: 'Reference', unique: true }),
    kind: choice(
      z.enum(['subjectAccess', 'rectification', 'erasure', 'courtOrder', 'stateRequest']),
      { title: 'Kind' },
    ),
    requester: line(z.string().min(1).max(160), {
      title: 'Asked by',
      help: 'No more than is needed to answer: a function, a court and its case number.',
    }),
    receivedOn: when(z.string(), { title: 'Received on' }),
    answerBy: when(z.string().optional(), {
      title: 'Answer due',
      help: 'Left out, it is thirty days after the request was received.',
    }),
    concerns: prose(z.string().max(4000).optional(), {
      title: 'Records concerned',
      help: 'The addresses of the records, one a line.',
    }),
    answer: prose(z.string().max(4000).optional(), { title: 'What was answered' }),
  },

  states: ['received', 'accepted', 'refused', 'answered'],
  enters: { by, takes: ['reference', 'kind', 'requester', 'receivedOn', 'answerBy', 'concerns'] },
  amends: { by, takes: ['answerBy', 'concerns'] },
  transitions: {
    accept: {
      from: 'received',
      to: 'accepted',
      by,
      takes: ['concerns', 'answerBy'],
      reason: true,
    },
    refuse: {
      from: ['received', 'accepted'],
      to: 'refused',
      by,
      takes: ['answer'],
      reason: true,
    },
    answer: {
      from: 'accepted',
      to: 'answered',
      by,
      takes: ['answer', 'concerns'],
      needs: ['answer'],
      reason: true,
    },
  },
})
