/**
 * What the forms for a thumb are filled with beforehand: one short answer for each form, which a phone keeps for where there is no
 * line. What is sent from them are commands like any other.
 */
import { z } from 'zod'
import { moments } from '../query.ts'
import type { Route } from '../route.ts'
import { stamp } from '../shapes.ts'
import { answerGate } from './gate.ts'
import { answerStrengthOf } from './strength.ts'
import { answerInspections, answerVehicles } from './vehicles.ts'

const text = z.string()
const id = z.uuid()
const maybe = text.nullable()
const count = z.int().nonnegative()
const named = z.object({ id, register: text, caption: text })
const refs = z.record(id, text).describe('Captions of what the ids name, where it may be seen')
const given = { ...stamp, day: text.describe('Today in the mission, at this moment') }
const returned = z.object({
  record: id,
  countedOn: text,
  persons: count,
  differsFor: maybe.describe('Why it differs, while that is not settled'),
})

const strengthShape = z.object({
  ...given,
  items: z.array(
    z.object({
      contingent: named,
      contributor: named.nullable(),
      deployed: z.number().nullable().describe('What movements and deaths add up to'),
      away: z.array(z.object({ kind: text, persons: count })).describe('In the area, not on duty'),
      endingSoon: count.describe('Tours that end within fourteen days'),
      since: text,
      arrived: count.describe('By movements since the last return'),
      left: count,
      last: returned.nullable(),
      today: returned.nullable(),
    }),
  ),
})
const vehiclesShape = z.object({
  ...given,
  items: z.array(
    z.object({
      record: id,
      plate: text,
      type: text,
      state: text,
      base: maybe,
      contingent: maybe,
    }),
  ),
  more: z.boolean().describe('There are more than are listed'),
  refs,
})
const gateShape = z.object({
  ...given,
  items: z.array(
    z.object({
      record: id,
      seq: count,
      title: text,
      plannedOn: text,
      configuration: maybe,
      task: maybe,
      base: maybe,
      contingent: maybe,
      vehicles: z.array(id),
      crew: count.nullable(),
      medics: count.nullable(),
      officers: z.array(id),
      routes: z.array(id),
      isReserveNamed: z.boolean(),
    }),
  ),
  officers: z
    .record(id, z.record(text, z.unknown()))
    .describe('What the gate knows of each of the crew, by service number'),
  routes: z.record(id, z.record(text, z.unknown())),
  directives: z.array(id).describe('Editions in force'),
  vehicles: z.record(id, z.record(text, z.unknown())).describe('What the gate knows of each'),
  needs: z.record(id, z.record(text, z.unknown())).describe('What each configuration needs'),
  refs,
})
const inspectionsShape = z.object({
  ...given,
  items: z.array(
    z.object({
      contingent: id,
      caption: text,
      contributor: maybe,
      contributorCaption: maybe,
      last: z
        .object({ record: id, kind: text, inspectedOn: text, outcome: maybe, state: text })
        .nullable(),
    }),
  ),
})

const route = (one: Pick<Route, 'path' | 'name' | 'about' | 'answers' | 'perform'>): Route => ({
  method: 'get',
  tag: 'field',
  query: moments,
  problems: ['too-many'],
  ...one,
})

export const fieldRoutes: Route[] = [
  route({
    path: '/api/{mission}/field/strength',
    name: 'fieldStrength',
    about: 'Each contingent in the area: what the record expects it to count today, and why.',
    answers: { 200: { about: 'Expected strength', schema: strengthShape, name: 'FieldStrength' } },
    perform: answerStrengthOf,
  }),
  route({
    path: '/api/{mission}/field/vehicles',
    name: 'fieldVehicles',
    about: 'Vehicles by plate, with their state, for whoever changes it by a tap.',
    answers: { 200: { about: 'Vehicles', schema: vehiclesShape, name: 'FieldVehicles' } },
    perform: answerVehicles,
  }),
  route({
    path: '/api/{mission}/field/gate',
    name: 'fieldGate',
    about: 'Planned patrols with what their gate looks at: vehicles, crew, medic, fuel, radio.',
    answers: { 200: { about: 'The gate', schema: gateShape, name: 'FieldGate' } },
    perform: answerGate,
  }),
  route({
    path: '/api/{mission}/field/inspections',
    name: 'fieldInspections',
    about: 'Contingents that an inspector may visit, the one longest not inspected first.',
    answers: { 200: { about: 'Contingents', schema: inspectionsShape, name: 'FieldInspections' } },
    perform: answerInspections,
  }),
]
