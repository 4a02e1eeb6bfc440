/**
 * Measures of the Operations desk: who leads, how much protection was given, what was answered and reviewed in time. None of
 * them counts the dead, the taken or the seized: more of those is no success.
 */
import { type Measure, measure } from '@konbit/model'

const byUnit = { contingent: 'contingent' } as const
/** Those that were decided on: what was only drafted led nobody. */
const decided = ['decided', 'running', 'ended']

export const operations: readonly Measure[] = [
  measure({
    name: 'operations.decided',
    title: 'Operations decided',
    unit: 'operations',
    definition: 'Operations that were decided on, whether they run or have ended; drafts are not.',
    label: 'mission',
    by: ['lead'],
    of: { total: [{ register: 'operation', state: decided, by: { lead: 'lead' } }] },
  }),
  measure({
    name: 'operations.hostLed',
    title: 'Led by the host police',
    unit: 'operations',
    definition: 'Operations that were decided on and that the host police lead.',
    label: 'mission',
    of: { total: [{ register: 'operation', state: decided, where: { lead: 'hostPolice' } }] },
  }),
  measure({
    name: 'operations.leadShare',
    title: 'Share led by the host police',
    unit: 'ratio',
    definition: 'Of the operations decided on, the share that the host police lead.',
    label: 'mission',
    of: { ratio: ['operations.hostLed', 'operations.decided'] },
  }),
  measure({
    name: 'operations.effort',
    title: 'Hours on patrol',
    unit: 'hours',
    definition:
      'Hours out of the patrols that came back, since the record began: protection given, whatever they met.',
    label: 'mission',
    by: ['contingent', 'task'],
    of: {
      total: [
        { register: 'patrol', state: ['back'], sum: 'hoursOut', by: { ...byUnit, task: 'task' } },
      ],
    },
  }),
  measure({
    name: 'operations.refused',
    title: 'Patrols turned back',
    unit: 'patrols',
    definition: 'Patrols that were planned and turned back at the gate, by the reason given.',
    label: 'mission',
    by: ['contingent', 'reason'],
    of: {
      total: [{ register: 'patrol', state: ['refused'], by: { ...byUnit, reason: 'refusedFor' } }],
    },
  }),
  measure({
    name: 'operations.out',
    title: 'Patrols out',
    unit: 'patrols',
    definition: 'Patrols that left and are not back, those broken down among them.',
    label: 'mission',
    by: ['contingent'],
    of: { total: [{ register: 'patrol', state: ['out', 'stranded'], by: byUnit }] },
  }),
  measure({
    name: 'operations.directiveUnread',
    title: 'Directive not acknowledged',
    unit: 'persons',
    definition:
      'Own staff in the area of operations and on duty who have yet to acknowledge the directive in force; none of them is effective.',
    label: 'mission',
    by: ['contributor', 'contingent'],
    of: {
      total: [
        {
          register: 'person',
          state: ['deployed'],
          where: { directiveRead: 'due' },
          by: { contributor: 'contributor', contingent: 'contingent' },
        },
      ],
    },
  }),
  measure({
    name: 'operations.toReview',
    title: 'Uses of force not yet reviewed',
    unit: 'reports',
    definition: 'Reports on the use of force whose review has not been concluded.',
    label: 'mission',
    by: ['contingent'],
    of: {
      total: [{ register: 'useOfForce', state: ['reported', 'underReview'], by: byUnit }],
    },
  }),
  measure({
    name: 'operations.reviewsLate',
    title: 'Reviews of force overdue',
    unit: 'reports',
    definition: 'Reviews of a use of force whose day is past.',
    label: 'mission',
    of: {
      overdue: {
        register: 'useOfForce',
        state: ['reported', 'underReview'],
        date: 'reviewOn',
      },
    },
  }),
  measure({
    name: 'operations.escortsOpen',
    title: 'Escorts to answer',
    unit: 'requests',
    definition: 'Requests of partners for an escort that nobody has answered.',
    label: 'partner',
    by: ['organisation'],
    of: {
      total: [
        { register: 'escortRequest', state: ['asked'], by: { organisation: 'organisation' } },
      ],
    },
  }),
  measure({
    name: 'operations.escortsLate',
    title: 'Escorts not answered in time',
    unit: 'requests',
    definition: 'Requests for an escort whose day of answer is past and that nobody has answered.',
    label: 'partner',
    of: { overdue: { register: 'escortRequest', state: ['asked'], date: 'answerBy' } },
  }),
  measure({
    name: 'operations.lessonsLate',
    title: 'Lessons overdue',
    unit: 'reviews',
    definition: 'Agreed changes of after-action reviews whose day is past.',
    label: 'mission',
    of: { overdue: { register: 'afterAction', state: ['agreed'], date: 'dueOn' } },
  }),
]
