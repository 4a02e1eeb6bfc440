/**
 * Decision: what a body decided about the mission that is not an instrument: to ask for options, to postpone, to name
 * an office-holder, to withhold money. Public acts of public offices only.
 */
import { choice, line, prose, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['legal', 'chief', 'importer'] as const

export const decision = register({
  name: 'decision',
  title: 'Decision',
  plural: 'Decisions',
  about: 'What councils, governments and the mission decided, when, and what became of it.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'Decisions of the mission are its history.' },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'kind', 'setBy', 'decidedOn', 'state'],
  sort: { by: 'decidedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(
      z.enum([
        'request',
        'proposal',
        'postponement',
        'appointment',
        'withholding',
        'notice',
        'emergency',
        'other',
      ]),
      { title: 'Kind' },
    ),
    setBy: ref('organisation', { title: 'Set by', optional: true }),
    decidedOn: when(z.string(), { title: 'Decided on' }),
    instrument: ref('instrument', { title: 'Under', optional: true }),
    consulted: refs('organisation', {
      title: 'Who was asked',
      help: 'Bodies whose view was sought before it was decided.',
    }),
    replies: prose(z.string().max(4000).optional(), { title: 'What they said' }),
    ...grounds,
  },

  states: ['taken', 'carriedOut', 'revoked'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    carryOut: {
      from: 'taken',
      to: 'carriedOut',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      title: 'Carry out',
    },
    revoke: {
      from: ['taken', 'carriedOut'],
      to: 'revoked',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
