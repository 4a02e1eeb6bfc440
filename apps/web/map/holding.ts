/**
 * Ground that is said to be held: the latest statement for each unit, as a hatch by share and by age. A hatch fills the
 * unit that was named; nothing is known of a line inside it. No statement is dotted, never blank. Pure.
 */
export type Holding = {
  pcode: string
  name: string
  /** Share said to be held, 0 to 1; absent where presence alone is said. */
  share?: number | undefined
  /** Day of the statement. */
  day: string
  ageDays: number
  claim?: string | undefined
}

export const grades = ['most', 'half', 'some', 'seen'] as const
export type Grade = (typeof grades)[number]

/** Older than this, a statement is seen once and long ago: thin and faint. */
export const STALE_DAYS = 365

export function gradeOf({ share, ageDays }: Pick<Holding, 'share' | 'ageDays'>): Grade {
  if (ageDays > STALE_DAYS || share === undefined) return 'seen'
  if (share >= 0.7) return 'most'
  return share >= 0.35 ? 'half' : 'some'
}

/** Distance of the lines, in pixels, and how strong they are. */
export const hatchOf: Readonly<Record<Grade, { apart: number; width: number; opacity: number }>> = {
  most: { apart: 5.5, width: 1, opacity: 0.5 },
  half: { apart: 10, width: 0.8, opacity: 0.45 },
  some: { apart: 15, width: 0.8, opacity: 0.42 },
  seen: { apart: 12, width: 0.6, opacity: 0.28 },
}

/** Statements fade evenly from the day they were made until they are stale. */
export const fadeOf = (ageDays: number): number =>
  1 - 0.45 * Math.min(1, Math.max(0, ageDays) / STALE_DAYS)
