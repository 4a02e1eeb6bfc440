/**
 * What the gate looks at, for many patrols at once, as far as the asker may see it: vehicles, tasks, crews with their
 * certificates and readings, routes, editions in force. The arithmetic is of the force package, as for the rule that decides.
 */
import {
  crewTraining,
  type GateFacts,
  gateLacks,
  type Lack,
  type OfficerFacts,
  type RouteFacts,
  type TaskNeeds,
  type VehicleFacts,
} from '@konbit/force'
import type { Moment, RecordView } from '@konbit/ledger'
import { keep } from '../kept.ts'
import { rowsOf } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

const officerFields = ['clearedUntil', 'dutyLimit', 'workingLanguage', 'languages']
export const routeFields = ['passableFor', 'evidenceOn']
const certificates = [...crewTraining, 'useOfForce']

export const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Of each officer named by these patrols, what the gate asks; of somebody the asker may not see, nothing. */
export async function crewsOf(
  ask: Ask,
  moment: Moment,
  patrols: readonly RecordView[],
): Promise<Map<string, OfficerFacts & { serviceNumber: string }>> {
  const named = [...new Set(patrols.flatMap(({ fields }) => listIn(fields.officers)))]
  if (named.length === 0) return new Map()
  const wanted = new Set(named)
  const mayKnowDuties = ask.house.registers.has('dutyShift')
  const [persons, trainings, readings, duties] = await Promise.all([
    rowsOf(ask, moment, { register: 'person', state: inArea }, ['serviceNumber', ...officerFields]),
    allOf(ask, 'training', moment, { officer: named, state: ['passed'], kind: certificates }),
    allOf(ask, 'directiveReading', moment, { officer: named, state: ['acknowledged'] }),
    mayKnowDuties
      ? allOf(ask, 'dutyShift', moment, { officer: named, state: ['planned', 'stood'] })
      : [],
  ])
  const by = <Row extends RecordView>(rows: readonly Row[]): Map<string, Row[]> =>
    Map.groupBy(rows, ({ fields }) => String(fields.officer))
  const [passed, read, stood] = [by(trainings), by(readings), by(duties)]
  return new Map(
    persons
      .filter(({ record }) => wanted.has(record))
      .map(({ record, state, fields }) => [
        record,
        {
          ...(fields as Partial<OfficerFacts>),
          serviceNumber: String(fields.serviceNumber ?? ''),
          state,
          certificates: (passed.get(record) ?? []).map(
            ({ fields: one }) => one as { kind: string; validUntil?: string },
          ),
          readings: (read.get(record) ?? []).map(({ fields: one }) => String(one.directive)),
          duties: (stood.get(record) ?? []).map(
            ({ fields: one }) => one as { startsOn: string; endsOn: string },
          ),
        },
      ]),
  )
}
const inArea = ['deployed', 'onLeave', 'sick', 'missing', 'captive']
const nobody: OfficerFacts = { state: 'unknown', certificates: [], readings: [] }

/** Editions of the directive that are in force. */
export const editionsOf = async (ask: Ask, moment: Moment): Promise<string[]> =>
  (await allOf(ask, 'directive', moment, { state: ['inForce'] })).map(({ id }) => id)

/** What each of these patrols lacks as it would leave on that day. */
export const lacksOf = (
  ask: Ask,
  moment: Moment,
  day: string,
  patrols: readonly RecordView[],
): Promise<Map<string, Lack[]>> =>
  keep(ask, moment, 'gate lacks', async () => {
    const [crews, editions, vehicles, routes, tasks] = await Promise.all([
      crewsOf(ask, moment, patrols),
      editionsOf(ask, moment),
      rowsOf(ask, moment, { register: 'vehicle', state: ['ready', 'inRepair'] }, vehicleFields),
      rowsOf(ask, moment, { register: 'route' }, routeFields),
      allOf(ask, 'configuration', moment),
    ])
    const vehicleBy = new Map(vehicles.map((one) => [one.record, one]))
    const routeBy = new Map(routes.map((one) => [one.record, one]))
    const taskBy = new Map(tasks.map((one) => [one.id, one.fields as TaskNeeds]))
    return new Map(
      patrols.map(({ id, fields }) => {
        const facts: GateFacts = {
          task: taskBy.get(String(fields.configuration)) ?? {},
          vehicles: listIn(fields.vehicles).map((one): VehicleFacts => {
            const found = vehicleBy.get(one)
            return { ...(found?.fields as object), state: found?.state ?? 'unknown' }
          }),
          party: fields as { crew?: number; medics?: number },
          officers: listIn(fields.officers).map((one) => crews.get(one) ?? nobody),
          routes: listIn(fields.routes).map((one): RouteFacts => {
            const found = routeBy.get(one)
            return { ...(found?.fields as object), state: found?.state ?? 'unknown' }
          }),
          isReserveNamed: Boolean(fields.reserveForce || fields.reserve),
          directives: editions,
          day,
          leavesAt: String(fields.plannedOn ?? ''),
        }
        return [id, gateLacks(facts)] as const
      }),
    )
  })
const vehicleFields = ['type', 'hasTurret', 'hasRadio', 'crewSeats', 'fuelLitres']
