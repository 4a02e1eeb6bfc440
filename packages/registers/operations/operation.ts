/**
 * Operation: several patrols under one objective, with who leads, who stands ready to help, how soon the wounded reach a
 * surgeon, and whom it may harm; decided by one who signs. What came of it stands in records that refer to it.
 */
import {
  type Beside,
  choice,
  code,
  count,
  type Fields,
  line,
  place,
  prose,
  ref,
  refs,
  register,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const planners = ['watch', 'planner', 'chief', 'importer'] as const
const deciders = ['chief', 'importer'] as const
const told = ['claims', 'events', 'note'] as const

/** Where it goes is told by communal section at the closest: the record must not lead anybody to the door of a house. */
const areaStands = (_now: Fields, input: Fields): string | undefined => {
  const where = input.where as { precision?: string; lon?: number } | undefined
  return where?.precision === 'point'
    ? 'An operation has an area, not a point: name the communal section or the commune.'
    : undefined
}

/** Without a way to a surgeon, a reserve and a word on whom it may harm there is nothing to decide on. */
function decisionStands(now: Fields, input: Fields, _beside?: Beside): string | undefined {
  const as = { ...now, ...input }
  if (as.minutesToCare === undefined || !as.evacuation)
    return 'Nobody decides before the record says how the wounded are brought out, and in how many minutes.'
  if (!as.harmRisk || !as.harmMeasures)
    return 'Nobody decides before the record says whom it may harm, and what is done against it.'
  if (!as.reserve && !as.reserveForce)
    return 'Nobody decides before the record names who stands ready to help.'
  return undefined
}

export const operation = register({
  name: 'operation',
  title: 'Operation',
  plural: 'Operations',
  about:
    'Patrols under one objective: who leads, who helps, how the wounded come out, whom it may harm, and who decided.',
  desk: 'operations',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 120, after: ['ended', 'refused', 'cancelled'] },
  label: 'mission',
  caption: ['number', 'title'],
  featured: ['number', 'title', 'lead', 'startsOn', 'endsOn', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    objective: prose(z.string().min(1).max(4000), {
      title: 'Objective',
      help: 'What will be better for the people there, and how one will see it. Never a count of dead or taken.',
    }),
    lead: choice(z.enum(['hostPolice', 'mission']), { title: 'Led by' }),
    mandateTask: ref('mandateTask', { title: 'Task of the mandate', optional: true }),
    startsOn: when(z.string(), { title: 'From' }),
    endsOn: when(z.string().optional(), { title: 'Until' }),
    where: place({
      title: 'Where',
      optional: true,
      help: 'The communal section or the commune, no closer.',
    }),
    forces: refs('contingent', { title: 'Contingents' }),
    personsPlanned: count(z.int().nonnegative().max(20_000).optional(), {
      title: 'Own people',
      unit: 'persons',
    }),
    hostPersons: count(z.int().nonnegative().max(20_000).optional(), {
      title: 'People of the host police',
      unit: 'persons',
    }),
    reserveForce: ref('contingent', { title: 'Reserve', optional: true }),
    reserve: line(z.string().max(300).optional(), {
      title: 'Reserve, in words',
      help: 'Who stands ready, where, and in how many minutes.',
    }),
    airSupport: choice(
      z.enum(['none', 'observation', 'transport', 'evacuation', 'several']).optional(),
      { title: 'From the air' },
    ),
    evacuation: prose(z.string().max(2000).optional(), {
      title: 'How the wounded come out',
      help: 'Vehicles or aircraft, where they wait, and which hospital can operate.',
    }),
    minutesToCare: count(z.int().positive().max(10_000).optional(), {
      title: 'Time to a surgeon',
      unit: 'minutes',
    }),
    careAt: ref('facility', { title: 'Surgical care at', optional: true }),
    harmRisk: choice(z.enum(['low', 'moderate', 'high']).optional(), {
      title: 'Risk to civilians',
    }),
    harmMeasures: prose(z.string().max(4000).optional(), {
      title: 'Whom it may harm, and what is done against it',
    }),
    protectedSites: refs('facility', {
      title: 'Protected sites',
      help: 'Hospitals, schools, places of worship, water: where nobody fires, and which nobody enters armed.',
    }),
    decidedOn: when(z.string().optional(), { title: 'Decided on' }),
    decidedBy: code(z.string().max(80).optional(), { title: 'Decided by' }),
    harmRecords: refs('civilianHarm', { title: 'Harm said to come of it' }),
    outcome: choice(z.enum(['reached', 'partly', 'notReached', 'unknown']).optional(), {
      title: 'Objective reached',
    }),
    result: line(z.string().max(300).optional(), { title: 'Result' }),
    ...grounds,
  },

  states: ['drafted', 'decided', 'running', 'ended', 'refused', 'cancelled'],
  enters: { by: planners, unless: areaStands },
  amends: { by: planners, unless: areaStands },
  transitions: {
    decide: {
      from: 'drafted',
      to: 'decided',
      by: deciders,
      takes: ['decidedOn', ...told],
      needs: ['decidedOn'],
      signs: 'decidedBy',
      reason: true,
      unless: decisionStands,
      title: 'Decide to go',
    },
    refuse: {
      from: 'drafted',
      to: 'refused',
      by: deciders,
      takes: ['decidedOn', ...told],
      reason: true,
      title: 'Decide against',
    },
    begin: { from: 'decided', to: 'running', by: planners, takes: ['startsOn', ...told] },
    end: {
      from: 'running',
      to: 'ended',
      by: planners,
      takes: ['endsOn', 'outcome', 'result', 'harmRecords', ...told],
      needs: ['endsOn', 'outcome'],
    },
    // Of a time before the record, from public texts: who decided and how the wounded came out is not known, and stays empty.
    tellAfterwards: {
      from: 'drafted',
      to: 'ended',
      by: ['importer'],
      takes: ['endsOn', 'outcome', 'result', 'harmRecords', ...told],
      needs: ['endsOn', 'outcome'],
      reason: true,
      title: 'Tell it afterwards',
    },
    cancel: {
      from: ['drafted', 'decided', 'running'],
      to: 'cancelled',
      by: deciders,
      takes: told,
      reason: true,
    },
  },
})
