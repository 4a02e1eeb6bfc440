/**
 * Feedback: what residents tell the mission that is no complaint: praise, a question, a wish, a worry. No name and no number is
 * kept; the answer has its day, and what came of it is published.
 */
import { choice, code, count, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { pastClock } from '../accountability/clocks.ts'

const by = ['hostLiaison', 'partnerLiaison', 'conduct', 'resident', 'importer'] as const
const answerers = ['hostLiaison', 'conduct', 'importer'] as const

export const feedback = register({
  name: 'feedback',
  title: 'Feedback',
  plural: 'Feedback',
  about: 'What residents ask, praise or worry about, and the answer they got. No name is kept.',
  desk: 'community',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 36, after: ['answered', 'passedOn'] },
  label: 'partner',
  caption: ['reference'],
  featured: ['reference', 'topic', 'receivedOn', 'answerBy', 'state'],
  sort: { by: 'receivedOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(24), { title: 'Reference' }),
    topic: choice(
      z.enum(['safety', 'roads', 'conduct', 'services', 'information', 'noise', 'thanks', 'other']),
      {
        title: 'Topic',
      },
    ),
    body: prose(z.string().min(1).max(4000), {
      title: 'What was said',
      help: 'No name, no number, no address.',
    }),
    receivedOn: when(z.string(), { title: 'Received on' }),
    answerBy: when(z.string(), { title: 'Answer due' }),
    channel: choice(
      z.enum(['inPerson', 'phone', 'form', 'letter', 'partner', 'other']).optional(),
      { title: 'Came by' },
    ),
    where: place({ title: 'Where', optional: true }),
    voices: count(z.int().positive().max(100_000).optional(), {
      title: 'Said by about',
      unit: 'persons',
    }),
    answer: prose(z.string().max(4000).optional(), { title: 'Answer' }),
    saidAndDone: ref('saidAndDone', { title: 'Published as', optional: true }),
  },

  states: ['received', 'answered', 'passedOn'],
  enters: {
    by,
    takes: ['reference', 'topic', 'body', 'receivedOn', 'answerBy', 'channel', 'where', 'voices'],
    unless: (_, input) => pastClock('feedbackAnswer', input),
  },
  amends: { by: answerers, takes: ['topic', 'where', 'voices', 'saidAndDone'] },
  transitions: {
    answer: {
      from: 'received',
      to: 'answered',
      by: answerers,
      takes: ['answer', 'saidAndDone'],
      needs: ['answer'],
    },
    passOn: {
      from: 'received',
      to: 'passedOn',
      by: answerers,
      takes: ['answer'],
      reason: true,
      title: 'Pass on',
    },
  },
})
