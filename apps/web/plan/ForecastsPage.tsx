/**
 * Forecasts that were kept, and how they fared: of each its bands and what came; of all together how often the bands held, by
 * how many days ahead. A planner whose 90 % bands hold half the time is too sure of itself, and this page says so.
 */
import { useState } from 'react'
import { type ForecastView, useCalibration, useForecasts } from '../api/plan.ts'
import { useFormat } from '../format.ts'

import { Card, PageHead } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { Go, GoRecord } from '../parts/Go.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { Rows } from '../parts/Rows.tsx'
import { useWords } from '../words.tsx'
import { Fared } from './Fared.tsx'
import { useNames } from './names.ts'
import { PlanTabs } from './PlanTabs.tsx'
import css from './plan.module.css'
import { heldOf } from './Scored.tsx'

export default function ForecastsPage() {
  const t = useWords()
  const forecasts = useForecasts()
  const [chosen, choose] = useState<string>()
  return (
    <>
      <PageHead title={t('plan.forecasts')} question={t('plan.forecastsQuestion')} />
      <PlanTabs />
      <div className={css.stack}>
        <Calibration />
        <When
          query={forecasts}
          skeleton={
            <Card>
              <Skeleton lines={8} height={22} />
            </Card>
          }
        >
          {({ items }) => {
            const shown = items.find(({ id }) => id === chosen) ?? items[0]
            return shown ? (
              <>
                <Fared forecast={shown} />
                <List items={items} shown={shown.id} onShow={choose} />
              </>
            ) : (
              <Card title={t('plan.keptForecasts')}>
                <Empty
                  title={t('plan.noForecasts')}
                  why={t('plan.noForecastsWhy')}
                  action={<Go to="/plan">{t('plan.tab.plan')}</Go>}
                />
              </Card>
            )
          }}
        </When>
      </div>
    </>
  )
}

const again = {
  same: 'fit',
  differs: 'out',
  otherEngine: 'unknown',
  pending: 'unknown',
  failed: 'out',
} as const

function List({
  items,
  shown,
  onShow,
}: {
  items: readonly ForecastView[]
  shown: string
  onShow: (id: string) => void
}) {
  const t = useWords()
  const format = useFormat()
  return (
    <Card title={t('plan.keptForecasts')} aside={t('plan.keptAside', { count: items.length })}>
      <Rows
        caption={t('plan.keptForecasts')}
        keyOf={({ id }) => id}
        rows={items}
        tone={({ id }) => (id === shown ? 'chosen' : undefined)}
        columns={[
          {
            key: 'title',
            title: t('plan.column.title'),
            cell: ({ id, title }) => (
              <GoRecord register="forecast" id={id}>
                {title}
              </GoRecord>
            ),
          },
          {
            key: 'from',
            title: t('plan.column.starts'),
            cell: ({ startsOn }) => format.when(startsOn),
          },
          {
            key: 'goal',
            title: t('plan.column.goal'),
            cell: ({ goalPersons, goalOn, chancePercent }) =>
              goalPersons === null || goalOn === null
                ? '—'
                : t('plan.goalSaid', {
                    least: goalPersons,
                    date: format.when(goalOn),
                    chance: chancePercent === null ? '—' : `${format.number(chancePercent, 0)} %`,
                  }),
          },
          {
            key: 'held',
            title: t('plan.column.held'),
            number: true,
            cell: ({ scores }) =>
              scores.length === 0
                ? '—'
                : t('plan.heldOf', {
                    held: scores.filter(({ isIn90 }) => isIn90).length,
                    of: scores.length,
                  }),
          },
          {
            key: 'again',
            title: t('plan.column.again'),
            cell: (one) => (
              <StateChip tone={again[one.again]}>{t(`plan.again.${one.again}`)}</StateChip>
            ),
          },
          {
            key: 'show',
            title: t('plan.column.show'),
            cell: ({ id, startsOn, title }) => (
              <>
                <button
                  type="button"
                  className={css.reset}
                  aria-pressed={id === shown}
                  aria-label={t('plan.showOf', { title })}
                  onClick={() => onShow(id)}
                >
                  {t('plan.show')}
                </button>{' '}
                <Go to="/plan" search={{ at: startsOn, known: startsOn }}>
                  {t('plan.openThen')}
                </Go>
              </>
            ),
          },
        ]}
      />
    </Card>
  )
}

/** As often as that a band of 90 % should hold. */
const PROMISED = 0.9

function Calibration() {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const calibration = useCalibration()
  return (
    <When
      query={calibration}
      skeleton={
        <Card>
          <Skeleton lines={5} height={22} />
        </Card>
      }
    >
      {({ rows, due, forecasts, again: runs }) => (
        <Card
          title={t('plan.calibration')}
          aside={forecasts > 0 ? t('plan.calibrationAside', { due, forecasts }) : undefined}
        >
          {rows.length === 0 ? (
            <Empty title={t('plan.notDue')} why={t('plan.noneScored')} />
          ) : (
            <>
              <Rows
                caption={t('plan.calibration')}
                keyOf={({ figure, day }) => `${figure} ${day}`}
                rows={rows}
                tone={({ day }) => (day === null ? 'whole' : 'under')}
                columns={[
                  {
                    key: 'figure',
                    title: t('plan.column.figure'),
                    cell: ({ figure, day }) =>
                      day === null ? names.figure(figure) : t('plan.daysAhead', { count: day }),
                  },
                  {
                    key: 'count',
                    title: t('plan.column.count'),
                    number: true,
                    cell: ({ count }) => format.number(count),
                  },
                  {
                    key: 'in50',
                    title: t('plan.column.in50'),
                    number: true,
                    cell: ({ in50, count }) =>
                      t('plan.heldShare', {
                        share: format.share(in50),
                        held: heldOf(in50, count),
                        of: count,
                      }),
                  },
                  {
                    key: 'in90',
                    title: t('plan.column.in90'),
                    number: true,
                    cell: ({ in90, in90Low, in90High, count }) => {
                      const held = t('plan.heldShare', {
                        share: format.share(in90),
                        held: heldOf(in90, count),
                        of: count,
                      })
                      // Said only where chance alone would not make it look so.
                      const verdict =
                        in90High !== null && in90High < PROMISED
                          ? t('plan.tooNarrow')
                          : in90Low !== null && in90Low > PROMISED
                            ? t('plan.tooWide')
                            : ''
                      return verdict ? (
                        <>
                          {held} <b>{verdict}</b>
                        </>
                      ) : (
                        held
                      )
                    },
                  },
                  {
                    key: 'error',
                    title: t('plan.column.meanError'),
                    number: true,
                    cell: ({ error }) => format.signed(Number(error.toFixed(1))),
                  },
                  {
                    key: 'crps',
                    title: t('plan.column.crps'),
                    number: true,
                    cell: ({ crps }) => format.number(crps, 1),
                  },
                ]}
              />
              <p className={css.under}>
                {t('plan.calibrationHelp')} {t('plan.calibrationNear')}{' '}
                {t('plan.ranAgain', { same: runs.same, differs: runs.differs })}
              </p>
            </>
          )}
        </Card>
      )}
    </When>
  )
}
