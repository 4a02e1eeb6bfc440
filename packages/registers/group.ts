/**
 * Group: an armed group or a coalition of them, as sources name it. Group level only: no leader, member, face, phone
 * or plate is ever recorded here.
 */
import { choice, code, line, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['watch', 'policeLiaison', 'importer'] as const

export const group = register({
  name: 'group',
  title: 'Group',
  plural: 'Groups',
  about: 'Armed groups and coalitions, as sources name them. Groups only, never persons.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: {
    permanent: 'Groups and not people; the past of the ground could not be told without them.',
  },
  label: 'public',
  caption: ['name'],
  featured: ['name', 'kind', 'namedOn', 'state'],
  sort: { by: 'name' },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    name: line(z.string().min(1).max(160), { title: 'Name' }),
    kind: choice(z.enum(['group', 'coalition']), { title: 'Kind' }),
    namedOn: when(z.string().optional(), { title: 'First named' }),
    otherNames: line(z.string().max(300).optional(), { title: 'Other names' }),
    ...grounds,
  },

  states: ['active', 'dissolved'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    dissolve: {
      from: 'active',
      to: 'dissolved',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
