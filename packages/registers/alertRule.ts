/**
 * Alert rule: what the commander, or anybody else, must be told at once. An entry of some kind, or a figure that passes a
 * threshold; whom to tell, at which hours, and whom when nobody looked. It tells; it decides nothing and changes no record.
 */
import { choice, choices, code, count, flag, line, quantity, register } from '@konbit/model'
import { z } from 'zod'
import { clock, weekdays } from './clockField.ts'
import { grounds } from './grounds.ts'
import { told } from './toldRoles.ts'

const by = ['chief', 'importer'] as const
const words = z
  .string()
  .regex(/^[a-zA-Z]{1,40}(,[a-zA-Z]{1,40}){0,9}$/, 'words with commas between')
const oneOf = (_: unknown, input: Readonly<Record<string, unknown>>): string | undefined =>
  Boolean(input.inRegister) === Boolean(input.measure)
    ? 'A rule is on the entries of a register or on a figure: name one of the two.'
    : undefined

export const alertRule = register({
  name: 'alertRule',
  title: 'Alert rule',
  plural: 'Alert rules',
  about: 'What must be told at once: on which entries or figures, to whom, and at which hours.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['ended'] },
  label: 'mission',
  caption: ['title'],
  featured: ['title', 'inRegister', 'onVerbs', 'measure', 'toRoles', 'state'],
  sort: { by: 'title' },

  fields: {
    title: line(z.string().min(1).max(120), { title: 'Title' }),
    toRoles: choices(z.array(z.enum(told)).min(1), { title: 'To' }),
    inRegister: code(z.string().max(60).optional(), { title: 'In register' }),
    onVerbs: code(words.optional(), {
      title: 'On the acts',
      help: 'Such as enter,ground; none: any.',
    }),
    onlyField: code(z.string().max(60).optional(), { title: 'Only where the field' }),
    onlyValue: code(words.optional(), { title: 'is' }),
    measure: code(z.string().max(80).optional(), { title: 'Measure' }),
    crosses: choice(z.enum(['below', 'above']).optional(), { title: 'Falls below or rises above' }),
    threshold: quantity(z.number().optional(), { title: 'Threshold' }),
    checkedAt: code(clock.optional(), {
      title: 'Looked at',
      help: 'The time of day at which a figure is asked for; none: whenever the record grew.',
    }),
    weekdays: choices(z.array(z.enum(weekdays)).optional(), {
      title: 'Days of the week',
      help: 'None: every day.',
    }),
    quietFrom: code(clock.optional(), { title: 'Quiet from' }),
    quietTo: code(clock.optional(), {
      title: 'Quiet until',
      help: 'Between these times it waits on the page, and leaves afterwards.',
    }),
    breaksQuiet: flag(z.boolean().optional(), {
      title: 'Breaks every quiet hour',
      help: 'It leaves at once, also in the quiet hours of whoever is told.',
    }),
    escalateAfterMinutes: count(z.int().min(1).max(10_080).optional(), {
      title: 'Tell others after',
      unit: 'minutes',
      help: 'When none of those told has looked by then.',
    }),
    escalateToRoles: choices(z.array(z.enum(told)).optional(), { title: 'Others' }),
    ...grounds,
  },

  states: ['standing', 'paused', 'ended'],
  enters: { by, unless: oneOf },
  amends: {
    by,
    unless: (now, input) => oneOf(undefined, { ...now, ...input }),
  },
  transitions: {
    pause: { from: 'standing', to: 'paused', by, takes: ['note'], reason: true },
    resume: { from: 'paused', to: 'standing', by, takes: ['note'] },
    end: { from: ['standing', 'paused'], to: 'ended', by, takes: ['note'] },
  },
})
