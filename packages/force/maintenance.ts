/**
 * Preventive maintenance: due by a day or by the odometer, whichever comes first. What broke is a breakdown and no part of
 * this.
 */

export type ServiceFacts = {
  /** The last day by which it is due. */
  readonly serviceOn?: string | null | undefined
  readonly serviceKm?: number | null | undefined
  readonly odometerKm?: number | null | undefined
}
export type ServiceDue = {
  due: 'overdue' | 'soon' | 'later' | 'unplanned'
  /** Which of the two says so. */
  by: 'date' | 'odometer' | 'both' | null
  /** Days and kilometres still to go; below zero, past. Null where that one is not planned or not known. */
  daysLeft: number | null
  kmLeft: number | null
}

export const SOON_DAYS = 14
export const SOON_KM = 500

/** `daysBetween` of the two days is the caller's, who knows the calendar: days from today to `serviceOn`. */
export function serviceDue(facts: ServiceFacts, daysLeft: number | null): ServiceDue {
  const { serviceKm, odometerKm } = facts
  const kmLeft =
    typeof serviceKm === 'number' && typeof odometerKm === 'number' ? serviceKm - odometerKm : null
  const isPlanned = daysLeft !== null || typeof serviceKm === 'number'
  const both = (date: boolean, odometer: boolean): ServiceDue['by'] =>
    date && odometer ? 'both' : date ? 'date' : odometer ? 'odometer' : null
  const past = both(daysLeft !== null && daysLeft < 0, kmLeft !== null && kmLeft <= 0)
  if (past) return { due: 'overdue', by: past, daysLeft, kmLeft }
  const near = both(
    daysLeft !== null && daysLeft <= SOON_DAYS,
    kmLeft !== null && kmLeft <= SOON_KM,
  )
  return { due: near ? 'soon' : isPlanned ? 'later' : 'unplanned', by: near, daysLeft, kmLeft }
}
