/** The server: an app over a ledger, and the port it listens on. */
export { createApp } from './app.ts'
export type { Attribution, House, MissionHere, Person } from './house.ts'
export { Kept } from './kept.ts'
export { isLoopback, ListenFailure, type Listening, listen, tryPort } from './listen.ts'
