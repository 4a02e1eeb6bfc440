/**
 * Vehicle: one wheeled or tracked vehicle the mission relies on, from announcement to write-off.
 * It answers "what can move tomorrow?". A fault is a breakdown, its repair a work order, fuel given a stock movement.
 */
import { choice, code, count, line, prose, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { conditions, contingentAsked, isOfContingent, ownerships } from './equipment.ts'
import { grounds } from './grounds.ts'
import { odometerRuns } from './odometer.ts'
import { asksOfVehicle, roomForVehicle } from './room.ts'

const promised = { ...contingentAsked, ...asksOfVehicle }

export const vehicle = register({
  name: 'vehicle',
  title: 'Vehicle',
  plural: 'Vehicles',
  about: 'Vehicles a contingent brings, a donor gives or the mission leases.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 84, after: ['writtenOff'] },
  label: 'mission', //       who may see a record, unless a field says more
  within: 'contingent', //   the unit a reader's clearance may be limited to
  caption: ['plate', 'model'],
  featured: ['plate', 'type', 'state', 'contingent', 'base'],

  fields: {
    plate: code(z.string().min(1).max(24), {
      title: 'Plate or fleet number',
      unique: true,
      hxl: '#item+plate',
    }),
    type: choice(z.enum(['apc', 'mrap', 'patrol', 'truck', 'ambulance', 'helicopter', 'other']), {
      title: 'Type',
      hxl: '#item+type',
    }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    base: ref('site', { title: 'Base', optional: true, hxl: '#loc+base' }),
    model: line(z.string().max(80).optional(), { title: 'Model' }),
    donor: ref('organisation', { title: 'Given by', optional: true }),
    expectedOn: when(z.string().optional(), { title: 'Expected on' }),
    acceptedOn: when(z.string().optional(), { title: 'Accepted on' }),
    odometerKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Odometer',
      unit: 'km',
    }),
    hasTurret: choice(z.enum(['yes', 'no', 'unknown']).optional(), { title: 'Turret' }),
    fault: prose(z.string().max(2000).optional(), { title: 'Fault', label: 'restricted' }),
    backOn: when(z.string().optional(), { title: 'Expected back' }),
    unitCostUsd: quantity(z.number().nonnegative().max(1e9).optional(), {
      title: 'Unit cost',
      unit: 'USD',
    }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    ownership: choice(z.enum(ownerships).optional(), {
      title: 'Owned by',
      help: 'Contingent-owned equipment (COE) is reimbursed; what the mission owns or leases is not.',
    }),
    agreementLine: ref('agreementLine', { title: 'Line of the agreement', optional: true }),
    builtYear: count(z.int().min(1950).max(2100).optional(), {
      title: 'Built in',
      unit: 'year',
    }),
    gotAs: choice(z.enum(['new', 'secondHand', 'donated', 'unknown']).optional(), {
      title: 'Came as',
    }),
    condition: choice(z.enum(conditions).optional(), { title: 'Condition' }),
    crewSeats: count(z.int().min(1).max(100).optional(), { title: 'Seats', unit: 'persons' }),
    hasRadio: choice(z.enum(['yes', 'no', 'unknown']).optional(), { title: 'Radio' }),
    fuelLitres: quantity(z.number().nonnegative().max(50_000).optional(), {
      title: 'Fuel in the tank',
      unit: 'l',
    }),
    servicedOn: when(z.string().optional(), { title: 'Last serviced' }),
    serviceOn: when(z.string().optional(), {
      title: 'Next service due',
      help: 'Preventive maintenance: by this day or by the odometer, whichever comes first.',
    }),
    serviceKm: count(z.int().nonnegative().max(5_000_000).optional(), {
      title: 'Next service due at',
      unit: 'km',
    }),
    ...grounds,
  },

  states: ['expected', 'ready', 'inRepair', 'writtenOff'],
  enters: {
    by: ['fleet', 'planner', 'importer'],
    asks: promised,
    unless: (...told) => isOfContingent(...told) ?? roomForVehicle(...told),
  },
  amends: {
    by: ['fleet', 'importer'],
    asks: promised,
    unless: (now, input, beside) =>
      odometerRuns(now, input) ??
      isOfContingent(now, input, beside) ??
      roomForVehicle(now, input, beside),
  },
  transitions: {
    accept: {
      from: 'expected',
      to: 'ready',
      by: ['fleet', 'importer'],
      takes: ['acceptedOn', 'odometerKm', 'base', 'condition', 'claims', 'events', 'note'],
      unless: odometerRuns,
    },
    ground: {
      from: 'ready',
      to: 'inRepair',
      by: ['fleet', 'workshop', 'importer'],
      takes: ['fault', 'backOn'],
      needs: ['fault'],
    },
    release: {
      from: 'inRepair',
      to: 'ready',
      by: ['workshop', 'fleet', 'importer'],
      takes: ['odometerKm', 'condition', 'note'],
      unless: odometerRuns,
    },
    service: {
      from: 'ready',
      to: 'ready',
      by: ['workshop', 'fleet', 'importer'],
      takes: ['servicedOn', 'serviceOn', 'serviceKm', 'odometerKm', 'note'],
      needs: ['servicedOn'],
      unless: odometerRuns,
    },
    handOver: {
      from: 'ready',
      to: 'ready',
      by: ['fleet', 'importer'],
      takes: ['contingent', 'contributor', 'base', 'condition', 'odometerKm', 'note'],
      needs: ['condition'],
      asks: contingentAsked,
      unless: (now, input, beside) =>
        odometerRuns(now, input) ?? isOfContingent(now, input, beside),
      title: 'Hand over',
    },
    writeOff: {
      from: ['ready', 'inRepair'],
      to: 'writtenOff',
      by: ['board', 'importer'],
      takes: ['fault', 'condition'],
      reason: true,
      title: 'Write off',
    },
  },
})
