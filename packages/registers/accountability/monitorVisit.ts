/** Monitor's visit: where the independent monitor went, announced or not, and whether all was opened. Places and bodies, no persons. */
import { choice, flag, line, place, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['monitor', 'importer'] as const
const rest = ['claims', 'events', 'note']

export const monitorVisit = register({
  name: 'monitorVisit',
  title: 'Visit of the monitor',
  plural: 'Visits of the monitor',
  about: 'Where the independent monitor went, announced or not, and what was opened.',
  desk: 'accountability',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 120, after: ['made', 'cancelled'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'visited', 'plannedOn', 'isAnnounced', 'state'],
  sort: { by: 'plannedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    visited: choice(
      z.enum(['base', 'detention', 'hospital', 'court', 'community', 'school', 'office']),
      {
        title: 'What is visited',
      },
    ),
    plannedOn: when(z.string(), { title: 'Planned for' }),
    where: place({ title: 'Where', optional: true }),
    organisation: ref('organisation', { title: 'Run by', optional: true, hxl: '#org' }),
    isAnnounced: flag(z.boolean().optional(), { title: 'Announced before' }),
    spokeAlone: choice(z.enum(['yes', 'no', 'partly']).optional(), {
      title: 'Spoke with people alone',
    }),
    ...grounds,
  },

  states: ['planned', 'made', 'cancelled'],
  enters: { by },
  amends: { by },
  transitions: {
    make: {
      from: 'planned',
      to: 'made',
      by,
      takes: ['spokeAlone', ...rest],
      title: 'Visit was made',
    },
    cancel: { from: 'planned', to: 'cancelled', by, takes: rest, reason: true },
  },
})
