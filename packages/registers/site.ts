/**
 * Site: a base the mission lives or works from, with the beds it has. What is built, added or lost there from a day on
 * is a capacity. A place the public uses, such as a port or a hospital, is a facility.
 */
import { choice, code, count, line, place, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['base', 'fleet', 'planner', 'importer'] as const

export const site = register({
  name: 'site',
  title: 'Site',
  plural: 'Sites',
  about:
    'Bases of the mission: beds planned and used, whether they can be extended, who runs them.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['handedOver', 'closed'] },
  label: 'mission',
  caption: ['name'],
  featured: ['code', 'name', 'kind', 'bedsPlanned', 'bedsUsed', 'state'],

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    name: line(z.string().min(1).max(160), { title: 'Name' }),
    kind: choice(z.enum(['mainBase', 'forwardBase', 'post', 'other']), { title: 'Kind' }),
    where: place({ title: 'Where', optional: true }),
    bedsPlanned: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Beds planned',
      unit: 'beds',
    }),
    bedsUsed: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Beds used',
      unit: 'beds',
    }),
    completePercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Complete',
      unit: '%',
    }),
    waterPerPerson: quantity(z.number().positive().max(1000).optional(), {
      title: 'Water for one person a day',
      unit: 'l',
      help: 'Absent: the planning norm of the mission.',
    }),
    powerPerPerson: quantity(z.number().positive().max(100).optional(), {
      title: 'Power for one person',
      unit: 'kW',
      help: 'Absent: power is not counted by persons here.',
    }),
    medicalPerHundred: quantity(z.number().positive().max(100).optional(), {
      title: 'Medical beds for a hundred persons',
      unit: 'beds',
      help: 'Absent: medical beds are not counted by persons here.',
    }),
    canExtend: choice(z.enum(['yes', 'no', 'unknown']).optional(), { title: 'Can be extended' }),
    openedOn: when(z.string().optional(), { title: 'Opened' }),
    runBy: ref('organisation', { title: 'Run by', optional: true }),
    ...grounds,
  },

  states: ['building', 'open', 'full', 'handedOver', 'closed'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    open: {
      from: ['building', 'full', 'closed'],
      to: 'open',
      by: keepers,
      takes: ['openedOn', 'bedsUsed', 'claims', 'events', 'note'],
    },
    fill: {
      from: 'open',
      to: 'full',
      by: keepers,
      takes: ['bedsUsed', 'canExtend', 'claims', 'events', 'note'],
      reason: true,
    },
    handOver: {
      from: ['open', 'full'],
      to: 'handedOver',
      by: keepers,
      takes: ['runBy', 'claims', 'events', 'note'],
      needs: ['runBy'],
      title: 'Hand over',
    },
    close: {
      from: ['building', 'open', 'full', 'handedOver'],
      to: 'closed',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
