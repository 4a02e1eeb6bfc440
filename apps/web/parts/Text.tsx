/** Dates, numbers and money on the page; what is not known is a dash with its reason, never zero. */
import type { ReactNode } from 'react'
import type { Bound } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { useWords } from '../words.tsx'
import css from './Text.module.css'

export function Unknown({ why }: { why?: ReactNode }) {
  const t = useWords()
  return (
    <span className={css.unknown}>
      <span aria-hidden>—</span>
      <span className="aside-only">{t('notKnown')}</span>
      {why && <span className={css.why}>{why}</span>}
    </span>
  )
}

export function DateText({
  when,
  style = 'short',
}: {
  when: string | undefined
  style?: 'long' | 'short' | 'day'
}) {
  const format = useFormat()
  return when ? <time dateTime={when}>{format.when(when, style)}</time> : <Unknown />
}

export function NumberText({
  value,
  digits,
}: {
  value: number | null | undefined
  digits?: number
}) {
  const format = useFormat()
  return value === null || value === undefined ? <Unknown /> : format.number(value, digits)
}

export function MoneyText({
  value,
  short,
}: {
  value: { minor: number; currency: string } | null | undefined
  short?: boolean
}) {
  const format = useFormat()
  return value ? format.money(value, short) : <Unknown />
}

const glyphs: Record<Bound, string> = {
  atLeast: 'M2 2.2 10 6 2 9.8M2 12.6H10',
  over: 'M2 2.6 10 7 2 11.4',
  atMost: 'M10 2.2 2 6 10 9.8M2 12.6H10',
  below: 'M10 2.6 2 7 10 11.4',
  about: 'M1.5 8.4C3 5.6 4.6 5.6 6 7s3 1.4 4.5-1.4',
}

/** ≥, >, ≤, <, ≈ drawn, because the shipped face has none of them; said in words to a screen reader. */
export function BoundMark({ bound }: { bound: Bound }) {
  const t = useWords()
  return (
    <span className={css.bound}>
      <svg viewBox="0 0 12 14" width="0.6em" height="0.7em" aria-hidden>
        <path d={glyphs[bound]} fill="none" stroke="currentColor" strokeWidth="1.9" />
      </svg>
      <span className="aside-only">{t(`bound.${bound}`)} </span>
    </span>
  )
}
