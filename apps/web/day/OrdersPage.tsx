/** The tracker of orders and tasks: what is open, to whom, who acknowledged it and when, what is overdue. */
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useGet, useHere, useRegister } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState, StateChip } from '../parts/Chip.tsx'
import { Go, GoRecord } from '../parts/Go.tsx'
import { IconPlus } from '../parts/icons.ts'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useModelWord } from '../record/modelWords.ts'
import { useTerm, useWords } from '../words.tsx'
import { Acknowledge } from './Acknowledge.tsx'
import css from './day.module.css'
import type { OrdersView, OrderView } from './types.ts'

const shown = ['open', 'draft', 'closed'] as const

export default function OrdersPage() {
  const t = useWords()
  const register = useRegister('order')
  const { show = 'open', order } = useSearch({ strict: false }) as { show?: string; order?: string }
  const [pages, setPages] = useState<string[]>([])
  const chosen = (shown as readonly string[]).includes(show) ? show : 'open'
  return (
    <>
      <PageHead
        title={t('orders.title')}
        brief
        question={t('orders.question')}
        actions={
          register?.may.includes('enter') && (
            <GoButton
              look="filled"
              to="/r/order/new"
              icon={<IconPlus size={17} stroke={2} aria-hidden />}
            >
              {t('orders.new')}
            </GoButton>
          )
        }
      />
      <nav className={css.tabs} aria-label={t('orders.show')} data-print="no">
        {shown.map((one) => (
          <Go
            key={one}
            to="/orders"
            search={one === 'open' ? {} : { show: one }}
            className={css.tab}
            {...(one === chosen ? { 'aria-current': 'page' as const } : {})}
          >
            {t(`orders.show.${one}`)}
          </Go>
        ))}
      </nav>
      {['', ...pages].map((cursor) => (
        <Part
          key={`${chosen} ${cursor}`}
          show={chosen}
          cursor={cursor}
          order={order}
          isLast={cursor === (pages.at(-1) ?? '')}
          onMore={(next) => setPages((before) => [...before, next])}
        />
      ))}
    </>
  )
}

function Part({
  show,
  cursor,
  order,
  isLast,
  onMore,
}: {
  show: string
  cursor: string
  order: string | undefined
  isLast: boolean
  onMore: (next: string) => void
}) {
  const t = useWords()
  const orders = useGet<OrdersView>('/orders', { show, ...(cursor ? { cursor } : {}) })
  return (
    <When query={orders} skeleton={<Skeleton lines={6} height={40} />}>
      {({ items, next }) =>
        items.length === 0 && !cursor ? (
          <Card>
            <Empty title={t(`orders.none.${show}`)} why={t('orders.noneWhy')} />
          </Card>
        ) : (
          <>
            <ul className={css.orders} aria-label={t(`orders.show.${show}`)}>
              {items.map((one) => (
                <Order key={one.id} one={one} isChosen={one.id === order} />
              ))}
            </ul>
            {next && isLast && <Button onClick={() => onMore(next)}>{t('orders.more')}</Button>}
          </>
        )
      }
    </When>
  )
}

function Order({ one, isChosen }: { one: OrderView; isChosen: boolean }) {
  const t = useWords()
  const term = useTerm()
  const roleWord = useModelWord('role')
  const format = useFormat()
  const { mission } = useHere()
  const to = [
    ...one.toRoles.map(roleWord),
    ...(one.toOrganisation ? [one.toOrganisation.caption] : []),
  ]
  /** Whoever says only the day is not given a time. */
  const when = (on: string): string => format.instant(on, mission.zone).replace(/, 00:00$/, '')
  return (
    <li className={css.order} data-chosen={isChosen || undefined}>
      <div className={css.orderHead}>
        <GoRecord register="order" id={one.id} className={css.orderTitle}>
          <span className={css.number}>{one.number}</span> {one.title}
        </GoRecord>
        {one.isOverdue ? (
          <StateChip tone="late">{t('orders.overdue')}</StateChip>
        ) : (
          <RecordState register="order" state={one.state} />
        )}
      </div>
      <dl className={css.facts}>
        <div>
          <dt>{t('orders.kind')}</dt>
          <dd>{term('term', one.kind)}</dd>
        </div>
        <div>
          <dt>{t('orders.to')}</dt>
          <dd>{to.length > 0 ? to.join(', ') : t('orders.toAll')}</dd>
        </div>
        <div>
          <dt>{t('orders.due')}</dt>
          <dd>{one.dueOn ? format.when(one.dueOn) : t('orders.noDue')}</dd>
        </div>
        <div>
          <dt>{t('orders.acknowledged')}</dt>
          <dd>
            {one.acknowledged.length === 0
              ? t('orders.byNobody')
              : one.acknowledged
                  .map(({ member, memberTitle, on }) => `${memberTitle ?? member} (${when(on)})`)
                  .join('; ')}
          </dd>
        </div>
      </dl>
      {one.asks && (
        <Acknowledge order={one.id} toOrganisation={one.toOrganisation?.id} number={one.number} />
      )}
    </li>
  )
}
