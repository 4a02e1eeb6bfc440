/** Measures of the Mandate desk: what is owed to those who gave the mandate, what states were asked, what changes hands. */
import { type Measure, measure } from '@konbit/model'

export const ofMandate: readonly Measure[] = [
  measure({
    name: 'mandate.tasks',
    title: 'Mandate tasks open',
    unit: 'tasks',
    definition:
      'Tasks that instruments ask of the mission and that are not marked as done or dropped.',
    label: 'partner',
    by: ['role', 'kind'],
    of: {
      total: [{ register: 'mandateTask', state: ['open'], by: { role: 'role', kind: 'kind' } }],
    },
  }),
  measure({
    name: 'mandate.tasksLate',
    title: 'Mandate tasks late',
    unit: 'tasks',
    definition: 'Open mandate tasks whose due day is past.',
    label: 'partner',
    of: { overdue: { register: 'mandateTask', state: ['open'], date: 'dueOn' } },
  }),
  measure({
    name: 'mandate.requests',
    title: 'Requests to states unanswered',
    unit: 'requests',
    definition: 'Requests to states that have neither an answer nor been withdrawn.',
    label: 'partner',
    by: ['state', 'kind'],
    of: {
      total: [
        { register: 'stateRequest', state: ['asked'], by: { state: 'askedOf', kind: 'kind' } },
      ],
    },
  }),
  measure({
    name: 'mandate.unowned',
    title: 'Items that nobody took over',
    unit: 'items',
    definition:
      'Items of successions that are listed or refused: nobody answers for them yet. What no list holds at all is told by the page of the succession.',
    label: 'partner',
    by: ['kind'],
    of: {
      total: [{ register: 'successionItem', state: ['listed', 'refused'], by: { kind: 'kind' } }],
    },
  }),
]
