/** Strength over time: the mission's record and one contributor's against every statement about them. */
import { useNavigate } from '@tanstack/react-router'
import { useList, useMeasureAt, useMission } from '../../api/hooks.ts'
import { useFigureAddress, useMoment } from '../../api/moment.ts'
import { useArrived } from '../../api/people.ts'
import type { MeasureView, TimelineView } from '../../api/types.ts'
import { RecordChart } from '../../charts/RecordChart.tsx'
import type { RecordLine } from '../../charts/recordLayout.ts'
import { monthAfter } from '../../charts/TimeBrush.tsx'
import { useFormat } from '../../format.ts'
import { addDays, lastDay } from '../../frame/days.ts'
import { useToday } from '../../frame/TimeMachine.tsx'
import { Card } from '../../parts/Card.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { boundFrom, pointsOf, spokenOf, yearsOf } from './strength.ts'

type Props = {
  day: string
  timeline: TimelineView
  rows: MeasureView['rows']
  hues: ReadonlyMap<string, string>
}

/** From the month before the first arrival to the month after the last, the day that is read included. */
function spanOf(
  timeline: TimelineView,
  day: string,
  limit: string,
): { first: string; last: string } {
  const arrivals = timeline.ticks
    .filter(({ kind }) => kind === 'contingentArrived')
    .map((tick) => tick.day)
  const from = arrivals.sort()[0] ?? timeline.first ?? day
  const until = [arrivals.at(-1) ?? day, day].sort().at(-1) as string
  const last = [addDays(monthAfter(until, 1), -1), limit].sort()[0] as string
  // Read before the first arrival, the chart still has a month to stand on.
  const first = [monthAfter(from, 0), monthAfter(last, -1)].sort()[0] as string
  return { first, last }
}

export function Strength({ day, timeline, rows, hues }: Props) {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const mission = useMission()
  const navigate = useNavigate()
  const { name, key } = useFigureAddress()
  const limit = lastDay(moment.known ?? today)
  const { first, last } = spanOf(timeline, day, limit)
  const known = moment.known ? { known: moment.known } : {}
  const asked = useMeasureAt('people.deployed', known, {
    by: 'contributor',
    from: first,
    to: last,
    step: 'day',
  })
  const contingents = useList('contingent', { limit: 200, ...known, at: undefined }, {})
  const arrived = useArrived()

  if (asked.error) return <ErrorPanel error={asked.error} />
  if (!asked.data)
    return (
      <Card>
        <Skeleton lines={10} height={24} />
      </Card>
    )
  const largest = [...rows].filter((row) => row.key !== null).sort((a, b) => b.value - a.value)[0]
  const opened = name === 'people.deployed' ? rows.find((row) => row.key === key) : undefined
  const chosen = opened ?? largest

  const leftOn = (of: string | null): string[] =>
    (arrived.data?.items ?? []).flatMap(({ contributor, leftOn: days }) =>
      of === null || contributor.id === of ? days : [],
    )
  const toursOf = (of: string | null): string[] =>
    (contingents.data?.items ?? []).flatMap(({ fields }) =>
      typeof fields.tourEndsOn === 'string' && (of === null || fields.contributor === of)
        ? [fields.tourEndsOn]
        : [],
    )
  const line = (of: string | null, label: string, color: string): RecordLine => {
    const points = pointsOf(asked.data, of)
    const from = boundFrom(toursOf(of), leftOn(of), last)
    const end = points.at(-1)?.value
    return {
      key: of ?? 'mission',
      label,
      color,
      points,
      boundFrom: from,
      ...(from && typeof end === 'number' ? { endNote: t('people.atMost', { value: end }) } : {}),
    }
  }
  const lines = [
    line(null, t('people.recordOf', { name: t('people.whole') }), 'var(--accent)'),
    ...(chosen?.key
      ? [
          line(
            chosen.key,
            t('people.recordOf', { name: chosen.caption ?? '' }),
            hues.get(chosen.key) ?? 'var(--series-3)',
          ),
        ]
      : []),
  ]
  const spoken = spokenOf(
    asked.data.claims ?? [],
    lines.map((one) => one.key),
  )
  if (lines.every((one) => one.points.every((p) => p.value === null)) && spoken.length === 0)
    return (
      <Card title={t('people.strength')}>
        <Empty title={t('people.nobody')} why={t('people.nobodyWhy')} />
      </Card>
    )
  const drawn = spoken.filter(
    ({ statement }) =>
      statement.asOf >= first.slice(0, statement.asOf.length) && statement.asOf <= last,
  )
  const { agree, part } = yearsOf(drawn, lines)
  const list = (years: string[]): string => years.join(', ')
  const finding =
    agree.length > 0 && part.length > 0
      ? t('people.agreeAndPart', { agree: list(agree), part: list(part) })
      : part.length > 0
        ? t('people.part', { part: list(part) })
        : agree.length > 0
          ? t('people.agree', { agree: list(agree) })
          : t('people.strength')
  return (
    <RecordChart
      title={finding}
      subtitle={t('people.strengthSub', {
        from: format.when(first.slice(0, 7)),
        to: format.when(last.slice(0, 7)),
      })}
      source={t('people.strengthSource', { count: drawn.length })}
      file={`strength-${mission.id}-${day}`}
      unit={t('unit.word.persons')}
      lines={lines}
      spoken={spoken}
      day={day}
      first={first}
      last={last}
      {...(lines.some((one) => one.boundFrom) ? { boundNote: t('people.boundNote') } : {})}
      onOpen={(id) => void navigate({ to: `/${mission.id}/r/claim/${id}` as never })}
    />
  )
}
