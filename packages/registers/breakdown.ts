/**
 * Breakdown: one time a vehicle failed: what failed, where it stopped, and whether people were in danger. It answers "what
 * breaks, and where does it leave them?". The repair is a work order; the part awaited stands there.
 */
import { choice, count, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { readingRuns, readingsAsked } from './odometer.ts'

const reporters = ['fleet', 'workshop', 'watch', 'importer'] as const

export const breakdown = register({
  name: 'breakdown',
  title: 'Breakdown',
  plural: 'Breakdowns',
  about: 'Failures of vehicles: what failed, where it stopped and whether people were in danger.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 84, after: ['mended', 'beyondRepair'] },
  label: 'mission',
  within: 'contingent',
  caption: ['system', 'vehicle'],
  featured: ['vehicle', 'system', 'occurredOn', 'inDanger', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    vehicle: ref('vehicle', { title: 'Vehicle' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    occurredOn: when(z.string(), { title: 'Stopped on' }),
    system: choice(
      z.enum([
        'engine',
        'gearbox',
        'tyres',
        'brakes',
        'electrical',
        'armour',
        'turret',
        'radio',
        'other',
      ]),
      { title: 'What failed' },
    ),
    inDanger: choice(z.enum(['yes', 'no', 'unknown']), {
      title: 'People in danger',
      help: 'Whether those aboard were in danger where the vehicle stopped.',
    }),
    where: place({ title: 'Where it stopped', optional: true }),
    patrol: ref('patrol', {
      title: 'Patrol',
      optional: true,
      help: 'The patrol that it left standing.',
    }),
    isTowed: choice(z.enum(['yes', 'no', 'unknown']).optional(), { title: 'Towed' }),
    odometerKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Odometer',
      unit: 'km',
    }),
    fault: prose(z.string().max(2000).optional(), { title: 'Fault', label: 'restricted' }),
    mendedOn: when(z.string().optional(), { title: 'Mended on' }),
    ...grounds,
  },

  states: ['open', 'mended', 'beyondRepair'],
  enters: {
    by: reporters,
    asks: readingsAsked,
    unless: (_, input, beside) => readingRuns(input.occurredOn, input.odometerKm, beside),
  },
  amends: { by: reporters },
  transitions: {
    mend: {
      from: 'open',
      to: 'mended',
      by: ['workshop', 'fleet', 'importer'],
      takes: ['mendedOn', 'note'],
      needs: ['mendedOn'],
    },
    giveUp: {
      from: 'open',
      to: 'beyondRepair',
      by: ['workshop', 'fleet', 'board', 'importer'],
      takes: ['note'],
      reason: true,
      title: 'Give up',
    },
  },
})
