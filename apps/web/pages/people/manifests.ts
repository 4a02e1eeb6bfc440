/** What a movement's manifest comes to: what was planned against what was done. Pure. */
import type { ManifestRow } from '../../api/people.ts'
import { daysBetween } from '../../frame/days.ts'

/** More or fewer than planned, once it is known who moved. */
export const differenceOf = ({ persons, personsPlanned }: ManifestRow): number | null =>
  persons === null || personsPlanned === null ? null : persons - personsPlanned

/** Days late, or early where negative; only between two days that are both known to the day. */
export const lateOf = ({ plannedOn, movedOn }: ManifestRow): number | null =>
  plannedOn?.length === 10 && movedOn?.length === 10 ? daysBetween(plannedOn, movedOn) : null

/** Seats nobody sits in, or has booked. */
export function freeOf({ seats, manifest }: ManifestRow): number | null {
  if (seats === null || !manifest) return null
  return Math.max(0, seats - manifest.booked - manifest.boarded)
}

/** Those who moved by the movement and those who boarded by the seats, where the two do not say the same. */
export function differsOf({
  state,
  persons,
  manifest,
}: ManifestRow): { moved: number; boarded: number } | null {
  if (state !== 'done' || persons === null || !manifest || persons === manifest.boarded) return null
  return { moved: persons, boarded: manifest.boarded }
}
