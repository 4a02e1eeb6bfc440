/** What is owed of periodic reports: a draft by the day it falls due, and the eyes of another before it leaves. */
import { type DayRule, owed } from './rule.ts'

export const ofReports: readonly DayRule[] = [
  owed('reportsToWrite', ['legal', 'planner'], {
    register: 'periodicReport',
    state: ['drafting'],
    date: 'dueOn',
    ahead: 14,
    verb: 'revise',
  }),
  owed('reportsToClear', ['chief'], {
    register: 'periodicReport',
    state: ['drafting'],
    date: 'dueOn',
    ahead: 3,
    verb: 'clear',
  }),
]
