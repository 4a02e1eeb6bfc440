/**
 * What binds, day by day: one row for each thing that can stop the next arrival, in cells of a few days whose depth is the
 * share of replications in which it does. At the end of a row, for how many days one should expect it.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import { dayNumber, dayText, round, scale, timeTicks } from './scale.ts'
import { useChartText } from './text.ts'

export type BindingRow = {
  key: string
  label: string
  /** For each day, the share of replications. */
  share: ArrayLike<number>
  days: number
}
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  starts: string
  days: number
  rows: readonly BindingRow[]
}

const ROW = 24
const DEEPEST = 0.9
/** From nothing to the deepest; what is nearly nothing is not quite invisible. */
export const depth = (share: number): number =>
  share <= 0 ? 0 : 0.05 + 0.95 * Math.min(1, share / DEEPEST)

/** The mean share over the days of a cell. */
export function cells(share: ArrayLike<number>, size: number): number[] {
  const found: number[] = []
  for (let from = 0; from < share.length; from += size) {
    const to = Math.min(share.length, from + size)
    let sum = 0
    for (let at = from; at < to; at++) sum += share[at] as number
    found.push(sum / (to - from))
  }
  return found
}

export function BindingStrip(props: Props) {
  const { rows, days, starts } = props
  const { t, number, day, tick } = useChartText()
  const first = dayNumber(starts)
  const percent = (share: number): string => `${number(Math.round(share * 100))} %`
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      aside={<Depths percent={percent} />}
      table={{
        columns: [
          { key: 'from', title: t('plan.column.from') },
          ...rows.map(({ key, label }) => ({ key, title: `${label}, %`, number: true })),
        ],
        rows: [
          ...cells(rows[0]?.share ?? [], 14).map((_, i) => ({
            from: day(dayText(first + i * 14)),
            ...Object.fromEntries(
              rows.map(({ key, share }) => [
                key,
                Math.round((cells(share, 14)[i] as number) * 1000) / 10,
              ]),
            ),
          })),
          {
            from: t('plan.column.days'),
            ...Object.fromEntries(rows.map((one) => [one.key, Math.round(one.days * 10) / 10])),
          },
        ],
      }}
    >
      {(width) => {
        const narrow = width < 520
        const name = narrow
          ? 0
          : Math.min(170, Math.max(64, ...rows.map(({ label }) => textWidth(label, 13)))) + 12
        const said = rows.map((row) => t('unit.days', { count: Math.round(row.days) }))
        const right = narrow ? 4 : 12 + Math.max(...said.map((one) => textWidth(one, 12.5)))
        const step = narrow ? ROW + 18 : ROW
        const size = Math.max(1, Math.round(days / Math.min(60, (width - name - right) / 6)))
        const x = scale([first, first + days], [name, width - right])
        const height = rows.length * step + 22
        const top = (i: number): number => i * step + (narrow ? 19 : 2)
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            items={rows.flatMap((row, i) =>
              cells(row.share, size).map((share, at) => ({
                id: `${row.key} ${at}`,
                x: x(first + (at + 0.5) * size),
                y: top(i) + 10,
                title: `${row.label}: ${percent(share)}`,
                lines: [
                  t('plan.cell', {
                    from: day(dayText(first + at * size)),
                    until: day(dayText(Math.min(first + days, first + (at + 1) * size) - 1)),
                  }),
                  t('plan.cellDays', { days: said[i] as string }),
                ],
              })),
            )}
          >
            {(active) => (
              <g className={s.bands}>
                {rows.map((row, i) => (
                  <g key={row.key}>
                    <text x={0} y={narrow ? top(i) - 5 : top(i) + 14} className={s.rowName}>
                      {row.label}
                    </text>
                    <rect
                      x={name}
                      y={top(i)}
                      width={round(width - right - name)}
                      height={ROW - 4}
                      fill="var(--sunken)"
                      fillOpacity={0.55}
                    />
                    {cells(row.share, size).map((share, at) => {
                      const from = x(first + at * size)
                      const to = x(Math.min(first + days, first + (at + 1) * size))
                      const id = `${row.key} ${at}`
                      return (
                        <rect
                          key={id}
                          x={round(from)}
                          y={top(i)}
                          width={Math.max(1, round(to - from) - 1)}
                          height={ROW - 4}
                          fill="var(--accent)"
                          fillOpacity={depth(share)}
                          stroke={active === id ? 'var(--ink)' : 'none'}
                        />
                      )
                    })}
                    <text
                      x={width}
                      y={narrow ? top(i) - 5 : top(i) + 14}
                      textAnchor="end"
                      className={s.rowName}
                    >
                      {said[i]}
                    </text>
                  </g>
                ))}
                {timeTicks(first, first + days, width - name - right, narrow ? 56 : 76).map(
                  (one, i) => (
                    <g key={one.at}>
                      <path d={`M${round(x(one.at))},${height - 21}v4`} className={s.axis} />
                      <text
                        x={round(x(one.at))}
                        y={height - 5}
                        textAnchor={x(one.at) - name < 20 ? 'start' : 'middle'}
                        className={s.tick}
                      >
                        {tick(one, i)}
                      </text>
                    </g>
                  ),
                )}
              </g>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

function Depths({ percent }: { percent: (share: number) => string }) {
  const all = [0, 0.15, 0.3, 0.45, 0.6, 0.75, DEEPEST]
  return (
    <span className={s.depths}>
      {percent(0)}
      <svg width={all.length * 13} height={12} aria-hidden="true">
        {all.map((share, i) => (
          <rect
            key={share}
            x={i * 13}
            width={12}
            height={12}
            fill="var(--accent)"
            fillOpacity={Math.max(0.04, depth(share))}
          />
        ))}
      </svg>
      {percent(DEEPEST)}
    </span>
  )
}
