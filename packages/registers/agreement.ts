/**
 * Agreement: what a contributor brings and what it is paid for, as both have signed: a memorandum of understanding or a
 * letter of assist. What it covers stands in its lines; what is claimed under it is a reimbursement claim.
 */
import { choice, code, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { currencyForm } from './uses.ts'

const keepers = ['legal', 'finance', 'importer'] as const

export const agreement = register({
  name: 'agreement',
  title: 'Agreement',
  plural: 'Agreements',
  about:
    'Memoranda and letters of assist with a contributor (T/PCC): what it brings and is paid for.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['ended'] },
  label: 'mission',
  within: 'contributor',
  caption: ['reference'],
  featured: ['reference', 'contributor', 'kind', 'startsOn', 'endsOn', 'state'],

  fields: {
    reference: code(z.string().min(1).max(40), { title: 'Reference', unique: true }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(z.enum(['memorandum', 'letterOfAssist']), { title: 'Kind' }),
    startsOn: when(z.string(), { title: 'From' }),
    currency: code(z.string().regex(currencyForm, 'a currency of three letters, such as USD'), {
      title: 'Currency',
    }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    endsOn: when(z.string().optional(), { title: 'Until' }),
    rateEdition: ref('rateEdition', { title: 'Edition of rates', optional: true }),
    signedOn: when(z.string().optional(), { title: 'Signed on' }),
    terms: prose(z.string().max(8000).optional(), { title: 'Terms' }),
    ...grounds,
  },

  states: ['draft', 'signed', 'ended'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    sign: {
      from: 'draft',
      to: 'signed',
      by: ['legal', 'importer'],
      takes: ['signedOn', 'startsOn', 'endsOn', 'rateEdition', 'note'],
      needs: ['signedOn'],
      reason: true,
    },
    end: {
      from: ['draft', 'signed'],
      to: 'ended',
      by: ['legal', 'importer'],
      takes: ['endsOn', 'note'],
      reason: true,
    },
  },
})
