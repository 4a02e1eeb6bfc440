/**
 * Reimbursement: what contributors claim, how far each claim has come and how long it has stood there; compensation for
 * death and disability with its own clock; inspections that wait for a signature.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useClaimsAges } from '../../api/force.ts'
import { useList } from '../../api/hooks.ts'
import type { RecordView, Refs } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { addDays, daysBetween, lastDay } from '../../frame/days.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport, DeskLists } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './claims.module.css'
import { columnsOf, standing } from './claims.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export default function ClaimsPage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { step } = useSearch({ strict: false }) as { step?: string }
  const claims = useList('reimbursement', {
    limit: 200,
    sort: '-periodLast',
    ...(step ? { state: step } : {}),
  })
  return (
    <>
      <PageHead
        title={t('claims.title')}
        question={t('claims.question', { date: format.when(day) })}
        brief
        actions={<DeskExport desk="funds" />}
      />
      <DeskTabs desk="funds" />
      <div className={css.page}>
        <When
          query={claims}
          skeleton={
            <Card title={t('claims.bySteps')}>
              <Skeleton lines={10} height={26} />
            </Card>
          }
        >
          {({ items, refs, next }) => (
            <Claims items={items} refs={refs ?? {}} day={day} more={next !== null} />
          )}
        </When>
        <div className={css.two}>
          <Compensation day={day} />
          <Inspections />
        </div>
        <DeskLists desk="funds" />
      </div>
    </>
  )
}

function Claims({
  items,
  refs,
  day,
  more,
}: {
  items: readonly RecordView[]
  refs: Refs
  day: string
  more: boolean
}) {
  const t = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const { step } = useSearch({ strict: false }) as { step?: string }
  const ages = useClaimsAges()
  const paid = useList('reimbursement', { state: 'paid', limit: 1 })
  const columns = ages.data ? columnsOf(ages.data, paid.data?.total ?? null) : []
  const waiting = columns.filter((one) => ['claimed', 'verified', 'certified'].includes(one.step))
  const oldest = Math.max(-1, ...waiting.map((one) => one.oldest ?? -1))
  const count = waiting.reduce((n, one) => n + one.count, 0)
  if (items.length === 0 && !step)
    return (
      <Card title={t('claims.bySteps')}>
        <Empty
          title={t('claims.none')}
          why={t('claims.noneWhy')}
          action={<Go to="/r/reimbursement">{t('claims.toList')}</Go>}
        />
      </Card>
    )
  const shown = items.filter(({ state }) => step || state !== 'dropped')
  return (
    <>
      <Card
        title={
          count > 0 && oldest >= 0
            ? t('claims.finding', { count, days: oldest })
            : t('claims.bySteps')
        }
        aside={t('claims.aside')}
      >
        <ul className={css.steps}>
          {columns.map((one) => (
            <li key={one.step} data-step={one.step}>
              <button
                type="button"
                aria-pressed={step === one.step}
                onClick={() =>
                  void navigate({
                    to: '.',
                    search: ((before: object) => ({
                      ...before,
                      step: step === one.step ? undefined : one.step,
                    })) as never,
                    replace: true,
                    resetScroll: false,
                  })
                }
              >
                <span className={css.label}>{t(`claims.step.${one.step}`)}</span>
                <b>{format.number(one.count)}</b>
                {one.count === 0 ? (
                  <small>{t('claims.noneHere')}</small>
                ) : (
                  one.sums.map((sum) => <small key={sum.currency}>{format.money(sum, true)}</small>)
                )}
                {one.oldest !== null && <small>{t('claims.oldest', { count: one.oldest })}</small>}
              </button>
            </li>
          ))}
        </ul>
        <p className={css.note}>{t('claims.fearedNote')}</p>
      </Card>
      <Card
        title={step ? t('claims.atStep', { step: t(`claims.step.${step}`) }) : t('claims.all')}
        aside={
          more
            ? t('table.many', { count: items.length })
            : t('claims.count', { count: shown.length })
        }
        action={<Go to="/r/reimbursement">{t('claims.toList')}</Go>}
      >
        <Table items={shown} refs={refs} day={day} />
      </Card>
    </>
  )
}

const LATE = 90
const FEW = 20
/** What still moves comes first. */
const settled = ({ state }: RecordView): number => Number(state === 'paid' || state === 'dropped')

function Table({ items, refs, day }: { items: readonly RecordView[]; refs: Refs; day: string }) {
  const t = useWords()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const sorted = [...items].sort((a, b) => settled(a) - settled(b))
  const shown = all ? sorted : sorted.slice(0, FEW)
  return (
    <>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('claims.reference')}</th>
            <th scope="col">{t('claims.period')}</th>
            <th scope="col">{t('claims.amount')}</th>
            <th scope="col">{t('claims.age')}</th>
            <th scope="col">{t('claims.at')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((record) => {
            const { fields } = record
            const now = standing(record, day)
            const done = record.state === 'paid' || record.state === 'feared'
            return (
              <tr key={record.id}>
                <th scope="row">
                  <Go to={`/funds/claims/${record.id}`}>{record.caption}</Go>
                  <small>{refs[text(fields.contributor)]?.caption ?? t('notAvailable')}</small>
                </th>
                <td>
                  {t('chart.fromTo', {
                    from: format.when(text(fields.periodFirst)),
                    to: format.when(text(fields.periodLast)),
                  })}
                </td>
                <td className={css.number}>
                  {now.amount ? (
                    format.money(now.amount, true)
                  ) : (
                    <span className={css.dash}>—</span>
                  )}
                </td>
                <td className={css.number}>
                  {now.days === null || done ? (
                    <span className={css.dash}>—</span>
                  ) : now.days > LATE ? (
                    <StateChip tone="late">{t('unit.days', { count: now.days })}</StateChip>
                  ) : (
                    t('unit.days', { count: now.days })
                  )}
                </td>
                <td className={css.state}>
                  <RecordState state={record.state} register="reimbursement" />
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

function Compensation({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const list = useList('compensation', { limit: 100, sort: 'dueOn' })
  return (
    <Card
      title={t('claims.compensation')}
      aside={t('claims.compensationAside')}
      action={<Go to="/r/compensation">{t('desk.all')}</Go>}
    >
      <When query={list} skeleton={<Skeleton lines={4} height={28} />}>
        {({ items }) => {
          const open = items.filter(({ state }) => state !== 'paid' && state !== 'refused')
          if (open.length === 0)
            return (
              <Empty
                title={
                  items.length === 0
                    ? t('claims.noCompensationYet')
                    : t('claims.noCompensation', { count: items.length })
                }
                why={t('claims.noCompensationWhy')}
              />
            )
          return (
            <List>
              {open.slice(0, 12).map((one) => {
                const submitted = text(one.fields.submittedOn)
                const due =
                  text(one.fields.dueOn) || (submitted ? addDays(lastDay(submitted), 90) : '')
                const left = due ? daysBetween(day, lastDay(due)) : null
                return (
                  <ListRow
                    key={one.id}
                    title={one.caption}
                    caption={[
                      term('choice.compensation.kind', text(one.fields.kind)),
                      due
                        ? t('claims.dueOn', { date: format.when(due) })
                        : t('claims.notSubmitted'),
                    ].join(' · ')}
                    end={
                      left === null || left >= 0 ? (
                        <RecordState state={one.state} register="compensation" />
                      ) : (
                        <StateChip tone="late">
                          {t('logistics.daysOver', { count: -left })}
                        </StateChip>
                      )
                    }
                    to={recordPath('compensation', one.id)}
                  />
                )
              })}
            </List>
          )
        }}
      </When>
    </Card>
  )
}

function Inspections() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const list = useList('inspection', {
    state: ['drafted', 'signedByMission', 'disputed'],
    limit: 40,
    sort: '-inspectedOn',
  })
  return (
    <Card
      title={t('claims.inspections')}
      aside={t('claims.inspectionsAside')}
      action={<Go to="/r/inspection">{t('desk.all')}</Go>}
    >
      <When query={list} skeleton={<Skeleton lines={4} height={28} />}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('claims.noInspections')} why={t('claims.noInspectionsWhy')} />
          ) : (
            <List>
              {items.slice(0, 12).map((one) => (
                <ListRow
                  key={one.id}
                  title={`${term('choice.inspection.kind', text(one.fields.kind))}, ${refs?.[text(one.fields.contributor)]?.caption ?? t('notAvailable')}`}
                  caption={format.when(text(one.fields.inspectedOn))}
                  end={<RecordState state={one.state} register="inspection" />}
                  to={`/logistics/inspections/${one.id}`}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}
