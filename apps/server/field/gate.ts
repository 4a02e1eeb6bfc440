/**
 * What the gate of a patrol looks at, as one answer that a phone can keep: the patrols that are planned, the vehicles they name
 * and what their tasks need. Go or no-go is worked out where it is read, by the arithmetic that decides the command.
 */
import { isRefusal } from '@konbit/model'
import { answered, numberIn, Refused, refsOf, rowsOf, textIn } from '../logistics/reading.ts'
import { crewsOf, editionsOf, listIn, routeFields } from '../operations/gateFacts.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

const patrolsMax = 60
const facts = ['plate', 'type', 'hasTurret', 'hasRadio', 'crewSeats', 'fuelLitres']
const needs = [
  ...['name', 'types', 'vehiclesLeast', 'needsTurret', 'needsRadio', 'crew', 'needsMedic'],
  'fuelLitresLeast',
  ...['needsCrewList', 'needsKreyol', 'needsReserve', 'needsRoute', 'restHoursLeast'],
]

export const answerGate = (ask: Ask) =>
  answered(ask, 'field gate', async (moment, day) => {
    const [patrols, vehicles, configurations] = await Promise.all([
      ask.house.ledger.list(ask.reader, {
        register: 'patrol',
        moment,
        filter: { state: ['planned'] },
        sort: '-plannedOn',
        limit: patrolsMax,
        total: 'none',
      }),
      rowsOf(ask, moment, { register: 'vehicle', state: ['ready', 'inRepair'] }, facts),
      allOf(ask, 'configuration', moment, { state: ['inUse'] }),
    ])
    if (isRefusal(patrols)) throw new Refused(patrols)
    const [crews, directives, routes] = await Promise.all([
      crewsOf(ask, moment, patrols.items),
      editionsOf(ask, moment),
      rowsOf(ask, moment, { register: 'route' }, ['name', ...routeFields]),
    ])
    const named = new Set(
      patrols.items.flatMap(({ fields }) => (fields.vehicles ?? []) as readonly string[]),
    )
    const items = patrols.items.map(({ id, caption, fields, seq }) => ({
      record: id,
      seq,
      title: caption,
      plannedOn: String(fields.plannedOn),
      configuration: textIn(fields.configuration),
      task: textIn(fields.task),
      base: textIn(fields.base),
      contingent: textIn(fields.contingent),
      vehicles: (fields.vehicles ?? []) as string[],
      crew: numberIn(fields.crew),
      medics: numberIn(fields.medics),
      officers: listIn(fields.officers),
      routes: listIn(fields.routes),
      isReserveNamed: Boolean(fields.reserveForce || fields.reserve),
    }))
    const ways = new Set(items.flatMap((one) => one.routes))
    // Those of today and after first, the nearest first; then those whose day went by.
    const rank = (on: string): string => (on.slice(0, 10) >= day ? `0${on}` : `1${on}`)
    items.sort((a, b) => (rank(a.plannedOn) < rank(b.plannedOn) ? -1 : 1))
    const refs = await refsOf(
      ask,
      moment,
      items.flatMap(({ base, contingent }) => [base, contingent]),
    )
    return {
      day,
      items,
      vehicles: Object.fromEntries(
        vehicles
          .filter(({ record }) => named.has(record))
          .map(({ record, state, fields }) => [record, { ...fields, state }]),
      ),
      needs: Object.fromEntries(
        configurations.map(({ id, fields }) => [
          id,
          Object.fromEntries(needs.map((name) => [name, fields[name] ?? null])),
        ]),
      ),
      officers: Object.fromEntries(crews),
      routes: Object.fromEntries(
        routes
          .filter(({ record }) => ways.has(record))
          .map(({ record, state, fields }) => [record, { ...fields, state }]),
      ),
      directives,
      refs,
    }
  })
