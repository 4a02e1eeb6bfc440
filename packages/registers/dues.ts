/**
 * Due dates of which members are told as they come near, and which stand in their calendars: which date of which records, to
 * whom, and how many days before. Values, as deadlines.ts; what has run over is told there, and here what is still to come.
 */
import type { Role } from '@konbit/model'
import { clocks } from './accountability/clocks.ts'
import { taskOwners } from './mandate/owners.ts'

export type Due = {
  name: string
  register: string
  state: readonly string[]
  /** Null: where nothing is given. */
  where?: Readonly<Record<string, string | readonly string[] | boolean | null>>
  date: string
  roles: readonly Role[]
  /** Told when it is so many days away. */
  days: number
}

export const dues: readonly Due[] = [
  ...clocks.map(({ name, register, state, where, due, to, remind }) => ({
    name,
    register,
    state,
    ...(where ? { where } : {}),
    date: due,
    roles: to,
    days: remind,
  })),
  // Each office is told of its own tasks.
  ...taskOwners.map(
    (role): Due => ({
      name: `task-${role}`,
      register: 'mandateTask',
      state: ['open'],
      where: { role },
      date: 'dueOn',
      roles: [role],
      days: 30,
    }),
  ),
  {
    name: 'stateRequest',
    register: 'stateRequest',
    state: ['asked'],
    date: 'answerBy',
    roles: ['legal', 'chief', 'forceGeneration', 'hostLiaison'],
    days: 7,
  },
  {
    name: 'obligation',
    register: 'obligation',
    state: ['open'],
    where: { kind: ['pay', 'payment', 'reimbursement'] },
    date: 'dueOn',
    roles: ['finance', 'contributorFinance'],
    days: 14,
  },
  {
    name: 'duty',
    register: 'obligation',
    state: ['open'],
    where: { kind: ['relief', 'renewal', 'arrival', 'support', 'report', 'review'] },
    date: 'dueOn',
    roles: ['legal', 'chief'],
    days: 30,
  },
  {
    name: 'payroll',
    register: 'payroll',
    state: ['due', 'funded'],
    date: 'dueOn',
    roles: ['finance'],
    days: 7,
  },
  {
    name: 'compensation',
    register: 'compensation',
    state: ['submitted', 'verified', 'approved'],
    date: 'dueOn',
    roles: ['finance'],
    days: 14,
  },
  {
    name: 'tour',
    register: 'tour',
    state: ['running', 'extended'],
    where: { relief: null },
    date: 'endsOn',
    roles: ['forceGeneration', 'contributorOfficer'],
    days: 30,
  },
  {
    name: 'clearance',
    register: 'person',
    state: ['deployed'],
    date: 'clearedUntil',
    roles: ['forceGeneration', 'contributorOfficer'],
    days: 30,
  },
  {
    name: 'training',
    register: 'training',
    state: ['passed'],
    date: 'validUntil',
    roles: ['forceGeneration', 'contributorOfficer'],
    days: 21,
  },
  {
    name: 'vetting',
    register: 'vetting',
    state: ['cleared'],
    date: 'validUntil',
    roles: ['forceGeneration', 'contributorOfficer'],
    days: 21,
  },
  {
    name: 'contingent',
    register: 'contingent',
    state: ['deployed'],
    date: 'tourEndsOn',
    roles: ['forceGeneration', 'chief', 'contributorOfficer'],
    days: 60,
  },
  {
    name: 'authorisation',
    register: 'authorisation',
    state: ['standing', 'challenged'],
    date: 'endsOn',
    roles: ['legal', 'forceGeneration'],
    days: 60,
  },
  {
    name: 'agreement',
    register: 'agreement',
    state: ['signed'],
    date: 'endsOn',
    roles: ['legal', 'finance'],
    days: 60,
  },
  {
    name: 'mandate',
    register: 'instrument',
    state: ['inForce'],
    where: { isMandate: true },
    date: 'endsOn',
    roles: ['legal', 'chief'],
    days: 60,
  },
  {
    name: 'restriction',
    register: 'restriction',
    state: ['standing'],
    date: 'endsOn',
    roles: ['watch', 'hostLiaison'],
    days: 7,
  },
  {
    name: 'parts',
    register: 'workOrder',
    state: ['awaitingPart'],
    date: 'promisedOn',
    roles: ['fleet', 'workshop'],
    days: 3,
  },
  {
    name: 'service',
    register: 'vehicle',
    state: ['ready'],
    date: 'serviceOn',
    roles: ['fleet', 'workshop'],
    days: 7,
  },
  {
    name: 'dataRequest',
    register: 'dataRequest',
    state: ['received', 'accepted'],
    date: 'answerBy',
    roles: ['protection'],
    days: 10,
  },
  {
    name: 'legalHold',
    register: 'legalHold',
    state: ['standing'],
    date: 'reviewOn',
    roles: ['protection', 'legal'],
    days: 14,
  },
  {
    name: 'handOver',
    register: 'custody',
    state: ['held'],
    date: 'handOverBy',
    roles: ['custodyOfficer'],
    days: 1,
  },
  {
    name: 'renewal',
    register: 'custody',
    state: ['held', 'handedOver'],
    date: 'renewalDue',
    roles: ['custodyOfficer', 'legal'],
    days: 3,
  },
  {
    name: 'visit',
    register: 'custodyTransfer',
    state: ['done'],
    date: 'visitDue',
    roles: ['custodyOfficer', 'monitor'],
    days: 7,
  },
  {
    name: 'court',
    register: 'courtSession',
    state: ['planned'],
    date: 'heldOn',
    roles: ['custodyOfficer', 'legal'],
    days: 3,
  },
  {
    name: 'followUp',
    register: 'participant',
    state: ['completed'],
    date: 'followUpDue',
    roles: ['careOfficer'],
    days: 14,
  },
]
