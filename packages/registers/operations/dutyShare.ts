/**
 * Share of duty: what one officer stood in a period, beside the spread of their group: where the middle and the quarters lie,
 * and nobody’s name. The rota officer gives each their own; the group has at least five, so that no one is read out of it.
 */
import { count, type Fields, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const keepers = ['rota', 'chief', 'importer'] as const
/** In a smaller group the spread would tell of one person. */
export const groupLeast = 5
const hours = (title: string) =>
  quantity(z.number().nonnegative().max(1000).optional(), { title, unit: 'hours' })

const spreadStands = (now: Fields, input: Fields): string | undefined => {
  const all = { ...now, ...input } as Record<string, number | undefined>
  const spread = [all.hoursQuarter, all.hoursMiddle, all.hoursThreeQuarters]
  const isTold = spread.some((one) => one !== undefined)
  if (isTold && (all.persons ?? 0) < groupLeast)
    return 'A spread is told of five people or more: of fewer it would tell of one.'
  const sorted = spread.filter((one) => one !== undefined)
  return sorted.some((one, at) => at > 0 && one < (sorted[at - 1] as number))
    ? 'The quarters of a spread stand in order.'
    : undefined
}

export const dutyShare = register({
  name: 'dutyShare',
  title: 'Share of duty',
  plural: 'Shares of duty',
  about:
    'What one officer stood in a period beside the spread of their group. Each sees their own.',
  desk: 'people',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 24, after: ['recorded'] },
  label: 'restricted',
  within: 'member',
  caption: ['periodFirst', 'contingent'],
  featured: ['periodFirst', 'periodLast', 'hoursOwn', 'hoursMiddle', 'persons'],
  sort: { by: 'periodLast', descending: true },

  fields: {
    member: ref('member', { title: 'Account of the officer' }),
    contingent: ref('contingent', { title: 'Group', hxl: '#org+contingent' }),
    periodFirst: when(z.string(), { title: 'From' }),
    periodLast: when(z.string(), { title: 'Until' }),
    hoursOwn: quantity(z.number().nonnegative().max(1000), {
      title: 'Own hours',
      unit: 'hours',
    }),
    nightsOwn: count(z.int().nonnegative().max(1000).optional(), {
      title: 'Own nights',
      unit: 'nights',
    }),
    persons: count(z.int().nonnegative().max(5000).optional(), {
      title: 'People of the group',
      unit: 'persons',
    }),
    hoursQuarter: hours('A quarter stood at most'),
    hoursMiddle: hours('Half stood at most'),
    hoursThreeQuarters: hours('Three quarters stood at most'),
    ...grounds,
  },

  enters: { by: keepers, unless: spreadStands },
  amends: { by: keepers, unless: spreadStands },
})
