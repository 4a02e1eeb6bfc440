/**
 * Barring: one member who may not see one record, whatever their clearance. What bars by rule, such as the line of command of
 * whom a complaint is against, needs no record here.
 */
import { code, prose, ref, register } from '@konbit/model'
import { z } from 'zod'

export const barring = register({
  name: 'barring',
  title: 'Barring',
  plural: 'Barrings',
  about: 'Members who may not see one record, whatever they are cleared for.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['lifted'] },
  label: 'mission',
  within: 'member',
  caption: ['member'],
  featured: ['member', 'barredFrom', 'state'],

  fields: {
    member: ref('member', { title: 'Member' }),
    barredFrom: code(z.uuid('the id of a record'), {
      title: 'Barred from',
      help: 'The id of the record, from its address. It says nothing of what the record holds.',
    }),
    why: prose(z.string().max(2000).optional(), { title: 'Why' }),
  },

  grants: { kind: 'bar', to: 'member', record: 'barredFrom', while: ['standing'] },
  states: ['standing', 'lifted'],
  enters: { by: ['registrar', 'conduct'], self: 'never', reason: true },
  amends: { by: ['registrar', 'conduct'], takes: ['why'], self: 'never', reason: true },
  transitions: {
    lift: {
      from: 'standing',
      to: 'lifted',
      by: ['registrar', 'conduct'],
      takes: [],
      self: 'never',
      reason: true,
    },
  },
})
