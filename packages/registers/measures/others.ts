/** Measures of the Mandate and Accountability desks. */
import { type Measure, measure } from '@konbit/model'

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
