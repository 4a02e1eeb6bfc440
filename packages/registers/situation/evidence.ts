/**
 * Evidence ages: what was seen a year ago is no picture of today. How old is old is data here, and with age the credibility that
 * was given falls. Pure; the record keeps the grade as it was given.
 */
import { type ContentGrade, contentGrades } from './grades.ts'

export const stages = ['fresh', 'ageing', 'old', 'spent'] as const
export type Stage = (typeof stages)[number]

/** Up to so many days it is fresh, ageing, old; beyond the last it is spent. Ground changes hands slowly, a road within hours. */
export const decay = {
  ground: [31, 120, 365],
  route: [2, 7, 30],
} as const
/** By how many grades of credibility each stage falls; what is spent can no longer be judged. */
const falls: Readonly<Record<Stage, number>> = { fresh: 0, ageing: 1, old: 2, spent: 6 }

export type Pace = keyof typeof decay

export function stageOf(days: number, pace: Pace): Stage {
  const [fresh, ageing, old] = decay[pace]
  if (days <= fresh) return 'fresh'
  if (days <= ageing) return 'ageing'
  return days <= old ? 'old' : 'spent'
}

/** The credibility that is left of what was given; undefined where none was given. */
export function gradeLeft(given: unknown, stage: Stage): ContentGrade | undefined {
  const at = contentGrades.indexOf(given as ContentGrade)
  if (at < 0) return undefined
  const cannotBeJudged = contentGrades.length - 1
  if (at === cannotBeJudged || stage === 'spent') return contentGrades[cannotBeJudged]
  return contentGrades[Math.min(at + falls[stage], cannotBeJudged - 1)]
}
