/**
 * How far each area is said to be held, through time: every statement is a mark at its date with its share, a bar
 * whose depth is the share holds until the next statement and fades as it ages. Before the first nothing is drawn:
 * not known is not zero.
 */

import { ChartFrame } from './ChartFrame.tsx'
import { ClaimMark } from './ClaimMark.tsx'
import s from './chart.module.css'
import { placeLabels } from './labels.ts'
import { LANE, lanes, laneY, nameWidth } from './lanes.ts'
import { Reading } from './Reading.tsx'
import type { Readable } from './reading.ts'
import { dayNumber, daySpan, round } from './scale.ts'
import type { Precision } from './statement.ts'
import { useChartText } from './text.ts'

export type Said = {
  id: string
  when: string
  /** Per cent; absent where groups were only seen there. */
  share: number | null
  precision: Precision
  saidBy: string
}
export type InfluenceRow = { key: string; name: string; said: readonly Said[] }
type Props = {
  title: string
  subtitle: string
  source: string
  rows: readonly InfluenceRow[]
  day: string
  first: string
  last: string
  onOpen?: (id: string) => void
}

const DEEP = 20
const middleOf = (when: string): number => {
  const span = daySpan(when)
  return span ? (span[0] + span[1]) / 2 : Number.NaN
}

export function InfluenceTimeline({
  title,
  subtitle,
  source,
  rows,
  day,
  first,
  last,
  onOpen,
}: Props) {
  const { t, day: date, tick, number, dayMonth } = useChartText()
  const share = (one: Said): string =>
    one.share === null ? t('chart.seen') : `${number(one.share)} %`
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      source={source}
      file="influence"
      table={{
        columns: [
          { key: 'area', title: t('chart.area') },
          { key: 'date', title: t('chart.date') },
          { key: 'share', title: t('chart.sharePercent'), number: true },
          { key: 'by', title: t('chart.saidBy') },
        ],
        rows: rows.flatMap((row) =>
          row.said.map((one) => ({
            area: row.name,
            date: date(one.when),
            share: one.share,
            by: one.saidBy,
          })),
        ),
      }}
    >
      {(width) => {
        const room = nameWidth(rows.map(({ name }) => name))
        const laid = lanes(rows.length, width, first, last, room)
        const { x, left, right, top, height, narrow } = laid
        const now = Math.min(right, Math.max(left, x(dayNumber(day) + 0.5)))
        const placed = rows.map((row, i) => {
          const base = top + laneY(i, laid) + LANE - 8
          const said = row.said
            .map((one) => ({
              one,
              at: x(middleOf(one.when)),
              level: base - ((one.share ?? 0) / 100) * DEEP,
            }))
            .filter(({ at }) => at >= left && at <= right)
            .sort((a, b) => a.at - b.at)
          return { row, base, said }
        })
        const items: Readable[] = placed.flatMap(({ row, base, said }) =>
          said.map(({ one, at, level }) => ({
            id: one.id,
            x: at,
            y: one.share === null ? base - 5 : level,
            title: share(one),
            lines: [`${row.name} · ${date(one.when)}`, one.saidBy],
          })),
        )
        return (
          <Reading label={title} width={width} height={height} items={items} onOpen={onOpen}>
            {(active) => (
              <>
                {laid.ticks.map((one, i) => (
                  <g key={one.at}>
                    <path d={`M${round(x(one.at))},${top}V${height - 22}`} className={s.grid} />
                    {Math.abs(x(one.at) - now) > 52 && (
                      <text
                        x={round(Math.max(x(one.at), left + 12))}
                        y={height - 7}
                        textAnchor="middle"
                        className={s.tick}
                      >
                        {tick(one, i)}
                      </text>
                    )}
                  </g>
                ))}
                {placed.map(({ row, base, said }) => {
                  const labels = placeLabels(
                    said.map(({ one, at, level }) => ({
                      id: one.id,
                      x: at,
                      y: one.share === null ? base - 5 : level,
                      text: share(one),
                      tries: ['above', 'right', 'left'],
                      gap: 6,
                    })),
                    said.map(({ at, level }) => ({ x: at - 4, y: level - 4, width: 8, height: 8 })),
                    { x: left, y: base - DEEP - 20, width: right - left, height: LANE + 12 },
                  )
                  return (
                    <g key={row.key}>
                      <text x={0} y={narrow ? base - DEEP - 8 : base - 3} className={s.rowName}>
                        {row.name}
                      </text>
                      <path d={`M${left},${base}H${right}`} className={s.axis} />
                      {said.map(({ one, at, level }, j) => {
                        const until = Math.min(now, said[j + 1]?.at ?? now)
                        return one.share !== null && until > at ? (
                          <rect
                            key={one.id}
                            x={round(at)}
                            y={round(level)}
                            width={round(until - at)}
                            height={round(base - level)}
                            fill="var(--ink3)"
                            opacity={0.22}
                          />
                        ) : null
                      })}
                      {said.map(({ one, at, level }) => (
                        <ClaimMark
                          key={one.id}
                          x={round(at)}
                          y={round(one.share === null ? base - 5 : level)}
                          precision={
                            one.share === null
                              ? 'vague'
                              : one.precision === 'exact'
                                ? 'exact'
                                : 'about'
                          }
                          color="var(--ink2)"
                          active={active === one.id}
                          small
                        />
                      ))}
                      {labels.map((label) => (
                        <text
                          key={label.id}
                          x={round(label.x)}
                          y={round(label.y)}
                          textAnchor={label.anchor}
                          className={s.label}
                        >
                          {label.text}
                        </text>
                      ))}
                    </g>
                  )
                })}
                <path d={`M${round(now)},${top}V${height - 22}`} className={s.day} />
                <text x={round(now)} y={height - 7} textAnchor="middle" className={s.dayName}>
                  {dayMonth(day)}
                </text>
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}
