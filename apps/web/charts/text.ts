/** The words, numbers and dates that charts write, in the language of the page. */
import { useMemo } from 'react'
import { useFormat } from '../format.ts'
import { type Translate, useWords } from '../words.tsx'
import type { TimeTick } from './scale.ts'
import { markOf, type Statement, signs } from './statement.ts'

export type ChartText = {
  t: Translate
  number(value: number): string
  /** 14 May 2025, May 2025 or 2025. */
  day(when: string): string
  /** 14 May. */
  dayMonth(day: string): string
  /** A tick of the time axis: the year stands with the first tick and with each January. */
  tick(tick: TimeTick, index: number): string
  /** `≈ 800`, `> 800`, `814`, `744–1,000`; as printed where no figure can be read. */
  said(statement: Statement): string
  /** Millions and billions short: `110.0 M`. */
  short(value: number): string
}

export function useChartText(): ChartText {
  const t = useWords()
  const format = useFormat()
  return useMemo(() => {
    const number = (value: number): string => format.number(value)
    const short = (value: number): string => {
      const size = Math.abs(value)
      if (size >= 1e9)
        return t('chart.billions', {
          value: format.number(value / 1e9, size % 1e9 === 0 ? 0 : size % 1e8 === 0 ? 1 : 2),
        })
      if (size >= 1e6)
        return t('chart.millions', { value: format.number(value / 1e6, size % 1e6 === 0 ? 0 : 1) })
      return format.number(value)
    }
    const said = (s: Statement): string => {
      const value = markOf(s)
      if (s.precision === 'garbled' || s.precision === 'vague' || value === undefined)
        return s.raw || (value === undefined ? '–' : short(value))
      if (s.precision === 'range' && s.low !== null && s.high !== null)
        return `${short(s.low)}–${short(s.high)}`
      return signs[s.precision] ? `${signs[s.precision]} ${short(value)}` : short(value)
    }
    return {
      t,
      number,
      short,
      said,
      day: (when) => format.when(when),
      dayMonth: (day) => format.when(day, 'day'),
      tick: ({ day, grain }, index) => {
        if (grain === 'year') return day.slice(0, 4)
        const month = t(`month.short.${Number(day.slice(5, 7))}`)
        return index === 0 || day.slice(5, 7) === '01'
          ? t('date.month', { month, year: day.slice(0, 4) })
          : month
      },
    }
  }, [t, format])
}
