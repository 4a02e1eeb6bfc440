/** The planner: a mission's flow as data, and an engine that plays it, the same everywhere. */
export type { Daily, Total } from './engine/program.ts'
export { engineVersion, type Player, playerOf, type Replication } from './engine/run.ts'
export type {
  ContributorFacts,
  Facts,
  FleetFacts,
  History,
  Statement,
  Times,
} from './fit/facts.ts'
export { type Filled, filled } from './fit/filled.ts'
export type { Fitted, Span } from './fit/interval.ts'
export type { Origin } from './fit/origins.ts'
export { type Calibration, calibrationOf, type Score, scoreOf, type Told } from './fit/score.ts'
export type {
  Cash,
  Coming,
  Delay,
  Fleet,
  Flight,
  Model,
  Policies,
  Population,
  Resource,
  Series,
  Shock,
  Stage,
  Uncertain,
} from './model.ts'
export { type Assumption, type Frame, framed, type OwnFrame } from './models/frame.ts'
export { kr1 } from './models/kr1.ts'
export { readOwnFrame } from './models/ownFrame.ts'
export { plain } from './models/plain.ts'
export { type Extent, extentOf } from './sound/judged.ts'
export { LIMITS } from './sound/limits.ts'
export {
  type Refusal,
  type Run,
  refusalsOf,
  refusalsOfLevers,
  refusalsOfRun,
  scenarioOf,
} from './sound/refusals.ts'
export {
  type Answers,
  type Asking,
  answered,
  type Measured,
  measured,
  type Wanted,
} from './study/asked.ts'
export { type Bands, bandsOf, type Quantile, quantiles } from './study/bands.ts'
export { type Binding, bindingOf, type Spell } from './study/binding.ts'
export { chanceOf, dayBy, type Likely } from './study/chance.ts'
export {
  type Compared,
  compared,
  type Difference,
  difference,
  type OneMore,
  oneMoreOf,
  oneMoring,
} from './study/compare.ts'
export { digestFrom, digestOf, hashesOf } from './study/digest.ts'
export { leanFor } from './study/lean.ts'
export {
  type Assumed,
  type MemoKind,
  type MemoLink,
  type MemoOf,
  memoOf,
  type Sentence,
} from './study/memo.ts'
export { packed, unpacked } from './study/packed.ts'
export { valueAt } from './study/paths.ts'
export {
  buffersOf,
  cutOf,
  figureOf,
  joined,
  type Played,
  play,
  type Sample,
} from './study/sample.ts'
export {
  type Change,
  changed,
  type Lever,
  leads,
  type Scenario,
  standsAt,
  turned,
} from './study/scenario.ts'
export {
  type Goal,
  type Mix,
  type Searched,
  searched,
  searching,
  TRIED_MAX,
} from './study/search.ts'
export { SEED_LENGTH_MAX, seedOf } from './study/seed.ts'
export { type Precise, untilWithin, type Wish } from './study/within.ts'
