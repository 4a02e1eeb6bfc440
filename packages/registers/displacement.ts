/**
 * Displacement: how many people of an area are counted as displaced, round by round. A stock, not a flow: rounds are
 * read one after the other and never added up.
 */
import { choice, code, count, line, quantity, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds, precisions } from './grounds.ts'

const keepers = ['watch', 'editor', 'importer'] as const

export const displacement = register({
  name: 'displacement',
  title: 'Displacement',
  plural: 'Displacement',
  about: 'People counted as displaced, by area and round, with the sites they live in.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Counts of people from published sources; nobody is named.' },
  label: 'public',
  caption: ['name'],
  featured: ['name', 'pcode', 'persons', 'precision', 'countedOn', 'saidBy'],

  fields: {
    name: line(z.string().min(1).max(160), { title: 'Name', help: 'The area, in words.' }),
    pcode: code(z.string().min(2).max(16), { title: 'P-code', hxl: '#adm+code' }),
    extent: choice(z.enum(['capital', 'country', 'department', 'commune', 'section', 'place']), {
      title: 'Extent',
    }),
    countedOn: when(z.string(), { title: 'Counted' }),
    persons: count(z.int().nonnegative().max(100_000_000), {
      title: 'Persons',
      unit: 'persons',
      hxl: '#affected+displaced',
    }),
    precision: choice(z.enum(precisions).optional(), { title: 'Precision' }),
    saidBy: line(z.string().max(200).optional(), { title: 'Said by' }),
    sites: count(z.int().nonnegative().max(100_000).optional(), { title: 'Sites' }),
    hostedPercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'With host families',
      unit: '%',
    }),
    ...grounds,
  },

  enters: { by: keepers },
  amends: { by: keepers },
})
