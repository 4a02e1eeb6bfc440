/** What the mandate asks of whom: tasks of each office, requests without an answer, items that nobody took over. */
import type { Role } from '@konbit/model'
import { taskOwners } from '../mandate/owners.ts'
import { type DayRule, owed, waiting } from './rule.ts'

const nameOf = (role: Role): string => `tasksOf${role.charAt(0).toUpperCase()}${role.slice(1)}`

export const ofMandate: readonly DayRule[] = [
  ...taskOwners.map((role) =>
    owed(nameOf(role), [role], {
      register: 'mandateTask',
      state: ['open'],
      where: { role },
      date: 'dueOn',
      ahead: 30,
      verb: 'complete',
    }),
  ),
  owed('requestsDue', ['legal', 'chief', 'forceGeneration', 'hostLiaison'], {
    register: 'stateRequest',
    state: ['asked'],
    date: 'answerBy',
    ahead: 7,
    verb: 'answer',
  }),
  waiting('itemsRefused', ['legal', 'chief'], {
    register: 'successionItem',
    state: ['refused'],
    verb: 'listAnew',
  }),
]
