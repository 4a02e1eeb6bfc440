/**
 * My day: what I owe, what waits for me, what others changed since I last looked. One answer of the server; how far I looked
 * moves when I say so or leave the page, never by itself.
 */
import { lazy, Suspense, useState } from 'react'
import { useGet, useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { deskPath } from '../frame/desks.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { Go } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useWords, withWords } from '../words.tsx'
import { Acknowledge } from './Acknowledge.tsx'
import { DayRow, Due } from './DayRow.tsx'
import css from './day.module.css'
import type { DayView, OwedItem, WaitingItem } from './types.ts'

const Changed = lazy(withWords(() => import('./Changed.tsx')))
const Running = lazy(withWords(() => import('./Running.tsx')))

export default function DayPage() {
  const t = useWords()
  const format = useFormat()
  const { person } = useHere()
  const day = useGet<DayView>('/day')
  return (
    <>
      <PageHead
        title={t('day.title')}
        brief
        question={
          day.data ? `${person.title}, ${format.when(day.data.day, 'long')}` : t('day.question')
        }
        actions={
          <GoButton to="/day/report" icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}>
            {t('day.report')}
          </GoButton>
        }
      />
      <When query={day} skeleton={<Skeleton lines={8} height={34} />}>
        {(data) => <Content data={data} />}
      </When>
    </>
  )
}

function Content({ data }: { data: DayView }) {
  const t = useWords()
  const { person, mission } = useHere()
  const { owed, waiting, day } = data
  const open = owed.filter(({ done }) => !done)
  const done = owed.filter((one) => one.done)
  return (
    <div className={css.page}>
      <div className={css.side}>
        <Card title={t('day.owed')} aside={aside(open.length)}>
          {owed.length === 0 ? (
            <Empty title={t('day.nothingOwed')} why={t('day.nothingOwedWhy')} />
          ) : (
            <ul className={css.list}>
              {[...open, ...done].map((one) => (
                <Owed key={`${one.key} ${one.values.title ?? ''}`} one={one} day={day} />
              ))}
            </ul>
          )}
        </Card>
        <Card
          title={t('day.waiting')}
          aside={aside(waiting.length)}
          action={<Go to="/orders">{t('day.orders')}</Go>}
        >
          {waiting.length === 0 ? (
            <Empty title={t('day.nothingWaits')} why={t('day.nothingWaitsWhy')} />
          ) : (
            <Waiting waiting={waiting} day={day} />
          )}
        </Card>
      </div>
      <div className={css.side}>
        <Suspense fallback={<Skeleton lines={6} height={28} />}>
          <Changed data={data} />
        </Suspense>
        {person.roles.includes('chief') && (
          <Suspense>
            <Running off={data.off} />
          </Suspense>
        )}
        <Off data={data} kept={mission.desks ?? []} />
      </div>
    </div>
  )

  function aside(count: number): string {
    return count === 0 ? '' : String(count)
  }
}

function Owed({ one, day }: { one: OwedItem; day: string }) {
  const t = useWords()
  const format = useFormat()
  const { key, values, due, dueAt, done, link, count, records } = one
  const title = t(key, values)
  const own = typeof values.title === 'string' ? values.title : ''
  const strength = key.startsWith('day.form.strength') && !done
  const note = strength
    ? t('day.strengthNote', {
        persons: Number(values.persons),
        change: format.signed(Number(values.change)),
        of: Number(values.of),
      })
    : own && own !== title
      ? own
      : undefined
  return (
    <DayRow
      lead={
        done ? (
          <StateChip tone="fit">{t('day.done')}</StateChip>
        ) : (
          <Due due={due} at={dueAt} today={day} />
        )
      }
      title={title}
      note={note}
      link={link}
      isDone={done ?? false}
      {...(done || count === undefined ? {} : { count: counted(count) })}
      {...(records && !done ? { records } : {})}
    />
  )

  function counted(value: number | null): string {
    return value === null ? t('day.many') : format.number(value)
  }
}

/** What is late or due first; of a long list of orders the rest when it is asked for. */
const NAMED = 8
function Waiting({ waiting, day }: { waiting: readonly WaitingItem[]; day: string }) {
  const t = useWords()
  const [all, setAll] = useState(false)
  const left = waiting.length - NAMED
  return (
    <>
      <ul className={css.list}>
        {(all || left < 2 ? waiting : waiting.slice(0, NAMED)).map((one) => (
          <Waits key={one.order?.id ?? one.key} one={one} day={day} />
        ))}
      </ul>
      {!all && left > 1 && (
        <Button size="small" look="quiet" onClick={() => setAll(true)}>
          {t('day.more', { count: left })}
        </Button>
      )}
    </>
  )
}

function Waits({ one, day }: { one: WaitingItem; day: string }) {
  const t = useWords()
  const format = useFormat()
  const { key, values, since, due, link, count, records, order } = one
  return (
    <DayRow
      lead={
        order ? (
          <Due due={due} today={day} />
        ) : since ? (
          t('day.since', { day: format.when(since, 'day') })
        ) : (
          t('day.open')
        )
      }
      title={key === 'day.order' ? t('day.order', values) : t(key, values)}
      note={order ? t('day.orderNote') : undefined}
      link={link}
      {...(count === undefined
        ? {}
        : { count: count === null ? t('day.many') : format.number(count) })}
      {...(records ? { records } : {})}
      {...(order
        ? {
            action: (
              <Acknowledge
                order={order.id}
                toOrganisation={order.toOrganisation}
                number={String(values.number)}
              />
            ),
          }
        : {})}
    />
  )
}

/** What the mission switched off is said once, quietly, with the way to it. */
function Off({ data, kept }: { data: DayView; kept: readonly string[] }) {
  const t = useWords()
  const desks = data.off.desks.filter((desk) => kept.includes(desk))
  if (desks.length === 0) return null
  return (
    <p className={css.off}>
      {t('day.off')}{' '}
      {desks.map((desk, index) => (
        <span key={desk}>
          {index > 0 && ', '}
          <Go to={deskPath(desk)}>{t(`desk.${desk}`)}</Go>
        </span>
      ))}
    </p>
  )
}
