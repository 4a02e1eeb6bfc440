/** What accountability and community owe: their clocks, whom they remind and to whom they escalate, and what waits for a hand. */
import { clocks } from '../accountability/clocks.ts'
import { type DayRule, owed, waiting } from './rule.ts'

const capital = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase())

export const ofConduct: readonly DayRule[] = [
  // That a complaint is to be answered is told by what stands in house.ts.
  ...clocks
    .filter(({ name }) => name !== 'complaintAnswer')
    .map(({ name, to, register, state, where, due, remind, verb }) =>
      owed(`clock${capital(name)}`, to, {
        register,
        state,
        ...(where ? { where } : {}),
        date: due,
        ahead: remind,
        verb,
      }),
    ),
  ...clocks.flatMap(({ name, escalate, register, state, where, due }) =>
    escalate
      ? [
          waiting(`late${capital(name)}`, escalate.to, {
            register,
            state,
            ...(where ? { where } : {}),
            date: due,
            ahead: -escalate.after,
            verb: escalate.verb,
          }),
        ]
      : [],
  ),
  waiting('complaintsToTriage', ['conduct', 'monitor'], {
    register: 'complaint',
    state: ['received'],
    where: { gravity: null },
    verb: 'triage',
  }),
  waiting('evidenceOnItsWay', ['conduct', 'monitor'], {
    register: 'evidence',
    state: ['handedOver'],
    verb: 'take',
  }),
  waiting('investigationsPlanned', ['conduct'], {
    register: 'investigation',
    state: ['planned'],
    verb: 'begin',
  }),
  waiting('accessRefused', ['chief', 'legal', 'hostLiaison'], {
    register: 'refusedAccess',
    state: ['standing'],
    date: 'occurredOn',
    ahead: 0,
    verb: 'explain',
  }),
  waiting('recommendationsToSee', ['monitor', 'conduct'], {
    register: 'recommendation',
    state: ['done'],
    verb: 'confirmSeen',
  }),
  waiting('claimsAwarded', ['finance'], {
    register: 'damageClaim',
    state: ['awarded'],
    date: 'decidedOn',
    ahead: 0,
    verb: 'pay',
  }),
  owed('promisesDue', ['hostLiaison', 'conduct'], {
    register: 'engagement',
    state: ['held'],
    where: { keptOn: null },
    date: 'promiseBy',
    ahead: 7,
    verb: 'keepPromise',
  }),
]
