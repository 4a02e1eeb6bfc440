/** Every figure of a report asked again: of the same days as known now, or of another day. What differs is shown, value by value. */
import { useId, useState } from 'react'
import { useGet } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { Rows } from '../parts/Rows.tsx'
import { useLanguage, useWords } from '../words.tsx'
import css from './reports.module.css'
import type { Again } from './types.ts'

export function AgainView({ id }: { id: string }) {
  const t = useWords()
  const own = useId()
  const format = useFormat()
  const { language } = useLanguage()
  const [on, setOn] = useState('')
  const again = useGet<Again>(
    `/reports/${id}/again`,
    { language, ...(on ? { on } : {}) },
    { moment: false },
  )
  return (
    <When query={again} skeleton={<Skeleton lines={8} height={30} />}>
      {({ items, differs, asked, seq, lost }) => (
        <Card
          title={differs === 0 ? t('reports.stands') : t('reports.differs', { count: differs })}
          aside={t('reports.askedAt', { count: asked, seq })}
          action={
            <span className={css.row}>
              <label htmlFor={own}>{t('reports.againOn')}</label>
              <input
                id={own}
                type="date"
                value={on}
                onChange={({ target }) => setOn(target.value)}
              />
            </span>
          }
        >
          {lost.length > 0 && <p role="note">{t('reports.lost', { count: lost.length })}</p>}
          {items.length === 0 ? (
            <Empty title={t('reports.stands')} why={t('reports.standsWhy')} />
          ) : (
            <Rows
              caption={t('reports.differs', { count: differs })}
              rows={items}
              keyOf={({ place, title, part }) => `${place} ${title} ${part ?? ''}`}
              columns={[
                {
                  key: 'what',
                  title: t('paper.figure'),
                  cell: ({ title, part }) => [title, part].filter(Boolean).join(' · '),
                },
                {
                  key: 'then',
                  title: t('reports.then'),
                  number: true,
                  cell: ({ sayPinned }) => sayPinned,
                },
                {
                  key: 'now',
                  title: t('reports.again'),
                  number: true,
                  cell: ({ sayNow }) => sayNow,
                },
                {
                  key: 'change',
                  title: t('paper.change'),
                  number: true,
                  cell: ({ pinned, now }) =>
                    pinned === null || now === null ? '' : format.signed(now - pinned),
                },
              ]}
            />
          )}
        </Card>
      )}
    </When>
  )
}
