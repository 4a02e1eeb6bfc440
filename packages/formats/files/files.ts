/** Files that belong to records: what they are, and what is left out of them. */
export { checkFile, fileKinds, fileMax, isPdf } from './check.ts'
export { type Checked, plain, textMax, Unfit } from './checked.ts'
