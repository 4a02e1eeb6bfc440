/**
 * What goes in and what comes out: statements by sources, the mission's own figures, what was settled, and groups of rivals.
 * Types only. Ids are the caller's own; the engine never reads a note.
 */

export type Precision =
  | 'exact'
  | 'about'
  | 'at least'
  | 'over'
  | 'at most'
  | 'below'
  | 'range'
  | 'vague'
  | 'garbled'

/** One statement by one source about one measure of one subject. */
export type Statement = {
  id: string
  measure: string
  subject: string
  /** In `unit`; a date as written; null when the source gives no figure. */
  value: number | string | null
  low?: number
  high?: number
  unit: string
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', as written: the moment the statement speaks of. */
  asOf: string
  asOfBasis: 'stated' | 'publication' | 'inferred'
  /** First and last day of a count over a period, 'YYYY-MM-DD'. */
  periodStart?: string
  periodEnd?: string
  precision: Precision
  source: string
  sourcePublished?: string
  locator: string
  note?: string
  raw?: string
  attributedTo?: string
}

/** The mission's own figure. `bound` says that the record knows only one side of it. */
export type OwnFigure = {
  measure: string
  subject: string
  day: string
  value: number
  basis: 'record' | 'adopted'
  bound?: 'atMost' | 'atLeast'
}

/** Answers for the end of `day`; `from` is given when the figure asked for is a count from that day on. */
export type OwnFigures = (
  measure: string,
  subject: string,
  day: string,
  from?: string,
) => OwnFigure | undefined

/**
 * A decision about a group, an entry in the ledger. The engine takes the list in force, in order: what was undone is absent.
 * One that names a group or statement no longer there changes nothing.
 */
export type Settlement =
  | { verb: 'adopt'; group: string; statement: string; reason: string }
  /** Without `statement`: the whole group is no disagreement. */
  | { verb: 'setAside'; group: string; statement?: string; reason: string }
  /** The groups become one, under the id of the first. */
  | { verb: 'merge'; groups: string[]; reason: string }
  /** These statements speak of something else: they leave, and form a group only if they disagree among themselves. */
  | { verb: 'split'; group: string; statements: string[]; reason: string }

/** How a statement stands to the others of its group. Closed list, strongest first. */
export const KINDS = [
  'garbled',
  'vague',
  'withinOneText',
  'subjectMixedUp',
  'pledgedAgainstReceived',
  'dateOfEvent',
  'placeOfEvent',
  'partAgainstWhole',
  'cumulativeAgainstArriving',
  'sameMoment',
  'twoCounts',
  'sumDoesNotAddUp',
  'differentDefinition',
  'againstOwnRecord',
  'laterCount',
  'copy',
  'rounding',
  'agrees',
] as const
export type Kind = (typeof KINDS)[number]

/** A key of the word table and what fills its gaps. Sentences live in words/<language>.json. */
export type Phrase = { key: string; values: Record<string, string | number> }

/** A statement as a group shows it. */
export type Rival = {
  id: string
  measure: string
  subject: string
  /** What the statement admits, in `unit` or in days since 1970-01-01 for dates; null is unbounded, or no figure. */
  interval: [low: number | null, high: number | null]
  kind: Kind
  /** The statement it clashes with, copies or rounds. */
  of?: string
  why: Phrase
  /** The reason, when somebody set it aside. It then counts in no spread and no weight. */
  setAside?: string
}

/** Statements that cannot all hold. */
export type RivalGroup = {
  /** measure/subject/anchor; the same for ever, whatever else is stated later. */
  id: string
  measure: string
  subject: string
  /** First and last day the disagreement speaks of. */
  from: string
  to: string
  unit: string
  /** Clashing statements first, then those that merely agree, copy or round. */
  statements: Rival[]
  /** How these statements disagree, strongest first; never empty. */
  kinds: Kind[]
  /** As printed: numbers, or dates and words as written. */
  spread: { lowest: number | string | null; highest: number | string | null }
  /** The mission's own figure on `to`. */
  own?: OwnFigure
  inUse?: {
    value: number | string | null
    statement?: string
    basis: 'record' | 'adopted'
    reason?: string
  }
  status: 'ownRecord' | 'adopted' | 'setAside' | 'notSettled'
  /** 0 to 100, higher matters more: see weigh(). */
  weight: number
  headline: Phrase
}
