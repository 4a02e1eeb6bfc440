/**
 * Use of force: the form that is owed each time force was used or a weapon went off, whatever came of it; then the review by
 * somebody else, and what is learnt. What is alleged of a person is a complaint and lies elsewhere. Nobody is counted as a success.
 */
import {
  choice,
  code,
  count,
  type Fields,
  line,
  place,
  prose,
  ref,
  refs,
  register,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const reporters = ['watch', 'officer', 'contributorOfficer', 'chief', 'importer'] as const
const reviewers = ['legal', 'chief', 'importer'] as const
const told = ['claims', 'events', 'note'] as const
const discharges = ['warningShot', 'weaponFired', 'accidentalDischarge']

/** A weapon that went off fired at least once: the count belongs to the form. */
const countStands = (now: Fields, input: Fields): string | undefined => {
  const { kind, roundsFired } = { ...now, ...input }
  return discharges.includes(String(kind)) && !(Number(roundsFired) > 0)
    ? 'A weapon went off: say how many rounds were fired.'
    : undefined
}

export const useOfForce = register({
  name: 'useOfForce',
  title: 'Use of force',
  plural: 'Uses of force',
  about:
    'Each time force was used or a weapon went off: the form, the review by another, and what is learnt.',
  desk: 'operations',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 180, after: ['reviewed', 'referred'] },
  label: 'mission',
  within: 'contingent',
  caption: ['reference'],
  featured: ['reference', 'kind', 'occurredOn', 'contingent', 'reviewOn', 'state'],
  sort: { by: 'occurredOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(60), { title: 'Reference', unique: true }),
    kind: choice(
      z.enum([
        'physical',
        'baton',
        'irritant',
        'weaponPointed',
        'warningShot',
        'weaponFired',
        'accidentalDischarge',
        'vehicleRammed',
        'other',
      ]),
      { title: 'What was used' },
    ),
    occurredOn: when(z.string(), { title: 'When' }),
    contingent: ref('contingent', { title: 'Contingent', hxl: '#org+contingent' }),
    cause: choice(
      z.enum([
        'selfDefence',
        'defenceOfOthers',
        'arrest',
        'crowd',
        'property',
        'accident',
        'other',
      ]),
      { title: 'What for' },
    ),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    patrol: ref('patrol', { title: 'Patrol', optional: true }),
    operation: ref('operation', { title: 'Operation', optional: true }),
    directive: ref('directive', { title: 'Under which directive', optional: true }),
    where: place({
      title: 'Where',
      optional: true,
      help: 'The commune or its section, no closer.',
    }),
    warned: choice(z.enum(['yes', 'no', 'notPossible', 'unknown']).optional(), {
      title: 'A warning was given',
    }),
    roundsFired: count(z.int().nonnegative().max(100_000).optional(), {
      title: 'Rounds fired',
      unit: 'rounds',
    }),
    helpGiven: choice(z.enum(['yes', 'no', 'notNeeded', 'unknown']).optional(), {
      title: 'Medical help was given',
    }),
    sceneKept: choice(z.enum(['yes', 'no', 'unknown']).optional(), {
      title: 'The scene was kept',
    }),
    harmRecords: refs('civilianHarm', { title: 'Harm said to come of it' }),
    account: prose(z.string().max(8000).optional(), {
      title: 'What happened',
      label: 'restricted',
      help: 'No names: by function and service number.',
    }),
    reviewOn: when(z.string().optional(), { title: 'Review due on' }),
    enteredBy: code(z.string().max(80).optional(), { title: 'Reported by' }),
    settledBy: code(z.string().max(80).optional(), { title: 'Reviewed by' }),
    settledOn: when(z.string().optional(), { title: 'Reviewed on' }),
    finding: prose(z.string().max(4000).optional(), { title: 'Finding', label: 'restricted' }),
    outcome: choice(z.enum(['withinRules', 'outsideRules', 'unclear']).optional(), {
      title: 'By the directive',
    }),
    lessons: prose(z.string().max(4000).optional(), { title: 'Lessons' }),
    referredTo: line(z.string().max(160).optional(), {
      title: 'Referred to',
      help: 'The body that looks further: the conduct unit, the contributor, the host’s justice.',
    }),
    ...grounds,
  },

  states: ['reported', 'underReview', 'reviewed', 'referred'],
  enters: { by: reporters, signs: 'enteredBy', unless: countStands },
  amends: { by: reporters, unless: countStands },
  transitions: {
    review: {
      from: 'reported',
      to: 'underReview',
      by: reviewers,
      takes: ['reviewOn', ...told],
      apartFrom: ['enteredBy'],
      title: 'Begin the review',
    },
    conclude: {
      from: 'underReview',
      to: 'reviewed',
      by: reviewers,
      takes: ['settledOn', 'finding', 'outcome', 'lessons', 'harmRecords', ...told],
      needs: ['settledOn', 'outcome'],
      signs: 'settledBy',
      apartFrom: ['enteredBy'],
      title: 'Conclude the review',
    },
    refer: {
      from: ['reported', 'underReview', 'reviewed'],
      to: 'referred',
      by: reviewers,
      takes: ['referredTo', ...told],
      needs: ['referredTo'],
      reason: true,
    },
  },
})
