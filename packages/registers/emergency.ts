/**
 * Emergency access: what somebody opens for themself because waiting would harm, for hours and with a reason. It never opens
 * a firewall. Another reviews it, and until then it stands as owed.
 */
import { choice, count, prose, ref, register } from '@konbit/model'
import { z } from 'zod'

const openers = [
  'chief',
  'watch',
  'forceGeneration',
  'fleet',
  'base',
  'finance',
  'planner',
  'conduct',
  'monitor',
  'legal',
  'registrar',
  'protection',
] as const

export const emergency = register({
  name: 'emergency',
  title: 'Emergency access',
  plural: 'Emergency access',
  about:
    'Access that a member opened for themself, for at most three days, to be reviewed by another.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['closed', 'reviewed'] },
  label: 'mission',
  within: 'member',
  caption: ['level', 'member'],
  featured: ['member', 'level', 'hours', 'state'],

  fields: {
    member: ref('member', { title: 'Member' }),
    level: choice(z.enum(['partner', 'mission', 'restricted']), { title: 'Handling' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    organisation: ref('organisation', { title: 'Organisation', optional: true }),
    hours: count(z.int().min(1).max(72), { title: 'Hours', unit: 'hours' }),
    finding: prose(z.string().max(8000).optional(), { title: 'Finding' }),
  },

  grants: {
    kind: 'emergency',
    to: 'member',
    level: 'level',
    at: ['contingent', 'organisation'],
    while: ['opened'],
    hours: 'hours',
  },
  states: ['opened', 'closed', 'reviewed'],
  enters: {
    by: openers,
    takes: ['member', 'level', 'contingent', 'organisation', 'hours'],
    self: 'only',
    reason: true,
  },
  amends: { by: ['registrar', 'auditor'], takes: ['finding'], self: 'never', reason: true },
  corrects: { by: ['registrar', 'auditor'], self: 'never' },
  transitions: {
    close: {
      from: 'opened',
      to: 'closed',
      by: [...openers, 'auditor'],
      takes: [],
    },
    review: {
      from: ['opened', 'closed'],
      to: 'reviewed',
      by: ['auditor', 'registrar', 'protection', 'monitor'],
      takes: ['finding'],
      needs: ['finding'],
      self: 'never',
    },
  },
})
