/**
 * Stock movement: so much of one item that came to a base, left it or was found or lost there. Each is a record of its own;
 * what is on hand is their sum. Fuel given to a vehicle is one of these, with the vehicle and its odometer.
 */
import { balanceOf, stockSigns } from '@konbit/force'
import { choice, count, line, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { readingRuns, readingsAsked } from './odometer.ts'

const keepers = ['stores', 'fleet', 'base', 'workshop', 'importer'] as const

export const stockMovement = register({
  name: 'stockMovement',
  title: 'Stock movement',
  plural: 'Stock movements',
  about: 'Receipts, issues, transfers, losses and finds of stock at a base.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['recorded'] },
  label: 'mission',
  caption: ['direction', 'movedOn'],
  featured: ['movedOn', 'stockItem', 'base', 'direction', 'quantityMoved'],
  sort: { by: 'movedOn', descending: true },

  fields: {
    stockItem: ref('stockItem', { title: 'Item' }),
    base: ref('site', { title: 'Base' }),
    movedOn: when(z.string(), { title: 'Moved on' }),
    direction: choice(z.enum(['receipt', 'issue', 'transferIn', 'transferOut', 'loss', 'found']), {
      title: 'Direction',
      help: 'What a count shows beyond the record is found, what it misses is a loss.',
    }),
    quantityMoved: quantity(z.number().positive().max(1e9), {
      title: 'Quantity',
      help: 'In the unit of the item.',
    }),
    vehicle: ref('vehicle', { title: 'Into vehicle', optional: true }),
    odometerKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Odometer',
      unit: 'km',
    }),
    workOrder: ref('workOrder', { title: 'For work order', optional: true }),
    otherBase: ref('site', { title: 'From or to base', optional: true }),
    paper: line(z.string().max(80).optional(), { title: 'Paper' }),
    ...grounds,
  },

  enters: {
    by: keepers,
    asks: {
      ...readingsAsked,
      moved: {
        register: 'stockMovement',
        match: { stockItem: 'stockItem', base: 'base' },
        take: ['direction'],
        sum: 'quantityMoved',
      },
    },
    unless: (_, input, beside) => {
      const moved = beside?.rows.moved?.map((row) => ({
        direction: String(row.direction),
        quantity: Number(row.quantityMoved),
      }))
      const quantity = Number(input.quantityMoved)
      if (moved && stockSigns[String(input.direction)] === -1 && balanceOf(moved) < quantity)
        return 'More would leave than is on hand there. What a count found beyond the record is entered first.'
      return readingRuns(input.movedOn, input.odometerKm, beside)
    },
  },
  amends: { by: keepers, takes: ['claims', 'events', 'note'] },
})
