/** Sealing: closed to keys that others hold, shared out among holders, and opened again. Pure, the same in Node and in a browser. */
export * from './code.ts'
export * from './content.ts'
export * from './failure.ts'
export * from './key.ts'
export * from './parcel.ts'
export * from './seal.ts'
export * from './shares.ts'
