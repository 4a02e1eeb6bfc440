/**
 * The keys of every sentence this package can ask for. The sentences themselves stand in words/<language>.json.
 */
import { KINDS } from './statement.ts'

/** Kinds of a statement that stands beside a disagreement; no group is called after them. */
const BESIDE = ['laterCount', 'copy', 'rounding', 'agrees']

/** Sentences more exact than the one for the kind. */
const CLOSER = [
  'noArrival',
  'noDeparture',
  'total',
  'sum',
  'share',
  'increase',
  'weekday',
  'partOfPeriod',
]

/** Kinds whose other side rests on further statements. */
const RESTED = [
  'sumDoesNotAddUp',
  'cumulativeAgainstArriving',
  'pledgedAgainstReceived',
  'partAgainstWhole',
  'subjectMixedUp',
  'dateOfEvent',
]

export const WORD_KEYS: readonly string[] = [
  ...KINDS.map((kind) => `rivals.kind.${kind}`),
  ...KINDS.filter((kind) => !BESIDE.includes(kind)).map((kind) => `rivals.headline.${kind}`),
  ...[...KINDS, ...CLOSER].map((key) => `rivals.why.${key}`),
  ...RESTED.map((kind) => `rivals.why.restsOn.${kind}`),
  ...['ownRecord', 'adopted', 'setAside', 'notSettled'].map((status) => `rivals.status.${status}`),
]
