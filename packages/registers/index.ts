/** The words: every register, grouped by desk; the measures; the deadlines. Adding a register is one file and one line here. */
import { vocabulary } from '@konbit/model'
import { absence } from './absence.ts'
import { dueDiligence } from './accountability/dueDiligence.ts'
import { evidence } from './accountability/evidence.ts'
import { investigation } from './accountability/investigation.ts'
import { monitorFinding } from './accountability/monitorFinding.ts'
import { monitorNote } from './accountability/monitorNote.ts'
import { monitorVisit } from './accountability/monitorVisit.ts'
import { publishedFigure } from './accountability/publishedFigure.ts'
import { recommendation } from './accountability/recommendation.ts'
import { referral } from './accountability/referral.ts'
import { refusedAccess } from './accountability/refusedAccess.ts'
import { sealKey } from './accountability/sealKey.ts'
import { supportPackage } from './accountability/supportPackage.ts'
import { welfareOffer } from './accountability/welfareOffer.ts'
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
import { careGiven } from './care/careGiven.ts'
import { childReferral } from './care/childReferral.ts'
import { participant } from './care/participant.ts'
import { weaponsCollection } from './care/weaponsCollection.ts'
import { casualty } from './casualty.ts'
import { caveat } from './caveat.ts'
import { civilianHarm } from './civilianHarm.ts'
import { claim } from './claim.ts'
import { clearance } from './clearance.ts'
import { claimant } from './community/claimant.ts'
import { damageClaim } from './community/damageClaim.ts'
import { engagement } from './community/engagement.ts'
import { feedback } from './community/feedback.ts'
import { perceptionSurvey } from './community/perceptionSurvey.ts'
import { rumour } from './community/rumour.ts'
import { saidAndDone } from './community/saidAndDone.ts'
import { compensation } from './compensation.ts'
import { complaint } from './complaint.ts'
import { configuration } from './configuration.ts'
import { contingent } from './contingent.ts'
import { contribution } from './contribution.ts'
import { childTransfer } from './custody/childTransfer.ts'
import { courtSession } from './custody/courtSession.ts'
import { custody } from './custody/custody.ts'
import { custodyRule } from './custody/custodyRule.ts'
import { custodyTransfer } from './custody/custodyTransfer.ts'
import { detaineeProperty } from './custody/detaineeProperty.ts'
import { heldQuestion } from './custody/heldQuestion.ts'
import { publishedCount } from './custody/publishedCount.ts'
import { dataRequest } from './dataRequest.ts'
import { ofConduct } from './day/conduct.ts'
import { ofCustody } from './day/custody.ts'
import { ofForce } from './day/force.ts'
import { ofHouse } from './day/house.ts'
import { ofMandate } from './day/mandate.ts'
import { ofOperations } from './day/operations.ts'
import { ofReports } from './day/reports.ts'
import { ofSharing } from './day/sharing.ts'
import { ofSituation } from './day/situation.ts'
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
import { indicator } from './mandate/indicator.ts'
import { mandateTask } from './mandate/mandateTask.ts'
import { periodicReport } from './mandate/periodicReport.ts'
import { phaseCondition } from './mandate/phaseCondition.ts'
import { stateRequest } from './mandate/stateRequest.ts'
import { succession } from './mandate/succession.ts'
import { successionItem } from './mandate/successionItem.ts'
import { member } from './member.ts'
import { movement } from './movement.ts'
import { obligation } from './obligation.ts'
import { observation } from './observation.ts'
import { afterAction } from './operations/afterAction.ts'
import { directive } from './operations/directive.ts'
import { directiveReading } from './operations/directiveReading.ts'
import { dutyShare } from './operations/dutyShare.ts'
import { dutyShift } from './operations/dutyShift.ts'
import { escortRequest } from './operations/escortRequest.ts'
import { operation } from './operations/operation.ts'
import { seizure } from './operations/seizure.ts'
import { useOfForce } from './operations/useOfForce.ts'
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
import { counterpart } from './sharing/counterpart.ts'
import { informationRequest } from './sharing/informationRequest.ts'
import { release } from './sharing/release.ts'
import { releaseCopy } from './sharing/releaseCopy.ts'
import { site } from './site.ts'
import { report } from './situation/report.ts'
import { route } from './situation/route.ts'
import { statePresence } from './situation/statePresence.ts'
import { watchHandover } from './situation/watchHandover.ts'
import { watchLog } from './situation/watchLog.ts'
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
export { type Clock, clockEdition, clocks, latestDay } from './accountability/clocks.ts'
export { tableOf } from './accountability/publishedFigure.ts'
export {
  byArea,
  type Counted,
  countingRules,
  daysOldFor,
  isOfDay,
  protect,
  quartersOf,
  type Table,
} from './accountability/released.ts'
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
export { type Carried, carried, type Unit, units } from './mandate/carried.ts'
export { judgeCondition, judgePhase, type Verdict } from './mandate/condition.ts'
export * from './mandate/reportBody.ts'
export * from './mandate/reportTemplates.ts'
export { type Judged, judgeVote } from './mandate/voteRule.ts'
export { measures } from './measures.ts'
export { needsTold, refusalTold, type Told } from './refusalWords.ts'
export { OPENS_MAX } from './sharing/releaseCopy.ts'
export { type ShareableName, shareable, shareableNames, shownOf } from './sharing/shareable.ts'
export { lastDay } from './sharing/vetted.ts'
export * from './situation/evidence.ts'
export * from './situation/fronts.ts'
export * from './situation/grades.ts'
export { isEligible } from './spending.ts'
export * from './words.ts'

/** What each role owes and what waits for it. */
export const dayRules = [
  ...ofForce,
  ...ofOperations,
  ...ofSituation,
  ...ofHouse,
  ...ofConduct,
  ...ofReports,
  ...ofMandate,
  ...ofCustody,
  ...ofSharing,
]

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
  directiveReading,
  vetting,
  tour,
  absence,
  payroll,
  payDispute,
  movement,
  strengthReturn,
  seat,
  casualty,
  dutyShift,
  dutyShare,
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
  report,
  statePresence,
  route,
  watchHandover,
  watchLog,
  // Operations
  patrol,
  operation,
  directive,
  escortRequest,
  useOfForce,
  seizure,
  afterAction,
  order,
  acknowledgement,
  rhythm,
  alertRule,
  // Information sharing
  counterpart,
  informationRequest,
  release,
  releaseCopy,
  // Accountability
  complaint,
  investigation,
  evidence,
  referral,
  welfareOffer,
  monitorNote,
  monitorVisit,
  refusedAccess,
  monitorFinding,
  recommendation,
  dueDiligence,
  sealKey,
  supportPackage,
  publishedFigure,
  // Community
  saidAndDone,
  feedback,
  rumour,
  engagement,
  damageClaim,
  claimant,
  perceptionSurvey,
  // Custody and reintegration
  custodyRule,
  courtSession,
  childTransfer,
  custody,
  custodyTransfer,
  detaineeProperty,
  heldQuestion,
  childReferral,
  participant,
  careGiven,
  weaponsCollection,
  publishedCount,
  // Mandate
  instrument,
  vote,
  decision,
  document,
  periodicReport,
  mandateTask,
  phaseCondition,
  stateRequest,
  indicator,
  succession,
  successionItem,
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
