/** Rows of a timeline: where each row lies and how its time is drawn. Shared by influence and alliances. Pure. */
import { textWidth } from './labels.ts'
import { dayNumber, type Scale, scale, timeTicks } from './scale.ts'

export const LANE = 40
export const NAME = 168

export type Lanes = {
  /** Names stand over their rows, since beside them the rows would be too short. */
  narrow: boolean
  x: Scale
  left: number
  right: number
  top: number
  height: number
  ticks: ReturnType<typeof timeTicks>
}

/** What is left for time, at least, where names stand beside their rows. */
const ROOM = 300

/** As wide as the longest name, and no wider than `NAME`. */
export const nameWidth = (names: readonly string[]): number =>
  Math.min(NAME, 18 + Math.max(0, ...names.map((name) => textWidth(name, 13))))

export function lanes(
  count: number,
  width: number,
  first: string,
  last: string,
  name = NAME,
): Lanes {
  const narrow = width - name < ROOM
  const left = narrow ? 8 : name
  const head = 8
  const right = width - 14
  return {
    narrow,
    left,
    right,
    top: head,
    x: scale([dayNumber(first), dayNumber(last)], [left, right]),
    height: head + count * (narrow ? LANE + 14 : LANE) + 24,
    ticks: timeTicks(dayNumber(first), dayNumber(last), right - left, narrow ? 60 : 84),
  }
}

export const laneY = (index: number, { narrow }: Pick<Lanes, 'narrow'>): number =>
  narrow ? index * (LANE + 14) + 14 : index * LANE
