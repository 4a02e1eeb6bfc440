/**
 * Casualty: one of the mission's own who is killed, injured, missing or held, or several hurt in one event. What became
 * of them changes as it is learned. A name lies in `restricted`; it is said lower only by `release`, in a field of its own,
 * and that is refused until next of kin have been told and the contributor has cleared it.
 */
import { choice, code, count, line, place, prose, ref, register, spanOf, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const tellers = ['watch', 'forceGeneration', 'chief', 'importer'] as const
const learned = ['learnedOn', 'saidBy', 'claims', 'events', 'note'] as const
const kin = ['forceGeneration', 'contributorOfficer', 'importer'] as const
/** The present, not the past: what became of somebody, in any state but the first. */
const settled = ['injured', 'missing', 'captive', 'unknown', 'dead', 'returned'] as const
/** What anybody who tells may give. Steps of the checklist, and the name in the open, have verbs of their own. */
const given = [
  'reference',
  'contributor',
  'occurredOn',
  'persons',
  'cause',
  'where',
  'contingent',
  'incident',
  'learnedOn',
  'saidBy',
  'repatriatedOn',
  'officer',
  'person',
  'circumstances',
  'claims',
  'events',
  'note',
] as const

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
    officer: ref('person', {
      title: 'Officer',
      label: 'restricted',
      optional: true,
    }),
    circumstances: prose(z.string().max(4000).optional(), {
      title: 'Circumstances',
      label: 'restricted',
    }),
    medicalOn: when(z.string().optional(), { title: 'Doctor reported' }),
    contributorToldOn: when(z.string().optional(), { title: 'Contributor told' }),
    kinNotifiedOn: when(z.string().optional(), {
      title: 'Next of kin told',
      help: 'By the contributor (T/PCC), in person.',
    }),
    contributorClearedOn: when(z.string().optional(), { title: 'Contributor cleared the name' }),
    releasedOn: when(z.string().optional(), { title: 'Name released' }),
    releasedName: line(z.string().min(1).max(160).optional(), {
      title: 'Released name',
      help: 'Taken by the verb that releases it, and by nothing else.',
    }),
    ...grounds,
  },

  states: ['reported', 'injured', 'missing', 'captive', 'unknown', 'dead', 'returned'],
  enters: { by: tellers, takes: given },
  amends: { by: tellers, takes: given },
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
    reportMedical: {
      from: ['reported', ...settled],
      by: tellers,
      takes: ['medicalOn', 'note'],
      needs: ['medicalOn'],
      title: 'Doctor has reported',
    },
    tellContributor: {
      from: ['reported', ...settled],
      by: tellers,
      takes: ['contributorToldOn', 'note'],
      needs: ['contributorToldOn'],
      title: 'Contributor is told',
    },
    notifyKin: {
      from: ['reported', ...settled],
      by: kin,
      takes: ['kinNotifiedOn', 'note'],
      needs: ['kinNotifiedOn'],
      title: 'Next of kin are told',
    },
    clearName: {
      from: ['reported', ...settled],
      by: ['contributorOfficer', 'importer'],
      takes: ['contributorClearedOn', 'note'],
      needs: ['contributorClearedOn'],
      title: 'Clear the name',
    },
    release: {
      from: settled,
      by: ['chief', 'forceGeneration', 'importer'],
      takes: ['releasedName', 'releasedOn', 'note'],
      needs: ['releasedName', 'releasedOn'],
      reason: true,
      unless: nameStands,
      title: 'Release the name',
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

const firstDay = (value: unknown): string =>
  typeof value === 'string' ? (spanOf(value)?.first ?? '') : ''

/** A name stays closed until both have happened, by the day on which it would be released. */
function nameStands(
  now: Readonly<Record<string, unknown>>,
  input: Readonly<Record<string, unknown>>,
): string | undefined {
  const on = typeof input.releasedOn === 'string' ? (spanOf(input.releasedOn)?.last ?? '') : ''
  const isDone = [now.kinNotifiedOn, now.contributorClearedOn].every(
    (step) => firstDay(step) !== '' && firstDay(step) <= on,
  )
  return isDone
    ? undefined
    : 'The name stays closed until next of kin have been told and the contributor has cleared it.'
}
