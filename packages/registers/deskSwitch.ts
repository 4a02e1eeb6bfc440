/**
 * Desk switch: a desk or a register that the mission does not staff for now. While it is off no page asks for it; what was
 * recorded stays, can be opened by its address and goes on being counted. Only the chief of staff sets it, and says why.
 */
import { code, register } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const by = ['chief', 'importer'] as const

export const deskSwitch = register({
  name: 'deskSwitch',
  title: 'Desk switch',
  plural: 'Desk switches',
  about: 'Desks and registers that the mission switched off, because it cannot staff them for now.',
  desk: 'access',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'It says what the mission could staff, and names no person.' },
  // Whoever opens the app sees the desks down its side: which of them are off is no secret.
  label: 'public',
  caption: ['switched'],
  featured: ['switched', 'state'],
  sort: { by: 'switched' },

  fields: {
    switched: code(
      z.string().regex(/^(desk|register):[a-z][a-zA-Z]{0,60}$/, 'such as desk:community'),
      { title: 'Desk or register', unique: true },
    ),
    ...grounds,
  },

  states: ['off', 'on'],
  enters: {
    by,
    reason: true,
    unless: (_, { switched }) =>
      ['desk:access', 'register:deskSwitch'].includes(String(switched))
        ? 'Who may do what, and this switch itself, are never off.'
        : undefined,
  },
  amends: { by, takes: ['claims', 'events', 'note'] },
  transitions: {
    switchOn: { from: 'off', to: 'on', by, takes: ['note'], reason: true, title: 'Switch on' },
    switchOff: { from: 'on', to: 'off', by, takes: ['note'], reason: true, title: 'Switch off' },
  },
})
