/**
 * Claimant: who stands behind the code of a damage claim, so that they can be answered and paid. It lies in the conduct
 * compartment, leads to no claim by reference, and ends when the claim is over.
 */
import { code, line, prose, register } from '@konbit/model'
import { z } from 'zod'

const by = ['conduct'] as const

export const claimant = register({
  name: 'claimant',
  title: 'Claimant',
  plural: 'Claimants',
  about:
    'Who stands behind the code of a damage claim. Seen by the conduct unit and the monitor only.',
  desk: 'community',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 24, after: ['answered'] },
  label: 'conduct',
  caption: ['claimantCode'],
  featured: ['claimantCode', 'state'],

  fields: {
    claimantCode: code(z.string().regex(/^K-[0-9A-Z]{4,12}$/, 'a code such as K-7F3K'), {
      title: 'Code of the claimant',
    }),
    personName: line(z.string().min(1).max(160), { title: 'Name' }),
    howToReach: prose(z.string().max(400).optional(), { title: 'How to reach them' }),
  },

  states: ['open', 'answered'],
  enters: { by },
  amends: { by, takes: ['personName', 'howToReach'] },
  transitions: { end: { from: 'open', to: 'answered', by, takes: [], title: 'Answered and paid' } },
})
