/** The words: every register, grouped by desk; the measures; the deadlines. Adding a register is one file and one line here. */
import { vocabulary } from '@konbit/model'
import { alignment } from './alignment.ts'
import { appointment } from './appointment.ts'
import { area } from './area.ts'
import { barring } from './barring.ts'
import { capacity } from './capacity.ts'
import { casualty } from './casualty.ts'
import { civilianHarm } from './civilianHarm.ts'
import { claim } from './claim.ts'
import { clearance } from './clearance.ts'
import { complaint } from './complaint.ts'
import { contingent } from './contingent.ts'
import { contribution } from './contribution.ts'
import { dataRequest } from './dataRequest.ts'
import { decision } from './decision.ts'
import { delivery } from './delivery.ts'
import { displacement } from './displacement.ts'
import { emergency } from './emergency.ts'
import { event } from './event.ts'
import { facility } from './facility.ts'
import { group } from './group.ts'
import { incident } from './incident.ts'
import { influence } from './influence.ts'
import { instrument } from './instrument.ts'
import { legalHold } from './legalHold.ts'
import { logRenewal } from './logRenewal.ts'
import { member } from './member.ts'
import { movement } from './movement.ts'
import { obligation } from './obligation.ts'
import { observation } from './observation.ts'
import { organisation } from './organisation.ts'
import { pledge } from './pledge.ts'
import { requirement } from './requirement.ts'
import { restriction } from './restriction.ts'
import { ruling } from './ruling.ts'
import { site } from './site.ts'
import { source } from './source.ts'
import { vehicle } from './vehicle.ts'
import { vote } from './vote.ts'
import { witness } from './witness.ts'

export { desks } from '@konbit/model'
export { binding, type Deadline, overdue } from './deadlines.ts'
export { precisions } from './grounds.ts'
export { measures } from './measures.ts'
export * from './words.ts'

export const registers = vocabulary([
  // People
  organisation,
  requirement,
  pledge,
  contingent,
  movement,
  casualty,
  // Logistics
  site,
  capacity,
  vehicle,
  delivery,
  // Funds
  contribution,
  obligation,
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
  // Accountability
  complaint,
  // Mandate
  instrument,
  vote,
  decision,
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
  witness,
  logRenewal,
  dataRequest,
  legalHold,
])
