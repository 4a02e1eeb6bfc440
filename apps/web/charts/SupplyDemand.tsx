/**
 * What a place has against what is planned for it, by day: supply as a line, demand as a filled step, and where demand
 * is above supply the days are shaded and the shortage stands on them. Rival figures of the supply are thin dashed lines.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import { dayNumber, round, scale, stepPath, ticks } from './scale.ts'
import { Axes } from './TimeParts.tsx'
import { useChartText } from './text.ts'

export type Level = { day: string; amount: number; caption?: string | undefined }
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  /** What stands from each day on. */
  supply: readonly Level[]
  demand: readonly Level[]
  binds: readonly { from: string; to: string; short: number }[]
  rivals: readonly { amount: number; saidBy: string }[]
  day: string
  first: string
  last: string
  /** Steps alike by day are not read twice. */
  onOpen?: (id: string) => void
  recordOn?: (day: string) => string | undefined
}

export function SupplyDemand(props: Props) {
  const { supply, demand, binds, rivals, unit, day, first, last } = props
  const text = useChartText()
  const { t, number, day: date } = text
  const days = [...new Set([...supply, ...demand].map((one) => one.day))].sort()
  const standing = (all: readonly Level[], on: string): number | null =>
    all.findLast((one) => one.day <= on)?.amount ?? null
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      level={3}
      bare
      aside={<Key hasRivals={rivals.length > 0} />}
      table={{
        columns: [
          { key: 'day', title: t('chart.date') },
          { key: 'supply', title: `${t('fit.supply')}, ${unit}`, number: true },
          { key: 'demand', title: `${t('fit.demand')}, ${unit}`, number: true },
          { key: 'what', title: t('chart.note') },
        ],
        rows: days.map((on) => ({
          day: date(on),
          supply: standing(supply, on),
          demand: standing(demand, on),
          what: [...supply, ...demand]
            .filter((one) => one.day === on)
            .map((one) => one.caption ?? '')
            .filter(Boolean)
            .join('; '),
        })),
      }}
    >
      {(width) => {
        const values = [...supply, ...demand].map((one) => one.amount)
        const high = Math.max(1, ...values, ...rivals.map((one) => one.amount))
        const yTicks = ticks(0, high, 3)
        const left = 10 + Math.max(...yTicks.map((v) => textWidth(text.short(v), 11)))
        const plot = { x: left, y: 16, width: width - left - 8, height: 128 }
        const height = plot.y + plot.height + 26
        const x = scale([dayNumber(first), dayNumber(last) + 1], [plot.x, plot.x + plot.width])
        const y = scale([0, yTicks.at(-1) as number], [plot.y + plot.height, plot.y])
        const path = (all: readonly Level[]): string => {
          const before = all.findLast((one) => one.day < first)
          const inside = all.filter((one) => one.day >= first && one.day <= last)
          const start = before?.amount ?? (inside[0]?.day === first ? null : 0)
          const points = [
            ...(start === null || all.length === 0 ? [] : [{ day: first, amount: start }]),
            ...inside,
          ].map((one) => [x(dayNumber(one.day)), y(one.amount)] as const)
          const end = points.at(-1)
          return end ? stepPath([...points, [plot.x + plot.width, end[1]]]) : ''
        }
        const line = path(demand)
        const begin = /^M([\d.-]+)/.exec(line)?.[1]
        const now = dayNumber(day) + 0.5
        const inside = now >= x.domain[0] && now <= x.domain[1]
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            onOpen={props.onOpen}
            items={days
              .filter((on) => on >= first && on <= last)
              .slice(0, 200)
              .map((on) => ({
                id: props.recordOn?.(on) ?? on,
                x: x(dayNumber(on)),
                y: y(standing(demand, on) ?? standing(supply, on) ?? 0),
                title: date(on),
                lines: [
                  `${t('fit.supply')}: ${said(standing(supply, on))}`,
                  `${t('fit.demand')}: ${said(standing(demand, on))}`,
                  ...[...supply, ...demand].flatMap((one) =>
                    one.day === on && one.caption ? [one.caption] : [],
                  ),
                ],
              }))}
          >
            {() => (
              <>
                {binds.map((bind) => {
                  const from = Math.max(plot.x, x(dayNumber(bind.from)))
                  const to = Math.min(plot.x + plot.width, x(dayNumber(bind.to) + 1))
                  if (to <= from) return null
                  return (
                    <g key={bind.from}>
                      <rect
                        x={round(from)}
                        y={plot.y}
                        width={Math.max(2, round(to - from))}
                        height={plot.height}
                        fill="var(--out-soft)"
                      />
                      {to - from > textWidth(`−${number(bind.short)}`, 12) + 6 && (
                        <text
                          x={round((from + to) / 2)}
                          y={plot.y - 4}
                          textAnchor="middle"
                          className={s.strong}
                          style={{ fill: 'var(--out)' }}
                        >
                          −{number(bind.short)}
                        </text>
                      )}
                    </g>
                  )
                })}
                <Axes
                  {...{ plot, x, y, yTicks, width }}
                  write={text.short}
                  now={inside ? now : null}
                />
                {line && (
                  <>
                    <path
                      d={`${line}V${round(y(0))}H${begin}z`}
                      fill="var(--series-3)"
                      fillOpacity={0.16}
                    />
                    <path d={line} fill="none" stroke="var(--series-3)" strokeWidth={1.75} />
                  </>
                )}
                {rivals.map((rival) => (
                  <g key={`${rival.saidBy}${rival.amount}`}>
                    <path
                      d={`M${plot.x},${round(y(rival.amount))}h${plot.width}`}
                      stroke="var(--limited)"
                      strokeDasharray="2 3"
                      strokeWidth={1.5}
                    />
                    <text x={plot.x + 6} y={round(y(rival.amount)) - 4} className={s.label}>
                      {`${number(rival.amount)} · ${rival.saidBy}`}
                    </text>
                  </g>
                ))}
                <path d={path(supply)} fill="none" stroke="var(--accent)" strokeWidth={2.25} />
                {inside && (
                  <path d={`M${round(x(now))},${plot.y}v${plot.height}`} className={s.day} />
                )}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )

  function said(value: number | null): string {
    return value === null ? '–' : `${number(value)} ${unit}`
  }
}

function Key({ hasRivals }: { hasRivals: boolean }) {
  const { t } = useChartText()
  return (
    <ul className={s.key}>
      <li>
        <svg width={20} height={10} aria-hidden="true">
          <path d="M0,5H20" stroke="var(--accent)" strokeWidth={2.5} />
        </svg>
        {t('fit.supply')}
      </li>
      <li>
        <svg width={20} height={10} aria-hidden="true">
          <rect y={1} width={20} height={9} fill="var(--series-3)" fillOpacity={0.2} />
          <path d="M0,1.5H20" stroke="var(--series-3)" strokeWidth={2} />
        </svg>
        {t('fit.demand')}
      </li>
      {hasRivals && (
        <li>
          <svg width={20} height={10} aria-hidden="true">
            <path d="M0,5H20" stroke="var(--limited)" strokeDasharray="2 3" strokeWidth={1.75} />
          </svg>
          {t('fit.saidOther')}
        </li>
      )}
    </ul>
  )
}
