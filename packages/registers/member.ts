/**
 * Member: one person or program that may sign in to this mission, from invitation to leaving. What a member may see and do
 * are records of their own. It lies in itself, so that every member sees all that is entered about them.
 */
import { choice, code, line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { day } from './dayField.ts'

export const member = register({
  name: 'member',
  title: 'Member',
  plural: 'Members',
  about:
    'People and programs that may sign in, each with the body they belong to and their last day.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 24, after: ['left'] },
  label: 'mission',
  within: 'self',
  unit: { above: 'contingent' },
  caption: ['title'],
  featured: ['title', 'kind', 'organisation', 'contingent', 'state', 'leavesOn'],
  sort: { by: 'title' },

  fields: {
    title: line(z.string().min(1).max(80), {
      title: 'Known as',
      help: 'What the mission calls them: a function such as Watch officer 2, not a name.',
    }),
    kind: choice(
      z.enum(['staff', 'contingent', 'monitor', 'donor', 'host', 'partner', 'machine']),
      {
        title: 'Kind',
      },
    ),
    name: line(z.string().max(160).optional(), {
      title: 'Name',
      label: 'restricted',
      help: 'Seen by those cleared to restricted, and by themself.',
    }),
    organisation: ref('organisation', { title: 'Organisation', optional: true }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    joinedOn: when(z.string().optional(), { title: 'Joined' }),
    leavesOn: when(day.optional(), {
      title: 'Last day',
      help: 'Access ends with this day, by itself.',
    }),
    noticeTo: line(
      z
        .string()
        .max(300)
        .regex(
          /^(https:\/\/\S+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]\S*|[^\s@]+@[^\s@]+\.[^\s@]+)$/,
          'an address that begins with https:// or an e-mail address',
        )
        .optional(),
      {
        title: 'Told at',
        label: 'restricted',
        help: 'Where every change of their access is told, outside this server: a web address or e-mail.',
      },
    ),
    lostDevice: code(z.uuid('a UUID in lower case').optional(), {
      title: 'Lost device',
      help: 'Its id, as the list of their phones has it.',
    }),
  },

  grants: {
    kind: 'member',
    to: 'self',
    while: ['active'],
    until: 'leavesOn',
    of: ['contingent', 'organisation'],
    toldAt: 'noticeTo',
  },
  states: ['invited', 'active', 'suspended', 'left'],
  enters: { by: ['registrar'], self: 'never', reason: true },
  amends: { by: ['registrar'], self: 'never', reason: true },
  transitions: {
    welcome: {
      from: 'invited',
      to: 'active',
      by: ['registrar'],
      takes: ['joinedOn', 'leavesOn', 'noticeTo'],
      self: 'never',
    },
    suspend: {
      from: ['invited', 'active'],
      to: 'suspended',
      by: ['registrar'],
      takes: [],
      self: 'never',
      reason: true,
    },
    reinstate: {
      from: 'suspended',
      to: 'active',
      by: ['registrar'],
      takes: ['leavesOn'],
      self: 'never',
      reason: true,
    },
    leave: {
      from: ['invited', 'active', 'suspended'],
      to: 'left',
      by: ['registrar'],
      takes: ['leavesOn'],
      self: 'never',
      reason: true,
    },
    // The device is shut out as this is answered; whose own it is says so without it.
    losePhone: {
      from: ['active', 'suspended', 'left'],
      by: ['registrar'],
      takes: ['lostDevice'],
      needs: ['lostDevice'],
      self: 'never',
      reason: true,
      title: 'Shut a lost phone out',
    },
  },
})
