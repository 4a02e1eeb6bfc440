/**
 * Vehicle: one wheeled or tracked vehicle the mission relies on, from announcement to write-off.
 * It answers "what can move tomorrow?". Fuel and trips are registers of their own.
 */
import { choice, code, count, line, prose, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

export const vehicle = register({
  name: 'vehicle',
  title: 'Vehicle',
  plural: 'Vehicles',
  about: 'Vehicles a contingent brings, a donor gives or the mission leases.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 84, after: ['writtenOff'] },
  label: 'mission', //       who may see a record, unless a field says more
  within: 'contingent', //   the unit a reader's clearance may be limited to
  caption: ['plate', 'model'],
  featured: ['plate', 'type', 'state', 'contingent', 'base'],

  fields: {
    plate: code(z.string().min(1).max(24), {
      title: 'Plate or fleet number',
      unique: true,
      hxl: '#item+plate',
    }),
    type: choice(z.enum(['apc', 'mrap', 'patrol', 'truck', 'ambulance', 'helicopter', 'other']), {
      title: 'Type',
      hxl: '#item+type',
    }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    base: ref('site', { title: 'Base', optional: true, hxl: '#loc+base' }),
    model: line(z.string().max(80).optional(), { title: 'Model' }),
    donor: ref('organisation', { title: 'Given by', optional: true }),
    acceptedOn: when(z.string().optional(), { title: 'Accepted on' }),
    odometerKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Odometer',
      unit: 'km',
    }),
    hasTurret: choice(z.enum(['yes', 'no', 'unknown']).optional(), { title: 'Turret' }),
    fault: prose(z.string().max(2000).optional(), { title: 'Fault', label: 'restricted' }),
    backOn: when(z.string().optional(), { title: 'Expected back' }),
    unitCostUsd: quantity(z.number().nonnegative().max(1e9).optional(), {
      title: 'Unit cost',
      unit: 'USD',
    }),
    ...grounds,
  },

  states: ['expected', 'ready', 'inRepair', 'writtenOff'],
  enters: { by: ['fleet', 'planner', 'importer'] },
  amends: { by: ['fleet', 'importer'] },
  transitions: {
    accept: {
      from: 'expected',
      to: 'ready',
      by: ['fleet', 'importer'],
      takes: ['acceptedOn', 'odometerKm', 'base'],
    },
    ground: {
      from: 'ready',
      to: 'inRepair',
      by: ['fleet', 'workshop', 'importer'],
      takes: ['fault', 'backOn'],
      needs: ['fault'],
    },
    release: {
      from: 'inRepair',
      to: 'ready',
      by: ['workshop', 'fleet'],
      takes: ['odometerKm'],
      unless: (now, input) =>
        Number(input.odometerKm ?? Number.POSITIVE_INFINITY) < Number(now.odometerKm ?? 0)
          ? 'An odometer never runs backwards.'
          : undefined,
    },
    writeOff: {
      from: ['ready', 'inRepair'],
      to: 'writtenOff',
      by: ['board'],
      takes: ['fault'],
      reason: true,
      title: 'Write off',
    },
  },
})
