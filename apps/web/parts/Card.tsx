/** The card every block of a page stands in: title, a few words beside it, one link at the end; then its content. */
import type { ReactNode } from 'react'
import { useId } from 'react'
import css from './Card.module.css'

type CardProps = {
  title?: ReactNode
  /** Said beside the title, quietly. */
  aside?: ReactNode
  /** A link or a small tool at the right end of the head. */
  action?: ReactNode
  children: ReactNode
  /** The content reaches the card's edges: a map, a table. */
  flush?: boolean
  className?: string | undefined
  level?: 2 | 3
}

export function Card({
  title,
  aside,
  action,
  children,
  flush = false,
  className = '',
  level = 2,
}: CardProps) {
  const id = useId()
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section className={`${css.card} ${className}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={css.head}>
          <Title id={id} className={css.title}>
            {title}
          </Title>
          {aside && <p className={css.aside}>{aside}</p>}
          {action && <div className={css.action}>{action}</div>}
        </div>
      )}
      <div className={flush ? css.flush : css.body}>{children}</div>
    </section>
  )
}

/** The title of a page, its question in one sentence, and what can be done with it at the right. */
export function PageHead({
  title,
  question,
  brief = false,
  actions,
  path,
  marks,
}: {
  title: ReactNode
  question?: ReactNode
  /** A phone leaves the question out. */
  brief?: boolean
  actions?: ReactNode
  path?: ReactNode
  /** Chips beside the title: state, handling marking. */
  marks?: ReactNode
}) {
  return (
    <header className={css.page}>
      <div className={css.words}>
        {path}
        <div className={css.heading}>
          <h1 tabIndex={-1}>{title}</h1>
          {marks}
        </div>
        {question && <p className={`${css.question} ${brief ? css.wideOnly : ''}`}>{question}</p>}
      </div>
      {actions && (
        <div className={css.actions} data-print="no">
          {actions}
        </div>
      )}
    </header>
  )
}

/** The path to a record: only inside a record, never on a page of a desk. */
export function Path({ children, label }: { children: ReactNode; label: string }) {
  return (
    <nav className={css.path} aria-label={label}>
      <ol>{children}</ol>
    </nav>
  )
}
