/** Rows of a timeline: where each row lies and how its time is drawn. Shared by influence and alliances. Pure. */
import { dayNumber, type Scale, scale, timeTicks } from './scale.ts'

export const LANE = 40
export const NAME = 168

export type Lanes = {
  x: Scale
  left: number
  right: number
  top: number
  height: number
  ticks: ReturnType<typeof timeTicks>
}

export function lanes(
  count: number,
  width: number,
  first: string,
  last: string,
  name = NAME,
): Lanes {
  const narrow = width < 560
  const left = narrow ? 8 : name
  const head = 8
  const right = width - 14
  return {
    left,
    right,
    top: head,
    x: scale([dayNumber(first), dayNumber(last)], [left, right]),
    height: head + count * (narrow ? LANE + 14 : LANE) + 24,
    ticks: timeTicks(dayNumber(first), dayNumber(last), right - left, narrow ? 60 : 84),
  }
}

export const laneY = (index: number, width: number): number =>
  width < 560 ? index * (LANE + 14) + 14 : index * LANE
