/**
 * Configuration: what a task needs of the vehicles and people that do it. Whether a vehicle is fit is computed from this, for
 * one task; that it runs is another question.
 */
import { choices, count, flag, line, quantity, register } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const planners = ['planner', 'fleet', 'watch', 'chief', 'importer'] as const

export const configuration = register({
  name: 'configuration',
  title: 'Configuration',
  plural: 'Configurations',
  about: 'What a task needs: types of vehicle, turret, radio, crew, medic, fuel.',
  desk: 'logistics',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'It says what a task needs and names no person.' },
  label: 'mission',
  caption: ['name'],
  featured: ['name', 'types', 'needsTurret', 'needsRadio', 'crew', 'state'],

  fields: {
    name: line(z.string().min(1).max(120), { title: 'Name' }),
    types: choices(
      z
        .array(z.enum(['apc', 'mrap', 'patrol', 'truck', 'ambulance', 'helicopter', 'other']))
        .optional(),
      { title: 'Types of vehicle', help: 'Any of these; none named: any type.' },
    ),
    vehiclesLeast: count(z.int().min(1).max(50).optional(), {
      title: 'Vehicles at least',
      unit: 'vehicles',
    }),
    needsTurret: flag(z.boolean().optional(), { title: 'Needs a turret' }),
    needsRadio: flag(z.boolean().optional(), { title: 'Needs a radio' }),
    crew: count(z.int().min(1).max(100).optional(), {
      title: 'Crew',
      unit: 'persons',
      help: 'Of each vehicle, at least.',
    }),
    needsMedic: flag(z.boolean().optional(), { title: 'Needs a medic' }),
    needsCrewList: flag(z.boolean().optional(), {
      title: 'Needs a crew list',
      help: 'Each of the crew by service number: certificates, rest and the directive are then checked.',
    }),
    needsKreyol: flag(z.boolean().optional(), { title: 'Needs a Kreyòl speaker' }),
    needsReserve: flag(z.boolean().optional(), {
      title: 'Needs a relief force',
      help: 'Who comes when it is in trouble is named before it leaves.',
    }),
    needsRoute: flag(z.boolean().optional(), {
      title: 'Needs a route reported passable',
    }),
    restHoursLeast: quantity(z.number().nonnegative().max(72).optional(), {
      title: 'Rest at least',
      unit: 'hours',
      help: 'Of each of the crew since the duty before.',
    }),
    fuelLitresLeast: quantity(z.number().nonnegative().max(50_000).optional(), {
      title: 'Fuel at least',
      unit: 'l',
      help: 'In the tank of each vehicle.',
    }),
    ...grounds,
  },

  states: ['inUse', 'retired'],
  enters: { by: planners },
  amends: { by: planners },
  transitions: {
    retire: { from: 'inUse', to: 'retired', by: planners, takes: ['note'], reason: true },
    takeUp: {
      from: 'retired',
      to: 'inUse',
      by: planners,
      takes: ['note'],
      title: 'Take up again',
    },
  },
})
