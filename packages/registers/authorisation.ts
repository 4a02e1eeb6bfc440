/**
 * Authorisation: the act of a contributor's own law on which its people stand abroad: a cabinet's decision, a vote of
 * parliament, an order of a court. When it lapses they may not stay. What the Council authorises is an instrument.
 */
import { choice, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'legal', 'importer'] as const
const told = ['decidedOn', 'endsOn', 'claims', 'events', 'note'] as const

export const authorisation = register({
  name: 'authorisation',
  title: 'Domestic authorisation',
  plural: 'Domestic authorisations',
  about:
    "What a contributor's (T/PCC's) own law allows: by whom, until when, and whether it stands.",
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { permanent: 'On what law a force stood abroad is part of its history.' },
  label: 'partner',
  within: 'contributor',
  caption: ['title'],
  featured: ['title', 'contributor', 'kind', 'decidedOn', 'endsOn', 'state'],
  sort: { by: 'endsOn' },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(z.enum(['cabinet', 'parliament', 'court', 'presidential', 'other']), {
      title: 'Kind',
    }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    decidedOn: when(z.string().optional(), { title: 'Decided on' }),
    endsOn: when(z.string().optional(), { title: 'Ends' }),
    instrument: ref('instrument', { title: 'Under', optional: true }),
    conditions: prose(z.string().max(2000).optional(), { title: 'Conditions' }),
    ...grounds,
  },

  states: ['standing', 'challenged', 'suspended', 'lapsed'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    challenge: { from: 'standing', to: 'challenged', by: keepers, takes: told, reason: true },
    suspend: {
      from: ['standing', 'challenged'],
      to: 'suspended',
      by: keepers,
      takes: told,
      reason: true,
    },
    uphold: { from: ['challenged', 'suspended'], to: 'standing', by: keepers, takes: told },
    renew: {
      from: ['standing', 'challenged', 'suspended', 'lapsed'],
      to: 'standing',
      by: keepers,
      takes: told,
      needs: ['endsOn'],
    },
    lapse: {
      from: ['standing', 'challenged', 'suspended'],
      to: 'lapsed',
      by: keepers,
      takes: told,
      reason: true,
    },
  },
})
