/** The proof: what the log is made of, and the one verifier, the same in Node and in a browser. Pure. */
export * from './bytes.ts'
export * from './canonical.ts'
export * from './facet.ts'
export * from './leaf.ts'
export * from './tree.ts'
