/** An archive of text files, as a zip that is the same to the byte for the same files: one date for all, and no other. */
import { strToU8, zipSync } from 'fflate'

/** Zip keeps no date before 1980, and none is meant. */
const noDate = new Date(1980, 0, 1)

/** `files`: text by name, in the order in which they are written. */
export const writeArchive = (files: ReadonlyMap<string, string>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      [...files].map(([name, text]) => [name, [strToU8(text), { mtime: noDate, level: 6 }]]),
    ),
  )
