/** Patrols of the day on a board: at the gate with what each lacks, out, late or broken down, back, turned back. */
import { useState } from 'react'
import { type BoardItem, useBoard } from '../../api/operations.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { usePhone } from '../../parts/usePhone.ts'
import { useTerm, useWords } from '../../words.tsx'
import { byColumn, type Column, columns, countsOf, goes } from './board.ts'
import css from './operations.module.css'

const FEW = { wide: 8, phone: 4 }

export function Board() {
  const t = useWords()
  const board = useBoard()
  return (
    <When
      query={board}
      skeleton={
        <Card title={t('ops.board')}>
          <Skeleton lines={10} height={24} />
        </Card>
      }
    >
      {({ items, refs, hidden, stale }) => {
        const lanes = byColumn(items)
        const counts = countsOf(items)
        return (
          <Card title={t('ops.boardFinding', counts)} aside={t('ops.boardAside')}>
            {items.length === 0 ? (
              <Empty
                title={t('ops.noPatrols')}
                why={t('ops.noPatrolsWhy')}
                action={<Go to="/r/patrol/new">{t('ops.planPatrol')}</Go>}
              />
            ) : (
              <div className={css.board}>
                {columns.map((column) => (
                  <Lane key={column} column={column} list={lanes[column]} refs={refs} />
                ))}
              </div>
            )}
            {(hidden > 0 || stale > 0) && (
              <p className={css.quiet}>
                {stale > 0 && t('ops.stale', { count: stale })}{' '}
                {hidden > 0 && t('ops.hidden', { count: hidden })}{' '}
                <Go to="/r/patrol" search={{ state: 'planned' }}>
                  {t('ops.toPatrols')}
                </Go>
              </p>
            )}
          </Card>
        )
      }}
    </When>
  )
}

function Lane({
  column,
  list,
  refs,
}: {
  column: Column
  list: readonly BoardItem[]
  refs: Readonly<Record<string, string>>
}) {
  const t = useWords()
  const phone = usePhone()
  const [all, setAll] = useState(false)
  const shown = all ? list : list.slice(0, FEW[phone ? 'phone' : 'wide'])
  return (
    <section className={css.lane} aria-label={t(`ops.lane.${column}`)}>
      <h3>
        {t(`ops.lane.${column}`)} <span>{list.length}</span>
      </h3>
      {list.length === 0 ? (
        <p className={css.quiet}>{t(`ops.none.${column}`)}</p>
      ) : (
        <ul>
          {shown.map((one) => (
            <li key={one.record}>
              <Patrol one={one} refs={refs} />
            </li>
          ))}
        </ul>
      )}
      {list.length > shown.length && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t('table.more', { count: list.length - shown.length })}
        </button>
      )}
    </section>
  )
}

function Patrol({ one, refs }: { one: BoardItem; refs: Readonly<Record<string, string>> }) {
  const t = useWords()
  const format = useFormat()
  const at = (text: string | null): string =>
    text ? (/T(\d{2}:\d{2})/.exec(text)?.[1] ?? format.when(text)) : ''
  const line = [
    refs[one.contingent ?? ''],
    one.place,
    t('ops.party', { vehicles: one.vehicles, crew: one.crew ?? 0 }),
  ].filter(Boolean)
  return (
    <article className={css.patrol}>
      <GoRecord register="patrol" id={one.record} className={css.name}>
        {one.title}
      </GoRecord>
      <p>{line.join(' · ')}</p>
      <Said one={one} at={at} />
      {one.wentUnfit && <StateChip tone="limited">{t('ops.wentUnfit')}</StateChip>}
    </article>
  )
}

function Said({ one, at }: { one: BoardItem; at: (text: string | null) => string }) {
  const t = useWords()
  const term = useTerm()
  if (one.column === 'planned' || one.column === 'gate')
    return goes(one) ? (
      <StateChip tone="fit">{t('ops.go')}</StateChip>
    ) : (
      <>
        <StateChip tone="out">{t('ops.noGo')}</StateChip>
        <p className={css.lacks}>{one.lacks.map((lack) => t(`lack.${lack}`)).join(' · ')}</p>
      </>
    )
  if (one.column === 'overdue')
    return (
      <StateChip tone="late">{t('ops.dueAt', { time: at(one.dueBackAt ?? one.leftAt) })}</StateChip>
    )
  if (one.column === 'stranded')
    return (
      <>
        <StateChip tone="out">{t('ops.stranded')}</StateChip>
        <p className={css.lacks}>{t(one.recovery ? 'ops.helpNamed' : 'ops.noHelp')}</p>
      </>
    )
  if (one.column === 'turned')
    return (
      <p className={css.lacks}>{term('choice.patrol.refusedFor', one.refusedFor ?? 'other')}</p>
    )
  if (one.column === 'back')
    return <p className={css.lacks}>{t('ops.backAfter', { hours: one.hoursOut ?? 0 })}</p>
  return (
    <p className={css.lacks}>
      {one.dueBackAt
        ? t('ops.outUntil', { left: at(one.leftAt), due: at(one.dueBackAt) })
        : t('ops.outSince', { left: at(one.leftAt) })}
    </p>
  )
}
