/**
 * Reliability by class, out of the record: how long a vehicle runs before it fails, how long until it runs again, which
 * share was ready through time, how many days were lost. Intervals say how little a short record knows.
 */
import type { ReactNode } from 'react'
import { type Reliability, useReliability } from '../../api/force.ts'
import { useMission } from '../../api/hooks.ts'
import { AmountBars } from '../../charts/AmountBars.tsx'
import { Intervals } from '../../charts/Intervals.tsx'
import { TimeLines } from '../../charts/TimeLines.tsx'
import { useFormat } from '../../format.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport, DeskLists } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './logistics.module.css'

export default function ReliabilityPage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const asked = useReliability()
  return (
    <>
      <PageHead
        title={t('reliability.title')}
        question={t('reliability.question', { date: format.when(day) })}
        brief
        actions={<DeskExport desk="logistics" />}
      />
      <DeskTabs desk="logistics" />
      <div className={css.page}>
        <When
          query={asked}
          skeleton={
            <Card title={t('reliability.title')}>
              <Skeleton lines={10} height={26} />
            </Card>
          }
        >
          {(data) => <Charts data={data} day={day} />}
        </When>
        <DeskLists desk="logistics" />
      </div>
    </>
  )
}

const hues = [3, 2, 8, 4, 5, 6, 1] as const

function Charts({ data, day }: { data: Reliability; day: string }): ReactNode {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const mission = useMission()
  const classes = data.classes.filter((one) => one.vehicles > 0)
  const failures = classes.reduce((sum, one) => sum + one.failures, 0)
  if (classes.length === 0)
    return (
      <Card title={t('reliability.title')}>
        <Empty
          title={t('reliability.none')}
          why={t('reliability.noneWhy')}
          action={<Go to="/r/breakdown">{t('reliability.toBreakdowns')}</Go>}
        />
      </Card>
    )
  const word = (type: string): string => capital(term('choice.vehicle.type', type))
  const whole = (value: number): string => format.number(value, value > 0 && value < 10 ? 1 : 0)
  const span = { from: format.when(data.from.slice(0, 10)), to: format.when(data.to.slice(0, 10)) }
  const source = t('reliability.source', {
    ...span,
    failures,
    vehicles: classes.reduce((n, one) => n + one.vehicles, 0),
  })
  const columns = (value: string) => ({
    name: t('logistics.class'),
    value,
    low: t('reliability.low'),
    high: t('reliability.high'),
    rests: t('reliability.rests'),
  })
  const failing = classes
    .filter((one) => one.mtbfDays !== null)
    .sort((a, b) => (a.mtbfDays as number) - (b.mtbfDays as number))
  const worst = failing[0]
  const slowest = classes
    .filter((one) => one.mttrDays !== null)
    .sort((a, b) => (b.mttrDays as number) - (a.mttrDays as number))[0]
  const lost = classes.reduce((sum, one) => sum + one.offRoadDays, 0)
  const weeks = [...new Set(data.availability.map((one) => one.day))].sort()
  const drawn = classes
    .filter(({ type }) => data.availability.some((one) => one.type === type && one.held > 0))
    .slice(0, hues.length)
  const shareOf = (type: string) =>
    weeks.map((on) => {
      const row = data.availability.find((one) => one.type === type && one.day === on)
      return { day: on, value: row && row.held > 0 ? (row.ready / row.held) * 100 : null }
    })
  const wholeNow = weeks.at(-1)
  const last = data.availability.filter((one) => one.day === wholeNow)
  const held = last.reduce((sum, one) => sum + one.held, 0)
  const ready = last.reduce((sum, one) => sum + one.ready, 0)
  return (
    <>
      <div className={css.pair}>
        <Intervals
          title={
            worst
              ? t('reliability.mtbfFinding', {
                  type: word(worst.type),
                  days: whole(worst.mtbfDays as number),
                })
              : t('reliability.mtbf')
          }
          subtitle={t('reliability.mtbfSub', span)}
          source={source}
          file={`mtbf-${mission.id}-${day}`}
          unit={t('unit.word.days')}
          columns={columns(t('reliability.mtbfColumn'))}
          write={whole}
          most={most(classes.map((one) => one.mtbfDays))}
          rows={classes.map((one) => ({
            key: one.type,
            label: word(one.type),
            value: one.mtbfDays,
            low: one.mtbfLow,
            high: one.mtbfHigh,
            rests: t('reliability.onFailures', { count: one.failures, vehicles: one.vehicles }),
          }))}
        />
        <Intervals
          title={
            slowest
              ? t('reliability.mttrFinding', {
                  type: word(slowest.type),
                  days: whole(slowest.mttrDays as number),
                })
              : t('reliability.mttr')
          }
          subtitle={t('reliability.mttrSub', span)}
          source={source}
          file={`mttr-${mission.id}-${day}`}
          unit={t('unit.word.days')}
          color="var(--series-2)"
          columns={columns(t('reliability.mttrColumn'))}
          write={whole}
          most={most(classes.map((one) => one.mttrDays))}
          rows={classes.map((one) => ({
            key: one.type,
            label: word(one.type),
            value: one.mttrDays,
            low: one.mttrLow,
            high: one.mttrHigh,
            rests: t('reliability.onRepairs', { count: one.repairs }),
          }))}
        />
      </div>
      {weeks.length > 1 && (
        <TimeLines
          title={
            held > 0
              ? t('reliability.readyFinding', { ready, held, share: format.share(ready / held) })
              : t('reliability.ready')
          }
          subtitle={t('reliability.readySub', span)}
          source={t('reliability.readySource')}
          file={`availability-${mission.id}-${day}`}
          unit="%"
          top={100}
          write={(value) => format.number(value, 0)}
          day={day}
          first={weeks[0] as string}
          last={weeks.at(-1) as string}
          lines={drawn.map(({ type }, i) => ({
            key: type,
            label: word(type),
            color: `var(--series-${hues[i]})`,
            points: shareOf(type),
            width: 1.75,
          }))}
        />
      )}
      <AmountBars
        title={t('reliability.lostFinding', { days: Math.round(lost) })}
        subtitle={t('reliability.lostSub', span)}
        source={t('reliability.lostSource')}
        file={`off-road-days-${mission.id}-${day}`}
        unit={t('unit.word.days')}
        columns={{ name: t('logistics.class'), value: t('reliability.lostColumn') }}
        write={(value) => format.number(value, 0)}
        rows={[...classes]
          .sort((a, b) => b.offRoadDays - a.offRoadDays)
          .map((one) => ({
            key: one.type,
            label: word(one.type),
            value: one.offRoadDays,
            lines: [
              t('reliability.perVehicle', {
                days: whole(one.offRoadDays / Math.max(1, one.vehicles)),
              }),
              t('reliability.offNow', { count: one.offRoadNow }),
            ],
          }))}
      />
    </>
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Where the axis ends: a class with two failures in two years would press the others together. */
function most(values: readonly (number | null)[]): number {
  const known = values.filter((one) => one !== null).sort((a, b) => a - b)
  const middle = known[Math.floor(known.length / 2)] ?? 1
  return Math.min(Math.max(1, ...known) * 1.6, Math.max(middle * 5, 1))
}
