/**
 * Strength return: what an officer on the spot confirms that a contingent counts on one day, beside what movements and deaths
 * made of it. The figure of the mission stays computed: a return that differs is a question to be settled, not a new figure.
 */
import { choice, code, count, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { day } from './dayField.ts'
import { grounds } from './grounds.ts'

const tellers = [
  ...['officer', 'contributorOfficer', 'forceGeneration', 'base', 'watch', 'importer'],
] as const
const told = ['claims', 'events', 'note'] as const

export const strengthReturn = register({
  name: 'strengthReturn',
  title: 'Strength return',
  plural: 'Strength returns',
  about:
    'What a contingent counts on a day, confirmed on the spot, beside what the record expects.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { permanent: 'A figure of a unit and a day; it names no person.' },
  label: 'mission',
  within: 'contingent',
  caption: ['contingent', 'countedOn'],
  featured: ['contingent', 'countedOn', 'persons', 'expected', 'differsFor', 'state'],
  sort: { by: 'countedOn', descending: true },

  fields: {
    contingent: ref('contingent', { title: 'Contingent', hxl: '#org+contingent' }),
    countedOn: when(day, { title: 'Counted' }),
    persons: count(z.int().nonnegative().max(100_000), {
      title: 'Persons',
      unit: 'persons',
      help: 'All of it in the area, whether on duty, on leave or sick.',
    }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    expected: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Expected',
      unit: 'persons',
      help: 'What movements and deaths came to when it was confirmed.',
    }),
    differsFor: choice(
      z.enum(['arrival', 'departure', 'absence', 'death', 'miscount', 'unknown']).optional(),
      { title: 'Why it differs', help: 'What the record does not know yet.' },
    ),
    code: code(z.string().min(1).max(80).optional(), {
      title: 'Code',
      unique: true,
      help: 'One for each contingent and day, so that a day is returned once.',
    }),
    ...grounds,
  },

  states: ['given', 'settled', 'withdrawn'],
  enters: {
    by: tellers,
    unless: (_now, { persons, expected, differsFor }) =>
      typeof expected === 'number' && expected !== persons && !differsFor
        ? 'It differs from what the record expects: say why, as far as you know.'
        : undefined,
  },
  amends: { by: tellers, takes: ['differsFor', ...told] },
  transitions: {
    settle: {
      from: 'given',
      to: 'settled',
      by: ['forceGeneration', 'contributorOfficer', 'watch', 'chief', 'importer'],
      takes: told,
      reason: true,
    },
    withdraw: { from: 'given', to: 'withdrawn', by: tellers, takes: told, reason: true },
  },
})
