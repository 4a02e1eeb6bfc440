/**
 * Information request: what a counterpart asks of the mission, what the mission asks of one, or what either offers; with the
 * day by which it is answered. An answer in figures or records is a release; here stands that and why.
 */
import { choice, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { aboutCounterparts, vettingStands } from './vetted.ts'

const keepers = ['policeLiaison', 'hostLiaison', 'watch', 'legal', 'importer'] as const
const said = ['title', 'body', 'answerBy', 'note']

export const informationRequest = register({
  name: 'informationRequest',
  title: 'Request for information',
  plural: 'Requests for information',
  about:
    'What counterparts and the mission ask and offer one another, by when, and what came of it.',
  desk: 'sharing',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['answered', 'refused', 'withdrawn'] },
  label: 'mission',
  caption: ['number', 'title'],
  featured: ['number', 'title', 'direction', 'kind', 'counterpart', 'answerBy', 'state'],
  sort: { by: 'answerBy' },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    direction: choice(z.enum(['incoming', 'outgoing']), {
      title: 'Direction',
      help: 'Incoming: somebody asks the mission. Outgoing: the mission asks.',
    }),
    kind: choice(z.enum(['question', 'offer']), { title: 'Kind' }),
    counterpart: ref('counterpart', { title: 'Counterpart' }),
    body: prose(z.string().max(4000).optional(), {
      title: 'What is asked or offered',
      help: 'Groups, places and happenings. No name, number or address of a person.',
    }),
    askedOn: when(z.string().optional(), { title: 'Asked on' }),
    answerBy: when(z.string().optional(), { title: 'Answer due' }),
    answeredOn: when(z.string().optional(), { title: 'Answered on' }),
    answer: prose(z.string().max(4000).optional(), { title: 'Answer' }),
    release: ref('release', { title: 'Answered by the release', optional: true }),
    refusedFor: choice(
      z
        .enum(['namesPersons', 'noPurpose', 'notHeld', 'tooClose', 'notVetted', 'otherReason'])
        .optional(),
      { title: 'Refused because' },
    ),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['open', 'answered', 'refused', 'withdrawn'],
  enters: {
    by: keepers,
    takes: ['number', 'direction', 'kind', 'counterpart', 'askedOn', ...said],
    asks: { counterparts: aboutCounterparts('counterpart') },
    // What comes in is put down whoever sent it; what goes out goes to the vetted alone.
    unless: (_, input, beside) =>
      input.direction === 'outgoing' ? vettingStands(input.counterpart, beside) : undefined,
  },
  amends: { by: keepers, takes: said },
  transitions: {
    answer: {
      from: 'open',
      to: 'answered',
      by: keepers,
      takes: ['answer', 'release', 'answeredOn', 'note'],
      needs: ['answeredOn'],
    },
    refuse: {
      from: 'open',
      to: 'refused',
      by: keepers,
      takes: ['refusedFor', 'answer', 'answeredOn', 'note'],
      needs: ['refusedFor', 'answeredOn'],
      reason: true,
    },
    withdraw: { from: 'open', to: 'withdrawn', by: keepers, takes: ['note'], reason: true },
  },
})
