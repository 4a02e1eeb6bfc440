/**
 * Damage claim: a resident says that the mission damaged or hurt, and asks for redress. Whoever claims stands here as a code
 * only; the name lies in the conduct compartment (`claimant.ts`), and nothing leads from here to there.
 */
import { choice, code, money, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { pastClock } from '../accountability/clocks.ts'

const takers = ['conduct', 'legal', 'hostLiaison', 'resident', 'importer'] as const
const judges = ['legal', 'importer'] as const
const payers = ['finance', 'importer'] as const

export const damageClaim = register({
  name: 'damageClaim',
  title: 'Damage claim',
  plural: 'Damage claims',
  about:
    'What residents claim for damage or injury by the mission, decided on a clock. Claimants are coded.',
  desk: 'community',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['paid', 'refused', 'withdrawn'] },
  label: 'partner',
  caption: ['reference'],
  featured: ['reference', 'damage', 'receivedOn', 'answerBy', 'state'],
  sort: { by: 'receivedOn', descending: true },

  fields: {
    reference: code(z.string().min(4).max(24), { title: 'Reference' }),
    claimantCode: code(z.string().regex(/^K-[0-9A-Z]{4,12}$/, 'a code such as K-7F3K'), {
      title: 'Code of the claimant',
      help: 'Never a name, a number of an identity card or of a telephone.',
    }),
    damage: choice(
      z.enum(['house', 'wall', 'crops', 'vehicle', 'goods', 'injury', 'death', 'water', 'other']),
      { title: 'Damage' },
    ),
    receivedOn: when(z.string(), { title: 'Received on' }),
    answerBy: when(z.string(), { title: 'Answer due' }),
    occurredOn: when(z.string().optional(), { title: 'When it happened' }),
    where: place({ title: 'Where', optional: true }),
    account: prose(z.string().max(4000).optional(), {
      title: 'What happened',
      help: 'Without names.',
    }),
    incident: ref('incident', { title: 'Incident', optional: true }),
    amount: money({ title: 'Asked for', optional: true }),
    amountApproved: money({ title: 'Awarded', optional: true }),
    amountPaid: money({ title: 'Paid', optional: true }),
    decidedOn: when(z.string().optional(), { title: 'Decided on' }),
    paidOn: when(z.string().optional(), { title: 'Paid on' }),
    answer: prose(z.string().max(4000).optional(), { title: 'Answer' }),
    remindedOn: when(z.string().optional(), { title: 'Reminded on' }),
    approveSigner: code(z.string().max(80).optional(), { title: 'Awarded by' }),
  },

  states: ['received', 'assessed', 'awarded', 'paid', 'refused', 'withdrawn'],
  enters: {
    by: takers,
    takes: [
      'reference',
      'claimantCode',
      'damage',
      'receivedOn',
      'answerBy',
      'occurredOn',
      'where',
      'account',
      'incident',
      'amount',
    ],
    unless: (_, input) => pastClock('damageDecision', input),
  },
  amends: {
    by: ['conduct', 'legal', 'importer'],
    takes: ['where', 'account', 'incident', 'amount'],
  },
  transitions: {
    remind: {
      from: ['received', 'assessed', 'awarded'],
      by: ['conduct', 'legal', 'importer'],
      takes: ['remindedOn'],
      needs: ['remindedOn'],
    },
    assess: {
      from: 'received',
      to: 'assessed',
      by: ['conduct', 'legal', 'importer'],
      takes: ['account', 'where', 'amount'],
    },
    award: {
      from: ['received', 'assessed'],
      to: 'awarded',
      by: judges,
      takes: ['amountApproved', 'decidedOn', 'answer'],
      needs: ['amountApproved', 'decidedOn'],
      signs: 'approveSigner',
    },
    refuse: {
      from: ['received', 'assessed'],
      to: 'refused',
      by: judges,
      takes: ['decidedOn', 'answer'],
      needs: ['decidedOn', 'answer'],
      reason: true,
    },
    pay: {
      from: 'awarded',
      to: 'paid',
      by: payers,
      takes: ['amountPaid', 'paidOn'],
      needs: ['amountPaid', 'paidOn'],
      apartFrom: ['approveSigner'],
    },
    withdraw: {
      from: ['received', 'assessed', 'awarded'],
      to: 'withdrawn',
      by: ['conduct', 'legal', 'importer'],
      takes: ['answer'],
      reason: true,
    },
  },
})
