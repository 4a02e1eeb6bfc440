/**
 * Duty: who stood it when. It lies in restricted, so that names are for the rota officer and the commander; whom it concerns
 * sees their own. Why somebody stood none is not written here, and medical reasons nowhere.
 */
import { choice, type Fields, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const keepers = ['rota', 'chief', 'importer'] as const

const spanStands = (now: Fields, input: Fields): string | undefined => {
  const { startsOn, endsOn } = { ...now, ...input }
  return typeof startsOn === 'string' && typeof endsOn === 'string' && endsOn < startsOn
    ? 'A duty does not end before it begins.'
    : undefined
}

export const dutyShift = register({
  name: 'dutyShift',
  title: 'Duty stood',
  plural: 'Duties stood',
  about: 'Who stood duty from when to when. Names for the rota officer and the commander only.',
  desk: 'people',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 24, after: ['counted', 'notStood'] },
  label: 'restricted',
  within: 'member',
  caption: ['kind', 'officer'],
  featured: ['officer', 'kind', 'startsOn', 'endsOn', 'hoursOnDuty', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    officer: ref('person', { title: 'Officer' }),
    kind: choice(z.enum(['patrol', 'gate', 'guard', 'watchDesk', 'standby', 'escort', 'other']), {
      title: 'Duty',
    }),
    startsOn: when(z.string(), { title: 'From' }),
    endsOn: when(z.string(), { title: 'Until' }),
    contingent: ref('contingent', { title: 'Group', hxl: '#org+contingent' }),
    hoursOnDuty: quantity(z.number().nonnegative().max(1000).optional(), {
      title: 'Hours',
      unit: 'hours',
    }),
    isNight: choice(z.enum(['yes', 'no']).optional(), { title: 'At night' }),
    patrol: ref('patrol', { title: 'Patrol', optional: true }),
    member: ref('member', {
      title: 'Account of the officer',
      optional: true,
      help: 'By it they see their own. Without one, only the rota officer and the commander do.',
    }),
    ...grounds,
  },

  states: ['planned', 'stood', 'counted', 'notStood'],
  enters: { by: keepers, unless: spanStands },
  amends: { by: keepers, unless: spanStands },
  transitions: {
    stand: {
      from: 'planned',
      to: 'stood',
      by: keepers,
      takes: ['startsOn', 'endsOn', 'hoursOnDuty', 'note'],
      unless: spanStands,
      title: 'Mark stood',
    },
    count: {
      from: 'stood',
      to: 'counted',
      by: keepers,
      takes: ['note'],
      title: 'Mark counted',
    },
    miss: {
      from: 'planned',
      to: 'notStood',
      by: keepers,
      takes: ['note'],
      title: 'Mark not stood',
    },
  },
})
