/** What a look into a file found. */
export type Checked = {
  mediaType: string
  /** As they are kept: without what tells of its maker, unless that was to be kept. */
  bytes: Uint8Array
  /** What was left out, by its name in the format. */
  removed: readonly string[]
  pixels?: { width: number; height: number }
  /** What is written in it, to be found by. */
  text?: string
}

/** Why a file is not taken, in words that follow "needs". */
export class Unfit extends Error {}

/** Characters of a file's text that are kept to find it by. */
export const textMax = 20_000

/** Text as the record keeps it: no control characters, no runs of space, no half characters. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\s]+/gu, ' ')
    .trim()
    .slice(0, textMax)
    .replace(/\p{Cs}$/u, '')
