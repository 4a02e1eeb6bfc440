/**
 * Words: what is declared in registers and measures, by key, and the interface's own from words/en.json. English is
 * declared where a thing is; French, Kreyòl and Spanish are held whole, key by key, each marked until a named speaker
 * reviewed it.
 */
import {
  acts,
  bases,
  controllers,
  erasureGrounds,
  type Measure,
  problems,
  type Register,
  roles,
  standingVerbs,
} from '@konbit/model'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import ht from './words/ht.json' with { type: 'json' }
import reviewed from './words/reviewed.json' with { type: 'json' }

export const languages = ['en', 'fr', 'ht', 'es'] as const
export type Language = (typeof languages)[number]
export type Words = Readonly<Record<string, string>>
export type Values = Readonly<Record<string, string | number>>
export type Translate = (key: string, values?: Values) => string

/**
 * The locale by whose habits numbers and dates are written; programs know no Kreyòl, which writes them as French does.
 * Spanish is that of Latin America, 1,234.5: so write most who lend people here, so the English source writes, and so a form
 * reads what is typed. Spain and the south of the Americas set the two marks the other way round.
 */
export const localeOf: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  fr: 'fr-FR',
  ht: 'fr-HT',
  es: 'es-419',
}

/** inRepair becomes `in repair`. */
export const spaced = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
const titled = (name: string): string =>
  spaced(name).replace(/^./, (letter) => letter.toUpperCase())

/**
 * English of everything declared. A field or verb that is called by its name has one short key wherever it stands
 * (`field.name`, `verb.release`, `term.inRepair`); one with a title of its own, and every help, bears its register
 * (`field.vehicle.type`). So no register that is added changes what a key means, and its translations with it.
 */
export function declaredWords(registers: Iterable<Register>, measures: Iterable<Measure>): Words {
  const told: Record<string, string> = {}
  const tell = (group: string, register: string, name: string, title = titled(name)): void => {
    told[title === titled(name) ? `${group}.${name}` : `${group}.${register}.${name}`] = title
  }
  for (const register of registers) {
    const { name, title, plural, about, states } = register
    Object.assign(told, {
      [`register.${name}`]: title,
      [`register.${name}.plural`]: plural,
      [`register.${name}.about`]: about,
    })
    for (const state of states) told[`term.${state}`] = spaced(state)
    for (const [one, field] of Object.entries(register.fields)) {
      tell('field', name, one, field.title)
      if (field.help) told[`field.${name}.${one}.help`] = field.help
      for (const option of field.options ?? []) told[`term.${option}`] = spaced(option)
    }
    for (const [verb, act] of acts(register)) {
      // Enter, amend, correct and void mean the same everywhere: they are words of the interface.
      if ((standingVerbs as readonly string[]).includes(verb) && !act.title) continue
      tell('verb', name, verb, act.title)
    }
  }
  for (const { name, title, definition, by = [] } of measures) {
    for (const one of by) if (!(`field.${one}` in en)) told[`field.${one}`] ??= titled(one)
    told[`measure.${name}`] = title
    told[`measure.${name}.definition`] = definition
  }
  for (const [role, title] of Object.entries(roles)) told[`role.${role}`] = title
  for (const [one, title] of Object.entries(controllers)) told[`controller.${one}`] = title
  for (const [one, title] of Object.entries(bases)) told[`basis.${one}`] = title
  for (const [one, title] of Object.entries(erasureGrounds)) told[`ground.${one}`] = title
  for (const [problem, [, sentence]] of Object.entries(problems))
    told[`problem.${problem}.sentence`] = sentence
  return told
}

/** The interface's own words, as files hold them. The other languages hold the declared ones too. */
export const words: Readonly<Record<Language, Words>> = { en, fr, ht, es }

/** Whether a named speaker has stood up for a word. English is the wording everything is declared in. */
export const isReviewed = (language: Language, key: string): boolean =>
  language === 'en' ||
  Object.hasOwn((reviewed as Record<string, Record<string, string>>)[language] ?? {}, key)

/**
 * Gives a word by its key. `{name}` is replaced by a value; where `count` is given, a key with `.one` and `.other` is
 * chosen by it. A key that nobody wrote comes back as it is.
 */
export function translate(language: Language, declared: Words = {}): Translate {
  const list = language === 'en' ? { ...declared, ...words.en } : words[language]
  const numbers = new Intl.NumberFormat(localeOf[language])
  const plurals = new Intl.PluralRules(language === 'ht' ? 'fr' : language)
  return (key, values) => {
    const form =
      typeof values?.count === 'number' && plurals.select(values.count) === 'one' ? 'one' : 'other'
    const word = (values?.count === undefined ? undefined : list[`${key}.${form}`]) ?? list[key]
    if (word === undefined) return key
    return word.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values?.[name]
      return value === undefined ? whole : typeof value === 'number' ? numbers.format(value) : value
    })
  }
}
