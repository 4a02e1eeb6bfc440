/** Rival figures, found by rule: statements in, groups of what cannot all hold out. Pure, for browser and server. */
export { findRivals, type Question } from './find.ts'
export { type MeasureRule, type Rules, type Shape, standardRules } from './rules.ts'
export {
  KINDS,
  type Kind,
  type OwnFigure,
  type OwnFigures,
  type Phrase,
  type Precision,
  type Rival,
  type RivalGroup,
  type Settlement,
  type Statement,
} from './statement.ts'
export { WORD_KEYS } from './words.ts'
