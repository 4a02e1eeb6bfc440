/**
 * Stock item: a kind of thing that is used up and not numbered: diesel, rations, water, filters. How much there is, and for how
 * many days, follows from its movements and is never typed.
 */
import { choice, code, count, line, register } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['stores', 'fleet', 'base', 'importer'] as const

export const stockItem = register({
  name: 'stockItem',
  title: 'Stock item',
  plural: 'Stock items',
  about: 'Kinds of things that are used up: fuel, rations, water, medical goods, spare parts.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'It names a kind of thing and no person.' },
  label: 'mission',
  caption: ['name'],
  featured: ['code', 'name', 'category', 'unitName', 'leastDays', 'state'],

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    name: line(z.string().min(1).max(160), { title: 'Name' }),
    category: choice(z.enum(['fuel', 'ration', 'water', 'medical', 'part', 'other']), {
      title: 'Category',
    }),
    unitName: line(z.string().min(1).max(40), { title: 'Counted in' }),
    leastDays: count(z.int().nonnegative().max(3650).optional(), {
      title: 'Least days of supply',
      unit: 'days',
    }),
    ...grounds,
  },

  states: ['inUse', 'retired'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    retire: { from: 'inUse', to: 'retired', by: keepers, takes: ['note'], reason: true },
    takeUp: {
      from: 'retired',
      to: 'inUse',
      by: keepers,
      takes: ['note'],
      title: 'Take up again',
    },
  },
})
