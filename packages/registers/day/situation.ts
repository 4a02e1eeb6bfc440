/** What the situation desk owes: reports to be weighed, a watch to be accepted, evidence that has grown old. */
import { type DayRule, owed, waiting } from './rule.ts'

export const ofSituation: readonly DayRule[] = [
  waiting('reportsToWeigh', ['watch', 'policeLiaison'], {
    register: 'report',
    state: ['received'],
    date: 'receivedOn',
    ahead: 0,
    verb: 'weigh',
  }),
  waiting('watchToAccept', ['watch'], {
    register: 'watchHandover',
    state: ['handedOver'],
    date: 'endsOn',
    ahead: 0,
    verb: 'accept',
  }),
  // Until somebody says anew whether one gets through, a patrol is planned on hearsay.
  owed('routesToAskAbout', ['watch', 'fleet'], {
    register: 'route',
    state: ['unreported'],
    verb: 'reportPassable',
  }),
]
