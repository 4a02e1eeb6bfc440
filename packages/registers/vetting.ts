/**
 * Vetting: whether one of the own staff may be sent at all: a criminal record, human-rights conduct, health. The result
 * gates deployment; what was found lies in restricted. It is about own staff only, never about anybody else.
 */
import { choice, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'importer'] as const

export const vetting = register({
  name: 'vetting',
  title: 'Vetting',
  plural: 'Vettings',
  about: 'Whether own staff may be sent: asked, cleared or refused, and until when it holds.',
  desk: 'people',
  controller: 'contributor',
  basis: 'legalObligation',
  retention: { months: 120, after: ['cleared', 'refused', 'lapsed'] },
  label: 'mission',
  within: 'contributor',
  caption: ['kind', 'officer'],
  featured: ['officer', 'kind', 'decidedOn', 'validUntil', 'state'],
  sort: { by: 'validUntil' },

  fields: {
    officer: ref('person', { title: 'Officer' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(z.enum(['criminal', 'humanRights', 'medical']), { title: 'Kind' }),
    decidedOn: when(z.string().optional(), { title: 'Decided on' }),
    validUntil: when(z.string().optional(), { title: 'Valid until' }),
    finding: prose(z.string().max(8000).optional(), { title: 'Finding', label: 'restricted' }),
    ...grounds,
  },

  states: ['asked', 'cleared', 'refused', 'lapsed'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    clear: {
      from: ['asked', 'lapsed'],
      to: 'cleared',
      by: keepers,
      takes: ['decidedOn', 'validUntil', 'finding', 'claims', 'events', 'note'],
      needs: ['decidedOn'],
    },
    refuse: {
      from: ['asked', 'cleared', 'lapsed'],
      to: 'refused',
      by: keepers,
      takes: ['decidedOn', 'finding', 'claims', 'events', 'note'],
      needs: ['decidedOn'],
    },
    lapse: { from: 'cleared', to: 'lapsed', by: keepers, takes: ['claims', 'events', 'note'] },
  },
})
