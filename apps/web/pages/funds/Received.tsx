/** Money in the trust fund through time: the adopted figure as the line, every statement as a mark. */
import { useNavigate } from '@tanstack/react-router'
import { useMeasure, useMeasureAt, useMission } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import { statementOf } from '../../charts/fromClaim.ts'
import { RecordChart } from '../../charts/RecordChart.tsx'
import { spreadOf } from '../../charts/statement.ts'
import { monthAfter } from '../../charts/TimeBrush.tsx'
import { useChartText } from '../../charts/text.ts'
import { useFormat } from '../../format.ts'
import { addDays, lastDay } from '../../frame/days.ts'
import { useToday } from '../../frame/TimeMachine.tsx'
import { Card } from '../../parts/Card.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { pointsOf } from '../people/strength.ts'

export function Received({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const { short } = useChartText()
  const mission = useMission()
  const navigate = useNavigate()
  const moment = useMoment()
  const today = useToday()
  const now = useMeasure('funds.received')
  const limit = lastDay(moment.known ?? today)
  const about = (now.data?.claims ?? []).filter(
    (claim) => claim.subject === 'mission' && claim.state !== 'setAside',
  )
  const said = about
    .flatMap((claim) => statementOf(claim) ?? [])
    .filter((one) => one.unit === now.data?.unit)
  const dates = said.map((one) => one.asOf.slice(0, 10)).sort()
  const first = dates[0]
    ? monthAfter(`${dates[0].slice(0, 7).padEnd(7, '-01')}-01`, -1)
    : monthAfter(day, -12)
  const until = addDays(monthAfter([dates.at(-1) ?? day, day].sort().at(-1) as string, 1), -1)
  const last = [until, limit].sort()[0] as string
  const from = [first, monthAfter(last, -1)].sort()[0] as string
  const series = useMeasureAt(
    now.data ? 'funds.received' : undefined,
    moment.known ? { known: moment.known } : {},
    { from, to: last, step: 'day' },
  )

  const problem = now.error ?? series.error
  if (problem) return <ErrorPanel error={problem} />
  if (!now.data || !series.data)
    return (
      <Card title={t('funds.received')}>
        <Skeleton lines={8} height={26} />
      </Card>
    )
  if (said.length === 0)
    return (
      <Card title={t('funds.received')}>
        <Empty title={t('funds.nothingSaid')} why={t('funds.nothingSaidWhy')} />
      </Card>
    )
  // What was said of the half year before the day that is read.
  const spread = spreadOf(
    said.filter((one) => lastDay(one.asOf) <= day && lastDay(one.asOf) > addDays(day, -183)),
  )
  const value = now.data.value
  const title =
    value === null
      ? t('funds.received')
      : spread && spread.low < spread.high
        ? t('funds.receivedFinding', {
            value: format.money({ minor: value * 100, currency: now.data.unit }, true),
            low: short(spread.low),
            high: short(spread.high),
          })
        : t('funds.receivedOnly', {
            value: format.money({ minor: value * 100, currency: now.data.unit }, true),
          })
  return (
    <RecordChart
      title={title}
      subtitle={t('funds.receivedSub', {
        unit: now.data.unit,
        from: format.when(from.slice(0, 7)),
        to: format.when(last.slice(0, 7)),
      })}
      source={t('funds.receivedSource', { count: said.length })}
      file={`fund-received-${mission.id}-${day}`}
      unit={now.data.unit}
      lines={[
        {
          key: 'mission',
          label: t('funds.adopted'),
          color: 'var(--accent)',
          points: pointsOf(series.data, null),
        },
      ]}
      spoken={said.map((statement) => ({ line: 'mission', statement }))}
      day={day}
      first={from}
      last={last}
      height={250}
      onOpen={(id) => void navigate({ to: `/${mission.id}/r/claim/${id}` as never })}
    />
  )
}
