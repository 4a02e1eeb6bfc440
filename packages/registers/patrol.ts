/**
 * Patrol: vehicles and crew that go out together for one task, planned, out, back, or refused with the reason. The gate is
 * here: it does not go out unfit, unless somebody signs for it. Its orders and its report are no part of this.
 */
import {
  choice,
  code,
  count,
  line,
  place,
  quantity,
  ref,
  refs,
  register,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { tasks } from './capabilities.ts'
import { grounds } from './grounds.ts'
import { gateAsks, lacking, said } from './operations/gate.ts'

const planners = ['watch', 'planner', 'chief', 'importer'] as const
const leavers = ['watch', 'chief', 'importer'] as const

const atGate = ['leftAt', 'vehicles', 'crew', 'medics', 'officers', 'routes'] as const
const help = ['reserveForce', 'reserve', 'dueBackAt'] as const

export const patrol = register({
  name: 'patrol',
  title: 'Patrol',
  plural: 'Patrols',
  about: 'Patrols and convoys: planned, out, back, or refused with the reason.',
  desk: 'operations',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['back', 'refused', 'cancelled'] },
  label: 'mission',
  within: 'contingent',
  caption: ['title'],
  featured: ['title', 'configuration', 'contingent', 'plannedOn', 'hoursOut', 'state'],
  sort: { by: 'plannedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    configuration: ref('configuration', { title: 'Configuration' }),
    task: choice(z.enum(tasks).optional(), {
      title: 'Task',
      help: 'What it is told to do: read against what its contributor (T/PCC) forbids.',
    }),
    plannedOn: when(z.string(), { title: 'Planned for' }),
    where: place({
      title: 'Where',
      optional: true,
      help: 'The commune it goes to, no closer: read against areas that its contributor (T/PCC) forbids.',
    }),
    base: ref('site', { title: 'Base', optional: true }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    vehicles: refs('vehicle', { title: 'Vehicles' }),
    crew: count(z.int().nonnegative().max(1000).optional(), { title: 'Crew', unit: 'persons' }),
    medics: count(z.int().nonnegative().max(100).optional(), {
      title: 'Medics among them',
      unit: 'persons',
    }),
    operation: ref('operation', { title: 'Operation', optional: true }),
    officers: refs('person', {
      title: 'Crew list',
      help: 'Each by service number, never by name. Certificates, rest and the directive are checked of each.',
    }),
    routes: refs('route', {
      title: 'Routes',
      help: 'Each must have been reported passable within a week.',
    }),
    reserveForce: ref('contingent', { title: 'Reserve', optional: true }),
    reserve: line(z.string().max(300).optional(), {
      title: 'Reserve, in words',
      help: 'Who stands ready, where, and in how many minutes.',
    }),
    leftAt: when(z.string().optional(), { title: 'Left at' }),
    dueBackAt: when(z.string().optional(), { title: 'Due back at' }),
    strandedAt: when(z.string().optional(), { title: 'Broken down at' }),
    recovery: ref('patrol', {
      title: 'Recovered by',
      optional: true,
      help: 'The patrol that goes to bring it in.',
    }),
    backAt: when(z.string().optional(), { title: 'Back at' }),
    hoursOut: quantity(z.number().nonnegative().max(1000).optional(), {
      title: 'Hours out',
      unit: 'hours',
    }),
    refusedFor: choice(
      z
        .enum([
          'vehicle',
          'crew',
          'medic',
          'fuel',
          'caveat',
          'route',
          'weather',
          'other',
          'certificate',
          'rest',
          'directive',
          'kreyol',
          'reserve',
        ])
        .optional(),
      { title: 'Refused for' },
    ),
    overriddenBy: code(z.string().max(80).optional(), { title: 'Sent out unfit by' }),
    ...grounds,
  },

  states: ['planned', 'out', 'stranded', 'back', 'refused', 'cancelled'],
  enters: {
    by: planners,
    takes: [
      'title',
      'configuration',
      'task',
      'plannedOn',
      'where',
      'base',
      'contingent',
      'contributor',
      'vehicles',
      'crew',
      'medics',
      'officers',
      'routes',
      'operation',
      ...help,
      'claims',
      'events',
      'note',
    ],
  },
  // What the gate looks at changes only where the gate is.
  amends: {
    by: planners,
    takes: [
      'title',
      'task',
      'plannedOn',
      'where',
      'contingent',
      'contributor',
      'base',
      'operation',
      'dueBackAt',
      'claims',
      'events',
      'note',
    ],
  },
  transitions: {
    replan: {
      from: 'planned',
      to: 'planned',
      by: planners,
      takes: [
        ...['configuration', 'task', 'plannedOn', 'where', 'vehicles', 'crew', 'medics'],
        ...['officers', 'routes', 'operation', ...help, 'note'],
      ],
    },
    sendOut: {
      from: 'planned',
      to: 'out',
      by: leavers,
      takes: [...atGate, ...help, 'note'],
      needs: ['leftAt'],
      title: 'Send out',
      asks: gateAsks,
      unless: (now, input, beside) => {
        const lacks = lacking(now, input, beside) ?? []
        return lacks.length === 0
          ? undefined
          : `It does not go out; it lacks ${lacks.map((one) => said[one]).join(', ')}. Mend that, or send it out unfit and sign for it.`
      },
    },
    sendUnfit: {
      from: 'planned',
      to: 'out',
      by: leavers,
      takes: [...atGate, ...help, 'note'],
      needs: ['leftAt'],
      reason: true,
      signs: 'overriddenBy',
      title: 'Send out unfit',
      asks: gateAsks,
      unless: (now, input, beside) =>
        lacking(now, input, beside)?.length === 0
          ? 'It lacks nothing: send it out, and nobody need sign.'
          : undefined,
    },
    strand: {
      from: 'out',
      to: 'stranded',
      by: leavers,
      takes: ['strandedAt', 'recovery', 'note'],
      needs: ['strandedAt'],
      title: 'Report broken down',
    },
    sendHelp: {
      from: 'stranded',
      by: leavers,
      takes: ['recovery', 'note'],
      needs: ['recovery'],
      title: 'Name who recovers it',
    },
    goOn: {
      from: 'stranded',
      to: 'out',
      by: leavers,
      takes: ['recovery', 'note'],
      title: 'Go on',
    },
    comeBack: {
      from: ['out', 'stranded'],
      to: 'back',
      by: leavers,
      takes: ['backAt', 'hoursOut', 'note'],
      needs: ['backAt'],
      title: 'Come back',
    },
    refuse: {
      from: 'planned',
      to: 'refused',
      by: leavers,
      takes: ['refusedFor', 'note'],
      needs: ['refusedFor'],
      reason: true,
    },
    cancel: {
      from: 'planned',
      to: 'cancelled',
      by: planners,
      takes: ['note'],
      reason: true,
    },
  },
})
