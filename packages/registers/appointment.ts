/**
 * Appointment: one role of one member, until a day. It says what they may do; what they may see is a clearance. Nobody
 * appoints themself, and no role of operations goes with a clearance behind a firewall.
 */
import { choice, ref, register, roleNames, when } from '@konbit/model'
import { z } from 'zod'
import { day } from './dayField.ts'

export const appointment = register({
  name: 'appointment',
  title: 'Appointment',
  plural: 'Appointments',
  about: 'The roles that members hold: what each may do, and until when.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['ended'] },
  label: 'mission',
  within: 'member',
  caption: ['role', 'member'],
  featured: ['member', 'role', 'until', 'state'],
  sort: { by: 'until' },

  fields: {
    member: ref('member', { title: 'Member' }),
    role: choice(z.enum(roleNames as [string, ...string[]]), { title: 'Role' }),
    until: when(day, { title: 'Last day' }),
  },

  grants: { kind: 'role', to: 'member', role: 'role', while: ['held'], until: 'until' },
  states: ['held', 'ended'],
  enters: { by: ['registrar'], self: 'never', reason: true },
  amends: { by: ['registrar'], takes: ['until'], self: 'never', reason: true },
  transitions: {
    end: { from: 'held', to: 'ended', by: ['registrar'], takes: [], self: 'never', reason: true },
  },
})
