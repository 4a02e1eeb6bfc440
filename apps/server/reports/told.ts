/** How a report says a number, a sum, a day and a term in each language. Nothing here turns what is not known into zero. */
import {
  declaredWords,
  type Language,
  localeOf,
  measures,
  registers,
  type Translate,
  translate,
} from '@konbit/registers'

export type Telling = {
  language: Language
  t: Translate
  /** A word that may not be there: then what is given instead. */
  said: (key: string, instead: string) => string
  number: (value: number) => string
  signed: (value: number, unit: string) => string
  /** With the unit where it belongs to the number; a count stands alone. */
  amount: (value: number, unit: string) => string
  /** A year, a month, a day or an instant, as much as is written. */
  date: (text: string) => string
}

const declared = declaredWords(registers.values(), measures)
const made = new Map<Language, Telling>()

export function tellingIn(language: Language): Telling {
  const had = made.get(language)
  if (had) return had
  const t = translate(language, declared)
  const locale = localeOf[language]
  const number = (value: number): string =>
    value.toLocaleString(locale, { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 1 })
  const amount = (value: number, unit: string): string => {
    if (/^[A-Z]{3}$/.test(unit)) {
      const big = Math.abs(value) >= 1e9
      return Math.abs(value) >= 1e6
        ? `${number(Math.round(value / (big ? 1e8 : 1e5)) / 10)} ${t(big ? 'unit.billion' : 'unit.million')} ${unit}`
        : `${value.toLocaleString(locale, { maximumFractionDigits: 0 })} ${unit}`
    }
    if (unit === '%') return `${number(value)} %`
    return unit === 'days' ? t('unit.days', { count: value }) : number(value)
  }
  const telling: Telling = {
    language,
    t,
    said: (key, instead) => {
      const word = t(key)
      return word === key ? instead : word
    },
    number,
    amount,
    signed: (value, unit) =>
      value === 0 ? '0' : `${value > 0 ? '+' : '−'}${amount(Math.abs(value), unit)}`,
    date: (text) => {
      const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text) ?? []
      if (!year) return text
      if (!month) return year
      const name = t(`month.long.${Number(month)}`)
      if (!day) return t('date.month', { month: name, year })
      return t('date.day', { day: String(Number(day)), month: name, year })
    },
  }
  made.set(language, telling)
  return telling
}
