/**
 * Day rules: what waits for whom. Each is one question to one register: records in some states, perhaps with a date that has
 * come; whoever holds one of the roles owes the act that answers it. Values, like deadlines: a page asks, nothing is typed twice.
 */
import type { Role } from '@konbit/model'

export type DayRule = {
  name: string
  roles: readonly Role[]
  register: string
  state?: readonly string[]
  /** Null: where nothing is given. */
  where?: Readonly<Record<string, string | readonly string[] | boolean | null>>
  /** The date that counts, and how many days ahead of it one is told. Without a date it waits since it came into the state. */
  date?: string
  ahead?: number
  /** The act by which it is answered; one of those roles may do it. */
  verb: string
  /** `owed`: a duty of one's own, with a day; `waiting`: somebody else cannot go on until it is done. */
  as: 'owed' | 'waiting'
}

const owed = (
  name: string,
  roles: readonly Role[],
  rule: Omit<DayRule, 'name' | 'roles' | 'as'>,
): DayRule => ({ name, roles, ...rule, as: 'owed' })
const waiting = (
  name: string,
  roles: readonly Role[],
  rule: Omit<DayRule, 'name' | 'roles' | 'as'>,
): DayRule => ({ name, roles, ...rule, as: 'waiting' })

const month = 30

export const dayRules: readonly DayRule[] = [
  // Operations
  owed('patrolsToday', ['watch', 'chief'], {
    register: 'patrol',
    state: ['planned'],
    date: 'plannedOn',
    ahead: 0,
    verb: 'sendOut',
  }),
  owed('patrolsOut', ['watch'], {
    register: 'patrol',
    state: ['out'],
    date: 'plannedOn',
    ahead: 0,
    verb: 'comeBack',
  }),
  waiting('incidentsReported', ['watch', 'policeLiaison'], {
    register: 'incident',
    state: ['reported'],
    date: 'occurredOn',
    ahead: 0,
    verb: 'assess',
  }),
  waiting('casualtiesReported', ['watch', 'chief', 'forceGeneration'], {
    register: 'casualty',
    state: ['reported'],
    date: 'occurredOn',
    ahead: 0,
    verb: 'amend',
  }),
  owed('missing', ['chief', 'watch', 'forceGeneration'], {
    register: 'casualty',
    state: ['missing', 'captive', 'unknown'],
    date: 'occurredOn',
    ahead: 0,
    verb: 'amend',
  }),
  waiting('ordersDrafted', ['chief'], { register: 'order', state: ['draft'], verb: 'issue' }),
  owed('ordersDue', ['chief', 'watch'], {
    register: 'order',
    state: ['issued'],
    date: 'dueOn',
    ahead: 0,
    verb: 'finish',
  }),

  // People
  owed('toursOver', ['forceGeneration', 'contributorOfficer'], {
    register: 'tour',
    state: ['running', 'extended'],
    date: 'endsOn',
    ahead: -1,
    verb: 'end',
  }),
  owed('toursWithoutRelief', ['forceGeneration', 'contributorOfficer'], {
    register: 'tour',
    state: ['running', 'extended'],
    where: { relief: null, withoutRelief: null },
    date: 'endsOn',
    ahead: 2 * month,
    verb: 'amend',
  }),
  owed('clearancesEnding', ['forceGeneration', 'contributorOfficer'], {
    register: 'person',
    state: ['deployed'],
    date: 'clearedUntil',
    ahead: month,
    verb: 'amend',
  }),
  owed('trainingEnding', ['forceGeneration', 'contributorOfficer'], {
    register: 'training',
    state: ['passed'],
    date: 'validUntil',
    ahead: month,
    verb: 'lapse',
  }),
  owed('vettingEnding', ['forceGeneration', 'contributorOfficer'], {
    register: 'vetting',
    state: ['cleared'],
    date: 'validUntil',
    ahead: month,
    verb: 'lapse',
  }),
  owed('absencesOver', ['forceGeneration', 'contributorOfficer'], {
    register: 'absence',
    state: ['running'],
    date: 'endsOn',
    ahead: -1,
    verb: 'end',
  }),
  owed('movementsDue', ['forceGeneration'], {
    register: 'movement',
    state: ['planned'],
    date: 'plannedOn',
    ahead: 3,
    verb: 'confirm',
  }),
  owed('pledgesUnmet', ['forceGeneration'], {
    register: 'pledge',
    state: ['announced', 'notified', 'partMet'],
    date: 'validUntil',
    ahead: 2 * month,
    verb: 'amend',
  }),
  waiting('strengthDiffers', ['forceGeneration', 'contributorOfficer'], {
    register: 'strengthReturn',
    state: ['given'],
    where: { differsFor: ['arrival', 'departure', 'absence', 'death', 'miscount', 'unknown'] },
    date: 'countedOn',
    ahead: 0,
    verb: 'settle',
  }),

  // Logistics
  owed('vehiclesBack', ['fleet', 'workshop'], {
    register: 'vehicle',
    state: ['inRepair'],
    date: 'backOn',
    ahead: 0,
    verb: 'release',
  }),
  owed('serviceDue', ['fleet', 'workshop'], {
    register: 'vehicle',
    state: ['ready'],
    date: 'serviceOn',
    ahead: 7,
    verb: 'service',
  }),
  owed('vehiclesExpected', ['fleet'], {
    register: 'vehicle',
    state: ['expected'],
    date: 'expectedOn',
    ahead: 0,
    verb: 'accept',
  }),
  waiting('breakdowns', ['fleet', 'workshop'], {
    register: 'breakdown',
    state: ['open'],
    date: 'occurredOn',
    ahead: 0,
    verb: 'mend',
  }),
  waiting('workOrders', ['workshop'], {
    register: 'workOrder',
    state: ['open'],
    date: 'openedOn',
    ahead: 0,
    verb: 'start',
  }),
  owed('partsLate', ['workshop'], {
    register: 'workOrder',
    state: ['awaitingPart'],
    date: 'promisedOn',
    ahead: 0,
    verb: 'start',
  }),
  waiting('handovers', ['fleet', 'stores'], {
    register: 'handover',
    state: ['given', 'disputed'],
    date: 'handedOn',
    ahead: 0,
    verb: 'take',
  }),
  waiting('countsDiffer', ['board', 'chief', 'inspector', 'stores'], {
    register: 'storeCount',
    state: ['differs'],
    date: 'countedOn',
    ahead: 0,
    verb: 'settle',
  }),
  waiting('countsDrafted', ['stores'], {
    register: 'storeCount',
    state: ['drafted'],
    date: 'countedOn',
    ahead: 0,
    verb: 'confirm',
  }),
  owed('capacityLate', ['base', 'planner'], {
    register: 'capacity',
    state: ['planned', 'underWay'],
    date: 'availableOn',
    ahead: 0,
    verb: 'finish',
  }),
  waiting('inspectionsDrafted', ['inspector'], {
    register: 'inspection',
    state: ['drafted'],
    date: 'inspectedOn',
    ahead: 0,
    verb: 'signForMission',
  }),
  waiting('inspectionsToSign', ['contributorOfficer'], {
    register: 'inspection',
    state: ['signedByMission'],
    date: 'inspectedOn',
    ahead: 0,
    verb: 'signForContributor',
  }),
  waiting('inspectionsDisputed', ['legal'], {
    register: 'inspection',
    state: ['disputed'],
    date: 'inspectedOn',
    ahead: 0,
    verb: 'correct',
  }),
  owed('agreementsEnding', ['legal', 'finance'], {
    register: 'agreement',
    state: ['signed'],
    date: 'endsOn',
    ahead: 3 * month,
    verb: 'amend',
  }),

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

/**
 * Where each form of the daily rhythm leads, and by which entries of the day it counts as done. A form whose register the
 * mission has switched off is not asked for.
 */
export type DayForm = { link: string; register: string; verbs: readonly string[] }

export const dayForms: Readonly<Record<string, DayForm>> = {
  strength: { link: '/field/strength', register: 'strengthReturn', verbs: ['enter'] },
  vehicleState: {
    link: '/field/vehicle',
    register: 'vehicle',
    verbs: ['accept', 'ground', 'release', 'service', 'amend'],
  },
  inspectionForm: {
    link: '/field/inspection',
    register: 'inspection',
    verbs: ['enter', 'signForMission', 'signForContributor'],
  },
  gate: {
    link: '/field/gate',
    register: 'patrol',
    verbs: ['sendOut', 'sendUnfit', 'refuse', 'comeBack'],
  },
  incidentReport: {
    link: '/field/incident',
    register: 'incident',
    verbs: ['enter', 'assess', 'amend'],
  },
  dayReport: { link: '/day/report', register: 'order', verbs: [] },
  stockCount: {
    link: '/r/storeCount',
    register: 'storeCount',
    verbs: ['enter', 'confirm', 'reportDifference'],
  },
  payRun: {
    link: '/people/pay',
    register: 'payroll',
    verbs: ['enter', 'fund', 'send', 'pay', 'confirm'],
  },
  moneyReceived: { link: '/funds', register: 'payment', verbs: ['enter'] },
  statements: { link: '/sources', register: 'claim', verbs: ['enter', 'adopt', 'setAside'] },
  orders: { link: '/orders', register: 'order', verbs: ['enter', 'issue', 'finish'] },
}
