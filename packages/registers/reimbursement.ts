/**
 * Reimbursement claim: what a contributor claims for a period under an agreement, as it goes from its hand to its account:
 * claimed, verified, certified, paid or disputed. What a state fears to lose stands here too, and is no debt.
 */
import { code, type Fields, line, money, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { contingentAsked, isOfContingent } from './equipment.ts'
import { grounds } from './grounds.ts'
import { ofOneContributor } from './spending.ts'

const state = ['contributorFinance', 'importer'] as const
const ofAgreement = ofOneContributor('agreement', 'agreement')
const signer = (title: string) => code(z.string().max(64).optional(), { title })

type Sum = { minor: number; currency: string } | undefined

/** A step never raises the sum, and stays in one currency. */
const exceeds = (before: unknown, after: unknown): string | undefined => {
  const [least, most] = [after as Sum, before as Sum]
  if (!least || !most) return undefined
  if (least.currency !== most.currency) return 'A claim keeps to one currency at every step.'
  return least.minor > most.minor
    ? 'A step confirms as much as the step before it, or less.'
    : undefined
}

/** What is said to be paid on an obligation stands there as payments. */
function unpaid(claim: Fields, payments: readonly Fields[] | undefined): string | undefined {
  const said = claim.amountPaid as Sum
  if (!claim.obligation || !payments || !said) return undefined
  const found = payments.map(({ amount }) => amount as Sum)
  const paid = found.reduce(
    (sum, one) => sum + (one?.currency === said.currency ? one.minor : 0),
    0,
  )
  return paid < said.minor
    ? 'Its obligation has not been paid that far: enter the payment first.'
    : undefined
}

export const reimbursement = register({
  name: 'reimbursement',
  title: 'Reimbursement claim',
  plural: 'Reimbursement claims',
  about:
    'What a contributor claims for a period under an agreement, and how far the claim has come.',
  desk: 'funds',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['paid', 'dropped'] },
  label: 'mission',
  within: 'contributor',
  caption: ['reference'],
  featured: ['reference', 'contributor', 'periodFirst', 'periodLast', 'amountClaimed', 'state'],
  sort: { by: 'periodLast', descending: true },

  fields: {
    reference: code(z.string().min(1).max(40), { title: 'Reference', unique: true }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    agreement: ref('agreement', { title: 'Agreement' }),
    contingent: ref('contingent', {
      title: 'Contingent',
      help: 'Named: its people and its vehicles are counted, and no other of the contributor.',
      optional: true,
    }),
    periodFirst: when(z.string(), { title: 'Period from' }),
    periodLast: when(z.string(), { title: 'Period to' }),
    rateEdition: ref('rateEdition', {
      title: 'Edition of rates',
      help: 'Empty: the edition of the agreement.',
      optional: true,
    }),
    amountClaimed: money({ title: 'Amount claimed', optional: true }),
    claimedOn: when(z.string().optional(), { title: 'Claimed on' }),
    amountVerified: money({ title: 'Amount verified', optional: true }),
    verifiedOn: when(z.string().optional(), { title: 'Verified on' }),
    amountCertified: money({ title: 'Amount certified', optional: true }),
    certifiedOn: when(z.string().optional(), { title: 'Certified on' }),
    amountPaid: money({ title: 'Amount paid', optional: true }),
    paidOn: when(z.string().optional(), { title: 'Paid on' }),
    disputedOn: when(z.string().optional(), { title: 'Disputed on' }),
    amountFeared: money({
      title: 'Amount feared lost',
      help: 'What the state says it may lose. A statement of that state, never a debt.',
      optional: true,
    }),
    fearedOn: when(z.string().optional(), { title: 'Said on' }),
    attributedTo: line(z.string().max(200).optional(), { title: 'Said by' }),
    spentAtHome: money({
      title: 'Spent at home',
      help: 'What the state spent for the period, in its own currency.',
      optional: true,
    }),
    obligation: ref('obligation', { title: 'Obligation', optional: true }),
    verifySigner: signer('Verified by'),
    certifySigner: signer('Certified by'),
    paySigner: signer('Paid by'),
    ...grounds,
  },

  states: ['drafted', 'claimed', 'verified', 'certified', 'paid', 'disputed', 'feared', 'dropped'],
  enters: {
    by: [...state, 'finance'],
    asks: { ...ofAgreement.asks, ...contingentAsked },
    unless: (...told) => ofAgreement.unless(...told) ?? isOfContingent(...told),
    takes: [
      'reference',
      'contributor',
      'agreement',
      'contingent',
      'periodFirst',
      'periodLast',
      'rateEdition',
      'spentAtHome',
      'claims',
      'events',
      'note',
    ],
  },
  amends: {
    by: [...state, 'finance'],
    takes: ['rateEdition', 'spentAtHome', 'obligation', 'claims', 'events', 'note'],
  },
  transitions: {
    claim: {
      from: ['drafted', 'feared', 'disputed'],
      to: 'claimed',
      by: state,
      takes: ['amountClaimed', 'claimedOn', 'rateEdition', 'spentAtHome', 'claims', 'note'],
      needs: ['amountClaimed', 'claimedOn'],
    },
    verify: {
      from: 'claimed',
      to: 'verified',
      by: ['inspector', 'importer'],
      takes: ['amountVerified', 'verifiedOn', 'note'],
      needs: ['amountVerified', 'verifiedOn'],
      signs: 'verifySigner',
      unless: (now, input) => exceeds(now.amountClaimed, input.amountVerified),
    },
    certify: {
      from: 'verified',
      to: 'certified',
      by: ['finance', 'importer'],
      takes: ['amountCertified', 'certifiedOn', 'obligation', 'note'],
      needs: ['amountCertified', 'certifiedOn'],
      signs: 'certifySigner',
      apartFrom: ['verifySigner'],
      unless: (now, input) => exceeds(now.amountVerified, input.amountCertified),
    },
    pay: {
      from: 'certified',
      to: 'paid',
      by: ['finance', 'chief', 'importer'],
      takes: ['amountPaid', 'paidOn', 'obligation', 'note'],
      needs: ['amountPaid', 'paidOn'],
      signs: 'paySigner',
      apartFrom: ['certifySigner'],
      asks: {
        payments: {
          register: 'payment',
          state: ['paid'],
          match: { obligation: 'obligation' },
          take: [],
          sum: 'amount',
        },
      },
      unless: (now, input, beside) =>
        exceeds(now.amountCertified, input.amountPaid) ??
        unpaid({ ...now, ...input }, beside?.rows.payments),
    },
    dispute: {
      from: ['claimed', 'verified', 'certified'],
      to: 'disputed',
      by: ['contributorFinance', 'finance', 'inspector', 'importer'],
      takes: ['disputedOn', 'claims', 'note'],
      needs: ['disputedOn'],
      reason: true,
    },
    fear: {
      from: 'drafted',
      to: 'feared',
      by: state,
      takes: ['amountFeared', 'fearedOn', 'attributedTo', 'claims', 'events', 'note'],
      needs: ['amountFeared', 'fearedOn'],
      title: 'Say that it may be lost',
    },
    drop: {
      from: ['drafted', 'claimed', 'disputed', 'feared'],
      to: 'dropped',
      by: state,
      takes: ['note'],
      reason: true,
    },
  },
})
