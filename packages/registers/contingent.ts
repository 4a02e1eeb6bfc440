/**
 * Contingent: a body of people that one contributor lends for a time, under one agreement. It is the unit to which
 * most clearances of the People and Logistics desks are limited. Its movements and its people are registers of their own.
 */
import { choice, count, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { capabilities } from './capabilities.ts'
import { grounds } from './grounds.ts'

export const contingent = register({
  name: 'contingent',
  title: 'Contingent',
  plural: 'Contingents',
  about:
    'Bodies of people that a contributor (T/PCC) lends, with their command relation, caveats and authorisation.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 180, after: ['withdrawn'] },
  label: 'partner',
  within: 'contributor',
  unit: { above: 'contributor' },
  caption: ['name'],
  featured: ['name', 'contributor', 'type', 'state', 'formedOn'],

  fields: {
    name: line(z.string().min(1).max(120), { title: 'Name' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    type: choice(z.enum(['police', 'military', 'medical', 'aviation', 'mixed', 'other']), {
      title: 'Type',
    }),
    capability: choice(z.enum(capabilities).optional(), { title: 'Capability' }),
    pledge: ref('pledge', { title: 'Out of the pledge', optional: true }),
    personsPlanned: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Persons planned',
      unit: 'persons',
      help: 'Its posted strength.',
    }),
    formedOn: when(z.string().optional(), { title: 'Formed' }),
    transferredOn: when(z.string().optional(), {
      title: 'Transfer of authority',
      help: 'The day from which the mission commands it.',
    }),
    transport: choice(z.enum(['contributor', 'mission', 'donor', 'letterOfAssist']).optional(), {
      title: 'Transport',
      help: 'Who brings it and takes it home.',
    }),
    tourEndsOn: when(z.string().optional(), { title: 'Tour ends' }),
    tourMonths: count(z.int().min(1).max(60).optional(), {
      title: 'Length of tour',
      unit: 'months',
    }),
    commandRelation: choice(
      z.enum(['operationalControl', 'tacticalControl', 'national', 'unknown']).optional(),
      { title: 'Command relation' },
    ),
    caveats: prose(z.string().max(4000).optional(), {
      title: 'National caveats',
      label: 'mission',
    }),
    authorisation: prose(z.string().max(2000).optional(), { title: 'Domestic authorisation' }),
    ...grounds,
  },

  states: ['announced', 'deployed', 'withdrawn'],
  enters: { by: ['forceGeneration', 'importer'] },
  amends: { by: ['forceGeneration', 'importer'] },
  transitions: {
    deploy: {
      from: 'announced',
      to: 'deployed',
      by: ['forceGeneration', 'importer'],
      takes: ['formedOn', 'transferredOn', 'tourEndsOn', 'claims', 'events', 'note'],
    },
    withdraw: {
      from: 'deployed',
      to: 'withdrawn',
      by: ['forceGeneration', 'importer'],
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
