/**
 * Absence: days on which one of the own staff is on leave, sick, on a course or travelling. While it stands nobody is sent.
 * What ails somebody is the doctor's, and lies in restricted.
 */
import { choice, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'watch', 'importer'] as const
const told = ['claims', 'events', 'note'] as const

export const absence = register({
  name: 'absence',
  title: 'Absence',
  plural: 'Absences',
  about: 'Leave, sickness, courses and travel of own staff, with first and last day.',
  desk: 'people',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 60, after: ['over', 'cancelled'] },
  label: 'mission',
  within: 'contributor',
  caption: ['kind', 'officer'],
  featured: ['officer', 'kind', 'startsOn', 'endsOn', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    officer: ref('person', { title: 'Officer' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    kind: choice(z.enum(['leave', 'sick', 'course', 'travel']), { title: 'Kind' }),
    startsOn: when(z.string(), { title: 'First day' }),
    endsOn: when(z.string().optional(), { title: 'Last day' }),
    ailment: prose(z.string().max(2000).optional(), { title: 'What ails', label: 'restricted' }),
    ...grounds,
  },

  states: ['planned', 'running', 'over', 'cancelled'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    begin: { from: 'planned', to: 'running', by: keepers, takes: ['startsOn', 'endsOn', ...told] },
    end: {
      from: ['planned', 'running'],
      to: 'over',
      by: keepers,
      takes: ['endsOn', ...told],
      needs: ['endsOn'],
    },
    cancel: { from: 'planned', to: 'cancelled', by: keepers, takes: told, reason: true },
  },
})
