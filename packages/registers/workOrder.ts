/**
 * Work order: one job of the workshop on one vehicle: a repair, a service, something fitted. It answers "what is it waiting
 * for?": the part awaited, and since when, stands here and nowhere else.
 */
import { choice, count, line, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const workers = ['workshop', 'fleet', 'importer'] as const

export const workOrder = register({
  name: 'workOrder',
  title: 'Work order',
  plural: 'Work orders',
  about: 'Jobs of the workshop: repairs and services, the part each awaits and since when.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 84, after: ['done', 'cancelled'] },
  label: 'mission',
  within: 'contingent',
  caption: ['kind', 'vehicle'],
  featured: ['vehicle', 'kind', 'part', 'openedOn', 'awaitedSince', 'state'],
  sort: { by: 'openedOn', descending: true },

  fields: {
    vehicle: ref('vehicle', { title: 'Vehicle' }),
    kind: choice(z.enum(['repair', 'preventive', 'fitting', 'inspection', 'other']), {
      title: 'Kind',
    }),
    openedOn: when(z.string(), { title: 'Opened on' }),
    breakdown: ref('breakdown', { title: 'Breakdown', optional: true }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    base: ref('site', { title: 'Workshop at', optional: true }),
    mechanic: ref('person', { title: 'Mechanic', optional: true }),
    part: line(z.string().max(120).optional(), { title: 'Part' }),
    stockItem: ref('stockItem', { title: 'Part in stock', optional: true }),
    awaitedSince: when(z.string().optional(), { title: 'Awaited since' }),
    promisedOn: when(z.string().optional(), { title: 'Promised for' }),
    closedOn: when(z.string().optional(), { title: 'Closed on' }),
    hoursWorked: quantity(z.number().nonnegative().max(100_000).optional(), {
      title: 'Hours worked',
      unit: 'hours',
    }),
    odometerKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Odometer',
      unit: 'km',
    }),
    ...grounds,
  },

  states: ['open', 'awaitingPart', 'working', 'done', 'cancelled'],
  enters: {
    by: workers,
    takes: [
      'vehicle',
      'kind',
      'openedOn',
      'breakdown',
      'contingent',
      'contributor',
      'base',
      'part',
      'stockItem',
      'odometerKm',
      'claims',
      'events',
      'note',
    ],
  },
  amends: { by: workers },
  transitions: {
    awaitPart: {
      from: ['open', 'working'],
      to: 'awaitingPart',
      by: workers,
      takes: ['part', 'stockItem', 'awaitedSince', 'promisedOn', 'note'],
      needs: ['part', 'awaitedSince'],
      title: 'Await a part',
    },
    start: {
      from: ['open', 'awaitingPart'],
      to: 'working',
      by: workers,
      takes: ['mechanic', 'note'],
    },
    finish: {
      from: ['open', 'working'],
      to: 'done',
      by: workers,
      takes: ['closedOn', 'hoursWorked', 'odometerKm', 'part', 'stockItem', 'note'],
      needs: ['closedOn'],
    },
    cancel: {
      from: ['open', 'awaitingPart', 'working'],
      to: 'cancelled',
      by: workers,
      takes: ['note'],
      reason: true,
    },
  },
})
