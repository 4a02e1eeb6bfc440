/**
 * Vote: how a body voted on an instrument: for, against, abstaining, and what it takes to pass.
 */
import { choice, count, line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { voteRules } from './mandate/voteRule.ts'

export const vote = register({
  name: 'vote',
  title: 'Vote',
  plural: 'Votes',
  about: 'How the Council or a parliament voted on an instrument, and what it takes to pass.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'How a body voted in public.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'heldOn', 'votesFor', 'votesAgainst', 'abstentions', 'state'],
  sort: { by: 'heldOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    instrument: ref('instrument', { title: 'On' }),
    heldOn: when(z.string(), { title: 'Held on' }),
    votesFor: count(z.int().nonnegative().max(10_000).optional(), { title: 'For' }),
    votesAgainst: count(z.int().nonnegative().max(10_000).optional(), { title: 'Against' }),
    abstentions: count(z.int().nonnegative().max(10_000).optional(), { title: 'Abstaining' }),
    votesNeeded: count(z.int().nonnegative().max(10_000).optional(), { title: 'Needed to pass' }),
    seats: count(z.int().nonnegative().max(10_000).optional(), { title: 'Seats' }),
    abstainers: line(z.string().max(300).optional(), { title: 'Who abstained' }),
    rule: choice(z.enum(voteRules).optional(), {
      title: 'Rule',
      help: 'Absent: as many as are needed, by what stands here.',
    }),
    vetoes: count(z.int().nonnegative().max(5).optional(), {
      title: 'Vetoes',
      help: 'Of those against, how many are permanent members.',
    }),
    opposers: line(z.string().max(300).optional(), { title: 'Who was against' }),
    saidOutcome: choice(z.enum(['adopted', 'notAdopted']).optional(), {
      title: 'Outcome, as it was said',
    }),
    ...grounds,
  },

  states: ['held'],
  enters: { by: ['legal', 'chief', 'importer'] },
  amends: { by: ['legal', 'chief', 'importer'] },
})
