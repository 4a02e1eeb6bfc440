/**
 * Grades by the Admiralty system: how reliable the channel has been (A to F) and how credible what it says is (1 to 6), each judged
 * apart from the other. Of channels, never of a resident. Not a register.
 */
import { choice } from '@konbit/model'
import { z } from 'zod'

export const sourceGrades = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const contentGrades = ['1', '2', '3', '4', '5', '6'] as const
export type SourceGrade = (typeof sourceGrades)[number]
export type ContentGrade = (typeof contentGrades)[number]

const source = { title: 'Reliability of the channel', help: 'A to F, of the channel as a whole.' }
const content = { title: 'Credibility of what it says', help: '1 to 6, whoever says it.' }

/** For whoever must grade. */
export const graded = {
  sourceGrade: choice(z.enum(sourceGrades), source),
  contentGrade: choice(z.enum(contentGrades), content),
} as const
/** For whoever may. */
export const gradable = {
  sourceGrade: choice(z.enum(sourceGrades).optional(), source),
  contentGrade: choice(z.enum(contentGrades).optional(), content),
} as const
