/**
 * State presence: how far the state is there in an area, which of its services work and how far one can get in, with who says so
 * and of which day. Evidence ages, see `evidence.ts`. Not who holds the ground against it: that is area influence.
 */
import { choice, choices, code, line, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { gradable } from './grades.ts'

const keepers = ['watch', 'hostLiaison', 'policeLiaison', 'editor', 'importer'] as const

/** How far one can get into an area. */
export const accesses = ['open', 'withEscort', 'byAgreement', 'closed'] as const

export const statePresence = register({
  name: 'statePresence',
  title: 'State presence',
  plural: 'State presence',
  about: 'How far the state is there in an area, and which of its services work.',
  desk: 'situation',
  controller: 'host',
  basis: 'publicSource',
  retention: { permanent: 'Whether the state was there, of areas and not people.' },
  label: 'partner',
  caption: ['name'],
  featured: ['name', 'pcode', 'presence', 'access', 'evidenceOn', 'saidBy', 'state'],
  sort: { by: 'evidenceOn', descending: true },

  fields: {
    name: line(z.string().min(1).max(160), { title: 'Name', help: 'The area, in words.' }),
    pcode: code(z.string().min(2).max(16), { title: 'P-code', hxl: '#adm+code' }),
    presence: choice(z.enum(['full', 'partly', 'symbolic', 'absent']), { title: 'Presence' }),
    evidenceOn: when(z.string(), { title: 'Evidence of' }),
    saidBy: line(z.string().min(1).max(200), {
      title: 'Said by',
      help: 'An office or a publication. Never a resident.',
    }),
    services: choices(
      z
        .array(
          z.enum([
            'police',
            'court',
            'townHall',
            'hospital',
            'school',
            'water',
            'power',
            'customs',
          ]),
        )
        .optional(),
      { title: 'Services that work' },
    ),
    access: choice(z.enum(accesses).optional(), {
      title: 'Access',
      help: 'How far help and patrols can get in.',
    }),
    ...gradable,
    ...grounds,
  },

  states: ['stated', 'withdrawn'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    withdraw: {
      from: 'stated',
      to: 'withdrawn',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
