/** Engagement: a meeting with a community, what was asked and what was promised. It counts people and names none. */
import { choice, count, line, place, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['hostLiaison', 'policeLiaison', 'conduct', 'partnerLiaison', 'importer'] as const
const rest = ['claims', 'events', 'note']

export const engagement = register({
  name: 'engagement',
  title: 'Meeting with a community',
  plural: 'Meetings with communities',
  about: 'Meetings with communities: who came, as numbers; what was asked, and what was promised.',
  desk: 'community',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 60, after: ['held', 'cancelled'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'kind', 'plannedOn', 'persons', 'state'],
  sort: { by: 'plannedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    kind: choice(
      z.enum(['townHall', 'women', 'youth', 'traders', 'authorities', 'schools', 'faith']),
      { title: 'With' },
    ),
    plannedOn: when(z.string(), { title: 'Planned for' }),
    where: place({ title: 'Where', optional: true }),
    persons: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'People who came',
      unit: 'persons',
    }),
    women: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Women among them',
      unit: 'persons',
    }),
    wishes: prose(z.string().max(4000).optional(), { title: 'What was asked' }),
    promised: prose(z.string().max(4000).optional(), { title: 'What was promised' }),
    promiseBy: when(z.string().optional(), { title: 'Promised by' }),
    keptOn: when(z.string().optional(), { title: 'Promise kept on' }),
    ...grounds,
  },

  states: ['planned', 'held', 'cancelled'],
  enters: { by, takes: ['title', 'kind', 'plannedOn', 'where', ...rest] },
  amends: { by, takes: ['title', 'plannedOn', 'where', ...rest] },
  transitions: {
    hold: {
      from: 'planned',
      to: 'held',
      by,
      takes: ['persons', 'women', 'wishes', 'promised', 'promiseBy', ...rest],
      title: 'It was held',
    },
    keepPromise: {
      from: 'held',
      by,
      takes: ['keptOn', ...rest],
      needs: ['keptOn'],
      title: 'Promise kept',
    },
    cancel: { from: 'planned', to: 'cancelled', by, takes: rest, reason: true },
  },
})
