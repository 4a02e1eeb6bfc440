/** Rows of a short list in a card: a lead (date, days), a title with its caption, an end (source, number). Hairlines, no zebra. */
import type { ReactNode } from 'react'
import { Go } from './Go.tsx'
import css from './ListRow.module.css'

export function List({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={css.list} aria-label={label}>
      {children}
    </ul>
  )
}

export function ListRow({
  lead,
  leadStrong = false,
  title,
  caption,
  end,
  endCaption,
  to,
  search,
  selected,
}: {
  lead?: ReactNode
  leadStrong?: boolean
  title: ReactNode
  caption?: ReactNode
  end?: ReactNode
  endCaption?: ReactNode
  to?: string
  search?: Readonly<Record<string, string | string[] | undefined>>
  selected?: boolean
}) {
  const content = (
    <>
      {lead !== undefined && (
        <span className={`${css.lead} ${leadStrong ? css.strong : ''}`}>{lead}</span>
      )}
      <span className={css.main}>
        <span className={css.title}>{title}</span>
        {caption && <span className={css.caption}>{caption}</span>}
      </span>
      {(end !== undefined || endCaption !== undefined) && (
        <span className={css.end}>
          <span>{end}</span>
          {endCaption && <span className={css.endCaption}>{endCaption}</span>}
        </span>
      )}
    </>
  )
  return (
    <li className={`${css.row} ${selected ? css.selected : ''}`}>
      {to ? (
        <Go to={to} search={search ?? {}} className={css.link}>
          {content}
        </Go>
      ) : (
        <span className={css.link}>{content}</span>
      )}
    </li>
  )
}
