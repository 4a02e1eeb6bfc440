/** Perception survey: what people said when they were asked, by whom, how many and how. A number without its question is none. */
import { count, line, link, place, prose, quantity, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['hostLiaison', 'conduct', 'monitor', 'editor', 'importer'] as const

export const perceptionSurvey = register({
  name: 'perceptionSurvey',
  title: 'Perception survey',
  plural: 'Perception surveys',
  about:
    'What people said when they were asked about safety and the mission: the question, how many, and by whom.',
  desk: 'community',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Shares of answers, published, without anybody who gave them.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'saidBy', 'heldOn', 'sample', 'favourablePercent'],
  sort: { by: 'heldOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    saidBy: line(z.string().min(1).max(200), { title: 'Asked by' }),
    heldOn: when(z.string(), { title: 'Asked on' }),
    question: prose(z.string().min(1).max(2000), { title: 'Question' }),
    sample: count(z.int().positive().max(10_000_000).optional(), {
      title: 'People asked',
      unit: 'persons',
    }),
    favourablePercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Favourable',
      unit: 'per cent',
    }),
    unfavourablePercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Unfavourable',
      unit: 'per cent',
    }),
    marginPercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Margin',
      unit: 'per cent',
    }),
    method: prose(z.string().max(2000).optional(), { title: 'How people were asked' }),
    where: place({ title: 'Where', optional: true }),
    url: link(z.url().max(500).optional(), { title: 'Address' }),
    ...grounds,
  },

  enters: { by },
  amends: { by },
})
