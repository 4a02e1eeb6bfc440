/** Tours as the timeline draws them: a lane for each unit, its tours side by side where they overlap, what is not relieved. Pure. */
import type { TourGroup } from '../../api/people.ts'
import { dayNumber } from '../../charts/scale.ts'

export type TourBar = {
  key: string
  from: string
  to: string
  persons: number
  /** Persons whose place nobody is known to take. */
  open: number
  /** When the last of the relief begins, where it begins late; null where there is none. */
  reliefOn: string | null
  gapDays: number | null
  state: string
  /** Which of the rows of its lane it lies in. */
  row: number
}
export type TourLane = {
  key: string
  label: string
  contributor: string
  contributorId: string
  contingentId: string | null
  bars: TourBar[]
  rows: number
}

const laneOf = (one: TourGroup): string => one.contingent?.id ?? `of ${one.contributor.id}`

const earlier = (...days: [string, string]): string => days.sort()[0] as string
const later = (...days: [string, string]): string => days.sort()[1] as string

/** Tours of one unit that end in the same month are one bar: a clerk relieves a rotation, not a day. */
function gathered(items: readonly TourGroup[]): TourGroup[] {
  const found = new Map<string, TourGroup>()
  for (const one of items) {
    const key = `${laneOf(one)} ${one.endsOn.slice(0, 7)} ${one.state}`
    const before = found.get(key)
    found.set(
      key,
      before
        ? {
            ...before,
            startsOn: earlier(before.startsOn, one.startsOn),
            endsOn: later(before.endsOn, one.endsOn),
            persons: before.persons + one.persons,
            relieved: before.relieved + one.relieved,
            unrelieved: before.unrelieved + one.unrelieved,
            reliefOn:
              before.reliefOn && one.reliefOn
                ? later(before.reliefOn, one.reliefOn)
                : (before.reliefOn ?? one.reliefOn),
            gapDays:
              before.gapDays === null && one.gapDays === null
                ? null
                : Math.max(before.gapDays ?? 0, one.gapDays ?? 0),
          }
        : one,
    )
  }
  return [...found.values()]
}

export function lanesOf(items: readonly TourGroup[], first: string, last: string): TourLane[] {
  const lanes = new Map<string, TourLane>()
  const ends = new Map<string, number[]>()
  const seen = gathered(items.filter((one) => one.endsOn >= first && one.startsOn <= last)).sort(
    (a, b) =>
      a.contributor.caption.localeCompare(b.contributor.caption) ||
      (a.contingent?.caption ?? '').localeCompare(b.contingent?.caption ?? '') ||
      a.startsOn.localeCompare(b.startsOn),
  )
  for (const one of seen) {
    const key = laneOf(one)
    const lane = lanes.get(key) ?? {
      key,
      label: one.contingent?.caption ?? one.contributor.caption,
      contributor: one.contributor.caption,
      contributorId: one.contributor.id,
      contingentId: one.contingent?.id ?? null,
      bars: [],
      rows: 0,
    }
    const rows = ends.get(key) ?? []
    let row = rows.findIndex((end) => end < dayNumber(one.startsOn))
    if (row < 0) row = rows.length
    rows[row] = dayNumber(one.endsOn)
    ends.set(key, rows)
    lane.bars.push({
      key: `${key} ${one.endsOn} ${one.state}`,
      from: one.startsOn,
      to: one.endsOn,
      persons: one.persons,
      open: one.unrelieved,
      reliefOn: one.reliefOn,
      gapDays: one.gapDays,
      state: one.state,
      row,
    })
    lane.rows = rows.length
    lanes.set(key, lane)
  }
  return [...lanes.values()]
}

/** Tours that end from a day on and are not wholly relieved in time, soonest first. */
export const gapsOf = (lanes: readonly TourLane[], day: string): (TourBar & { lane: TourLane })[] =>
  lanes
    .flatMap((lane) => lane.bars.map((bar) => ({ ...bar, lane })))
    .filter(
      ({ to, open, gapDays, state }) =>
        to >= day && !over.has(state) && (open > 0 || (gapDays ?? 0) > 0),
    )
    .sort((a, b) => a.to.localeCompare(b.to))

const over = new Set(['ended', 'curtailed'])
