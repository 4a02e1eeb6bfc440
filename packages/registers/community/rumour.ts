/** Rumour: what goes round about the mission: heard, checked, answered. It says what is told and where, and never who tells it. */
import { choice, line, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { pastClock } from '../accountability/clocks.ts'
import { grounds } from '../grounds.ts'

const by = [
  'hostLiaison',
  'partnerLiaison',
  'conduct',
  'watch',
  'policeLiaison',
  'importer',
] as const
const answerers = ['hostLiaison', 'conduct', 'importer'] as const

export const rumour = register({
  name: 'rumour',
  title: 'Rumour',
  plural: 'Rumours',
  about: 'What goes round about the mission: heard, checked, answered. Never who tells it.',
  desk: 'community',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 24, after: ['answered', 'leftAlone'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'heardOn', 'verdict', 'answerBy', 'state'],
  sort: { by: 'heardOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'What is told' }),
    heardOn: when(z.string(), { title: 'Heard on' }),
    answerBy: when(z.string(), { title: 'Answer due' }),
    where: place({ title: 'Where', optional: true }),
    spread: choice(z.enum(['one', 'several', 'wide']).optional(), { title: 'How far it goes' }),
    danger: choice(z.enum(['low', 'some', 'high']).optional(), { title: 'Danger if believed' }),
    verdict: choice(z.enum(['true', 'partly', 'false', 'unknown']).optional(), {
      title: 'Found to be',
    }),
    answer: prose(z.string().max(4000).optional(), { title: 'Answer' }),
    saidAndDone: ref('saidAndDone', { title: 'Published as', optional: true }),
    ...grounds,
  },

  states: ['heard', 'checked', 'answered', 'leftAlone'],
  enters: {
    by,
    takes: ['title', 'heardOn', 'answerBy', 'where', 'spread', 'danger'],
    unless: (_, input) => pastClock('rumourAnswer', input),
  },
  amends: { by, takes: ['where', 'spread', 'danger', 'saidAndDone', 'claims', 'events', 'note'] },
  transitions: {
    check: { from: 'heard', to: 'checked', by, takes: ['verdict', 'danger'], needs: ['verdict'] },
    answer: {
      from: ['heard', 'checked'],
      to: 'answered',
      by: answerers,
      takes: ['answer', 'verdict', 'saidAndDone'],
      needs: ['answer', 'verdict'],
    },
    leave: {
      from: ['heard', 'checked'],
      to: 'leftAlone',
      by: answerers,
      takes: [],
      reason: true,
      title: 'Leave alone',
    },
  },
})
