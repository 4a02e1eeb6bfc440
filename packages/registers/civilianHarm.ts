/**
 * Civilian harm: how many people a period or an incident is said to have killed, injured or taken, and by whom it is
 * said. Low, best and high stay apart. What the dead are said to have been is a statement with its claimant.
 */
import { choice, code, count, line, place, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['watch', 'monitor', 'editor', 'importer'] as const

export const civilianHarm = register({
  name: 'civilianHarm',
  title: 'Civilian harm',
  plural: 'Civilian harm',
  about:
    'People said to be killed, injured or taken, in a period or an incident, each with who says it.',
  desk: 'situation',
  controller: 'mission',
  basis: 'mandate',
  retention: {
    permanent: 'Harm done must stay answerable; the dead and hurt are counted and not named.',
  },
  label: 'public',
  caption: ['title'],
  featured: [
    'title',
    'harm',
    'personsLow',
    'personsBest',
    'personsHigh',
    'saidBy',
    'periodLast',
    'state',
  ],
  sort: { by: 'periodLast', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title', namesNobody: true }),
    harm: choice(
      z.enum(['killed', 'injured', 'kidnapped', 'sexualViolence', 'displaced', 'other']),
      { title: 'Harm' },
    ),
    saidBy: line(z.string().min(1).max(200), {
      title: 'Said by',
      help: 'An office or a publication. Never a resident.',
    }),
    subject: code(z.string().min(1).max(80), {
      title: 'Subject',
      help: 'As in the statements: HTI, incident:…',
    }),
    personsLow: count(z.int().nonnegative().max(100_000_000).optional(), {
      title: 'Persons, low',
      unit: 'persons',
    }),
    personsBest: count(z.int().nonnegative().max(100_000_000).optional(), {
      title: 'Persons, best',
      unit: 'persons',
      help: 'Empty where nobody has settled it.',
    }),
    personsHigh: count(z.int().nonnegative().max(100_000_000).optional(), {
      title: 'Persons, high',
      unit: 'persons',
    }),
    periodFirst: when(z.string().optional(), { title: 'Period from' }),
    periodLast: when(z.string(), { title: 'Period to', help: 'For an incident, its day.' }),
    period: choice(z.enum(['quarter', 'year', 'month', 'other']).optional(), { title: 'Period' }),
    victimsSaidToBe: choice(
      z.enum(['people', 'civilians', 'children', 'groupMembers', 'officers', 'unknown']).optional(),
      { title: 'Victims said to be', help: 'What the claimant calls them; not a finding.' },
    ),
    saidToBeBy: refs('group', { title: 'Said to be by', help: 'Groups only, as sources say it.' }),
    where: place({ title: 'Where', optional: true }),
    incident: ref('incident', { title: 'Incident', optional: true, label: 'partner' }),
    reports: refs('report', {
      title: 'Reports',
      label: 'mission',
      help: 'What came in of it. How many channels say it alike is counted, not typed.',
    }),
    ...grounds,
  },

  states: ['stated', 'settled', 'disputed'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    settle: {
      from: ['stated', 'disputed'],
      to: 'settled',
      by: ['watch', 'editor', 'importer'],
      takes: ['personsBest', 'saidBy', 'claims', 'note'],
      needs: ['personsBest'],
      reason: true,
    },
    dispute: {
      from: ['stated', 'settled'],
      to: 'disputed',
      by: keepers,
      takes: ['personsLow', 'personsBest', 'personsHigh', 'claims', 'events', 'note'],
      reason: true,
    },
  },
})
