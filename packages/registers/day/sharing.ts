/** What is owed and waits in information sharing. */
import { type DayRule, owed, waiting } from './rule.ts'

export const ofSharing: readonly DayRule[] = [
  owed('requestsToAnswer', ['watch', 'policeLiaison', 'hostLiaison'], {
    register: 'informationRequest',
    state: ['open'],
    where: { direction: 'incoming' },
    date: 'answerBy',
    ahead: 7,
    verb: 'answer',
  }),
  waiting('counterpartsToVet', ['legal'], {
    register: 'counterpart',
    state: ['proposed'],
    verb: 'vet',
  }),
  owed('vettingEnding', ['legal'], {
    register: 'counterpart',
    state: ['vetted'],
    date: 'validUntil',
    ahead: 30,
    verb: 'vet',
  }),
  waiting('releasesToLetGo', ['chief', 'legal'], {
    register: 'release',
    state: ['previewed'],
    verb: 'release',
  }),
  owed('releasesEnding', ['watch', 'policeLiaison', 'hostLiaison'], {
    register: 'release',
    state: ['released'],
    date: 'validUntil',
    ahead: 0,
    verb: 'expire',
  }),
]
