/** The words: every register, grouped by desk; the measures; the deadlines. Adding a register is one file and one line here. */
import { vocabulary } from '@konbit/model'
import { absence } from './absence.ts'
import { dueDiligence } from './accountability/dueDiligence.ts'
import { acknowledgement } from './acknowledgement.ts'
import { agreement } from './agreement.ts'
import { agreementLine } from './agreementLine.ts'
import { alertRule } from './alertRule.ts'
import { alignment } from './alignment.ts'
import { allotment } from './allotment.ts'
import { appointment } from './appointment.ts'
import { area } from './area.ts'
import { authorisation } from './authorisation.ts'
import { barring } from './barring.ts'
import { breakdown } from './breakdown.ts'
import { capacity } from './capacity.ts'
import { casualty } from './casualty.ts'
import { caveat } from './caveat.ts'
import { civilianHarm } from './civilianHarm.ts'
import { claim } from './claim.ts'
import { clearance } from './clearance.ts'
import { compensation } from './compensation.ts'
import { complaint } from './complaint.ts'
import { configuration } from './configuration.ts'
import { contingent } from './contingent.ts'
import { contribution } from './contribution.ts'
import { dataRequest } from './dataRequest.ts'
import { ofForce } from './day/force.ts'
import { ofHouse } from './day/house.ts'
import { decision } from './decision.ts'
import { deduction } from './deduction.ts'
import { delivery } from './delivery.ts'
import { deskSwitch } from './deskSwitch.ts'
import { displacement } from './displacement.ts'
import { document } from './document.ts'
import { emergency } from './emergency.ts'
import { event } from './event.ts'
import { exchangeRate } from './exchangeRate.ts'
import { facility } from './facility.ts'
import { forecast } from './forecast.ts'
import { group } from './group.ts'
import { handover } from './handover.ts'
import { incident } from './incident.ts'
import { influence } from './influence.ts'
import { inspection } from './inspection.ts'
import { instrument } from './instrument.ts'
import { legalHold } from './legalHold.ts'
import { logRenewal } from './logRenewal.ts'
import { member } from './member.ts'
import { movement } from './movement.ts'
import { obligation } from './obligation.ts'
import { observation } from './observation.ts'
import { order } from './order.ts'
import { organisation } from './organisation.ts'
import { patrol } from './patrol.ts'
import { payDispute } from './payDispute.ts'
import { payment } from './payment.ts'
import { payroll } from './payroll.ts'
import { person } from './person.ts'
import { pledge } from './pledge.ts'
import { post } from './post.ts'
import { rate } from './rate.ts'
import { rateEdition } from './rateEdition.ts'
import { receipt } from './receipt.ts'
import { refusal } from './refusal.ts'
import { reimbursement } from './reimbursement.ts'
import { requirement } from './requirement.ts'
import { restriction } from './restriction.ts'
import { rhythm } from './rhythm.ts'
import { ruling } from './ruling.ts'
import { scenario } from './scenario.ts'
import { seat } from './seat.ts'
import { site } from './site.ts'
import { source } from './source.ts'
import { stockItem } from './stockItem.ts'
import { stockMovement } from './stockMovement.ts'
import { store } from './store.ts'
import { storeCount } from './storeCount.ts'
import { strengthReturn } from './strengthReturn.ts'
import { tour } from './tour.ts'
import { training } from './training.ts'
import { vehicle } from './vehicle.ts'
import { vetting } from './vetting.ts'
import { vote } from './vote.ts'
import { witness } from './witness.ts'
import { workOrder } from './workOrder.ts'

export { desks } from '@konbit/model'
export {
  type CapacityRule,
  capacityRules,
  type Flow,
  plannedSleepers,
  sleepers,
} from './capacities.ts'
export { type DayForm, dayForms } from './day/forms.ts'
export type { DayRule } from './day/rule.ts'
export { binding, type Deadline, overdue } from './deadlines.ts'
export { type Due, dues } from './dues.ts'
export { precisions } from './grounds.ts'
export { measures } from './measures.ts'
export { needsTold, refusalTold, type Told } from './refusalWords.ts'
export { isEligible } from './spending.ts'
export * from './words.ts'

/** What each role owes and what waits for it. */
export const dayRules = [...ofForce, ...ofHouse]

export const registers = vocabulary([
  // People
  organisation,
  requirement,
  pledge,
  contingent,
  caveat,
  authorisation,
  person,
  post,
  training,
  vetting,
  tour,
  absence,
  payroll,
  payDispute,
  movement,
  strengthReturn,
  seat,
  casualty,
  // Logistics
  site,
  capacity,
  vehicle,
  configuration,
  breakdown,
  workOrder,
  handover,
  store,
  storeCount,
  stockItem,
  stockMovement,
  delivery,
  agreement,
  agreementLine,
  inspection,
  // Funds
  contribution,
  receipt,
  allotment,
  obligation,
  payment,
  refusal,
  exchangeRate,
  rateEdition,
  rate,
  reimbursement,
  deduction,
  compensation,
  // Situation
  incident,
  civilianHarm,
  group,
  alignment,
  influence,
  displacement,
  facility,
  restriction,
  event,
  area,
  observation,
  // Operations
  patrol,
  order,
  acknowledgement,
  rhythm,
  alertRule,
  // Accountability
  complaint,
  dueDiligence,
  // Mandate
  instrument,
  vote,
  decision,
  document,
  // Plan
  scenario,
  forecast,
  // Sources
  source,
  claim,
  ruling,
  // Access
  member,
  appointment,
  clearance,
  emergency,
  barring,
  deskSwitch,
  witness,
  logRenewal,
  dataRequest,
  legalHold,
])
