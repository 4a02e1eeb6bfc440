/**
 * Handover: one vehicle or one controlled store that passes from one hand to another, with its condition as each side saw it.
 * Giver and taker sign, each for themself; where they do not agree, it stands as disputed.
 */
import { choice, code, count, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { conditions } from './equipment.ts'
import { grounds } from './grounds.ts'
import { readingRuns, readingsAsked } from './odometer.ts'
import { asksOfHandover, roomForHandover } from './room.ts'

const givers = ['fleet', 'stores', 'workshop', 'base', 'inspector', 'importer'] as const
const takers = [...givers, 'contributorOfficer'] as const

export const handover = register({
  name: 'handover',
  title: 'Handover',
  plural: 'Handovers',
  about:
    'Vehicles and controlled stores that change hands, with the condition that each side saw and signed.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['taken', 'refused'] },
  label: 'mission',
  within: 'contingent',
  caption: ['kind', 'handedOn'],
  featured: ['handedOn', 'kind', 'vehicle', 'store', 'condition', 'conditionTaken', 'state'],
  sort: { by: 'handedOn', descending: true },

  fields: {
    kind: choice(
      z.enum(['arrival', 'issue', 'return', 'transfer', 'workshop', 'repatriation', 'other']),
      { title: 'Kind' },
    ),
    handedOn: when(z.string(), { title: 'Handed over on' }),
    condition: choice(z.enum(conditions), { title: 'Condition, says the giver' }),
    vehicle: ref('vehicle', { title: 'Vehicle', optional: true }),
    store: ref('store', { title: 'Controlled store', optional: true }),
    contingent: ref('contingent', { title: 'To contingent', optional: true }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    base: ref('site', { title: 'Base', optional: true }),
    odometerKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Odometer',
      unit: 'km',
    }),
    conditionTaken: choice(z.enum(conditions).optional(), { title: 'Condition, says the taker' }),
    givenBy: code(z.string().max(80).optional(), { title: 'Giver' }),
    takenBy: code(z.string().max(80).optional(), { title: 'Taker' }),
    ...grounds,
  },

  states: ['given', 'taken', 'disputed', 'refused'],
  enters: {
    by: givers,
    takes: [
      'kind',
      'handedOn',
      'condition',
      'vehicle',
      'store',
      'contingent',
      'contributor',
      'base',
      'odometerKm',
      'claims',
      'events',
      'note',
    ],
    signs: 'givenBy',
    asks: { ...readingsAsked, ...asksOfHandover },
    unless: (now, input, beside) =>
      input.vehicle === undefined && input.store === undefined
        ? 'Name the vehicle or the controlled store that is handed over, or both where one is mounted on the other.'
        : (readingRuns(input.handedOn, input.odometerKm, beside) ??
          roomForHandover(now, input, beside)),
  },
  amends: { by: givers, takes: ['claims', 'events', 'note'] },
  transitions: {
    take: {
      from: ['given', 'disputed'],
      to: 'taken',
      by: takers,
      takes: ['conditionTaken', 'note'],
      needs: ['conditionTaken'],
      signs: 'takenBy',
      apartFrom: ['givenBy'],
      title: 'Take over',
      unless: (now, input) =>
        input.conditionTaken === now.condition
          ? undefined
          : 'The two sides do not say the same of its condition: dispute it, so that both stand.',
    },
    dispute: {
      from: 'given',
      to: 'disputed',
      by: takers,
      takes: ['conditionTaken', 'note'],
      needs: ['conditionTaken', 'note'],
      signs: 'takenBy',
      apartFrom: ['givenBy'],
    },
    refuse: {
      from: ['given', 'disputed'],
      to: 'refused',
      by: takers,
      takes: ['note'],
      reason: true,
    },
  },
})
