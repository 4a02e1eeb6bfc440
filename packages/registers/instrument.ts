/**
 * Instrument: a text that binds: a resolution, an agreement, a ruling of a court, an approval of a parliament. It runs
 * from a day to a day, and may set how many persons are allowed.
 */
import { choice, code, count, flag, line, prose, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['legal', 'chief', 'importer'] as const

export const instrument = register({
  name: 'instrument',
  title: 'Instrument',
  plural: 'Instruments',
  about: 'Resolutions, agreements, rulings and approvals: what they allow, and from when to when.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Texts that bind the mission, published by those who made them.' },
  label: 'public',
  caption: ['code', 'title'],
  featured: ['code', 'title', 'kind', 'startsOn', 'endsOn', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(
      z.enum([
        'resolution',
        'agreement',
        'courtRuling',
        'approval',
        'framework',
        'statusOfForces',
        'hostAgreement',
        'other',
      ]),
      { title: 'Kind' },
    ),
    setBy: ref('organisation', { title: 'Set by', optional: true }),
    parties: refs('organisation', { title: 'Parties' }),
    isMandate: flag(z.boolean().optional(), { title: 'The mission stands on it' }),
    decidedOn: when(z.string().optional(), { title: 'Decided on' }),
    inForceOn: when(z.string().optional(), {
      title: 'Entered into force on',
      help: 'Where that is another day than the first of its term.',
    }),
    startsOn: when(z.string().optional(), { title: 'From' }),
    endsOn: when(z.string().optional(), { title: 'Until' }),
    personsAuthorised: count(z.int().nonnegative().max(1_000_000).optional(), {
      title: 'Persons allowed at most',
      unit: 'persons',
    }),
    articles: prose(z.string().max(8000).optional(), {
      title: 'Articles that duties rest on',
      help: 'One a line: its number, then what it asks of whom.',
    }),
    ...grounds,
  },

  states: ['proposed', 'inForce', 'ended'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    putInForce: {
      from: 'proposed',
      to: 'inForce',
      by: keepers,
      takes: [
        ...['decidedOn', 'inForceOn', 'startsOn', 'endsOn', 'personsAuthorised', 'parties'],
        ...['articles', 'claims', 'events', 'note'],
      ],
      needs: ['decidedOn'],
    },
    end: {
      from: ['proposed', 'inForce'],
      to: 'ended',
      by: keepers,
      takes: ['endsOn', 'claims', 'events', 'note'],
      reason: true,
    },
  },
})
