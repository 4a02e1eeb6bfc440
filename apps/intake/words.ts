/**
 * Words of the intake, apart from those of the app: a small program carries few. None is reviewed until a named speaker has read
 * it; who, stands in `reviewed.json`, and until then the page says so.
 */
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import ht from './words/ht.json' with { type: 'json' }
import reviewed from './words/reviewed.json' with { type: 'json' }

export const words = { ht, fr, en, es } as const
export type Language = keyof typeof words
export type Key = keyof typeof ht

/** Kreyòl first: it is what most people here speak. */
export const languages: readonly { code: Language; name: string }[] = [
  { code: 'ht', name: 'Kreyòl' },
  { code: 'fr', name: 'Français' },
  { code: 'en', name: 'English' },
  { code: 'es', name: 'Español' },
]
export const isLanguage = (text: unknown): text is Language =>
  typeof text === 'string' && Object.hasOwn(words, text)

/** Whether a named speaker has read these words; English is what was written first. */
export const isReviewed = (language: Language): boolean =>
  language === 'en' || (reviewed as Record<string, string>)[language] !== undefined

export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string

export const speak =
  (language: Language): Say =>
  (key, values = {}) =>
    words[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** Of Kreyòl no machine knows the months. */
const months = 'janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm'.split(' ')

/** 2026-11-22 as people say it. */
export function dayIn(language: Language, day: string): string {
  const at = new Date(`${day}T12:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return language === 'ht'
    ? `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`
    : at.toLocaleDateString(language === 'en' ? 'en-GB' : language, {
        dateStyle: 'long',
        timeZone: 'UTC',
      })
}
