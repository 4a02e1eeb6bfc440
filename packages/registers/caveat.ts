/**
 * Caveat: what a contributor forbids its own to do: a task, an area, hours, a weapon. What a contingent really did is
 * read against it; a caveat binds the mission and tells of no person.
 */
import { choice, choices, line, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { tasks } from './capabilities.ts'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'chief', 'importer'] as const
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 18:00')

export const caveat = register({
  name: 'caveat',
  title: 'National caveat',
  plural: 'National caveats',
  about: 'What a contributor (T/PCC) says its people may not do, where, and at which hours.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 120, after: ['lifted'] },
  label: 'mission',
  within: 'contributor',
  caption: ['title'],
  featured: ['title', 'contributor', 'contingent', 'kind', 'startsOn', 'state'],

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    contingent: ref('contingent', {
      title: 'Contingent',
      optional: true,
      help: 'Absent: all that this contributor lends.',
    }),
    kind: choice(z.enum(['task', 'area', 'hours', 'weapon', 'other']), { title: 'Kind' }),
    excludes: choices(z.array(z.enum(tasks)).max(tasks.length).optional(), {
      title: 'Not to be told to',
    }),
    where: place({ title: 'Where', optional: true }),
    hoursFrom: line(hour.optional(), { title: 'From the hour' }),
    hoursTo: line(hour.optional(), { title: 'To the hour' }),
    startsOn: when(z.string().optional(), { title: 'Holds from' }),
    statement: prose(z.string().max(4000).optional(), { title: 'Wording' }),
    ...grounds,
  },

  states: ['standing', 'lifted'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    lift: {
      from: 'standing',
      to: 'lifted',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
