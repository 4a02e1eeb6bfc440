/** Steps under each other, each with its amount, a bar as long as its share of the greatest, and a word beside it. */
import type { ReactNode } from 'react'
import css from './Ladder.module.css'

export type Rung = {
  key: string
  title: ReactNode
  /** Null where it is not known: then `why` stands in its place. */
  value: number | null
  /** In another unit than the others: said in words, without a bar. */
  isApart?: boolean
  words: ReactNode
  why?: string | undefined
  note?: ReactNode
  tone?: 'plain' | 'quiet' | 'out'
}

export function Ladder({ rungs, label }: { rungs: readonly Rung[]; label: string }) {
  const most = Math.max(1, ...rungs.map(({ value, isApart }) => (isApart ? 0 : (value ?? 0))))
  return (
    <ol className={css.ladder} aria-label={label}>
      {rungs.map(({ key, title, value, isApart, words, why, note, tone = 'plain' }) => (
        <li key={key} data-tone={tone}>
          <span className={css.title}>{title}</span>
          <span className={isApart ? undefined : css.track} aria-hidden="true">
            {value !== null && value > 0 && !isApart && (
              <i style={{ width: `${(value / most) * 100}%` }} />
            )}
          </span>
          <span className={css.value}>
            {value === null ? (
              <span className={css.dash} title={why}>
                –<span className="aside-only"> {why}</span>
              </span>
            ) : (
              words
            )}
          </span>
          {(note || (value === null && why)) && (
            <span className={css.note}>{value === null ? why : note}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
