/**
 * Movement: people of one contributor who come to, or leave, the area of operations. Strength is counted from
 * movements and is never typed; so are the beds they need at a base. A plan is a movement not yet confirmed; vehicles and cargo are deliveries.
 */
import { choice, code, count, line, place, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { asksOfMovement, roomForMovement } from './room.ts'

const movers = ['forceGeneration', 'watch', 'importer'] as const
const promises = { asks: asksOfMovement, unless: roomForMovement } as const

export const movement = register({
  name: 'movement',
  title: 'Movement',
  plural: 'Movements',
  about:
    'Flights and convoys that bring people of a contributor to the area of operations or take them home.',
  desk: 'people',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 60, after: ['done', 'cancelled'] },
  label: 'partner',
  within: 'contributor',
  caption: ['title'],
  featured: ['title', 'kind', 'contributor', 'persons', 'movedOn', 'state'],
  sort: { by: 'movedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(z.enum(['arrival', 'departure', 'transfer']), { title: 'Kind' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    reason: choice(z.enum(['deployment', 'rotation', 'repatriation', 'withdrawal']).optional(), {
      title: 'Reason',
    }),
    personsPlanned: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Persons planned',
      unit: 'persons',
    }),
    persons: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Persons',
      unit: 'persons',
      help: 'Those who really moved.',
      hxl: '#affected',
    }),
    plannedOn: when(z.string().optional(), { title: 'Planned for' }),
    movedOn: when(z.string().optional(), { title: 'Moved on' }),
    where: place({ title: 'Where', optional: true }),
    base: ref('site', {
      title: 'Base',
      label: 'mission',
      optional: true,
    }),
    fromBase: ref('site', {
      title: 'From base',
      label: 'mission',
      optional: true,
    }),
    through: ref('facility', {
      title: 'Through',
      help: 'The airport, port or road it cannot do without.',
      optional: true,
    }),
    seats: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Seats',
      unit: 'seats',
    }),
    carrier: code(z.string().max(40).optional(), { title: 'Flight or convoy', label: 'mission' }),
    ...grounds,
  },

  states: ['planned', 'done', 'cancelled'],
  enters: {
    ...promises,
    by: movers,
    takes: [
      'title',
      'kind',
      'contributor',
      'contingent',
      'reason',
      'personsPlanned',
      'plannedOn',
      'where',
      'base',
      'fromBase',
      'through',
      'seats',
      'carrier',
      'claims',
      'events',
      'note',
    ],
  },
  amends: { by: movers, ...promises },
  transitions: {
    postpone: {
      ...promises,
      from: 'planned',
      to: 'planned',
      by: movers,
      takes: ['plannedOn', 'personsPlanned', 'seats', 'claims', 'events', 'note'],
      reason: true,
    },
    confirm: {
      from: 'planned',
      to: 'done',
      by: movers,
      takes: [
        'persons',
        'movedOn',
        'where',
        'base',
        'fromBase',
        'contingent',
        'claims',
        'events',
        'note',
      ],
      needs: ['persons', 'movedOn'],
    },
    cancel: {
      from: 'planned',
      to: 'cancelled',
      by: movers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
