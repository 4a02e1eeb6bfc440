/** What of reports a program beside the server needs: to begin one, and to ask what of it may be released. */
export { digestOfBlocks } from './paper.ts'
export type { Eyes } from './pinned.ts'
export { release } from './release.ts'
export { begin } from './template.ts'
export { tellingIn } from './told.ts'
