/** Controlled stores: how the last count of each kind at each base came out, by which two people, and the differences still open. */
import { useState } from 'react'
import { useHere, useList, useRegister } from '../../api/hooks.ts'
import type { RecordView, Refs } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Unknown } from '../../parts/Text.tsx'
import { usePersonTitle } from '../../parts/usePersonTitle.ts'
import { useTerm, useWords } from '../../words.tsx'
import css from './stock.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const FEW = 14
/** What differs first, then what waits for its second count. */
const urgent = ({ state }: RecordView): number => ['differs', 'drafted'].indexOf(state) + 1 || 3

/** The latest count of each kind at each base: counts come newest first. */
export function latestCounts(items: readonly RecordView[]): RecordView[] {
  const seen = new Set<string>()
  return items.filter(({ fields }) => {
    const key = `${text(fields.base)} ${text(fields.storeKind)} ${text(fields.contingent)}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

export function Stores({ day }: { day: string }) {
  const t = useWords()
  const register = useRegister('storeCount')
  const counts = useList(
    'storeCount',
    { limit: 200, sort: '-countedOn' },
    { enabled: register !== undefined },
  )
  const missing = useList(
    'store',
    { state: 'missing', limit: 50 },
    { enabled: register !== undefined },
  )
  if (!register) return null
  return (
    <When
      query={counts}
      skeleton={
        <Card title={t('stores.title')}>
          <Skeleton lines={6} height={28} />
        </Card>
      }
    >
      {({ items, refs }) => {
        const open = items.filter(({ state }) => state === 'differs')
        return (
          <div className={css.stores}>
            <Card
              title={t('stores.title')}
              aside={t('stores.aside')}
              action={<Go to="/r/storeCount">{t('stores.all')}</Go>}
            >
              {items.length === 0 ? (
                <Empty
                  title={t('stores.none')}
                  why={t('stores.noneWhy')}
                  action={
                    register.may.includes('enter') && (
                      <Go to="/r/storeCount/new">{t('stores.count')}</Go>
                    )
                  }
                />
              ) : (
                <Counts items={latestCounts(items)} refs={refs ?? {}} day={day} />
              )}
            </Card>
            <Card
              title={
                items.length === 0 ? t('stores.openNone') : t('stores.open', { count: open.length })
              }
              aside={t('stores.openAside')}
              action={<Go to="/r/store">{t('stores.allStores')}</Go>}
            >
              {open.length === 0 && (missing.data?.items.length ?? 0) === 0 ? (
                <Empty title={t('stores.noneOpen')} why={t('stores.noneOpenWhy')} />
              ) : (
                <Open open={open} missing={missing.data?.items ?? []} refs={refs ?? {}} day={day} />
              )}
            </Card>
          </div>
        )
      }}
    </When>
  )
}

function Counts({ items, refs, day }: { items: readonly RecordView[]; refs: Refs; day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const who = usePersonTitle()
  const { mission } = useHere()
  const [all, setAll] = useState(false)
  const titleOf = (id: string): string =>
    who(id, mission.people.find((one) => one.id === id)?.title)
  const sorted = [...items].sort((a, b) => urgent(a) - urgent(b))
  const shown = all ? sorted : sorted.slice(0, FEW)
  return (
    <>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('stores.kind')}</th>
            <th scope="col">{t('stores.expected')}</th>
            <th scope="col">{t('stores.counted')}</th>
            <th scope="col">{t('stores.by')}</th>
            <th scope="col">{t('stores.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, state, fields }) => {
            const on = lastDay(text(fields.countedOn))
            const by = [fields.firstCounter, fields.secondCounter].map(text).filter(Boolean)
            return (
              <tr key={id}>
                <th scope="row">
                  <GoRecord register="storeCount" id={id}>
                    {term('choice.storeCount.storeKind', text(fields.storeKind))}
                  </GoRecord>
                  <small>
                    {refs[text(fields.base)]?.caption ?? t('notAvailable')}
                    {fields.contingent
                      ? ` · ${refs[text(fields.contingent)]?.caption ?? t('notAvailable')}`
                      : ''}{' '}
                    · {format.when(on)}, {t('stores.ago', { count: daysBetween(on, day) })}
                  </small>
                </th>
                <td>{format.number(number(fields.expected) ?? 0)}</td>
                <td>
                  {format.number(number(fields.counted) ?? 0)}
                  {number(fields.countedAgain) === null ? (
                    <small> / {t('stores.second')}</small>
                  ) : (
                    ` / ${format.number(number(fields.countedAgain) as number)}`
                  )}
                </td>
                <td className={css.people}>
                  {by.length > 0 ? by.map(titleOf).join(', ') : <Unknown />}
                </td>
                <td>
                  <RecordState state={state} register="storeCount" />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {sorted.length > shown.length && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t('table.more', { count: sorted.length - shown.length })}
        </button>
      )}
    </>
  )
}

function Open({
  open,
  missing,
  refs,
  day,
}: {
  open: readonly RecordView[]
  missing: readonly RecordView[]
  refs: Refs
  day: string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  return (
    <List label={t('stores.openAside')}>
      {open.map(({ id, fields }) => {
        const gap =
          (number(fields.countedAgain) ?? number(fields.counted) ?? 0) -
          (number(fields.expected) ?? 0)
        return (
          <ListRow
            key={id}
            leadStrong
            lead={gap === 0 ? '≠' : format.signed(gap)}
            title={term('choice.storeCount.storeKind', text(fields.storeKind))}
            caption={`${refs[text(fields.base)]?.caption ?? t('notAvailable')} · ${t(
              'stores.openFor',
              {
                count: daysBetween(lastDay(text(fields.countedOn)), day),
              },
            )}`}
            end={<StateChip tone="late">{t('stores.case')}</StateChip>}
            to={recordPath('storeCount', id)}
          />
        )
      })}
      {missing.slice(0, 10).map((one) => (
        <ListRow
          key={one.id}
          leadStrong
          lead="1"
          title={one.caption}
          caption={term('choice.store.storeKind', text(one.fields.storeKind))}
          end={<RecordState state={one.state} register="store" />}
          to={recordPath('store', one.id)}
        />
      ))}
    </List>
  )
}
