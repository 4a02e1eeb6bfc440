/** One section of the drawer, parted from the one above by a line. */
import type { ReactNode } from 'react'
import css from './FigureDrawer.module.css'

export function Section({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={css.section}>
      <h3>
        {title} {aside && <span>{aside}</span>}
      </h3>
      {children}
    </section>
  )
}
