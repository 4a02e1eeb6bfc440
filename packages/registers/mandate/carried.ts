/**
 * What a mission carries and another would have to carry on: which records of which registers, in which states, of what kind, and
 * the date that is their clock. Values: the list of a succession, the check that nothing lacks an owner and the transfer
 * statement all read this one. What lies behind a wall is listed by its own unit, and by number alone outside it.
 */
import type { Label } from '@konbit/model'

export type Carried = {
  kind: string
  register: string
  state: readonly string[]
  where?: Readonly<Record<string, string | readonly string[]>>
  /** The date by which something must be done about it. */
  clock?: string
}
/** Whose statement holds it: that of the whole mission, or of the unit that holds a compartment. */
export const units = ['chain', 'conduct', 'custody', 'care'] as const satisfies readonly (
  | 'chain'
  | Label
)[]
export type Unit = (typeof units)[number]

const owed = ['payment', 'renewal', 'relief', 'arrival', 'support', 'report', 'review', 'other']

export const carried: Readonly<Record<Unit, readonly Carried[]>> = {
  chain: [
    {
      kind: 'people',
      register: 'contingent',
      state: ['announced', 'deployed'],
      clock: 'tourEndsOn',
    },
    {
      kind: 'people',
      register: 'person',
      state: [
        ...['recruited', 'vetted', 'trained', 'ready', 'waiting', 'deployed', 'onLeave', 'sick'],
        ...['missing', 'captive'],
      ],
    },
    {
      kind: 'people',
      register: 'casualty',
      state: ['reported', 'missing', 'captive', 'unknown'],
    },
    { kind: 'assets', register: 'site', state: ['building', 'open', 'full'] },
    { kind: 'assets', register: 'vehicle', state: ['expected', 'ready', 'inRepair'] },
    {
      kind: 'assets',
      register: 'store',
      state: ['inStore', 'issued', 'underRepair', 'missing'],
    },
    { kind: 'assets', register: 'stockItem', state: ['inUse'] },
    { kind: 'agreements', register: 'agreement', state: ['draft', 'signed'], clock: 'endsOn' },
    {
      kind: 'agreements',
      register: 'instrument',
      state: ['inForce'],
      where: { kind: ['agreement', 'framework', 'statusOfForces', 'hostAgreement'] },
      clock: 'endsOn',
    },
    {
      kind: 'agreements',
      register: 'authorisation',
      state: ['standing', 'challenged', 'suspended'],
      clock: 'endsOn',
    },
    {
      kind: 'obligations',
      register: 'obligation',
      state: ['open'],
      where: { kind: owed },
      clock: 'dueOn',
    },
    {
      kind: 'arrears',
      register: 'obligation',
      state: ['open'],
      where: { kind: ['pay', 'reimbursement'] },
      clock: 'dueOn',
    },
    {
      kind: 'arrears',
      register: 'payroll',
      state: ['due', 'funded', 'sent', 'paid', 'disputed'],
      clock: 'dueOn',
    },
    {
      kind: 'claimsForMoney',
      register: 'reimbursement',
      state: ['drafted', 'claimed', 'verified', 'certified', 'disputed', 'feared'],
    },
    {
      kind: 'claimsForMoney',
      register: 'compensation',
      state: ['notified', 'submitted', 'verified', 'approved'],
      clock: 'dueOn',
    },
    { kind: 'claimsForMoney', register: 'payDispute', state: ['open'] },
    { kind: 'tasks', register: 'mandateTask', state: ['open'], clock: 'dueOn' },
    { kind: 'tasks', register: 'order', state: ['issued'], clock: 'dueOn' },
    { kind: 'tasks', register: 'recommendation', state: ['made', 'accepted'], clock: 'dueOn' },
    {
      kind: 'tasks',
      register: 'useOfForce',
      state: ['reported', 'underReview'],
      clock: 'reviewOn',
    },
    { kind: 'requests', register: 'stateRequest', state: ['asked'], clock: 'answerBy' },
    { kind: 'requests', register: 'informationRequest', state: ['open'], clock: 'answerBy' },
    {
      kind: 'assets',
      register: 'seizure',
      state: ['held', 'underWay', 'stored', 'toDestroy', 'toHandOver', 'missing'],
    },
    {
      kind: 'claimsForMoney',
      register: 'damageClaim',
      state: ['received', 'assessed', 'awarded'],
      clock: 'answerBy',
    },
    { kind: 'agreements', register: 'dueDiligence', state: ['standing'], clock: 'validUntil' },
  ],
  conduct: [
    {
      kind: 'complaints',
      register: 'complaint',
      state: ['received', 'investigating', 'referred', 'answered'],
      clock: 'answerBy',
    },
    {
      kind: 'complaints',
      register: 'investigation',
      state: ['planned', 'underWay', 'reported'],
      clock: 'reportBy',
    },
    {
      kind: 'complaints',
      register: 'referral',
      state: ['sent', 'investigatorNamed', 'reported'],
      clock: 'reportBy',
    },
    { kind: 'complaints', register: 'evidence', state: ['held'] },
    { kind: 'complaints', register: 'claimant', state: ['open'] },
  ],
  custody: [
    { kind: 'custody', register: 'custody', state: ['held'], clock: 'renewalDue' },
    { kind: 'custody', register: 'custodyTransfer', state: ['planned'], clock: 'plannedOn' },
    { kind: 'custody', register: 'detaineeProperty', state: ['kept', 'lost'] },
    { kind: 'custody', register: 'heldQuestion', state: ['asked'] },
  ],
  care: [
    {
      kind: 'care',
      register: 'participant',
      state: ['registered', 'screened', 'admitted', 'completed', 'followed'],
      clock: 'followUpDue',
    },
    { kind: 'care', register: 'weaponsCollection', state: ['collected'] },
  ],
}
