/** Measures of the Logistics desk: what runs, what is fit, what waits and for what. None of it is ever public. */
import { type Measure, measure } from '@konbit/model'

const held = ['ready', 'inRepair']
/** How every count of vehicles can be broken down. */
const parts = {
  type: 'type',
  base: 'base',
  contingent: 'contingent',
  contributor: 'contributor',
  ownership: 'ownership',
}
const byParts = Object.keys(parts)

export const logistics: readonly Measure[] = [
  measure({
    name: 'logistics.vehicles',
    title: 'Vehicles held',
    unit: 'vehicles',
    definition: 'Vehicles accepted and not written off, whether they run or not.',
    label: 'mission',
    by: byParts,
    of: { total: [{ register: 'vehicle', state: held, by: parts }] },
  }),
  measure({
    name: 'logistics.serviceable',
    title: 'Vehicles serviceable',
    unit: 'vehicles',
    definition: 'Vehicles that are ready; whether one is fit for a task is another question.',
    label: 'mission',
    by: byParts,
    of: { total: [{ register: 'vehicle', state: ['ready'], by: parts }] },
  }),
  measure({
    name: 'logistics.offRoad',
    title: 'Vehicles off the road',
    unit: 'vehicles',
    definition: 'Vehicles in repair, or waiting for it.',
    label: 'mission',
    by: byParts,
    of: { total: [{ register: 'vehicle', state: ['inRepair'], by: parts }] },
  }),
  measure({
    name: 'logistics.availability',
    title: 'Availability of vehicles',
    unit: 'ratio',
    definition: 'Share of the vehicles held that are serviceable.',
    label: 'mission',
    by: byParts,
    of: { ratio: ['logistics.serviceable', 'logistics.vehicles'] },
  }),
  measure({
    name: 'logistics.awaitingParts',
    title: 'Work orders awaiting a part',
    unit: 'workOrders',
    definition: 'Work orders that wait for a part and for nothing else.',
    label: 'mission',
    by: ['base', 'contingent', 'contributor'],
    of: {
      total: [
        {
          register: 'workOrder',
          state: ['awaitingPart'],
          by: { base: 'base', contingent: 'contingent', contributor: 'contributor' },
        },
      ],
    },
  }),
  measure({
    name: 'logistics.serviceOverdue',
    title: 'Services overdue',
    unit: 'vehicles',
    definition:
      'Vehicles held whose next service was due on a day that is past; those due by their odometer alone are not counted here.',
    label: 'mission',
    of: { overdue: { register: 'vehicle', state: held, date: 'serviceOn' } },
  }),
  measure({
    name: 'logistics.stopped',
    title: 'Breakdowns with people in danger',
    unit: 'breakdowns',
    definition: 'Breakdowns not yet mended at which people aboard were in danger.',
    label: 'mission',
    by: ['contingent', 'contributor', 'system'],
    of: {
      total: [
        {
          register: 'breakdown',
          state: ['open'],
          where: { inDanger: 'yes' },
          by: { contingent: 'contingent', contributor: 'contributor', system: 'system' },
        },
      ],
    },
  }),
  measure({
    name: 'logistics.differences',
    title: 'Counts that differ',
    unit: 'counts',
    definition: 'Counts of controlled stores that differ from the record and are not yet settled.',
    label: 'mission',
    by: ['base', 'kind'],
    of: {
      total: [
        {
          register: 'storeCount',
          state: ['differs'],
          by: { base: 'base', kind: 'storeKind' },
        },
      ],
    },
  }),
  measure({
    name: 'logistics.fit',
    title: 'Vehicles fit for task',
    unit: 'vehicles',
    definition:
      'Vehicles of the mission that are ready and have a turret; one that runs is not yet fit. Nothing until vehicles are entered one by one.',
    label: 'mission',
    claims: {
      measures: ['vehicles.serviceable', 'vehicles.immobilised', 'vehicles.equipment_gap'],
      subject: 'mission',
    },
    by: byParts,
    of: {
      total: [{ register: 'vehicle', state: ['ready'], where: { hasTurret: 'yes' }, by: parts }],
    },
  }),
  measure({
    name: 'logistics.delivered',
    title: 'Armoured vehicles delivered',
    unit: 'vehicles',
    definition:
      'Armoured vehicles handed over to the mission; those given to the host police are not counted, and how many run is not known.',
    label: 'partner',
    by: ['donor'],
    claims: { measures: ['vehicles.total'], subject: 'mission' },
    of: {
      total: [
        {
          register: 'delivery',
          state: ['delivered'],
          where: { recipient: ['mission', 'both'], type: ['mrap', 'apc'] },
          sum: 'items',
          by: { donor: 'donor' },
        },
      ],
    },
  }),
]
