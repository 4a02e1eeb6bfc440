/**
 * Patrol: vehicles and crew that go out together for one task, planned, out, back, or refused with the reason. The gate is
 * here: it does not go out unfit, unless somebody signs for it. Its orders and its report are no part of this.
 */
import { choice, code, count, line, quantity, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const planners = ['watch', 'planner', 'chief', 'importer'] as const
const leavers = ['watch', 'chief', 'importer'] as const

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
    plannedOn: when(z.string(), { title: 'Planned for' }),
    base: ref('site', { title: 'Base', optional: true }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    vehicles: refs('vehicle', { title: 'Vehicles' }),
    crew: count(z.int().nonnegative().max(1000).optional(), { title: 'Crew', unit: 'persons' }),
    medics: count(z.int().nonnegative().max(100).optional(), {
      title: 'Medics among them',
      unit: 'persons',
    }),
    leftAt: when(z.string().optional(), { title: 'Left at' }),
    backAt: when(z.string().optional(), { title: 'Back at' }),
    hoursOut: quantity(z.number().nonnegative().max(1000).optional(), {
      title: 'Hours out',
      unit: 'hours',
    }),
    refusedFor: choice(
      z
        .enum(['vehicle', 'crew', 'medic', 'fuel', 'caveat', 'route', 'weather', 'other'])
        .optional(),
      { title: 'Refused for' },
    ),
    overriddenBy: code(z.string().max(80).optional(), { title: 'Sent out unfit by' }),
    ...grounds,
  },

  states: ['planned', 'out', 'back', 'refused', 'cancelled'],
  enters: {
    by: planners,
    takes: [
      'title',
      'configuration',
      'plannedOn',
      'base',
      'contingent',
      'contributor',
      'vehicles',
      'crew',
      'medics',
      'claims',
      'events',
      'note',
    ],
  },
  // What the gate looks at changes only where the gate is.
  amends: {
    by: planners,
    takes: ['title', 'plannedOn', 'contingent', 'contributor', 'base', 'claims', 'events', 'note'],
  },
  transitions: {
    replan: {
      from: 'planned',
      to: 'planned',
      by: planners,
      takes: ['configuration', 'plannedOn', 'vehicles', 'crew', 'medics', 'note'],
    },
    sendOut: {
      from: 'planned',
      to: 'out',
      by: leavers,
      takes: ['leftAt', 'vehicles', 'crew', 'medics', 'note'],
      needs: ['leftAt'],
      title: 'Send out',
    },
    sendUnfit: {
      from: 'planned',
      to: 'out',
      by: leavers,
      takes: ['leftAt', 'vehicles', 'crew', 'medics', 'note'],
      needs: ['leftAt'],
      reason: true,
      signs: 'overriddenBy',
      title: 'Send out unfit',
    },
    comeBack: {
      from: 'out',
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
