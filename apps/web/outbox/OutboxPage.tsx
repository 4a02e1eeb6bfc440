/** What this phone keeps to be sent: what was refused and why, field by field, what waits, and what arrived lately. */
import { useCallback, useEffect, useState } from 'react'
import { useHere, useRegisters } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { Empty, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { boxNow, idOf, items as itemsOf } from './box.ts'
import { CodeForm } from './CodeForm.tsx'
import { ItemView } from './ItemView.tsx'
import { useLine, useStale } from './line.ts'
import type { Item } from './order.ts'
import css from './outbox.module.css'
import { run } from './run.ts'

export default function OutboxPage() {
  const t = useWords()
  const { mission, person } = useHere()
  const { isOpen, has } = useLine()
  const who = { mission: mission.id, member: person.id, title: person.title }
  const isMine = isOpen && boxNow()?.id === idOf(who)
  return (
    <>
      <PageHead title={t('outbox.title')} question={t('outbox.question')} />
      <div className={css.cards}>
        {person.roles.length === 0 ? (
          <Empty title={t('outbox.noRole')} why={t('outbox.noRoleWhy')} />
        ) : isMine ? (
          <Queue />
        ) : (
          <Card title={t(has ? 'outbox.locked' : 'line.begin')}>
            <CodeForm who={who} onDone={() => undefined} />
          </Card>
        )}
      </div>
    </>
  )
}

function Queue() {
  const t = useWords()
  const format = useFormat()
  const { mission } = useHere()
  const line = useLine()
  const stale = useStale()
  const registers = useRegisters()
  const [items, setItems] = useState<readonly Item[]>()
  const read = useCallback(() => {
    const box = boxNow()
    if (box) itemsOf(box).then(setItems, () => setItems([]))
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: these tell that something in the queue has changed
  useEffect(read, [read, line.waiting, line.refused, line.sending])
  if (!items || registers.isPending) return <Skeleton lines={4} height={56} />
  const of = (state: Item['state']): Item[] => items.filter((one) => one.state === state)
  const sent = of('sent').reverse()
  const view = (item: Item) => (
    <ItemView
      key={item.n}
      item={item}
      items={items}
      register={registers.data?.items.find(({ name }) => name === item.command.register)}
      onChange={read}
    />
  )
  return (
    <>
      {!line.isUp && (
        <p className={css.quiet} role="status">
          {t('line.downKept')}
          {stale !== undefined &&
            ` ${t('line.stale', { at: format.instant(new Date(stale).toISOString(), mission.zone) })}`}
        </p>
      )}
      {line.halted && <p className={css.why}>{t(`line.halted.${line.halted}`)}</p>}
      {of('refused').length > 0 && (
        <Card title={t('outbox.refused')} aside={t('outbox.refusedAside')}>
          <ul className={css.items}>{of('refused').map(view)}</ul>
        </Card>
      )}
      <Card
        title={t('outbox.waiting')}
        aside={t('outbox.waitingAside')}
        action={
          of('waiting').length > 0 && (
            <Button size="small" onClick={run} disabled={!line.isUp}>
              {t('outbox.now')}
            </Button>
          )
        }
      >
        {of('waiting').length === 0 ? (
          <Empty title={t('outbox.none')} why={t('outbox.noneWhy')} />
        ) : (
          <ul className={css.items}>{of('waiting').map(view)}</ul>
        )}
      </Card>
      {sent.length > 0 && (
        <Card title={t('outbox.sent')} aside={t('outbox.sentAside')}>
          <ul className={css.items}>{sent.map(view)}</ul>
        </Card>
      )}
      <p className={css.row}>
        <Go to="/outbox/bundle">{t('outbox.toBundle')}</Go>
        <Go to="/account">{t('outbox.toDevices')}</Go>
      </p>
    </>
  )
}
