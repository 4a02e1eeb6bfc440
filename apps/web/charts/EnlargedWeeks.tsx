/** The weeks in which statements clash, drawn larger: the same marks in order of time, each with what it says beside it. */

import { ClaimMark } from './ClaimMark.tsx'
import s from './chart.module.css'
import type { Clash } from './clash.ts'
import { type Box, placeLabels } from './labels.ts'
import type { Readable } from './reading.ts'
import { clashWidth } from './recordLayout.ts'
import { round, scale } from './scale.ts'
import { boundsOf, markOf, type Statement } from './statement.ts'
import { useChartText } from './text.ts'

export type EnlargedWeeksProps = {
  box: Box
  clashes: readonly Clash[]
  colors: ReadonlyMap<string, string>
  active: string | null
}

type Spot = {
  statement: Statement
  line: string
  x: number
  y: number
  low?: number
  high?: number
}

/** Where each enlarged statement lies; the same ids as in the plot, with a trailing mark so that both can be read. */
export function spotsOf(
  box: Box,
  clashes: readonly Clash[],
): { clash: Clash; frame: Box; spots: Spot[] }[] {
  const stacked = box.height > 110
  let left = box.x + 10
  return clashes.map((clash, i) => {
    const width = stacked ? box.width - 20 : clashWidth(clash)
    const frame: Box = {
      x: stacked ? box.x + 10 : left,
      y: box.y + (stacked ? i * (box.height / clashes.length) : 0),
      width,
      height: 104,
    }
    left += width
    const margin = Math.max((clash.high - clash.low) * 0.14, clash.high * 0.02)
    const y = scale([clash.low - margin, clash.high + margin], [frame.y + 86, frame.y + 40])
    const step = (width - 26) / Math.max(1, clash.spoken.length)
    const spots = clash.spoken.map(({ statement, line }, j): Spot => {
      const value = markOf(statement) as number
      const about =
        statement.precision === 'about' || statement.precision === 'range'
          ? boundsOf(statement)
          : undefined
      return {
        statement,
        line,
        x: frame.x + 8 + j * step,
        y: y(value),
        ...(about
          ? { low: Math.min(y(about[0]), y(value) + 9), high: Math.max(y(about[1]), y(value) - 9) }
          : {}),
      }
    })
    return { clash, frame, spots }
  })
}

export const readableSpots = (
  box: Box,
  clashes: readonly Clash[],
  tell: (statement: Statement, line: string) => Omit<Readable, 'id' | 'x' | 'y'>,
): Readable[] =>
  spotsOf(box, clashes).flatMap(({ spots }) =>
    spots.map(({ statement, line, x, y }) => ({
      id: `${statement.id}+`,
      x,
      y,
      ...tell(statement, line),
    })),
  )

/** The height a mark takes with its arrow or whisker. */
function tall(s: Statement, y: number): { y: number; height: number } {
  const up =
    s.precision === 'atLeast' || s.precision === 'over' ? 15 : s.precision === 'about' ? 10 : 5
  const down =
    s.precision === 'atMost' || s.precision === 'below' ? 15 : s.precision === 'about' ? 10 : 5
  return { y: y - up, height: up + down }
}

export function EnlargedWeeks({ box, clashes, colors, active }: EnlargedWeeksProps) {
  const { t, said, dayMonth, short } = useChartText()
  const between = ({ first, last }: Clash): string => {
    if (first === last) return dayMonth(first)
    const from =
      first.slice(0, 7) === last.slice(0, 7) ? String(Number(first.slice(8))) : dayMonth(first)
    return t('chart.fromTo', { from, to: dayMonth(last) })
  }
  return (
    <g>
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={4}
        fill="var(--surface)"
        stroke="var(--line2)"
      />
      {spotsOf(box, clashes).map(({ clash, frame, spots }) => {
        const labels = placeLabels(
          spots.map(({ statement, x, y }) => ({
            id: statement.id,
            x,
            y,
            text: said(statement),
            must: true,
            gap: 8,
          })),
          spots.map(({ statement, x, y }) => ({ x: x - 5, width: 10, ...tall(statement, y) })),
          { x: frame.x - 6, y: frame.y + 22, width: frame.width + 4, height: 82 },
          12,
        )
        return (
          <g key={clash.first}>
            <text x={frame.x} y={frame.y + 17} fill="var(--ink)" fontSize={11} fontWeight={600}>
              {t('chart.clash', {
                when: between(clash),
                low: short(clash.low),
                high: short(clash.high),
              })}
            </text>
            {spots.map((spot) => (
              <ClaimMark
                key={spot.statement.id}
                x={round(spot.x)}
                y={round(spot.y)}
                low={spot.low}
                high={spot.high}
                precision={spot.statement.precision}
                color={colors.get(spot.line) ?? 'var(--ink2)'}
                active={active === `${spot.statement.id}+`}
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
    </g>
  )
}
