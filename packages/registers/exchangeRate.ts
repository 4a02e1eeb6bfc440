/**
 * Exchange rate: what one unit of a currency was worth in another on a day, as somebody published it. Nothing is converted by
 * any other number; where none was stated by then, nothing is converted.
 */
import { code, line, link, quantity, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { currencyForm } from './uses.ts'

const keepers = ['finance', 'importer'] as const

export const exchangeRate = register({
  name: 'exchangeRate',
  title: 'Exchange rate',
  plural: 'Exchange rates',
  about: 'What one unit of a currency was worth in another on a day, and who published it.',
  desk: 'funds',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'A published rate by which sums of the record were converted.' },
  label: 'public',
  caption: ['currency', 'toCurrency', 'statedOn'],
  featured: ['currency', 'toCurrency', 'rate', 'statedOn', 'publisher', 'state'],
  sort: { by: 'statedOn', descending: true },

  fields: {
    currency: code(z.string().regex(currencyForm, 'a currency of three letters, such as USD'), {
      title: 'Currency',
    }),
    toCurrency: code(z.string().regex(currencyForm, 'a currency of three letters, such as USD'), {
      title: 'To currency',
    }),
    rate: quantity(z.number().positive().max(1e12), {
      title: 'Rate',
      help: 'Units of the second currency for one of the first.',
    }),
    statedOn: when(z.string(), { title: 'Stated on' }),
    publisher: line(z.string().min(1).max(200), { title: 'Publisher' }),
    url: link(z.string().max(1000).optional(), { title: 'Address' }),
    ...grounds,
  },

  states: ['stated', 'setAside'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    setAside: {
      from: 'stated',
      to: 'setAside',
      by: keepers,
      takes: ['note'],
      reason: true,
      title: 'Set aside',
    },
  },
})
