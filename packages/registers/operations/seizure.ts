/**
 * Seizure: weapons or ammunition taken up, with a chain of custody of their own: each move is given by one and taken by
 * another, to the hand-over or the destruction. Said to be of a group at most; nobody is named, and more seized is no measure of success.
 */
import { type Act, choice, code, count, line, place, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const keepers = ['watch', 'stores', 'policeLiaison', 'importer'] as const
const told = ['claims', 'events', 'note'] as const
/** Whoever gave a thing away does not also take it: the chain has two hands at each link. */
const second: Pick<Act, 'apartFrom' | 'signs'> = { apartFrom: ['givenBy'], signs: 'takenBy' }

export const seizure = register({
  name: 'seizure',
  title: 'Seizure',
  plural: 'Seizures',
  about: 'Weapons and ammunition taken up, and each hand they passed through to the end.',
  desk: 'operations',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 180, after: ['destroyed', 'handedOver', 'returned'] },
  label: 'mission',
  caption: ['reference', 'kind'],
  featured: ['reference', 'kind', 'items', 'occurredOn', 'base', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(60), { title: 'Seal', unique: true }),
    kind: choice(
      z.enum(['rifle', 'handgun', 'machineGun', 'ammunition', 'explosive', 'otherWeapon', 'other']),
      { title: 'What' },
    ),
    items: count(z.int().positive().max(1_000_000), { title: 'How many', unit: 'items' }),
    occurredOn: when(z.string(), { title: 'Taken up on' }),
    patrol: ref('patrol', { title: 'Patrol', optional: true }),
    operation: ref('operation', { title: 'Operation', optional: true }),
    group: ref('group', { title: 'Said to be of', optional: true }),
    where: place({
      title: 'Where',
      optional: true,
      help: 'The commune or its section, no closer.',
    }),
    serial: code(z.string().max(80).optional(), { title: 'Serial number' }),
    base: ref('site', { title: 'Kept at', optional: true }),
    receiver: ref('organisation', { title: 'To', optional: true }),
    movedOn: when(z.string().optional(), { title: 'Moved on' }),
    seenBy: line(z.string().max(160).optional(), {
      title: 'Seen by',
      help: 'A body or a function, not a name.',
    }),
    givenBy: code(z.string().max(80).optional(), { title: 'Given by' }),
    takenBy: code(z.string().max(80).optional(), { title: 'Taken by' }),
    ...grounds,
  },

  states: [
    'held',
    'underWay',
    'stored',
    'toDestroy',
    'destroyed',
    'toHandOver',
    'handedOver',
    'missing',
    'returned',
  ],
  enters: { by: keepers, signs: 'givenBy' },
  amends: { by: keepers, takes: ['patrol', 'operation', 'group', 'where', 'serial', ...told] },
  transitions: {
    store: {
      from: ['held', 'underWay'],
      to: 'stored',
      by: ['stores', 'importer'],
      takes: ['base', 'movedOn', ...told],
      needs: ['base', 'movedOn'],
      ...second,
      title: 'Take into store',
    },
    move: {
      from: 'stored',
      to: 'underWay',
      by: ['stores', 'importer'],
      takes: ['movedOn', ...told],
      needs: ['movedOn'],
      signs: 'givenBy',
      title: 'Give out to move',
    },
    proposeDestruction: {
      from: 'stored',
      to: 'toDestroy',
      by: ['stores', 'policeLiaison', 'importer'],
      takes: told,
      signs: 'givenBy',
      reason: true,
      title: 'Propose destruction',
    },
    destroy: {
      from: 'toDestroy',
      to: 'destroyed',
      by: ['board', 'inspector', 'policeLiaison', 'importer'],
      takes: ['movedOn', 'seenBy', ...told],
      needs: ['movedOn', 'seenBy'],
      ...second,
    },
    offer: {
      from: 'stored',
      to: 'toHandOver',
      by: ['stores', 'policeLiaison', 'importer'],
      takes: ['receiver', ...told],
      needs: ['receiver'],
      signs: 'givenBy',
      title: 'Propose hand-over',
    },
    handOver: {
      from: 'toHandOver',
      to: 'handedOver',
      by: ['policeLiaison', 'board', 'inspector', 'importer'],
      takes: ['movedOn', 'seenBy', ...told],
      needs: ['movedOn'],
      ...second,
      title: 'Hand over',
    },
    keepBack: {
      from: ['toDestroy', 'toHandOver'],
      to: 'stored',
      by: ['stores', 'policeLiaison', 'importer'],
      takes: told,
      reason: true,
      title: 'Keep in store',
    },
    giveBack: {
      from: ['held', 'stored'],
      to: 'returned',
      by: ['policeLiaison', 'legal', 'importer'],
      takes: ['movedOn', ...told],
      needs: ['movedOn'],
      reason: true,
      title: 'Give back to its owner',
    },
    miss: {
      from: ['held', 'underWay', 'stored', 'toDestroy', 'toHandOver'],
      to: 'missing',
      by: keepers,
      takes: told,
      reason: true,
      title: 'Report missing',
    },
    find: {
      from: 'missing',
      to: 'stored',
      by: ['stores', 'importer'],
      takes: ['base', 'movedOn', ...told],
      needs: ['base', 'movedOn'],
      title: 'Find again',
    },
  },
})
