/**
 * The words of the interface, one language at a time. A component asks `t(key, values)` and never holds a string.
 * `{name}` is replaced by a value; a key with `.one` and `.other` forms is chosen by `count`.
 */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { mendedEvent, mendedWords } from './mend/kept.ts'
import { type Language, languages } from './settings.ts'

export type Words = Readonly<Record<string, string>>
export type Values = Readonly<Record<string, string | number>>
export type Translate = (key: string, values?: Values) => string

type File = () => Promise<{ default: Words }>
/** Cut in two when the app is built (wordParts.ts): what the first page says, and what only pages fetched later say. */
const files: Record<Language, Record<'first' | 'later', File>> = {
  en: {
    first: () => import('virtual:words/en/first'),
    later: () => import('virtual:words/en/later'),
  },
  fr: {
    first: () => import('virtual:words/fr/first'),
    later: () => import('virtual:words/fr/later'),
  },
  ht: {
    first: () => import('virtual:words/ht/first'),
    later: () => import('virtual:words/ht/later'),
  },
  es: {
    first: () => import('virtual:words/es/first'),
    later: () => import('virtual:words/es/later'),
  },
}

/**
 * The locale by whose habits numbers are written; browsers know no Kreyòl, which writes them as French does, and Spanish is
 * that of Latin America, 1,234.5: so forms read it too.
 */
export const localeOf: Record<Language, string> = {
  en: 'en-GB',
  fr: 'fr-FR',
  ht: 'fr-HT',
  es: 'es-419',
}

const kept = 'konbit-language'
const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && text in languages

export function preferredLanguage(): Language {
  const stored = localStorage.getItem(kept)
  if (isLanguage(stored)) return stored
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

/** Since a page that is fetched later was asked for; from then on every language comes whole. */
let whole: Promise<void> | undefined
/** Reads the language that is spoken anew, once there is a place for its words. */
let reread: (() => Promise<void>) | undefined
let placed: () => void
const place = new Promise<void>((done) => {
  placed = done
})

export async function loadWords(language: Language): Promise<Words> {
  const parts = whole ? (['first', 'later'] as const) : (['first'] as const)
  const read = await Promise.all(parts.map((part) => files[language][part]()))
  return Object.assign({}, ...read.map((one) => one.default), mendedWords(language))
}

/** Before a page that is fetched later is drawn: its words are there when it is. */
export function loadWordsOfPages(): Promise<void> {
  whole ??= place
    .then(() => reread?.())
    .catch((cause: unknown) => {
      whole = undefined // the line may be back when the next page is asked for
      throw cause
    })
  return whole
}

/** A part that is fetched later, with the words it may say. */
export const withWords =
  <Part,>(load: () => Promise<Part>): (() => Promise<Part>) =>
  async () =>
    (await Promise.all([load(), loadWordsOfPages()]))[0]

/** Who listens to every word that is said, while words are mended in place: which key became which text. */
export const ear: { hear?: ((key: string, text: string) => void) | undefined } = {}

const plural = (language: Language, count: number): string =>
  count === 1 || ((language === 'fr' || language === 'ht') && count === 0) ? 'one' : 'other'

export const translator =
  (words: Words, language: Language): Translate =>
  (key, values) => {
    const count = values?.count
    const counted = typeof count === 'number' ? `${key}.${plural(language, count)}` : key
    const own = counted in words ? counted : key
    const chosen = words[own]
    if (chosen === undefined) return key
    const said = values ? fill(chosen, values, language) : chosen
    ear.hear?.(own, said)
    return said
  }

const fill = (chosen: string, values: Values, language: Language): string =>
  chosen.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? value.toLocaleString(localeOf[language]) : value
  })

type Spoken = {
  t: Translate
  language: Language
  has: (key: string) => boolean
  speak: (language: Language) => void
}
const context = createContext<Spoken | null>(null)

export function WordsProvider({
  first,
  words: given,
  children,
}: {
  first: Language
  words: Words
  children: ReactNode
}) {
  const [language, setLanguage] = useState(first)
  const [words, setWords] = useState(given)
  const speak = useCallback((next: Language) => {
    void loadWords(next).then((read) => {
      localStorage.setItem(kept, next)
      setWords(read)
      setLanguage(next)
    })
  }, [])
  useEffect(() => {
    document.documentElement.lang = language
    reread = async () => setWords(await loadWords(language))
    placed()
    // What was mended shows at once, and so does that it is no longer.
    const again = (): void => void reread?.()
    addEventListener(mendedEvent, again)
    return () => removeEventListener(mendedEvent, again)
  }, [language])
  const value = useMemo<Spoken>(
    () => ({ t: translator(words, language), language, has: (key) => key in words, speak }),
    [words, language, speak],
  )
  return <context.Provider value={value}>{children}</context.Provider>
}

function useSpoken(): Spoken {
  const found = useContext(context)
  if (!found) throw new Error('no words around this component')
  return found
}

/** `const t = useWords()`, then `t('overview.title')`. */
export const useWords = (): Translate => useSpoken().t
export const useLanguage = (): Spoken => useSpoken()

/** The word of a value that a register defines, such as a state or a choice: from the words, else the value spaced out. */
export function useTerm(): (group: string, value: string) => string {
  const { t, has } = useSpoken()
  return useCallback(
    (group, value) => {
      for (const key of [`${group}.${value}`, `term.${value}`]) if (has(key)) return t(key)
      return spaced(value)
    },
    [t, has],
  )
}

/** inRepair becomes "in repair". */
export const spaced = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()

/** A line that the server made: in the words of the page where they are there, else as it came. */
export function useNote(): (
  note: { key: string; values: Values; text: string } | string | undefined,
) => string {
  const { t, has, language } = useSpoken()
  return useCallback(
    (note) => {
      if (note === undefined) return ''
      if (typeof note === 'string') return note
      if (!has(note.key) && !has(`${note.key}.other`)) return note.text
      const large = (value: number): string =>
        `${(value / 1e6).toLocaleString(localeOf[language], { maximumFractionDigits: 1, minimumFractionDigits: 1 })} ${t('unit.million')}`
      const values = Object.entries(note.values).map(([name, value]) => [
        name,
        typeof value === 'number' && value >= 1e6 ? large(value) : value,
      ])
      const said = t(note.key, Object.fromEntries(values))
      // A word that wants a value which did not come would show its own brackets.
      return /\{\w+\}/.test(said) ? note.text : said
    },
    [t, has, language],
  )
}

/** What the server titles in English, in the words of the page where they are there: the first key that has a word. */
export function useSaid(): (key: string, fallback: string) => string {
  const { t, has } = useSpoken()
  return useCallback((key, fallback) => (has(key) ? t(key) : fallback), [t, has])
}
