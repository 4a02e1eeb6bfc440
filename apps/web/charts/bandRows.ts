/** What a chart of bands says in words: a plate for each day that is stopped at, and the rows of its table twin. */
import type { BandChartProps } from './BandChart.tsx'
import type { Table } from './picture.ts'
import type { Readable } from './reading.ts'
import { dayNumber, dayText, type Scale } from './scale.ts'
import type { ChartText } from './text.ts'

/** About sixty days to stop at; one for each, whatever the span. */
const stepOf = (days: number): number => Math.max(1, Math.round(days / 60))

export function readablesOf(
  given: BandChartProps & {
    days: number
    x: Scale
    y: Scale
    write: (value: number) => string
    text: ChartText
  },
): Readable[] {
  const { plans, days, x, y, write, text, starts, unit, past = [], after = [] } = given
  const first = dayNumber(starts)
  const happened = new Map(after.map(({ day, value }) => [day, value]))
  const before = past.map(({ day, value }) => ({
    id: day,
    x: x(dayNumber(day)),
    y: y(value),
    title: `${write(value)} ${unit}`,
    lines: [text.day(day)],
  }))
  const step = stepOf(days)
  const ahead = Array.from({ length: Math.ceil(days / step) }, (_, i) => i * step).map((at) => {
    const day = dayText(first + at)
    const lines = plans.flatMap(({ label, bands }) => [
      ...(plans.length > 1
        ? [`${label}: ${text.t('plan.median', { value: write(bands.p50[at] as number) })}`]
        : []),
      text.t('plan.half', {
        low: write(bands.p25[at] as number),
        high: write(bands.p75[at] as number),
      }),
      text.t('plan.most', {
        low: write(bands.p5[at] as number),
        high: write(bands.p95[at] as number),
      }),
    ])
    const real = happened.get(day)
    return {
      id: day,
      x: x(first + at),
      y: y(plans[0]?.bands.p50[at] ?? 0),
      title:
        plans.length === 1
          ? `${text.t('plan.median', { value: write(plans[0]?.bands.p50[at] as number) })} ${unit}`
          : text.day(day),
      lines: [
        ...(plans.length === 1 ? [text.day(day)] : []),
        ...lines,
        ...(real === undefined ? [] : [`${text.t('plan.happened')}: ${write(real)}`]),
      ],
    }
  })
  return [...before, ...ahead]
}

export function twinOf(props: BandChartProps, days: number, { t, day }: ChartText): Table {
  const { plans, past = [], after = [], starts, unit } = props
  const first = dayNumber(starts)
  const names = ['p5', 'p25', 'p50', 'p75', 'p95'] as const
  const happened = new Map(after.map((one) => [one.day, one.value]))
  const tell = (value: number): number => Math.round(value * 100) / 100
  return {
    columns: [
      { key: 'day', title: t('chart.date') },
      ...(past.length > 0 || after.length > 0
        ? [{ key: 'real', title: `${t('plan.happened')}, ${unit}`, number: true }]
        : []),
      ...plans.flatMap(({ key, label }) =>
        names.map((name) => ({
          key: `${key} ${name}`,
          title: `${plans.length > 1 ? `${label}, ` : ''}${t(`plan.column.${name}`)}`,
          number: true,
        })),
      ),
    ],
    rows: [
      ...past.map((one) => ({ day: day(one.day), real: one.value })),
      ...Array.from({ length: Math.ceil(days / stepOf(days)) }, (_, i) => i * stepOf(days)).map(
        (at) => ({
          day: day(dayText(first + at)),
          real: happened.get(dayText(first + at)) ?? null,
          ...Object.fromEntries(
            plans.flatMap(({ key, bands }) =>
              names.map((name) => [`${key} ${name}`, tell(bands[name][at] as number)]),
            ),
          ),
        }),
      ),
    ],
  }
}
