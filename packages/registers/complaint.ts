/**
 * Complaint: what somebody says a member of the mission did. Sealed: it lies in the compartment *conduct*, which no
 * operations role can read by any route. It cannot be deleted, only settled, and no clock that ran out closes it.
 */
import { choice, code, type Fields, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { gravities, isLater, pastAnswer, pastClock } from './accountability/clocks.ts'

/** Whoever was harmed sexually is offered care within three days, and nobody waits longer for an answer than their class of case. */
const triaged = (now: Fields, input: Fields): string | undefined => {
  const all = { ...now, ...input }
  if (all.gravity === 'sexualExploitation' && !all.careBy)
    return 'Care is offered within three days, whatever is proved: say by when.'
  return pastClock('complaintCare', all) ?? pastAnswer(all)
}

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
        'pay',
        'unsafe',
        'unlawfulOrder',
        'harassment',
        'distress',
        'retaliation',
        'warning',
        'feedback',
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
    receivedOn: when(z.string().optional(), { title: 'Received on' }),
    speaksAs: choice(z.enum(['public', 'ownStaff', 'partner', 'notSaid']).optional(), {
      title: 'Speaks as',
      help: 'Own staff have the same door and the same protection as anybody else.',
    }),
    retaliationFor: ref('complaint', {
      title: 'Retaliation for',
      optional: true,
      help: 'Retaliation is an allegation of its own: it is looked into also where the first one is not proved.',
    }),
    gravity: choice(z.enum(gravities).optional(), { title: 'Class of case' }),
    careBy: when(z.string().optional(), {
      title: 'Care offered by',
      help: 'Medical care within 72 hours, without account or evidence.',
    }),
    careOfferedOn: when(z.string().optional(), { title: 'Care offered on' }),
    conflicts: code(
      z
        .string()
        .regex(/^[^,\s]{1,60}(,[^,\s]{1,60}){0,19}$/, 'ids of members with commas between')
        .optional(),
      {
        title: 'Not to be seen by',
        help: 'Members in conflict, such as a conduct officer who knows those concerned. From then on they find no trace of it.',
      },
    ),
    sealedDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
        .optional(),
      {
        title: 'Digest of what is sealed',
        help: 'Of what was sealed on the way in: whoever has the receipt can prove by it that the complaint is still here.',
      },
    ),
    saidDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
        .optional(),
      {
        title: 'Digest of what was said last',
        help: 'Of what was said later under seal, by either side: each is an entry that whoever has the receipt can prove.',
      },
    ),
    extendedBy: code(z.string().max(80).optional(), { title: 'Clock put off by' }),
  },

  bars: { field: 'against', members: 'conflicts' },
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
      'receivedOn',
      'speaksAs',
      'sealedDigest',
      'retaliationFor',
      'conflicts',
    ],
    unless: (_, input) =>
      input.retaliationFor && input.about !== 'retaliation'
        ? 'What is done to somebody for complaining is an allegation of its own: say that it is about retaliation.'
        : undefined,
  },
  amends: {
    by: ['conduct'],
    takes: [
      'about',
      'against',
      'occurredOn',
      'where',
      'involvesMinor',
      'speaksAs',
      'careOfferedOn',
    ],
  },
  corrects: { by: ['conduct'] },
  transitions: {
    triage: {
      from: ['received', 'investigating', 'referred'],
      by: ['conduct', 'monitor'],
      // What it is about is under the seal when it comes: whoever opened it says so here.
      takes: ['about', 'gravity', 'answerBy', 'careBy', 'involvesMinor', 'receivedOn'],
      needs: ['gravity', 'answerBy'],
      unless: triaged,
    },
    // Told by the doors that take what is sealed, with the digest of it, whoever of the two sides spoke: no form has it.
    sayMore: {
      from: ['received', 'investigating', 'referred', 'answered', 'settled'],
      by: ['resident'],
      takes: ['saidDigest'],
      needs: ['saidDigest'],
      title: 'Say more under seal',
    },
    exclude: {
      from: ['received', 'investigating', 'referred', 'answered'],
      by: ['conduct', 'monitor'],
      takes: ['conflicts'],
      needs: ['conflicts'],
      reason: true,
      title: 'Exclude for conflict',
    },
    offerCare: {
      from: ['received', 'investigating', 'referred'],
      by: ['conduct', 'monitor'],
      takes: ['careOfferedOn'],
      needs: ['careOfferedOn'],
      title: 'Care was offered',
    },
    putOff: {
      from: ['received', 'investigating', 'referred'],
      by: ['conduct'],
      takes: ['answerBy'],
      needs: ['answerBy'],
      reason: true,
      signs: 'extendedBy',
      title: 'Put the clock off',
      unless: (now, input) =>
        isLater(input.answerBy, now.answerBy)
          ? undefined
          : 'It is put off to a later day; an earlier one needs no putting off.',
    },
    investigate: {
      from: 'received',
      to: 'investigating',
      by: ['conduct'],
      takes: ['answerBy'],
      needs: ['answerBy'],
      unless: (now, input) => pastAnswer({ ...now, ...input }),
    },
    refer: {
      from: ['received', 'investigating'],
      to: 'referred',
      by: ['conduct'],
      takes: ['answerBy'],
      reason: true,
      unless: (now, input) => (input.answerBy ? pastAnswer({ ...now, ...input }) : undefined),
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
