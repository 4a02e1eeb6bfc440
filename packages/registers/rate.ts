/** Rate: what one edition pays a month for one thing of a category, or for one person. Factors belong to the agreement. */
import { choice, code, line, money, ref, register } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { leases } from './uses.ts'

const keepers = ['finance', 'importer'] as const

export const rate = register({
  name: 'rate',
  title: 'Rate',
  plural: 'Rates',
  about: 'What an edition pays a month: for a vehicle or set, or for a person.',
  desk: 'funds',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'The rates on which claims were computed; they name no person.' },
  label: 'public',
  caption: ['rateCategory', 'lease'],
  featured: ['rateEdition', 'rateCategory', 'lease', 'amount'],
  sort: { by: 'rateCategory' },

  fields: {
    rateEdition: ref('rateEdition', { title: 'Edition of rates' }),
    rateCategory: code(z.string().min(1).max(60), { title: 'Category of the rates' }),
    lease: choice(z.enum(leases), {
      title: 'Paid as',
      help: 'Wet lease: the contributor maintains it. Dry lease: the mission does. Self-sustainment and people: for each person.',
    }),
    amount: money({
      title: 'Amount',
      help: 'For a whole calendar month; a part of a month is paid by its days.',
    }),
    title: line(z.string().max(300).optional(), { title: 'Title' }),
    ...grounds,
  },

  enters: { by: keepers },
  amends: { by: keepers },
})
