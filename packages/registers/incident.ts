/**
 * Incident: what the mission assesses to have happened: an ambush, an attack on a town, a site taken. What came in of it are its
 * reports. Who was harmed is recorded beside it as statements, never as a count of success. Two that turn out to be one are merged.
 */
import { choice, code, line, place, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { kindBooks, timeBooks, timePrecisions } from './situation/codeBooks.ts'
import { gradable } from './situation/grades.ts'

const keepers = ['watch', 'policeLiaison', 'importer'] as const
const told = [
  'code',
  'title',
  'kind',
  'touches',
  'occurredOn',
  'timePrecision',
  'where',
  'whereElse',
  'saidToBeBy',
  'reports',
  'sourceGrade',
  'contentGrade',
  'claims',
  'events',
  'note',
] as const
/** Those that count; one that was struck or merged into another does not. */
const standing = ['reported', 'assessed', 'disputed']

export const incident = register({
  name: 'incident',
  title: 'Incident',
  plural: 'Incidents',
  about:
    'What the mission assesses to have happened on the ground, where, and how surely it is placed.',
  desk: 'situation',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['assessed', 'disputed', 'struck'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'kind', 'touches', 'occurredOn', 'where', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    title: line(z.string().min(1).max(300), { title: 'Title', namesNobody: true }),
    kind: choice(
      z.enum([
        'attack',
        'ambush',
        'abduction',
        'exchangeOfFire',
        'operation',
        'accident',
        'droneStrike',
        'seizure',
        'recapture',
        'groundLost',
        'gunfire',
        'other',
      ]),
      { title: 'Kind', books: kindBooks },
    ),
    touches: choice(z.enum(['people', 'ground', 'mission']), {
      title: 'Touches',
      help: 'Harm to people, facilities and ground, or the mission itself.',
    }),
    occurredOn: when(z.string(), { title: 'When it happened' }),
    timePrecision: choice(z.enum(timePrecisions).optional(), {
      title: 'Exact to',
      help: 'How surely it is dated, where that is less than how it is written.',
      books: timeBooks,
    }),
    where: place({
      title: 'Where',
      optional: true,
      help: 'How surely it is placed counts as much as the point.',
    }),
    whereElse: place({
      title: 'Or where',
      optional: true,
      help: 'The other place, where sources give two.',
    }),
    saidToBeBy: refs('group', { title: 'Said to be by', help: 'Groups only, as sources say it.' }),
    reports: refs('report', {
      title: 'Reports',
      label: 'mission',
      help: 'What came in of it. How many channels say it alike is counted, not typed.',
    }),
    ...gradable,
    mergedInto: ref('incident', {
      title: 'Merged into',
      optional: true,
      help: 'The incident that this one turned out to be.',
    }),
    ...grounds,
  },

  states: [...standing, 'struck', 'merged'],
  enters: { by: keepers, takes: told },
  amends: { by: keepers, takes: told },
  transitions: {
    assess: {
      from: ['reported', 'disputed'],
      to: 'assessed',
      by: keepers,
      takes: [
        'where',
        'occurredOn',
        'timePrecision',
        'kind',
        'reports',
        'sourceGrade',
        'contentGrade',
        'claims',
        'events',
        'note',
      ],
    },
    dispute: {
      from: ['reported', 'assessed'],
      to: 'disputed',
      by: keepers,
      takes: ['where', 'whereElse', 'reports', 'claims', 'events', 'note'],
      reason: true,
    },
    strike: {
      from: ['reported', 'assessed', 'disputed'],
      to: 'struck',
      by: ['watch', 'chief', 'importer'],
      takes: ['note'],
      reason: true,
    },
    // Kept flat: whoever reads never has to follow more than one step.
    merge: {
      from: standing,
      to: 'merged',
      by: keepers,
      takes: ['mergedInto', 'note'],
      needs: ['mergedInto'],
      reason: true,
      asks: {
        into: { register: 'incident', match: { $record: 'mergedInto' }, take: [] },
        held: {
          register: 'incident',
          state: ['merged'],
          match: { mergedInto: '$record' },
          take: [],
        },
      },
      unless: (_, __, beside) => {
        if (!beside) return undefined
        const [into] = beside.rows.into ?? []
        if (!into) return 'An incident is not merged into itself.'
        if (!standing.includes(String(into.state)))
          return 'It is merged only into an incident that stands itself: choose that one.'
        return (beside.rows.held ?? []).length > 0
          ? 'Others are merged into this one: unmerge them first, or merge the other way round.'
          : undefined
      },
    },
    unmerge: {
      from: 'merged',
      to: 'reported',
      by: keepers,
      takes: ['note'],
      clears: ['mergedInto'],
      reason: true,
    },
  },
})
