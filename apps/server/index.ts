/** The server: an app over a ledger, and the port it listens on. */
export { startNotices } from './accessNotices.ts'
export { setUpToken } from './account/accept.ts'
export { type AccountSettings, openAccounts } from './account/accounts.ts'
export { type Provider, parseProvider } from './account/settings.ts'
export { createApp } from './app.ts'
export { sealerWith } from './documents/seal.ts'
export type { Attribution, House, MissionHere, Person } from './house.ts'
export { Kept } from './kept.ts'
export { readLimits } from './limits.ts'
export { isLoopback, ListenFailure, type Listening, listen, tryPort } from './listen.ts'
export { jsonLog, kindOf } from './log.ts'
export { Metrics } from './metrics.ts'
export { openStudies } from './plan/studies.ts'
export { openThreads, type Threads } from './plan/threads.ts'
export {
  type Answer,
  type Asked,
  answerJoined,
  type Result,
  usualGoal,
  type Wanted,
  walked,
} from './plan/walk.ts'
export { startWorker } from './plan/work.ts'
