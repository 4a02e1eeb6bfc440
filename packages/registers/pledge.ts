/**
 * Pledge: people a state says it will lend. It stays open until they have come: announced in words, notified to the
 * United Nations in writing, part met, met, or withdrawn. Money promised is a contribution.
 */
import { choice, count, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { capabilities } from './capabilities.ts'
import { grounds } from './grounds.ts'

export const pledge = register({
  name: 'pledge',
  title: 'Pledge',
  plural: 'Pledges',
  about: 'People that states say they will lend, until they have come.',
  desk: 'people',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'What a state said in public it would send.' },
  label: 'public',
  caption: ['contributor', 'persons'],
  featured: ['contributor', 'capability', 'persons', 'personsHigh', 'statedOn', 'state'],

  fields: {
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    persons: count(z.int().nonnegative().max(1_000_000), {
      title: 'Persons',
      unit: 'persons',
      help: 'The figure in use; the lower one where two stand unsettled.',
    }),
    personsHigh: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Persons at most',
      unit: 'persons',
    }),
    statedOn: when(z.string(), { title: 'Stated on' }),
    offers: line(z.string().max(200).optional(), { title: 'What is offered' }),
    instrument: ref('instrument', { title: 'Under', optional: true }),
    requirement: ref('requirement', {
      title: 'Answers',
      optional: true,
      help: 'The unit requirement it is to fill.',
    }),
    capability: choice(z.enum(capabilities).optional(), { title: 'Capability' }),
    conditions: prose(z.string().max(2000).optional(), { title: 'Conditions' }),
    readiness: choice(z.enum(['assessed', 'level1', 'level2', 'level3', 'rapid']).optional(), {
      title: 'Readiness',
      help: 'How far the unit has come at home: assessed, a pledge of level 1 to 3, or rapid deployment.',
    }),
    availableFrom: when(z.string().optional(), { title: 'Available from' }),
    validUntil: when(z.string().optional(), { title: 'Valid until' }),
    renewedOn: when(z.string().optional(), { title: 'Renewed' }),
    ...grounds,
  },

  states: ['announced', 'notified', 'partMet', 'met', 'withdrawn'],
  enters: { by: ['forceGeneration', 'importer'] },
  amends: { by: ['forceGeneration', 'importer'] },
  transitions: {
    notify: {
      from: 'announced',
      to: 'notified',
      by: ['forceGeneration', 'importer'],
      takes: ['persons', 'personsHigh', 'statedOn', 'claims', 'events', 'note'],
    },
    meetInPart: {
      from: ['announced', 'notified'],
      to: 'partMet',
      by: ['forceGeneration', 'importer'],
      takes: ['claims', 'events', 'note'],
      title: 'Meet in part',
    },
    meet: {
      from: ['announced', 'notified', 'partMet'],
      to: 'met',
      by: ['forceGeneration', 'importer'],
      takes: ['claims', 'events', 'note'],
    },
    renew: {
      from: ['announced', 'notified', 'partMet'],
      by: ['forceGeneration', 'importer'],
      takes: [
        'renewedOn',
        'persons',
        'personsHigh',
        'validUntil',
        'availableFrom',
        'readiness',
        'conditions',
        'claims',
        'events',
        'note',
      ],
      needs: ['renewedOn'],
    },
    withdraw: {
      from: ['announced', 'notified', 'partMet'],
      to: 'withdrawn',
      by: ['forceGeneration', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
