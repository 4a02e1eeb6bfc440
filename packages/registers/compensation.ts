/**
 * Compensation: what the mission owes for a death or a disability in its service. It has its own clock, apart from any
 * reimbursement claim. Who it is for stands on the casualty, under that record's markings.
 */
import { choice, code, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const state = ['contributorFinance', 'contributorOfficer', 'importer'] as const

export const compensation = register({
  name: 'compensation',
  title: 'Compensation claim',
  plural: 'Compensation claims',
  about: 'What is owed for a death or a disability in the service of the mission, with its clock.',
  desk: 'funds',
  controller: 'joint',
  basis: 'legalObligation',
  retention: { months: 300, after: ['paid', 'refused'] },
  label: 'mission',
  within: 'contributor',
  caption: ['reference'],
  featured: ['reference', 'contributor', 'kind', 'submittedOn', 'dueOn', 'amount', 'state'],
  sort: { by: 'dueOn' },

  fields: {
    reference: code(z.string().min(1).max(40), {
      title: 'Reference',
      unique: true,
      help: 'A token. Never a name.',
    }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(z.enum(['death', 'disability']), { title: 'Kind' }),
    casualty: ref('casualty', { title: 'Casualty', optional: true }),
    amount: money({ title: 'Amount', optional: true }),
    amountApproved: money({ title: 'Amount approved', optional: true }),
    amountPaid: money({ title: 'Amount paid', optional: true }),
    notifiedOn: when(z.string().optional(), { title: 'Notified on' }),
    submittedOn: when(z.string().optional(), { title: 'Submitted on' }),
    verifiedOn: when(z.string().optional(), { title: 'Verified on' }),
    approvedOn: when(z.string().optional(), { title: 'Approved on' }),
    paidOn: when(z.string().optional(), { title: 'Paid on' }),
    dueOn: when(z.string().optional(), {
      title: 'Due',
      help: 'If it is missing: ninety days after it was submitted.',
    }),
    obligation: ref('obligation', { title: 'Obligation', optional: true }),
    verifySigner: code(z.string().max(64).optional(), { title: 'Verified by' }),
    approveSigner: code(z.string().max(64).optional(), { title: 'Approved by' }),
    ...grounds,
  },

  states: ['notified', 'submitted', 'verified', 'approved', 'paid', 'refused'],
  enters: {
    by: [...state, 'forceGeneration'],
    takes: [
      'reference',
      'contributor',
      'kind',
      'casualty',
      'amount',
      'notifiedOn',
      'claims',
      'events',
      'note',
    ],
  },
  amends: {
    by: [...state, 'finance'],
    takes: ['casualty', 'dueOn', 'obligation', 'claims', 'events', 'note'],
  },
  transitions: {
    submit: {
      from: ['notified', 'refused'],
      to: 'submitted',
      by: state,
      takes: ['amount', 'submittedOn', 'dueOn', 'claims', 'note'],
      needs: ['amount', 'submittedOn'],
    },
    verify: {
      from: 'submitted',
      to: 'verified',
      by: ['forceGeneration', 'legal', 'importer'],
      takes: ['verifiedOn', 'casualty', 'note'],
      needs: ['verifiedOn'],
      signs: 'verifySigner',
    },
    approve: {
      from: 'verified',
      to: 'approved',
      by: ['finance', 'legal', 'importer'],
      takes: ['amountApproved', 'approvedOn', 'obligation', 'note'],
      needs: ['amountApproved', 'approvedOn'],
      signs: 'approveSigner',
      apartFrom: ['verifySigner'],
    },
    pay: {
      from: 'approved',
      to: 'paid',
      by: ['finance', 'chief', 'importer'],
      takes: ['amountPaid', 'paidOn', 'obligation', 'note'],
      needs: ['amountPaid', 'paidOn'],
      apartFrom: ['approveSigner'],
    },
    refuse: {
      from: ['notified', 'submitted', 'verified'],
      to: 'refused',
      by: ['finance', 'legal', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
