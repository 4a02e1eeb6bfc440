/**
 * Item of a succession: one thing that is handed over, stays, goes back or ends, and who answers for it then. What lies behind
 * a wall is one item for each unit: how many, and the digest of its own sealed statement; what they are stands nowhere here.
 */
import { choice, code, count, line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const keepers = ['legal', 'chief', 'importer'] as const
/** Units that hold a compartment list and take over their own. */
const by = [...keepers, 'conduct', 'custodyOfficer', 'careOfficer', 'protection'] as const
const base64 = z.string().length(44)

export const successionItem = register({
  name: 'successionItem',
  title: 'Item of a succession',
  plural: 'Items of successions',
  about: 'One thing handed over, kept, given back or ended, and who answers for it from then on.',
  desk: 'mandate',
  controller: 'joint',
  basis: 'mandate',
  retention: { permanent: 'It tells for ever who answers for what was handed over.' },
  label: 'partner',
  caption: ['kind', 'title'],
  // Its title is of the mission's label and so of another table: no list is kept in its order.
  featured: ['kind', 'disposition', 'organisation', 'dueOn', 'state'],
  sort: { by: 'kind' },

  fields: {
    succession: ref('succession', { title: 'Succession' }),
    kind: choice(
      z.enum([
        'people',
        'assets',
        'agreements',
        'obligations',
        'arrears',
        'claimsForMoney',
        'tasks',
        'requests',
        'custody',
        'complaints',
        'care',
        'other',
      ]),
      { title: 'Kind' },
    ),
    disposition: choice(z.enum(['moves', 'stays', 'goesBack', 'ends']), {
      title: 'What becomes of it',
    }),
    title: line(z.string().max(200).optional(), { title: 'What', label: 'mission' }),
    inRegister: code(z.string().max(40).optional(), { title: 'In register' }),
    aboutRecord: code(z.uuid('the id of a record').optional(), {
      title: 'Record',
      label: 'mission',
    }),
    organisation: ref('organisation', { title: 'Who answers for it', optional: true }),
    dueOn: when(z.string().optional(), {
      title: 'Its clock runs out',
      help: 'The clock goes on where it stood: a change of owner puts nothing off.',
    }),
    items: count(z.int().nonnegative().optional(), {
      title: 'How many',
      help: 'Of what is handed over sealed: the number alone.',
    }),
    fileDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
        .optional(),
      { title: 'SHA-256 of the file' },
    ),
    leafIndex: count(z.int().nonnegative().optional(), { title: 'Leaf in the former log' }),
    leafDigest: code(base64.optional(), { title: 'Hash of that leaf' }),
    ...grounds,
  },

  states: ['listed', 'accepted', 'refused', 'over'],
  enters: {
    by,
    unless: (_, input) =>
      input.disposition === 'moves' ||
      input.disposition === 'ends' ||
      input.organisation !== undefined
        ? undefined
        : 'What stays or goes back has an owner too: say who answers for it.',
  },
  amends: { by, takes: ['dueOn', 'claims', 'events', 'note'] },
  transitions: {
    accept: {
      from: ['listed', 'refused'],
      to: 'accepted',
      by,
      takes: ['organisation', 'dueOn', 'leafIndex', 'leafDigest', 'claims', 'events', 'note'],
      title: 'Take over',
      unless: (now, input) => {
        if (now.disposition === 'ends') return 'What ends is taken over by nobody: settle it.'
        return (input.organisation ?? now.organisation) === undefined
          ? 'Say who answers for it from now on.'
          : undefined
      },
    },
    refuse: { from: 'listed', to: 'refused', by, takes: ['note'], reason: true },
    listAnew: {
      from: ['refused', 'accepted', 'over'],
      to: 'listed',
      by: keepers,
      takes: ['disposition', 'organisation', 'dueOn', 'note'],
      reason: true,
    },
    settle: {
      from: ['listed', 'refused'],
      to: 'over',
      by,
      takes: ['claims', 'events', 'note'],
      reason: true,
      title: 'Let it end',
      unless: (now) =>
        now.disposition === 'ends'
          ? undefined
          : 'Only what ends is settled so; anything else is taken over by somebody.',
    },
  },
})
