/**
 * You said, we did: what residents said, in words that single out nobody, and what the mission did about it. Public: the answer
 * goes to everybody who asked and to those who did not dare.
 */
import { choice, count, line, place, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['hostLiaison', 'conduct', 'chief', 'importer'] as const

export const saidAndDone = register({
  name: 'saidAndDone',
  title: 'You said, we did',
  plural: 'You said, we did',
  about: 'What residents said and what the mission did about it, for everybody to read.',
  desk: 'community',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'Published answers that name nobody.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'topic', 'publishedOn', 'state'],
  sort: { by: 'publishedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'You said' }),
    done: prose(z.string().min(1).max(4000), { title: 'We did' }),
    topic: choice(
      z.enum(['safety', 'roads', 'conduct', 'services', 'information', 'noise', 'thanks', 'other']),
      { title: 'Topic' },
    ),
    publishedOn: when(z.string(), { title: 'Published on' }),
    where: place({ title: 'Where', optional: true }),
    voices: count(z.int().min(5).max(100_000).optional(), {
      title: 'Said by about',
      unit: 'persons',
      help: 'Fewer than five are not counted out loud.',
    }),
    ...grounds,
  },

  states: ['promised', 'done', 'notDone'],
  enters: { by },
  amends: { by, takes: ['done', 'topic', 'where', 'voices', 'claims', 'events', 'note'] },
  transitions: {
    finish: { from: 'promised', to: 'done', by, takes: ['done'] },
    giveUp: {
      from: 'promised',
      to: 'notDone',
      by,
      takes: ['done'],
      needs: ['done'],
      title: 'Not done',
    },
  },
})
