/**
 * Acknowledgement: one member says that an order reached them. It promises nothing beyond that; what is done is recorded where
 * it happens. The one who says it signs: nobody acknowledges for another.
 */
import { code, ref, register } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { told } from './toldRoles.ts'

const by = [...told, 'importer'] as const

export const acknowledgement = register({
  name: 'acknowledgement',
  title: 'Acknowledgement',
  plural: 'Acknowledgements',
  about: 'Who said that an order reached them, and when.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['recorded'] },
  label: 'mission',
  within: 'toOrganisation',
  caption: ['order'],
  featured: ['order', 'acknowledgedBy'],

  fields: {
    order: ref('order', { title: 'Order' }),
    toOrganisation: ref('organisation', {
      title: 'To the contributor',
      optional: true,
      hxl: '#org',
      help: 'As the order says.',
    }),
    acknowledgedBy: code(z.string().max(80).optional(), { title: 'Acknowledged by' }),
    ...grounds,
  },

  enters: {
    by,
    takes: ['order', 'toOrganisation', 'note'],
    signs: 'acknowledgedBy',
    asks: {
      order: { register: 'order', match: { $record: 'order' }, take: ['toOrganisation'] },
    },
    unless: (_, input, beside) => {
      const order = beside?.rows.order?.[0]
      if (!order) return undefined
      if (order.state !== 'issued') return 'Only an order that is issued is acknowledged.'
      return (order.toOrganisation ?? undefined) === (input.toOrganisation ?? undefined)
        ? undefined
        : 'It names another contributor than its order does: give the one of the order.'
    },
  },
  amends: { by: ['importer'], takes: ['note'] },
})
