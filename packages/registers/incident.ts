/**
 * Incident: something that happened on the ground and was assessed by the mission: an ambush, an attack on a town, a
 * site taken. Who was harmed is recorded beside it as statements, never as a count of success.
 */
import { choice, code, line, place, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['watch', 'policeLiaison', 'importer'] as const

export const incident = register({
  name: 'incident',
  title: 'Incident',
  plural: 'Incidents',
  about:
    'What the mission assesses to have happened on the ground, where, and how surely it is placed.',
  desk: 'situation',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['assessed', 'disputed', 'struck'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'kind', 'touches', 'occurredOn', 'where', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(
      z.enum([
        'attack',
        'ambush',
        'abduction',
        'exchangeOfFire',
        'operation',
        'accident',
        'droneStrike',
        'seizure',
        'recapture',
        'groundLost',
        'gunfire',
        'other',
      ]),
      { title: 'Kind' },
    ),
    touches: choice(z.enum(['people', 'ground', 'mission']), {
      title: 'Touches',
      help: 'Harm to people, facilities and ground, or the mission itself.',
    }),
    occurredOn: when(z.string(), { title: 'When it happened' }),
    where: place({
      title: 'Where',
      optional: true,
      help: 'How surely it is placed counts as much as the point.',
    }),
    whereElse: place({
      title: 'Or where',
      optional: true,
      help: 'The other place, where sources give two.',
    }),
    saidToBeBy: refs('group', { title: 'Said to be by', help: 'Groups only, as sources say it.' }),
    ...grounds,
  },

  states: ['reported', 'assessed', 'disputed', 'struck'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    assess: {
      from: ['reported', 'disputed'],
      to: 'assessed',
      by: keepers,
      takes: ['where', 'occurredOn', 'kind', 'claims', 'events', 'note'],
    },
    dispute: {
      from: ['reported', 'assessed'],
      to: 'disputed',
      by: keepers,
      takes: ['where', 'whereElse', 'claims', 'events', 'note'],
      reason: true,
    },
    strike: {
      from: ['reported', 'assessed', 'disputed'],
      to: 'struck',
      by: ['watch', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
