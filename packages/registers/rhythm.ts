/**
 * Rhythm: what a role owes every day, or on some days of the week, and by what time. Set by the chief of staff; whether it was
 * done today is read from the entries of that day, never ticked off. Single tasks are orders.
 */
import { choice, choices, code, line, register } from '@konbit/model'
import { z } from 'zod'
import { clock, weekdays } from './clockField.ts'
import { grounds } from './grounds.ts'
import { told } from './toldRoles.ts'

const by = ['chief', 'importer'] as const
/** What is to be filled in; each leads to a page, and is done when the entries of the day say so (day/forms.ts). */
export const rhythmForms = [
  'strength',
  'vehicleState',
  'inspectionForm',
  'gate',
  'incidentReport',
  'dayReport',
  'stockCount',
  'payRun',
  'moneyReceived',
  'statements',
  'orders',
] as const

export const rhythm = register({
  name: 'rhythm',
  title: 'Daily rhythm',
  plural: 'Daily rhythm',
  about: 'What each role owes every day or week, and by what time.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['ended'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'role', 'form', 'dueAt', 'weekdays', 'state'],
  sort: { by: 'dueAt' },

  fields: {
    title: line(z.string().min(1).max(120), { title: 'Title' }),
    role: choice(z.enum(told), { title: 'Role' }),
    form: choice(z.enum(rhythmForms), { title: 'What is filled in' }),
    dueAt: code(clock, { title: 'Due by', help: 'A time of day in the mission’s zone.' }),
    weekdays: choices(z.array(z.enum(weekdays)).optional(), {
      title: 'Days of the week',
      help: 'None: every day.',
    }),
    ...grounds,
  },

  states: ['kept', 'ended'],
  enters: { by },
  amends: { by },
  transitions: {
    end: { from: 'kept', to: 'ended', by, takes: ['note'] },
    resume: { from: 'ended', to: 'kept', by, takes: ['dueAt', 'weekdays', 'note'] },
  },
})
