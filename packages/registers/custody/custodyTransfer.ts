/**
 * Transfer: one person given into other hands, or not. Planned, then done when every condition stands, or refused with the
 * reason, which is kept: a refusal is an answer that somebody may ask for. After it, visits, until there is no more need.
 */
import { choice, code, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { asksOfHandOver, handOverNeeds, handOverStands } from './handOver.ts'

const by = ['custodyOfficer', 'legal'] as const
const prepared = [
  'handedTo',
  'dueDiligence',
  'where',
  'plannedOn',
  'healthCheckOn',
  'counselOn',
  'kinToldOn',
  'note',
] as const

export const custodyTransfer = register({
  name: 'custodyTransfer',
  title: 'Transfer of a person held',
  plural: 'Transfers of persons held',
  about:
    'Hand-overs of persons held: the assessment of who receives them, the medical check, counsel, the family, and visits afterwards.',
  desk: 'custody',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['refused', 'dropped', 'closed'] },
  label: 'custody',
  caption: ['custody', 'plannedOn'],
  featured: ['custody', 'handedTo', 'plannedOn', 'handedOn', 'visitDue', 'state'],
  sort: { by: 'plannedOn', descending: true },

  fields: {
    custody: ref('custody', { title: 'Person held' }),
    handedTo: ref('organisation', { title: 'Handed to' }),
    plannedOn: when(z.string(), { title: 'Planned for' }),
    dueDiligence: ref('dueDiligence', { title: 'Assessment of unit and place', optional: true }),
    where: place({ title: 'Place of holding', optional: true }),
    healthCheckOn: when(z.string().optional(), { title: 'Medical check' }),
    counselOn: when(z.string().optional(), { title: 'Spoke to counsel' }),
    kinToldOn: when(z.string().optional(), { title: 'Family told' }),
    handedOn: when(z.string().optional(), { title: 'Handed over on' }),
    receiptNumber: code(z.string().min(1).max(60).optional(), {
      title: 'Number of the signed receipt',
    }),
    refusedFor: choice(
      z
        .enum([
          'assessment',
          'medical',
          'counsel',
          'family',
          'riskOfHarm',
          'receiverDeclined',
          'other',
        ])
        .optional(),
      { title: 'Refused for' },
    ),
    visitDue: when(z.string().optional(), { title: 'Next visit due' }),
    visitedOn: when(z.string().optional(), { title: 'Last visited' }),
    visitFinding: prose(z.string().max(4000).optional(), {
      title: 'What the visit found',
      help: 'Of the place and the treatment. No name of a person.',
    }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['planned', 'done', 'refused', 'dropped', 'closed'],
  enters: { by, takes: ['custody', ...prepared] },
  amends: {
    by,
    takes: ['dueDiligence', 'where', 'healthCheckOn', 'counselOn', 'kinToldOn', 'note'],
  },
  corrects: { by: ['custodyOfficer'] },
  transitions: {
    handOver: {
      from: 'planned',
      to: 'done',
      by: ['custodyOfficer'],
      takes: [...handOverNeeds, 'where', 'receiptNumber', 'visitDue', 'note'],
      needs: ['handedOn', 'visitDue'],
      asks: asksOfHandOver,
      unless: handOverStands('where'),
      title: 'Hand over',
    },
    refuse: {
      from: 'planned',
      to: 'refused',
      by,
      takes: ['refusedFor', 'note'],
      needs: ['refusedFor'],
      reason: true,
      title: 'Refuse the hand-over',
    },
    visit: {
      from: 'done',
      by: ['custodyOfficer', 'legal', 'monitor'],
      takes: ['visitedOn', 'visitDue', 'visitFinding'],
      needs: ['visitedOn'],
      title: 'Record a visit',
    },
    close: {
      from: 'done',
      to: 'closed',
      by,
      takes: ['note'],
      reason: true,
      title: 'End the visits',
    },
    drop: { from: 'planned', to: 'dropped', by, takes: ['note'], reason: true },
  },
})
