/**
 * Casualty: one of the mission's own who is killed, injured, missing or held, or several hurt in one event. What became
 * of them changes as it is learned. A name lies in `restricted` until next of kin and contributor have cleared it.
 */
import { choice, code, count, line, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const tellers = ['watch', 'forceGeneration', 'chief', 'importer'] as const
const learned = ['learnedOn', 'saidBy', 'claims', 'events', 'note'] as const

export const casualty = register({
  name: 'casualty',
  title: 'Casualty',
  plural: 'Casualties',
  about:
    "The mission's own dead, injured, missing and captive. Names are not shown before next of kin have cleared them.",
  desk: 'people',
  controller: 'joint',
  basis: 'vitalInterests',
  retention: { months: 300, after: ['dead', 'returned'] },
  label: 'partner',
  within: 'contributor',
  caption: ['reference'],
  featured: ['reference', 'contributor', 'occurredOn', 'cause', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(40), {
      title: 'Reference',
      unique: true,
      help: 'A token, such as KEN:officer-1. Never a name.',
    }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    occurredOn: when(z.string(), { title: 'When it happened' }),
    persons: count(z.int().positive().max(10_000), { title: 'Persons', unit: 'persons' }),
    cause: choice(z.enum(['hostile', 'accident', 'illness', 'unknown']).optional(), {
      title: 'Cause',
    }),
    where: place({ title: 'Where', optional: true }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    incident: ref('incident', { title: 'Incident', optional: true }),
    learnedOn: when(z.string().optional(), {
      title: 'Said on',
      help: 'The day of the statement on which the present state rests.',
    }),
    saidBy: line(z.string().max(200).optional(), { title: 'Said by' }),
    repatriatedOn: when(z.string().optional(), { title: 'Brought home' }),
    person: line(z.string().max(160).optional(), {
      title: 'Name',
      label: 'restricted',
      help: 'Shown to few; released only when next of kin and contributor agree.',
    }),
    circumstances: prose(z.string().max(4000).optional(), {
      title: 'Circumstances',
      label: 'restricted',
    }),
    ...grounds,
  },

  states: ['reported', 'injured', 'missing', 'captive', 'unknown', 'dead', 'returned'],
  enters: { by: tellers },
  amends: { by: tellers },
  transitions: {
    reportInjured: {
      from: ['reported', 'missing', 'captive', 'unknown'],
      to: 'injured',
      by: tellers,
      takes: learned,
      title: 'Report injured',
    },
    reportMissing: {
      from: ['reported', 'unknown'],
      to: 'missing',
      by: tellers,
      takes: learned,
      title: 'Report missing',
    },
    reportCaptive: {
      from: ['reported', 'missing', 'unknown'],
      to: 'captive',
      by: tellers,
      takes: learned,
      title: 'Report captive',
    },
    castDoubt: {
      from: ['missing', 'captive', 'dead', 'returned'],
      to: 'unknown',
      by: tellers,
      takes: learned,
      reason: true,
      title: 'Cast doubt',
    },
    confirmDead: {
      from: ['reported', 'injured', 'missing', 'captive', 'unknown'],
      to: 'dead',
      by: tellers,
      takes: learned,
      reason: true,
      title: 'Confirm dead',
    },
    confirmReturned: {
      from: ['injured', 'missing', 'captive', 'unknown'],
      to: 'returned',
      by: tellers,
      takes: learned,
      title: 'Confirm returned',
    },
  },
})
