/** What is owed in custody and in care: clocks that run, transfers that wait for a condition, questions without an answer. */
import { type DayRule, owed, waiting } from './rule.ts'

export const ofCustody: readonly DayRule[] = [
  // From the day of the arrest on: a day before the 48 hours are over.
  owed('judgeDue', ['custodyOfficer', 'legal'], {
    register: 'custody',
    state: ['held', 'handedOver'],
    where: { presentedOn: null },
    date: 'arrestedOn',
    ahead: 0,
    verb: 'present',
  }),
  owed('handOverDue', ['custodyOfficer'], {
    register: 'custody',
    state: ['held'],
    date: 'handOverBy',
    ahead: 1,
    verb: 'handOver',
  }),
  owed('renewalDue', ['custodyOfficer', 'legal'], {
    register: 'custody',
    state: ['held', 'handedOver'],
    date: 'renewalDue',
    ahead: 3,
    verb: 'renew',
  }),
  waiting('transfersPlanned', ['custodyOfficer'], {
    register: 'custodyTransfer',
    state: ['planned'],
    date: 'plannedOn',
    ahead: 2,
    verb: 'handOver',
  }),
  owed('visitsDue', ['custodyOfficer', 'monitor'], {
    register: 'custodyTransfer',
    state: ['done'],
    date: 'visitDue',
    ahead: 3,
    verb: 'visit',
  }),
  waiting('childrenToHandOn', ['custodyOfficer'], {
    register: 'childTransfer',
    state: ['informed'],
    date: 'metOn',
    ahead: 0,
    verb: 'handOn',
  }),
  waiting('heldQuestions', ['custodyOfficer', 'monitor'], {
    register: 'heldQuestion',
    state: ['asked'],
    date: 'askedOn',
    ahead: 0,
    verb: 'answer',
  }),
  owed('courtSessions', ['custodyOfficer', 'legal'], {
    register: 'courtSession',
    state: ['planned'],
    date: 'heldOn',
    ahead: 7,
    verb: 'hold',
  }),
  waiting('childrenToRefer', ['careOfficer'], {
    register: 'childReferral',
    state: ['informed'],
    date: 'metOn',
    ahead: 0,
    verb: 'handOn',
  }),
  waiting('participantsToScreen', ['careOfficer'], {
    register: 'participant',
    state: ['registered'],
    date: 'registeredOn',
    ahead: 0,
    verb: 'screen',
  }),
  owed('followUpsDue', ['careOfficer'], {
    register: 'participant',
    state: ['completed'],
    date: 'followUpDue',
    ahead: 14,
    verb: 'followSix',
  }),
  owed('careToGive', ['careOfficer'], {
    register: 'careGiven',
    state: ['planned'],
    date: 'plannedOn',
    ahead: 3,
    verb: 'give',
  }),
]
