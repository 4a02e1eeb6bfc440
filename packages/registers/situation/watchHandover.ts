/**
 * Watch handover: one watch of the operations room, from when it is taken on until it is handed over. Whoever goes signs, whoever
 * comes accepts; from then on its log entries stand, and only a correction, which is kept beside them, can change one.
 */
import { code, line, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['watch', 'chief', 'importer'] as const

export const watchHandover = register({
  name: 'watchHandover',
  title: 'Watch',
  plural: 'Watches',
  about:
    'Watches of the operations room, each handed over by one signature and accepted by another.',
  desk: 'situation',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['accepted'] },
  label: 'mission',
  caption: ['title'],
  featured: ['title', 'startsOn', 'endsOn', 'givenBy', 'takenBy', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(120), {
      title: 'Watch',
      help: 'Such as 14 May, night.',
      namesNobody: true,
    }),
    startsOn: when(z.string(), { title: 'From' }),
    endsOn: when(z.string().optional(), { title: 'Until' }),
    body: prose(z.string().max(4000).optional(), {
      title: 'What the next watch must know',
      namesNobody: true,
    }),
    openPoints: prose(z.string().max(4000).optional(), {
      title: 'Still open',
      help: 'One a line.',
      namesNobody: true,
    }),
    givenBy: code(z.string().max(80).optional(), { title: 'Handed over by' }),
    takenBy: code(z.string().max(80).optional(), { title: 'Accepted by' }),
    ...grounds,
  },

  states: ['onWatch', 'handedOver', 'accepted'],
  enters: { by, takes: ['title', 'startsOn', 'claims', 'events', 'note'] },
  // Once somebody signed, what they signed for does not change under them.
  amends: {
    by,
    takes: ['title', 'body', 'openPoints'],
    unless: (now) =>
      now.givenBy ? 'It is handed over: send it back first, or correct the entry.' : undefined,
  },
  transitions: {
    handOver: {
      from: 'onWatch',
      to: 'handedOver',
      by,
      takes: ['endsOn', 'body', 'openPoints', 'note'],
      needs: ['endsOn', 'body'],
      signs: 'givenBy',
      title: 'Hand over and sign',
    },
    sendBack: {
      from: 'handedOver',
      to: 'onWatch',
      by,
      takes: ['note'],
      reason: true,
      apartFrom: ['givenBy'],
      clears: ['givenBy', 'endsOn'],
      title: 'Send back',
    },
    accept: {
      from: 'handedOver',
      to: 'accepted',
      by,
      takes: ['note'],
      signs: 'takenBy',
      apartFrom: ['givenBy'],
      title: 'Accept and sign',
    },
  },
})
