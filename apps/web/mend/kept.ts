/** Words that were mended on this device, by language: they stand in the place of those that came with the page. */

const key = 'konbit-words'
export const mendedEvent = 'konbit-words'

/** `old`: the word that came with the page. */
export type Kept = Readonly<Record<string, { old: string; new: string }>>

const isWord = (value: unknown): value is { old: string; new: string } =>
  typeof (value as { old?: unknown })?.old === 'string' &&
  typeof (value as { new?: unknown })?.new === 'string'

export function keptWords(): Record<string, Kept> {
  try {
    const all = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, object>
    return Object.fromEntries(
      Object.entries(all).map(([language, words]) => [
        language,
        Object.fromEntries(Object.entries(words).filter(([, one]) => isWord(one))),
      ]),
    )
  } catch {
    return {}
  }
}

export const mendedWords = (language: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(keptWords()[language] ?? {}).map(([one, word]) => [one, word.new]),
  )

/** Keeps a word, or lets go of it (undefined, or as it came); the page says it at once. */
export function keepWord(
  language: string,
  one: string,
  word: { old: string; new: string } | undefined,
): void {
  const all = keptWords()
  const { [one]: _gone, ...rest } = all[language] ?? {}
  const next = word && word.new !== word.old ? { ...rest, [one]: word } : rest
  localStorage.setItem(key, JSON.stringify({ ...all, [language]: next }))
  dispatchEvent(new Event(mendedEvent))
}

/** Whether words are being mended in place: kept, so that a reload does not end it. */
const on = 'konbit-mending'
export const mending = {
  isOn: (): boolean => localStorage.getItem(on) === 'on',
  turn: (to: boolean): void => {
    if (to) localStorage.setItem(on, 'on')
    else localStorage.removeItem(on)
    dispatchEvent(new Event(mendedEvent))
    if (to) dispatchEvent(new Event('konbit-wanted'))
  },
}

const speaker = 'konbit-words-by'
export const keptSpeaker = {
  get: (): string => localStorage.getItem(speaker) ?? '',
  set: (name: string): void => localStorage.setItem(speaker, name),
}
