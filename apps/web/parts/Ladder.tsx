/** Steps under each other, each with its amount, a bar as long as its share of the greatest, and a word beside it. */
import type { ReactNode } from 'react'
import css from './Ladder.module.css'

export type Rung = {
  key: string
  title: ReactNode
  /** Null where it is not known: then `why` stands in its place. */
  value: number | null
  words: ReactNode
  why?: string | undefined
  note?: ReactNode
  tone?: 'plain' | 'quiet' | 'out'
}

export function Ladder({ rungs, label }: { rungs: readonly Rung[]; label: string }) {
  const most = Math.max(1, ...rungs.map(({ value }) => value ?? 0))
  return (
    <ol className={css.ladder} aria-label={label}>
      {rungs.map(({ key, title, value, words, why, note, tone = 'plain' }) => (
        <li key={key} data-tone={tone}>
          <span className={css.title}>{title}</span>
          <span className={css.track} aria-hidden="true">
            {value !== null && value > 0 && <i style={{ width: `${(value / most) * 100}%` }} />}
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
