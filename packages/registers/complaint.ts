/**
 * Complaint: what somebody says a member of the mission did. Sealed: it lies in the compartment *conduct*, which no
 * operations role can read by any route. It cannot be deleted, only settled, and its clock runs for all to see.
 */
import { choice, code, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'

export const complaint = register({
  name: 'complaint',
  title: 'Complaint',
  plural: 'Complaints',
  about:
    'What somebody says a member of the mission did, and what came of it. No name is needed to complain.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['settled'] },
  label: 'conduct',
  caption: ['reference'],
  featured: ['reference', 'about', 'state', 'occurredOn', 'answerBy'],

  fields: {
    // Not unique: a refusal would tell whoever complains that another complaint bears it.
    reference: code(z.string().min(4).max(24), {
      title: 'Reference',
      help: 'Given to the person who complains; it opens nothing by itself.',
    }),
    about: choice(
      z.enum([
        'force',
        'detention',
        'sexualHarm',
        'property',
        'road',
        'corruption',
        'wastewater',
        'other',
      ]),
      { title: 'About' },
    ),
    account: prose(z.string().min(1).max(8000), { title: 'What happened' }),
    channel: choice(z.enum(['inPerson', 'phone', 'form', 'letter', 'partner', 'other']), {
      title: 'Came by',
    }),
    against: ref('contingent', {
      title: 'Against',
      optional: true,
      help: 'The unit of whom it is about. Whoever belongs to that unit, or to one above or below it, cannot see the complaint.',
    }),
    occurredOn: when(z.string().optional(), { title: 'When it happened' }),
    where: place({ title: 'Where', optional: true }),
    involvesMinor: choice(z.enum(['yes', 'no', 'unknown']).optional(), {
      title: 'A minor is involved',
    }),
    answerBy: when(z.string().optional(), { title: 'Answer due' }),
    finding: prose(z.string().max(8000).optional(), { title: 'Finding' }),
  },

  bars: { field: 'against' },
  states: ['received', 'investigating', 'referred', 'answered', 'settled'],
  enters: {
    by: ['conduct', 'monitor', 'resident'],
    takes: [
      'reference',
      'about',
      'account',
      'channel',
      'against',
      'occurredOn',
      'where',
      'involvesMinor',
    ],
  },
  amends: {
    by: ['conduct'],
    takes: ['against', 'answerBy', 'occurredOn', 'where', 'involvesMinor'],
  },
  corrects: { by: ['conduct'] },
  transitions: {
    investigate: {
      from: 'received',
      to: 'investigating',
      by: ['conduct'],
      takes: ['answerBy'],
      needs: ['answerBy'],
    },
    refer: {
      from: ['received', 'investigating'],
      to: 'referred',
      by: ['conduct'],
      takes: ['answerBy'],
      reason: true,
    },
    answer: {
      from: ['investigating', 'referred'],
      to: 'answered',
      by: ['conduct'],
      takes: ['finding'],
      needs: ['finding'],
    },
    settle: { from: 'answered', to: 'settled', by: ['conduct', 'monitor'], reason: true },
  },
})
