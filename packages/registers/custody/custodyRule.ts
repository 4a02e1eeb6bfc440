/**
 * Custody rule: within how many hours the mission hands over whom it apprehends, and how often a detention is looked at again.
 * The mission's own, so it lies in the record and not in the program. The 48 hours to a judge are the law's and no rule's.
 */
import { choice, count, line, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['legal', 'chief', 'importer'] as const

export const custodyRule = register({
  name: 'custodyRule',
  title: 'Custody rule',
  plural: 'Custody rules',
  about: 'Within how many hours a person is handed over, and how often a detention is renewed.',
  desk: 'custody',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { permanent: 'It is a rule of the mission and names no person.' },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'handOverHours', 'renewalDays', 'startsOn', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(160), { title: 'Title' }),
    ageGroup: choice(z.enum(['adult', 'child']), { title: 'For' }),
    handOverHours: count(z.int().positive().max(720), { title: 'Hand-over within', unit: 'h' }),
    renewalDays: count(z.int().positive().max(365), { title: 'Renewed every', unit: 'days' }),
    startsOn: when(z.string(), { title: 'From' }),
    ...grounds,
  },

  states: ['inForce', 'ended'],
  enters: { by },
  amends: { by },
  transitions: { end: { from: 'inForce', to: 'ended', by, takes: ['note'], reason: true } },
})
