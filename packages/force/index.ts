/** The arithmetic of the force: what fits, what works, what is owed. Plain data in, plain data out; for browser and server. */
export * from './fit.ts'
