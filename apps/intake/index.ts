/** The intake: where anybody may complain, warn or say what they think, sealed before it is kept. A small program of its own. */
export { type Intake, isIntakePath, makeIntake } from './intake.ts'
export { ServeFailure, serveIntake } from './serve.ts'
export type { IntakeSettings, OpenKey, Passed, Thread } from './settings.ts'
export { openSpool } from './spool.ts'
export { makeTurns, type TurnsSettings } from './turns.ts'
export { careIn, voicesIn } from './voices.ts'
