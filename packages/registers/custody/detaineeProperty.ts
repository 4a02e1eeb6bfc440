/**
 * Property of a person held: what was taken into keeping, under one seal, and what became of it. What is seized as evidence is
 * another register; this is theirs and goes back.
 */
import { choice, code, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['custodyOfficer'] as const

export const detaineeProperty = register({
  name: 'detaineeProperty',
  title: 'Property of a person held',
  plural: 'Property of persons held',
  about: 'What was taken into keeping from a person held, under a seal, and its return.',
  desk: 'custody',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 60, after: ['returned', 'passedOn', 'lost'] },
  label: 'custody',
  caption: ['sealNumber'],
  featured: ['sealNumber', 'custody', 'takenOn', 'returnedOn', 'state'],
  sort: { by: 'takenOn', descending: true },

  fields: {
    sealNumber: code(z.string().min(1).max(40), { title: 'Seal', unique: true }),
    custody: ref('custody', { title: 'Person held' }),
    propertyList: prose(z.string().min(1).max(4000), { title: 'List', help: 'One thing a line.' }),
    takenOn: when(z.string(), { title: 'Taken' }),
    signedAs: choice(z.enum(['signed', 'marked', 'refused', 'notAsked']), {
      title: 'List signed by the person',
    }),
    returnedOn: when(z.string().optional(), { title: 'Given back' }),
    returnSigned: choice(z.enum(['signed', 'marked', 'refused', 'byFamily']).optional(), {
      title: 'Return signed',
    }),
    handedTo: ref('organisation', { title: 'Handed to', optional: true }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['kept', 'returned', 'passedOn', 'lost'],
  enters: { by, takes: ['sealNumber', 'custody', 'propertyList', 'takenOn', 'signedAs', 'note'] },
  amends: { by, takes: ['note'] },
  transitions: {
    giveBack: {
      from: ['kept', 'lost'],
      to: 'returned',
      by,
      takes: ['returnedOn', 'returnSigned', 'note'],
      needs: ['returnedOn', 'returnSigned'],
      title: 'Give back',
    },
    passOn: {
      from: 'kept',
      to: 'passedOn',
      by,
      takes: ['returnedOn', 'handedTo', 'note'],
      needs: ['returnedOn', 'handedTo'],
      title: 'Pass on with the person',
    },
    reportLost: {
      from: 'kept',
      to: 'lost',
      by,
      takes: ['note'],
      reason: true,
      title: 'Report lost',
    },
  },
})
