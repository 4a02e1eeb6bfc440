/**
 * Succession: one body carries on what another held. Within one record, or from one log to another: then each side names the
 * other's log, its checkpoint and the digest of the transfer statement, so that both can be verified across the change.
 */
import { choice, code, count, line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['legal', 'chief', 'importer'] as const
const root = z.string().length(44)
const log = z.string().min(1).max(200)

export const succession = register({
  name: 'succession',
  title: 'Succession',
  plural: 'Successions',
  about: 'Who carries on what the mission held: item by item, with nothing left without an owner.',
  desk: 'mandate',
  controller: 'joint',
  basis: 'mandate',
  retention: { permanent: 'It tells for ever who answers for what was handed over.' },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'predecessor', 'successor', 'startsOn', 'items', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    predecessor: ref('organisation', { title: 'From' }),
    successor: ref('organisation', { title: 'To' }),
    startsOn: when(z.string(), { title: 'On' }),
    side: choice(z.enum(['within', 'gives', 'takes']), {
      title: 'This record',
      help: 'within: both keep this record; gives: it is handed to another record; takes: it comes from one.',
    }),
    instrument: ref('instrument', { title: 'Under', optional: true }),
    otherOrigin: code(log.optional(), { title: 'The other log' }),
    otherSize: count(z.int().nonnegative().optional(), {
      title: 'Entries in its checkpoint',
      unit: 'entries',
    }),
    otherRoot: code(root.optional(), { title: 'Root of its checkpoint' }),
    fileDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
        .optional(),
      { title: 'SHA-256 of the file' },
    ),
    items: count(z.int().nonnegative().optional(), { title: 'Items in it' }),
    ...grounds,
  },

  states: ['planned', 'handedOver', 'closed'],
  enters: {
    by,
    takes: [
      ...['title', 'predecessor', 'successor', 'startsOn', 'side', 'instrument'],
      ...['claims', 'events', 'note'],
    ],
    unless: (_, input) =>
      input.predecessor === input.successor
        ? 'Whoever hands over and whoever carries on are two bodies.'
        : undefined,
  },
  amends: {
    by,
    takes: ['title', 'startsOn', 'instrument', 'claims', 'events', 'note'],
  },
  transitions: {
    handOver: {
      from: ['planned', 'handedOver'],
      to: 'handedOver',
      by,
      takes: [
        ...['otherOrigin', 'otherSize', 'otherRoot', 'fileDigest', 'items'],
        ...['claims', 'events', 'note'],
      ],
      reason: true,
      title: 'Hand over',
    },
    close: {
      from: 'handedOver',
      to: 'closed',
      by,
      takes: ['otherOrigin', 'otherSize', 'otherRoot', 'claims', 'events', 'note'],
      reason: true,
      asks: {
        waiting: {
          register: 'successionItem',
          state: ['listed', 'refused'],
          match: { succession: '$record' },
          take: [],
          sum: '$record',
        },
      },
      unless: (_now, _input, beside) => {
        const count = Number(beside?.rows.waiting?.[0]?.records ?? 0)
        return count > 0
          ? `Nothing is left without an owner: ${count} items have none yet.`
          : undefined
      },
    },
  },
})
