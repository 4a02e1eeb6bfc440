/**
 * Report: what came in, by which channel, and how it is graded. It is not what happened: that is an incident, which refers to its
 * reports. A channel is a body or a line, never a resident; no human source is registered here or anywhere.
 */
import { choice, count, line, place, prose, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { graded } from './grades.ts'

const keepers = ['watch', 'policeLiaison', 'hostLiaison', 'importer'] as const

export const channels = [
  'ownPatrol',
  'ownPost',
  'hostPolice',
  'hostAuthority',
  'unAgency',
  'aidAgency',
  'civilSociety',
  'press',
  'publicLine',
  'overflight',
  'other',
] as const

export const report = register({
  name: 'report',
  title: 'Report',
  plural: 'Reports',
  about: 'What came in, by which channel and how it is graded; before anybody assesses it.',
  desk: 'situation',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 36, after: ['weighed', 'setAside'] },
  label: 'mission',
  caption: ['title'],
  featured: ['receivedOn', 'title', 'channel', 'sourceGrade', 'contentGrade', 'where', 'state'],
  sort: { by: 'receivedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(300), {
      title: 'What is said',
      help: 'What, not who says it: nobody is named.',
      namesNobody: true,
    }),
    receivedOn: when(z.string(), { title: 'Came in' }),
    channel: choice(z.enum(channels), {
      title: 'Channel',
      help: 'A body or a line. Never a resident.',
    }),
    ...graded,
    parties: refs('organisation', {
      title: 'Through',
      help: 'The body that passed it on, where it is one of the record.',
    }),
    repeats: ref('report', {
      title: 'Repeats',
      optional: true,
      help: 'The report it passes on. What repeats another is no channel of its own.',
    }),
    occurredOn: when(z.string().optional(), { title: 'When it is said to have happened' }),
    where: place({ title: 'Where', optional: true }),
    saidToBeBy: refs('group', { title: 'Said to be by', help: 'Groups only, as sources say it.' }),
    harm: choice(
      z.enum(['killed', 'injured', 'kidnapped', 'sexualViolence', 'displaced', 'other']).optional(),
      { title: 'Harm' },
    ),
    personsLow: count(z.int().nonnegative().max(100_000_000).optional(), {
      title: 'Persons, low',
      unit: 'persons',
    }),
    personsHigh: count(z.int().nonnegative().max(100_000_000).optional(), {
      title: 'Persons, high',
      unit: 'persons',
    }),
    body: prose(z.string().max(4000).optional(), {
      title: 'In full',
      help: 'No name of a resident, no number, no address: whoever spoke must not be found by it.',
      namesNobody: true,
    }),
    ...grounds,
  },

  states: ['received', 'weighed', 'setAside'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    weigh: {
      from: ['received', 'setAside'],
      to: 'weighed',
      by: keepers,
      takes: ['sourceGrade', 'contentGrade', 'repeats', 'note'],
      title: 'Weigh',
    },
    setAside: {
      from: ['received', 'weighed'],
      to: 'setAside',
      by: keepers,
      takes: ['note'],
      reason: true,
      title: 'Set aside',
    },
  },
})
