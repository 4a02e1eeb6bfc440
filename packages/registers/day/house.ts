/** What is owed behind the force: money, mandate, accountability, access. */
import { type DayRule, owed, waiting } from './rule.ts'

const month = 30

export const ofHouse: readonly DayRule[] = [
  // Funds
  owed('payDue', ['finance'], {
    register: 'payroll',
    state: ['due', 'funded'],
    date: 'dueOn',
    ahead: 7,
    verb: 'send',
  }),
  owed('payToPass', ['contributorFinance'], {
    register: 'payroll',
    state: ['sent'],
    date: 'dueOn',
    ahead: 7,
    verb: 'pay',
  }),
  owed('payToConfirm', ['contributorFinance'], {
    register: 'payroll',
    state: ['paid'],
    date: 'dueOn',
    ahead: 7,
    verb: 'confirm',
  }),
  waiting('payDisputes', ['finance', 'contributorFinance'], {
    register: 'payDispute',
    state: ['open'],
    date: 'statedOn',
    ahead: 0,
    verb: 'uphold',
  }),
  owed('obligationsDue', ['finance'], {
    register: 'obligation',
    state: ['open'],
    where: { kind: ['payment', 'reimbursement', 'pay'] },
    date: 'dueOn',
    ahead: 14,
    verb: 'settle',
  }),
  waiting('claimsToVerify', ['inspector'], {
    register: 'reimbursement',
    state: ['claimed'],
    date: 'claimedOn',
    ahead: 0,
    verb: 'verify',
  }),
  waiting('claimsToCertify', ['finance'], {
    register: 'reimbursement',
    state: ['verified'],
    date: 'verifiedOn',
    ahead: 0,
    verb: 'certify',
  }),
  waiting('claimsToPay', ['finance', 'chief'], {
    register: 'reimbursement',
    state: ['certified'],
    date: 'certifiedOn',
    ahead: 0,
    verb: 'pay',
  }),
  waiting('claimsToSend', ['contributorFinance'], {
    register: 'reimbursement',
    state: ['drafted', 'disputed'],
    verb: 'claim',
  }),
  waiting('compensationToSubmit', ['contributorFinance'], {
    register: 'compensation',
    state: ['notified'],
    date: 'notifiedOn',
    ahead: 0,
    verb: 'submit',
  }),
  waiting('compensationToVerify', ['forceGeneration', 'legal'], {
    register: 'compensation',
    state: ['submitted'],
    date: 'submittedOn',
    ahead: 0,
    verb: 'verify',
  }),
  waiting('compensationToApprove', ['finance', 'legal'], {
    register: 'compensation',
    state: ['verified'],
    date: 'verifiedOn',
    ahead: 0,
    verb: 'approve',
  }),
  owed('moneyExpected', ['finance'], {
    register: 'contribution',
    state: ['committed'],
    date: 'expectedOn',
    ahead: 0,
    verb: 'receive',
  }),
  waiting('moneyFrozen', ['finance'], {
    register: 'contribution',
    state: ['frozen'],
    date: 'frozenOn',
    ahead: 0,
    verb: 'receive',
  }),

  // Mandate
  owed('mandateEnding', ['legal', 'chief'], {
    register: 'instrument',
    state: ['inForce'],
    where: { isMandate: true },
    date: 'endsOn',
    ahead: 3 * month,
    verb: 'end',
  }),
  owed('dutiesDue', ['legal', 'chief'], {
    register: 'obligation',
    state: ['open'],
    where: { kind: ['relief', 'renewal', 'arrival', 'support', 'report', 'review'] },
    date: 'dueOn',
    ahead: 14,
    verb: 'drop',
  }),
  owed('authorisationsEnding', ['legal', 'forceGeneration'], {
    register: 'authorisation',
    state: ['standing', 'challenged'],
    date: 'endsOn',
    ahead: 2 * month,
    verb: 'amend',
  }),
  owed('restrictionsEnding', ['hostLiaison', 'watch'], {
    register: 'restriction',
    state: ['standing'],
    date: 'endsOn',
    ahead: 7,
    verb: 'lift',
  }),

  // Accountability
  waiting('complaintsReceived', ['conduct'], {
    register: 'complaint',
    state: ['received'],
    verb: 'investigate',
  }),
  owed('complaintsDue', ['conduct'], {
    register: 'complaint',
    state: ['investigating', 'referred'],
    date: 'answerBy',
    ahead: 14,
    verb: 'answer',
  }),
  waiting('complaintsAnswered', ['conduct', 'monitor'], {
    register: 'complaint',
    state: ['answered'],
    verb: 'settle',
  }),

  // Access
  waiting('emergencies', ['auditor', 'registrar', 'protection', 'monitor'], {
    register: 'emergency',
    state: ['opened', 'closed'],
    verb: 'review',
  }),
  owed('membersLeaving', ['registrar'], {
    register: 'member',
    state: ['active'],
    date: 'leavesOn',
    ahead: 14,
    verb: 'amend',
  }),
  waiting('membersInvited', ['registrar'], {
    register: 'member',
    state: ['invited'],
    verb: 'welcome',
  }),
  owed('appointmentsEnding', ['registrar'], {
    register: 'appointment',
    state: ['held'],
    date: 'until',
    ahead: 14,
    verb: 'amend',
  }),
  owed('clearancesToRenew', ['registrar'], {
    register: 'clearance',
    state: ['granted'],
    date: 'until',
    ahead: 14,
    verb: 'amend',
  }),
  owed('dataRequests', ['protection', 'legal'], {
    register: 'dataRequest',
    state: ['received', 'accepted'],
    date: 'answerBy',
    ahead: 14,
    verb: 'answer',
  }),
  owed('holdsToReview', ['protection', 'legal'], {
    register: 'legalHold',
    state: ['standing'],
    date: 'reviewOn',
    ahead: 14,
    verb: 'lift',
  }),
]
