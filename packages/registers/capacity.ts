/**
 * Capacity: so much of one resource that a site has from a day on, or will have, or has lost. It answers "will it fit?"
 * together with what is planned. Who sleeps there is told by movements.
 */
import { choice, line, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['base', 'fleet', 'stores', 'planner', 'importer'] as const
const change = ['availableOn', 'capacityAmount', 'claims', 'events', 'note'] as const

export const capacity = register({
  name: 'capacity',
  title: 'Capacity',
  plural: 'Capacities',
  about:
    'Beds, water, power, medical beds, parking and the like of a site: installed, to be added or lost, and from which day. A figure that somebody else gives names who said it; it is shown beside the mission’s own and not counted.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['lost', 'cancelled'] },
  label: 'mission',
  caption: ['resource', 'site'],
  featured: ['site', 'resource', 'kindOfWork', 'capacityAmount', 'availableOn', 'state'],
  sort: { by: 'availableOn', descending: true },

  fields: {
    site: ref('site', { title: 'Site', hxl: '#loc+base' }),
    resource: choice(
      z.enum([
        'beds',
        'water',
        'power',
        'medicalBeds',
        'parking',
        'wastewater',
        'kitchen',
        'storage',
        'other',
      ]),
      { title: 'Resource' },
    ),
    capacityAmount: quantity(z.number().nonnegative().max(1e9), {
      title: 'Amount',
      help: 'Beds and medical beds by number, water and wastewater in litres a day, power in kW, parking in vehicles, kitchen in meals a day, storage in cubic metres.',
    }),
    kindOfWork: choice(z.enum(['installed', 'expansion', 'loss']), { title: 'Kind of work' }),
    availableOn: when(z.string(), { title: 'From' }),
    saidBy: line(z.string().max(200).optional(), {
      title: 'Said by',
    }),
    ...grounds,
  },

  states: ['planned', 'underWay', 'ready', 'lost', 'cancelled'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    start: { from: 'planned', to: 'underWay', by: keepers, takes: change },
    finish: { from: ['planned', 'underWay'], to: 'ready', by: keepers, takes: change },
    postpone: {
      from: ['planned', 'underWay'],
      to: 'planned',
      by: keepers,
      takes: change,
      needs: ['availableOn'],
      reason: true,
    },
    lose: {
      from: ['ready'],
      to: 'lost',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
    reinstate: { from: 'lost', to: 'ready', by: keepers, takes: change },
    cancel: {
      from: ['planned', 'underWay'],
      to: 'cancelled',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
