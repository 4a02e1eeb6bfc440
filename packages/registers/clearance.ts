/**
 * Clearance: one label that a member may see, in the whole mission or where one body lies, until a day. Granting and
 * withdrawing are entries with a reason that the member sees.
 */
import { choice, labels, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { day } from './dayField.ts'

export const clearance = register({
  name: 'clearance',
  title: 'Clearance',
  plural: 'Clearances',
  about: 'What members may see: a handling marking, where it holds, and until when.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['withdrawn'] },
  label: 'mission',
  within: 'member',
  caption: ['level', 'member'],
  featured: ['member', 'level', 'organisation', 'contingent', 'until', 'state'],
  sort: { by: 'until' },

  fields: {
    member: ref('member', { title: 'Member' }),
    level: choice(z.enum(labels), { title: 'Handling' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    organisation: ref('organisation', {
      title: 'Organisation',
      optional: true,
      help: 'Where it holds. Neither organisation nor contingent: in the whole mission.',
    }),
    until: when(day, { title: 'Last day' }),
  },

  grants: {
    kind: 'clearance',
    to: 'member',
    level: 'level',
    at: ['contingent', 'organisation'],
    while: ['granted'],
    until: 'until',
  },
  states: ['granted', 'withdrawn'],
  enters: { by: ['registrar'], self: 'never', reason: true },
  amends: { by: ['registrar'], takes: ['until'], self: 'never', reason: true },
  transitions: {
    withdraw: {
      from: 'granted',
      to: 'withdrawn',
      by: ['registrar'],
      takes: [],
      self: 'never',
      reason: true,
    },
  },
})
