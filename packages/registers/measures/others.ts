/** Measures of the Logistics, Mandate and Accountability desks. */
import { type Measure, measure } from '@konbit/model'

export const logistics: readonly Measure[] = [
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
    of: { total: [{ register: 'vehicle', state: ['ready'], where: { hasTurret: 'yes' } }] },
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

export const mandate: readonly Measure[] = [
  measure({
    name: 'mandate.due',
    title: 'Mandate ends',
    unit: 'days',
    definition:
      'Days to the end of the instrument in force on which the mission stands; nothing once it is past.',
    label: 'public',
    claims: { measures: ['mandate.expiry', 'mandate.renewal_due'], subject: 'mission' },
    of: {
      until: {
        register: 'instrument',
        state: ['inForce'],
        where: { isMandate: true },
        date: 'endsOn',
      },
    },
  }),
  measure({
    name: 'mandate.overdue',
    title: 'Obligations overdue',
    unit: 'obligations',
    definition: 'Open obligations whose due date is past.',
    label: 'partner',
    of: { overdue: { register: 'obligation', state: ['open'], date: 'dueOn' } },
  }),
  measure({
    name: 'accountability.open',
    title: 'Complaints open',
    unit: 'complaints',
    definition: 'Complaints received and not yet settled.',
    label: 'conduct',
    by: ['about'],
    of: {
      total: [
        {
          register: 'complaint',
          state: ['received', 'investigating', 'referred', 'answered'],
          by: { about: 'about' },
        },
      ],
    },
  }),
]
