/**
 * Person: one of the mission's own staff, from recruitment to the end of the tour. Identity is the contributor's and lies
 * in restricted; the mission holds duty data under a service number. Nobody else is ever a person of this register.
 */
import { choice, choices, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import {
  deployAsks,
  deployStands,
  directiveAsks,
  directiveStands,
  dutyAsks,
  mayDuty,
} from './duty.ts'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'contributorOfficer', 'importer'] as const
const onDuty = ['forceGeneration', 'contributorOfficer', 'watch', 'importer'] as const
const told = ['claims', 'events', 'note'] as const
const placed = ['contingent', 'base', ...told] as const
/** Whoever is in the area of operations, on duty or not. */
const inArea = ['deployed', 'onLeave', 'sick', 'missing', 'captive'] as const
const atHome = ['recruited', 'vetted', 'trained', 'ready', 'waiting'] as const

export const person = register({
  name: 'person',
  title: 'Own staff',
  plural: 'Own staff',
  about:
    "The mission's own people by service number, lent by a contributor (T/PCC): where each stands between recruitment and the end of the tour.",
  desk: 'people',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['ended', 'relieved', 'dead'] },
  label: 'mission',
  within: 'contributor',
  caption: ['serviceNumber'],
  featured: ['serviceNumber', 'contributor', 'contingent', 'trade', 'base', 'state'],

  fields: {
    serviceNumber: code(z.string().min(1).max(40), {
      title: 'Service number',
      unique: true,
      help: 'Begins with the code of the contributor, such as KEN-0042. Never a name.',
    }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    rank: line(z.string().max(60).optional(), { title: 'Rank' }),
    component: choice(z.enum(['police', 'military', 'civilian']), { title: 'Component' }),
    trade: choice(
      z
        .enum([
          'rifle',
          'driver',
          'mechanic',
          'medic',
          'signals',
          'engineer',
          'pilot',
          'staff',
          'canine',
          'other',
        ])
        .optional(),
      { title: 'Trade' },
    ),
    sex: choice(z.enum(['female', 'male', 'notStated']).optional(), { title: 'Sex' }),
    workingLanguage: choice(z.enum(['en', 'fr', 'ht', 'es', 'other']).optional(), {
      title: 'Working language',
    }),
    languages: choices(
      z
        .array(z.enum(['en', 'fr', 'ht', 'es', 'other']))
        .max(5)
        .optional(),
      {
        title: 'Languages',
      },
    ),
    base: ref('site', { title: 'Base', optional: true }),
    waitsFor: choice(
      z.enum(['bed', 'seat', 'visa', 'money', 'training', 'equipment', 'other']).optional(),
      { title: 'Waits for', help: 'What the person cannot come without.' },
    ),
    waitsSince: when(z.string().optional(), { title: 'Waits since' }),
    joinedOn: when(z.string().optional(), { title: 'Joined' }),
    clearedUntil: when(z.string().optional(), {
      title: 'Cleared until',
      help: 'The last day on which all training and vetting the duty needs still hold. Not later than the records say.',
    }),
    dutyLimit: choice(z.enum(['none', 'light', 'offDuty']).optional(), {
      title: 'Limits of duty',
      help: 'Why not is a matter for the doctor and stands nowhere here.',
    }),
    directiveRead: choice(z.enum(['read', 'due']).optional(), {
      title: 'Directive on the use of force',
      help: 'Whether the edition in force was acknowledged. Not fit for duty without.',
    }),
    name: line(z.string().max(160).optional(), {
      title: 'Name',
      label: 'restricted',
      help: "The contributor's to hold. Seen by those cleared to restricted.",
    }),
    nextOfKin: prose(z.string().max(2000).optional(), {
      title: 'Next of kin',
      label: 'restricted',
    }),
    contact: line(z.string().max(300).optional(), { title: 'Contact', label: 'restricted' }),
    ...grounds,
  },

  states: [
    'recruited',
    'vetted',
    'trained',
    'ready',
    'waiting',
    'deployed',
    'onLeave',
    'sick',
    'missing',
    'captive',
    'ended',
    'relieved',
    'dead',
  ],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    vet: { from: 'recruited', to: 'vetted', by: keepers, takes: told },
    train: { from: ['recruited', 'vetted'], to: 'trained', by: keepers, takes: told },
    clear: {
      from: ['recruited', 'vetted', 'trained', 'waiting'],
      to: 'ready',
      by: keepers,
      takes: ['clearedUntil', ...told],
      asks: dutyAsks,
      unless: mayDuty,
    },
    extendClearance: {
      from: [...atHome, ...inArea],
      by: keepers,
      takes: ['clearedUntil', ...told],
      needs: ['clearedUntil'],
      asks: dutyAsks,
      unless: mayDuty,
      title: 'Extend clearance',
    },
    wait: {
      from: ['recruited', 'vetted', 'trained', 'ready', 'waiting'],
      to: 'waiting',
      by: keepers,
      takes: ['waitsFor', 'waitsSince', ...told],
      needs: ['waitsFor'],
    },
    deploy: {
      from: ['ready', 'waiting'],
      to: 'deployed',
      by: onDuty,
      takes: placed,
      asks: deployAsks,
      unless: deployStands,
    },
    takeLeave: {
      from: 'deployed',
      to: 'onLeave',
      by: onDuty,
      takes: told,
      title: 'Take leave',
    },
    fallSick: {
      from: ['deployed', 'onLeave'],
      to: 'sick',
      by: onDuty,
      takes: told,
      title: 'Fall sick',
    },
    returnToDuty: {
      from: ['onLeave', 'sick', 'missing', 'captive'],
      to: 'deployed',
      by: onDuty,
      takes: ['dutyLimit', ...placed],
      asks: dutyAsks,
      unless: mayDuty,
      title: 'Return to duty',
    },
    moveBase: {
      from: ['deployed', 'onLeave', 'sick'],
      by: onDuty,
      takes: placed,
      needs: ['base'],
      title: 'Move to another base',
    },
    limitDuty: {
      from: ['deployed', 'onLeave', 'sick'],
      by: onDuty,
      takes: ['dutyLimit', ...told],
      needs: ['dutyLimit'],
      title: 'Limit duty',
    },
    markDirective: {
      from: [...atHome, ...inArea],
      by: [...onDuty, 'rota', 'chief', 'legal'],
      takes: ['directiveRead'],
      needs: ['directiveRead'],
      asks: directiveAsks,
      unless: directiveStands,
      title: 'Mark the directive',
    },
    reportMissing: {
      from: ['deployed', 'onLeave'],
      to: 'missing',
      by: onDuty,
      takes: told,
      reason: true,
      title: 'Report missing',
    },
    reportCaptive: {
      from: ['deployed', 'onLeave', 'missing'],
      to: 'captive',
      by: onDuty,
      takes: told,
      reason: true,
      title: 'Report captive',
    },
    relieve: {
      from: ['deployed', 'onLeave', 'sick'],
      to: 'relieved',
      by: onDuty,
      takes: told,
    },
    endTour: {
      from: [...atHome, 'deployed', 'onLeave', 'sick'],
      to: 'ended',
      by: onDuty,
      takes: told,
      reason: true,
      title: 'End tour',
    },
    confirmDead: {
      from: [...inArea],
      to: 'dead',
      by: ['forceGeneration', 'watch', 'chief', 'importer'],
      takes: told,
      reason: true,
      title: 'Confirm dead',
    },
  },
})
