/** Who has acknowledged the directive in force, contingent by contingent; nobody else counts as effective. */
import { useState } from 'react'
import { useReadiness } from '../../api/operations.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { languages as known } from '../../settings.ts'
import { useWords } from '../../words.tsx'
import css from './operations.module.css'

const FEW = 8
const named = (language: string): string =>
  (known as Readonly<Record<string, string>>)[language] ?? language

export function Directive() {
  const t = useWords()
  const format = useFormat()
  const readiness = useReadiness()
  const [all, setAll] = useState(false)
  return (
    <When
      query={readiness}
      skeleton={
        <Card title={t('ops.directive')}>
          <Skeleton lines={7} height={22} />
        </Card>
      }
    >
      {({ edition, items, languages, refs }) => {
        if (!edition)
          return (
            <Card title={t('ops.directive')}>
              <Empty
                title={t('ops.noDirective')}
                why={t('ops.noDirectiveWhy')}
                action={<Go to="/r/directive">{t('ops.toDirectives')}</Go>}
              />
            </Card>
          )
        const onDuty = items.reduce((sum, one) => sum + one.onDuty, 0)
        const read = items.reduce((sum, one) => sum + one.read, 0)
        const wrong = items.reduce((sum, one) => sum + one.wrong, 0)
        const shown = all ? items : items.slice(0, FEW)
        return (
          <Card
            title={
              read === onDuty
                ? t('ops.allRead', { count: onDuty })
                : t('ops.someRead', { unread: onDuty - read, count: onDuty })
            }
            aside={
              <>
                <GoRecord register="directive" id={edition.record}>
                  {edition.caption}
                </GoRecord>
                {edition.inForceOn &&
                  ` · ${t('ops.inForce', { date: format.when(edition.inForceOn) })}`}
              </>
            }
          >
            <ul className={css.shares}>
              {shown.map((one) => (
                <li key={one.contingent ?? 'none'}>
                  <span>{refs[one.contingent ?? ''] ?? t('ops.noContingent')}</span>
                  <b>
                    {one.read} / {one.onDuty}
                  </b>
                  <span className={css.bar} aria-hidden="true">
                    <i style={{ width: `${one.onDuty ? (100 * one.read) / one.onDuty : 0}%` }} />
                  </span>
                </li>
              ))}
            </ul>
            {items.length > shown.length && (
              <button type="button" className={css.more} onClick={() => setAll(true)}>
                {t('table.more', { count: items.length - shown.length })}
              </button>
            )}
            <p className={css.quiet}>
              {t('ops.readIn', {
                what: languages
                  .map((one) => `${named(one.language)} ${format.number(one.persons)}`)
                  .join(', '),
              })}{' '}
              <Go to="/r/person" search={{ state: 'deployed', directiveRead: 'due' }}>
                {t('ops.toUnread')}
              </Go>
            </p>
            {wrong > 0 && <p className={css.quiet}>{t('ops.wrongMarks', { count: wrong })}</p>}
          </Card>
        )
      }}
    </When>
  )
}
