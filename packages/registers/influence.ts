/**
 * Influence: how far an area is said to be held by armed groups, by whom it is said and when. Evidence ages: a
 * statement a year old is shown faint, and no statement is shown as not known.
 */
import { choice, code, line, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds, precisions } from './grounds.ts'
import { gradable } from './situation/grades.ts'
import { accesses } from './situation/statePresence.ts'

const keepers = ['watch', 'policeLiaison', 'editor', 'importer'] as const

export const influence = register({
  name: 'influence',
  title: 'Area influence',
  plural: 'Area influence',
  about:
    'How far an area is said to be held by armed groups, with who says so and how old the evidence is.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Who was said to hold an area, of groups and not people.' },
  label: 'public',
  caption: ['name'],
  featured: ['name', 'pcode', 'sharePercent', 'evidenceOn', 'saidBy', 'state'],

  fields: {
    name: line(z.string().min(1).max(160), { title: 'Name', help: 'The area, in words.' }),
    pcode: code(z.string().min(2).max(16), { title: 'P-code', hxl: '#adm+code' }),
    extent: choice(z.enum(['capital', 'country', 'department', 'commune', 'section', 'place']), {
      title: 'Extent',
    }),
    evidenceOn: when(z.string(), { title: 'Evidence of' }),
    saidBy: line(z.string().min(1).max(200), { title: 'Said by' }),
    sharePercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Share held',
      unit: '%',
      help: 'Empty where a group was only seen there.',
    }),
    precision: choice(z.enum(precisions).optional(), { title: 'Precision' }),
    group: ref('group', { title: 'Group', optional: true }),
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
