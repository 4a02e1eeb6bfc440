/**
 * The file of words that a speaker mended: one language, who stands up for it, and each word as it was and as it is to be. The
 * page that writes it and the command that takes it in check the same things. Pure, and stands alone.
 */

export const mendedFormat = 'konbit/words/1'
export type Mended = { key: string; old: string; new: string }
export type MendedFile = {
  format: typeof mendedFormat
  language: string
  /** The speaker. */
  by: string
  made: string
  words: readonly Mended[]
}

/** At most so many words, and so many characters in one. */
export const mendedMax = { words: 5000, length: 2000, by: 120 } as const

/** The gaps of a word that values fill, such as {count}, in order of their names. */
export const gapsOf = (word: string): string[] =>
  [...new Set([...word.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort()

export type Unfit = { why: 'empty' | 'long' } | { why: 'gaps'; lacks: string[]; more: string[] }

/** Why a word cannot stand in the place of another: empty, too long, or a gap that is missing or that nobody fills. */
export function unfit(old: string, next: string): Unfit | undefined {
  if (next.trim() === '') return { why: 'empty' }
  if (next.length > mendedMax.length) return { why: 'long' }
  const [had, has] = [gapsOf(old), gapsOf(next)]
  const lacks = had.filter((one) => !has.includes(one))
  const more = has.filter((one) => !had.includes(one))
  return lacks.length > 0 || more.length > 0 ? { why: 'gaps', lacks, more } : undefined
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && value.isWellFormed() && !value.includes('\0')

/** The file, or one sentence that says what is wrong with it. Of its words nothing is looked up yet. */
export function readMended(text: string): MendedFile | string {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return 'It is no JSON.'
  }
  const { format, language, by, made, words } = (given ?? {}) as Record<string, unknown>
  if (format !== mendedFormat) return `It is no file of mended words (${mendedFormat}).`
  if (!isText(language, 8)) return 'It names no language.'
  if (!isText(by, mendedMax.by) || by.trim() === '') return 'It names no speaker.'
  if (!isText(made, 40)) return 'It says no day.'
  if (!Array.isArray(words)) return 'It holds no words.'
  if (words.length > mendedMax.words) return `It holds more than ${mendedMax.words} words.`
  const read: Mended[] = []
  for (const [index, one] of words.entries()) {
    const { key, old, new: next } = (one ?? {}) as Record<string, unknown>
    if (!isText(key, 200) || !isText(old, mendedMax.length) || !isText(next, mendedMax.length))
      return `Word ${index + 1} lacks its key, what it was, or what it is to be.`
    read.push({ key, old, new: next })
  }
  const twice = read.find(({ key }, index) => read.findIndex((one) => one.key === key) !== index)
  if (twice) return `${twice.key} stands in it twice.`
  return { format: mendedFormat, language, by: by.trim(), made, words: read }
}
