/** Folding of text for search and for sorting, the same in the browser and on the server. */

/** Lower case without accents: Pont-Sondé and pont-sonde fold to the same. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC')

/** The words of a text, folded, at most `limit` of them and 64 characters each, without repeats. */
export function wordsOf(text: string, limit = 200): string[] {
  const seen = new Set<string>()
  for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    seen.add(word.slice(0, 64))
    if (seen.size >= limit) break
  }
  return [...seen]
}

/** A key that sorts names as people expect, by plain byte order. */
export const sortKey = (text: string): string => fold(text).slice(0, 120)

/** NFC, or undefined where the text holds U+0000 or a lone surrogate, which the record does not keep. */
export const cleanText = (text: string): string | undefined =>
  text.includes('\u0000') || !text.isWellFormed() ? undefined : text.normalize('NFC')
