/**
 * Training: one course of one person with its result and the day it runs out. Nobody is sent, or goes back on duty, without
 * those that the duty needs. What an exercise of a whole unit showed is an inspection.
 */
import { choice, line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'importer'] as const

export const training = register({
  name: 'training',
  title: 'Training',
  plural: 'Trainings',
  about: 'Courses of own staff: which, passed or not, and until when they hold.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 120, after: ['passed', 'failed', 'lapsed'] },
  label: 'mission',
  within: 'contributor',
  caption: ['kind', 'officer'],
  featured: ['officer', 'kind', 'passedOn', 'validUntil', 'state'],
  sort: { by: 'validUntil' },

  fields: {
    officer: ref('person', { title: 'Officer' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(
      z.enum([
        'predeployment',
        'humanRights',
        'conduct',
        'useOfForce',
        'language',
        'driver',
        'medic',
        'weapon',
        'other',
      ]),
      { title: 'Kind' },
    ),
    passedOn: when(z.string().optional(), { title: 'Passed' }),
    validUntil: when(z.string().optional(), { title: 'Valid until' }),
    result: line(z.string().max(120).optional(), { title: 'Result' }),
    ...grounds,
  },

  states: ['booked', 'passed', 'failed', 'lapsed'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    pass: {
      from: ['booked', 'failed', 'lapsed'],
      to: 'passed',
      by: keepers,
      takes: ['passedOn', 'validUntil', 'result', 'claims', 'events', 'note'],
      needs: ['passedOn'],
    },
    fail: {
      from: 'booked',
      to: 'failed',
      by: keepers,
      takes: ['result', 'claims', 'events', 'note'],
    },
    lapse: { from: 'passed', to: 'lapsed', by: keepers, takes: ['claims', 'events', 'note'] },
  },
})
