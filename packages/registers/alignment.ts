/**
 * Alignment: how two groups are said to stand to each other, through time. When rivals join, the mission's design may
 * no longer fit the ground, so a change here is an alarm.
 */
import { line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { gradable } from './situation/grades.ts'

const keepers = ['watch', 'policeLiaison', 'importer'] as const
const change = [
  'statedOn',
  'saidBy',
  'sourceGrade',
  'contentGrade',
  'claims',
  'events',
  'note',
] as const

export const alignment = register({
  name: 'alignment',
  title: 'Alignment',
  plural: 'Alignments',
  about:
    'How two groups are said to stand to each other: apart, allied, hostile, in truce, or one within the other.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: {
    permanent: 'Public facts, without which the past of the mission could not be told.',
  },
  label: 'public',
  caption: ['group', 'other'],
  featured: ['group', 'other', 'statedOn', 'saidBy', 'state'],

  fields: {
    group: ref('group', { title: 'Group' }),
    other: ref('group', { title: 'And' }),
    statedOn: when(z.string(), { title: 'Stated on' }),
    saidBy: line(z.string().max(200).optional(), { title: 'Said by' }),
    ...gradable,
    ...grounds,
  },

  states: ['apart', 'hostile', 'truce', 'allied', 'joined'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    turnHostile: {
      from: ['apart', 'truce', 'allied', 'joined'],
      to: 'hostile',
      by: keepers,
      takes: change,
      reason: true,
      title: 'Turn hostile',
    },
    callTruce: {
      from: ['apart', 'hostile'],
      to: 'truce',
      by: keepers,
      takes: change,
      reason: true,
      title: 'Call a truce',
    },
    ally: {
      from: ['apart', 'hostile', 'truce'],
      to: 'allied',
      by: keepers,
      takes: change,
      reason: true,
    },
    join: {
      from: ['apart', 'hostile', 'truce', 'allied'],
      to: 'joined',
      by: keepers,
      takes: change,
      reason: true,
    },
    part: {
      from: ['hostile', 'truce', 'allied', 'joined'],
      to: 'apart',
      by: keepers,
      takes: change,
      reason: true,
    },
  },
})
