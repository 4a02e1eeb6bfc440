/**
 * Tour: the time for which one person is sent, and who relieves at its end. A tour does not end with nobody named in
 * relief unless that is said on purpose. How a whole contingent moves is a movement.
 */
import { flag, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'importer'] as const
const told = ['claims', 'events', 'note'] as const

export const tour = register({
  name: 'tour',
  title: 'Tour',
  plural: 'Tours',
  about: 'For how long somebody is sent, when it ends, and who relieves.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 120, after: ['ended', 'curtailed'] },
  label: 'mission',
  within: 'contributor',
  caption: ['officer', 'endsOn'],
  featured: ['officer', 'contingent', 'startsOn', 'endsOn', 'relief', 'state'],
  sort: { by: 'endsOn' },

  fields: {
    officer: ref('person', { title: 'Officer' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    startsOn: when(z.string(), { title: 'Begins' }),
    endsOn: when(z.string(), { title: 'Ends' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    post: ref('post', { title: 'Post', optional: true }),
    relief: ref('person', { title: 'Relieved by', optional: true }),
    withoutRelief: flag(z.boolean().optional(), {
      title: 'Ends without relief',
      help: 'Said on purpose: nobody will come in this place.',
    }),
    ...grounds,
  },

  states: ['planned', 'running', 'extended', 'ended', 'curtailed'],
  enters: { by: keepers, unless: orderStands },
  amends: { by: keepers, unless: orderStands },
  transitions: {
    begin: {
      from: 'planned',
      to: 'running',
      by: keepers,
      takes: ['startsOn', 'endsOn', ...told],
      unless: orderStands,
    },
    nameRelief: {
      from: ['planned', 'running', 'extended'],
      by: keepers,
      takes: ['relief', 'withoutRelief', ...told],
      unless: reliefStands,
      title: 'Name the relief',
    },
    extend: {
      from: ['running', 'extended'],
      to: 'extended',
      by: keepers,
      takes: ['endsOn', ...told],
      needs: ['endsOn'],
      reason: true,
      unless: (now, input) =>
        String(input.endsOn) <= String(now.endsOn ?? '')
          ? 'An extended tour ends later than before: curtail it instead.'
          : undefined,
    },
    end: {
      from: ['running', 'extended'],
      to: 'ended',
      by: keepers,
      takes: ['endsOn', 'relief', 'withoutRelief', ...told],
      unless: reliefStands,
    },
    curtail: {
      from: ['planned', 'running', 'extended'],
      to: 'curtailed',
      by: keepers,
      takes: ['endsOn', ...told],
      needs: ['endsOn'],
      reason: true,
    },
  },
})

type Told = Readonly<Record<string, unknown>>

function orderStands(now: Told, input: Told): string | undefined {
  const { startsOn, endsOn } = { ...now, ...input }
  return typeof startsOn === 'string' && typeof endsOn === 'string' && endsOn < startsOn
    ? 'A tour does not end before it begins.'
    : undefined
}

function reliefStands(now: Told, input: Told): string | undefined {
  const { officer, relief, withoutRelief } = { ...now, ...input }
  if (relief && relief === officer) return 'Nobody relieves themself.'
  return relief || withoutRelief === true
    ? undefined
    : 'Name who relieves, or say that it ends without relief.'
}
