/** One line of a day: when it is due, what it is with the records concerned, how many; one act where one tap is enough. */
import type { ReactNode } from 'react'
import { useFormat } from '../format.ts'
import { daysBetween } from '../frame/days.ts'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import css from './day.module.css'
import { splitLink } from './link.ts'
import type { DayRef } from './types.ts'

export function DayRow({
  lead,
  title,
  note,
  link,
  count,
  records = [],
  action,
  isDone = false,
}: {
  lead: ReactNode
  title: string
  note?: ReactNode
  link: string
  count?: ReactNode
  records?: readonly DayRef[]
  action?: ReactNode
  isDone?: boolean
}) {
  const own = records.filter((one) => one.link !== undefined)
  const named = records.filter((one) => one.link === undefined)
  return (
    <li className={css.row} data-done={isDone || undefined}>
      <div className={css.line}>
        <Go {...splitLink(link)} className={css.link}>
          <span className={css.lead}>{lead}</span>
          <span className={css.main}>
            <span className={css.title}>{title}</span>
            {(note || named.length > 0) && (
              <span className={css.note}>
                {note}
                {note && named.length > 0 ? ' · ' : ''}
                {named.map(({ caption }) => caption).join(', ')}
              </span>
            )}
          </span>
          {count !== undefined && <span className={css.count}>{count}</span>}
        </Go>
        {action}
      </div>
      {own.length > 0 && (
        <ul className={css.units}>
          {own.map((one) => (
            <Unit key={one.id} one={one} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** One contingent with what the record makes of it: the form opens with that. */
function Unit({ one }: { one: DayRef }) {
  const format = useFormat()
  return (
    <li>
      <Go {...splitLink(one.link as string)} className={css.unit}>
        <span>{one.caption}</span>
        <span className={css.value}>
          {one.value !== undefined && format.number(one.value)}
          {one.change ? <span className={css.change}> {format.signed(one.change)}</span> : null}
        </span>
      </Go>
    </li>
  )
}

/** A day as it matters now: late by days, today with its time, or the date. */
export function Due({
  due,
  at,
  today,
}: {
  due: string | undefined
  at?: string | undefined
  today: string
}) {
  const t = useWords()
  const format = useFormat()
  if (!due) return <span className={css.quiet}>{t('day.open')}</span>
  const days = daysBetween(due, today)
  if (days > 0) return <span className={css.late}>{t('day.late', { count: days })}</span>
  if (days === 0) return <b>{at ?? t('day.today')}</b>
  return <time dateTime={due}>{format.when(due, 'day')}</time>
}
