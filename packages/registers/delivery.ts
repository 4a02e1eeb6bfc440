/**
 * Delivery: equipment that somebody gives, promised and then handed over: so many carriers, helicopters, turret kits.
 * A vehicle that is accepted becomes a record of its own; a delivery says only that they came.
 */
import { choice, count, line, place, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['fleet', 'watch', 'importer'] as const

export const delivery = register({
  name: 'delivery',
  title: 'Delivery',
  plural: 'Deliveries',
  about: 'Equipment given to the mission or to the host police, promised and handed over.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['delivered', 'cancelled'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'type', 'items', 'donor', 'recipient', 'deliveredOn', 'state'],

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    type: choice(
      z.enum(['apc', 'mrap', 'patrol', 'truck', 'ambulance', 'helicopter', 'turretKit', 'other']),
      { title: 'Type' },
    ),
    donor: ref('organisation', { title: 'Given by' }),
    recipient: choice(z.enum(['mission', 'hostPolice', 'both', 'unknown']), { title: 'Given to' }),
    items: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'How many',
      unit: 'items',
    }),
    statedOn: when(z.string().optional(), { title: 'Stated on' }),
    deliveredOn: when(z.string().optional(), { title: 'Delivered' }),
    where: place({ title: 'Where', optional: true }),
    ...grounds,
  },

  states: ['promised', 'delivered', 'cancelled'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    deliver: {
      from: 'promised',
      to: 'delivered',
      by: keepers,
      takes: ['items', 'deliveredOn', 'where', 'claims', 'events', 'note'],
      needs: ['deliveredOn'],
    },
    cancel: {
      from: 'promised',
      to: 'cancelled',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
