/**
 * Evidence: one thing kept for a complaint, and whose hands it went through. Whoever gives it signs, whoever takes it signs,
 * and they are never the same; the entries are the chain of custody.
 */
import { choice, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['conduct', 'monitor'] as const

export const evidence = register({
  name: 'evidence',
  title: 'Piece of evidence',
  plural: 'Evidence',
  about: 'What is kept for a complaint, where, and whose hands it went through.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['returned', 'destroyed'] },
  label: 'conduct',
  caption: ['number'],
  featured: ['number', 'complaint', 'kind', 'receivedOn', 'state'],

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number' }),
    complaint: ref('complaint', { title: 'Complaint' }),
    kind: choice(
      z.enum(['document', 'photo', 'recording', 'object', 'medical', 'data', 'statement']),
      {
        title: 'Kind',
      },
    ),
    receivedOn: when(z.string(), { title: 'Received on' }),
    keptAt: line(z.string().max(160).optional(), { title: 'Kept at' }),
    sealNumber: code(z.string().max(60).optional(), { title: 'Number of the seal' }),
    digest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest in hexadecimal')
        .optional(),
      {
        title: 'Digest',
        help: 'SHA-256 of a file, so that anybody can show later that it is the same.',
      },
    ),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
    givenBy: code(z.string().max(80).optional(), { title: 'Given by' }),
    takenBy: code(z.string().max(80).optional(), { title: 'Taken by' }),
  },

  bars: { with: 'complaint' },
  states: ['held', 'handedOver', 'returned', 'destroyed'],
  enters: {
    by,
    takes: ['number', 'complaint', 'kind', 'receivedOn', 'keptAt', 'sealNumber', 'digest', 'note'],
    signs: 'takenBy',
  },
  amends: { by, takes: ['note'] },
  transitions: {
    handOver: {
      from: 'held',
      to: 'handedOver',
      by,
      takes: ['sealNumber', 'note'],
      signs: 'givenBy',
      title: 'Hand over',
    },
    take: {
      from: 'handedOver',
      to: 'held',
      by,
      takes: ['keptAt', 'sealNumber', 'note'],
      needs: ['keptAt'],
      signs: 'takenBy',
      apartFrom: ['givenBy'],
    },
    giveBack: {
      from: 'held',
      to: 'returned',
      by,
      takes: ['note'],
      reason: true,
      title: 'Give back',
    },
    destroy: {
      from: 'held',
      to: 'destroyed',
      by: ['conduct'],
      takes: ['note'],
      reason: true,
      apartFrom: ['takenBy'],
    },
  },
})
