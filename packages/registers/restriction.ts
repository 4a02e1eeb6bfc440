/**
 * Restriction: a rule of somebody else that limits how the mission and the public may move: a flight ban, a closed
 * border, a state of emergency. It binds from a day to a day.
 */
import { choice, line, place, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['watch', 'hostLiaison', 'legal', 'importer'] as const

export const restriction = register({
  name: 'restriction',
  title: 'Restriction',
  plural: 'Restrictions',
  about: 'Flight bans, closed routes and emergency measures, from when to when.',
  desk: 'situation',
  controller: 'host',
  basis: 'publicSource',
  retention: { permanent: 'Rules that others made in public.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'kind', 'startsOn', 'endsOn', 'state'],

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(
      z.enum(['flightBan', 'routeClosed', 'borderClosed', 'emergency', 'curfew', 'other']),
      { title: 'Kind' },
    ),
    setBy: ref('organisation', { title: 'Set by' }),
    closes: ref('facility', {
      title: 'Closes',
      help: 'The airport, port or road that nobody of the mission can use while it stands. Absent: it binds others only.',
      optional: true,
    }),
    startsOn: when(z.string(), { title: 'From' }),
    endsOn: when(z.string().optional(), { title: 'Until' }),
    where: place({ title: 'Where', optional: true }),
    ...grounds,
  },

  states: ['standing', 'lifted'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    extend: {
      from: 'standing',
      to: 'standing',
      by: keepers,
      takes: ['endsOn', 'claims', 'events', 'note'],
      needs: ['endsOn'],
    },
    lift: {
      from: 'standing',
      to: 'lifted',
      by: keepers,
      takes: ['endsOn', 'claims', 'events', 'note'],
      reason: true,
    },
  },
})
