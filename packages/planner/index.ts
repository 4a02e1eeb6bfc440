/** The planner: a mission's flow as data, and an engine that plays it, the same everywhere. */
export type { Daily, Total } from './engine/program.ts'
export { type Player, playerOf, type Replication } from './engine/run.ts'
export type { Delay, Model } from './model.ts'
export { kr1 } from './models/kr1.ts'
