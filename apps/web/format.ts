/**
 * Numbers, money and dates as people of each language write them. Dates never pass through a time zone: a civil day
 * stays that day everywhere. A value that is not known is for the caller to draw; nothing here turns it into zero.
 */
import { useMemo } from 'react'
import type { Language } from './settings.ts'
import { localeOf, type Translate, useLanguage } from './words.tsx'

export type Format = {
  number(value: number, digits?: number): string
  /** Signed, with a true minus: +200, −1. */
  signed(value: number): string
  /** Whole minor units and a currency, as in `110.0 million USD` when short. */
  money(value: { minor: number; currency: string }, short?: boolean): string
  share(value: number, digits?: number): string
  /** A year, a month, a day or an instant as written: 2025, May 2025, 14 May 2025, 14 May 2025, 16:30 (−04:00). */
  when(text: string, style?: 'long' | 'short' | 'day'): string
  /** An instant as day and time in the mission's zone. */
  instant(text: string, zone: string, style?: 'long' | 'short'): string
  days(count: number): string
}

const partsOf = (text: string) =>
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::[\d.]+)?(Z|[+-]\d{2}:\d{2})?)?)?)?/.exec(text)

function month(t: Translate, number: string, short: boolean): string {
  return t(`month.${short ? 'short' : 'long'}.${Number(number)}`)
}

export function formatIn(language: Language, t: Translate): Format {
  const locale = localeOf[language]
  const number = (value: number, digits?: number): string =>
    value.toLocaleString(locale, {
      maximumFractionDigits: digits ?? (Math.abs(value) < 100 ? 2 : 1),
      minimumFractionDigits: digits ?? 0,
    })
  const when: Format['when'] = (text, style = 'short') => {
    const found = partsOf(text)
    if (!found) return text
    const [, y, m, d, time, offset] = found
    if (!m) return y as string
    const name = month(t, m, style !== 'long')
    if (!d) return t('date.month', { month: name, year: y as string })
    const day = t(style === 'day' ? 'date.dayMonth' : 'date.day', {
      day: String(Number(d)),
      month: name,
      year: y as string,
    })
    if (!time) return day
    return `${day}, ${time}${offset ? ` (${offset === 'Z' ? 'UTC' : offset.replace('-', '−')})` : ''}`
  }
  return {
    number,
    signed: (value) => (value > 0 ? `+${number(value)}` : value < 0 ? `−${number(-value)}` : '0'),
    money: ({ minor, currency }, short = false) => {
      const value = minor / 100
      if (!short || Math.abs(value) < 1e6)
        return `${number(value, Number.isInteger(value) ? 0 : 2)} ${currency}`
      const big = Math.abs(value) >= 1e9
      return `${number(value / (big ? 1e9 : 1e6), 1)} ${t(big ? 'unit.billion' : 'unit.million')} ${currency}`
    },
    share: (value, digits = 0) => `${number(value * 100, digits)} %`,
    when,
    instant: (text, zone, style = 'short') => {
      const at = new Date(text)
      if (Number.isNaN(at.getTime())) return text
      const part = Object.fromEntries(
        new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        })
          .formatToParts(at)
          .map(({ type, value }) => [type, value]),
      )
      return `${when(`${part.year}-${part.month}-${part.day}`, style)}, ${part.hour}:${part.minute}`
    },
    days: (count) => t('unit.days', { count }),
  }
}

export function useFormat(): Format {
  const { t, language } = useLanguage()
  return useMemo(() => formatIn(language, t), [t, language])
}

/** The civil day of an instant in a zone. */
export const dayIn = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant)

/** Largest first: what to divide by so that a number of money reads well beside its unit. */
export function scaleOf(value: number): { over: number; word: 'billion' | 'million' | null } {
  if (Math.abs(value) >= 1e9) return { over: 1e9, word: 'billion' }
  if (Math.abs(value) >= 1e6) return { over: 1e6, word: 'million' }
  return { over: 1, word: null }
}
