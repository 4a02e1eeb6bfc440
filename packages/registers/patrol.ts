/**
 * Patrol: vehicles and crew that go out together for one task, planned, out, back, or refused with the reason. The gate is
 * here: it does not go out unfit, unless somebody signs for it. Its orders and its report are no part of this.
 */
import { type Lack, partyLacks, type TaskNeeds, type VehicleFacts } from '@konbit/force'
import {
  type Act,
  type Beside,
  choice,
  code,
  count,
  type Fields,
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

const planners = ['watch', 'planner', 'chief', 'importer'] as const
const leavers = ['watch', 'chief', 'importer'] as const

const gate: Act['asks'] = {
  vehicles: {
    register: 'vehicle',
    match: { $record: 'vehicles' },
    take: ['plate', 'type', 'hasTurret', 'hasRadio', 'crewSeats', 'fuelLitres'],
  },
  task: {
    register: 'configuration',
    match: { $record: 'configuration' },
    take: [
      'types',
      'vehiclesLeast',
      'needsTurret',
      'needsRadio',
      'crew',
      'needsMedic',
      'fuelLitresLeast',
    ],
  },
}

/** What the patrol lacks as it would leave; nothing can be said where nobody could be asked. */
function lacking(now: Fields, input: Fields, beside: Beside | undefined): Lack[] | undefined {
  if (!beside) return undefined
  const { crew, medics } = { ...now, ...input } as { crew?: number; medics?: number }
  const { vehicles = [], task = [] } = beside.rows
  return partyLacks(vehicles as VehicleFacts[], (task[0] ?? {}) as TaskNeeds, { crew, medics })
}

const said: Record<Lack, string> = {
  ready: 'a vehicle that is ready',
  type: 'the right type of vehicle',
  turret: 'a turret',
  radio: 'a radio',
  seats: 'seats',
  fuel: 'fuel',
  vehicles: 'enough vehicles',
  crew: 'crew',
  medic: 'a medic',
}

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
      'task',
      'plannedOn',
      'where',
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
    takes: [
      'title',
      'task',
      'plannedOn',
      'where',
      'contingent',
      'contributor',
      'base',
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
      takes: ['configuration', 'task', 'plannedOn', 'where', 'vehicles', 'crew', 'medics', 'note'],
    },
    sendOut: {
      from: 'planned',
      to: 'out',
      by: leavers,
      takes: ['leftAt', 'vehicles', 'crew', 'medics', 'note'],
      needs: ['leftAt'],
      title: 'Send out',
      asks: gate,
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
      takes: ['leftAt', 'vehicles', 'crew', 'medics', 'note'],
      needs: ['leftAt'],
      reason: true,
      signs: 'overriddenBy',
      title: 'Send out unfit',
      asks: gate,
      unless: (now, input, beside) =>
        lacking(now, input, beside)?.length === 0
          ? 'It lacks nothing: send it out, and nobody need sign.'
          : undefined,
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
