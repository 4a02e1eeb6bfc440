/**
 * Tours and their relief: a lane for each unit, a bar for each rotation with its persons, and after a bar that nobody or
 * too few relieve, a hatched gap as long as it lasts. The day that is read stands across all of them.
 */
import { useId } from 'react'
import type { TourBar, TourLane } from '../pages/people/tours.ts'
import { unitWord } from '../parts/unit.ts'
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { textWidth } from './labels.ts'
import { Reading } from './Reading.tsx'
import { dayNumber, round, type Scale, scale, timeTicks } from './scale.ts'
import { useChartText } from './text.ts'

type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  lanes: readonly TourLane[]
  hues: ReadonlyMap<string, string>
  day: string
  first: string
  last: string
  chosen: string | undefined
  onOpen: (key: string) => void
}

const BAR = 16
const PAD = 12

export function TourTimeline(props: Props) {
  const { lanes, hues, day, first, last, chosen } = props
  const { t, day: date, dayMonth, tick, number } = useChartText()
  const hatch = useId()
  const gapEnd = (bar: TourBar): string | null =>
    bar.open > 0 ? null : bar.reliefOn && (bar.gapDays ?? 0) > 0 ? bar.reliefOn : bar.to
  const relief = (bar: TourBar): string =>
    bar.open > 0
      ? t('tours.open', { count: bar.open })
      : (bar.gapDays ?? 0) > 0
        ? t('tours.gapDays', { count: bar.gapDays ?? 0 })
        : t('tours.relieved')
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      aside={<Key />}
      table={{
        columns: [
          { key: 'contributor', title: t('tours.contributor') },
          { key: 'unit', title: t('tours.unit') },
          { key: 'from', title: t('tours.from') },
          { key: 'to', title: t('tours.to') },
          { key: 'persons', title: t('unit.word.persons'), number: true },
          { key: 'relief', title: t('tours.relief') },
        ],
        rows: lanes.flatMap((lane) =>
          lane.bars.map((bar) => ({
            contributor: lane.contributor,
            unit: lane.label,
            from: date(bar.from),
            to: date(bar.to),
            persons: bar.persons,
            relief: relief(bar),
          })),
        ),
      }}
    >
      {(width) => {
        const narrow = width < 560
        const head = narrow ? 18 : 0
        const name = narrow ? 0 : 210
        const right = width - 10
        const x = scale([dayNumber(first), dayNumber(last)], [name + 2, right])
        let top = 6
        const placed = lanes.map((lane) => {
          const from = top
          top += head + lane.rows * (BAR + 6) + PAD
          return { lane, from, height: top - from }
        })
        const height = top + 26
        const ticks = timeTicks(dayNumber(first), dayNumber(last), right - name, narrow ? 62 : 84)
        const now = x(dayNumber(day) + 0.5)
        const bars = placed.flatMap(({ lane, from }) =>
          lane.bars.map((bar) => ({
            lane,
            bar,
            y: from + PAD / 2 + head + bar.row * (BAR + 6),
            x0: Math.max(name + 2, x(dayNumber(bar.from))),
            x1: Math.min(right, x(dayNumber(bar.to) + 1)),
          })),
        )
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            onOpen={props.onOpen}
            items={bars.map(({ lane, bar, y, x0, x1 }) => ({
              id: bar.key,
              x: (x0 + x1) / 2,
              y: y + BAR / 2,
              title: `${lane.label}: ${number(bar.persons)} ${unitWord(t, 'persons', bar.persons)}`,
              lines: [
                t('chart.fromTo', { from: date(bar.from), to: date(bar.to) }),
                relief(bar),
                ...(lane.label === lane.contributor ? [] : [lane.contributor]),
              ],
            }))}
          >
            {(active) => (
              <>
                <defs>
                  <pattern
                    id={hatch}
                    width="6"
                    height="6"
                    patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)"
                  >
                    <path d="M0,0V6" stroke="var(--out)" strokeWidth="3" />
                  </pattern>
                </defs>
                {ticks.map((one, i) => (
                  <g key={one.at}>
                    <path d={`M${round(x(one.at))},0V${height - 22}`} className={s.grid} />
                    {Math.abs(x(one.at) - now) > 44 && (
                      <text
                        x={round(x(one.at))}
                        y={height - 7}
                        textAnchor="middle"
                        className={s.tick}
                      >
                        {tick(one, i)}
                      </text>
                    )}
                  </g>
                ))}
                {placed.map(({ lane, from, height: tall }) => (
                  <g key={lane.key}>
                    <path d={`M0,${from}H${right}`} className={s.grid} />
                    <rect
                      x={0}
                      y={from + (narrow ? 7 : tall / 2 - 5)}
                      width={10}
                      height={10}
                      rx={2}
                      fill={hues.get(lane.contributorId) ?? 'var(--control)'}
                    />
                    {inLines(lane.label, narrow ? 44 : 29).map((line, i, { length }) => (
                      <text
                        key={line}
                        x={17}
                        y={from + (narrow ? 16 : tall / 2 + 4 + (i - (length - 1) / 2) * 15)}
                        className={s.rowName}
                      >
                        {line}
                      </text>
                    ))}
                  </g>
                ))}
                {bars.map(({ lane, bar, y, x0, x1 }) => {
                  const hue = hues.get(lane.contributorId) ?? 'var(--control)'
                  const until = gapEnd(bar)
                  return (
                    <g key={bar.key}>
                      <Gap
                        {...{ bar, y, x1, right, x, until, hatch }}
                        words={bar.open > 0 ? number(bar.open) : ''}
                      />
                      <rect
                        x={round(x0)}
                        y={y}
                        width={Math.max(3, round(x1 - x0))}
                        height={BAR}
                        rx={2}
                        fill={hue}
                        fillOpacity={bar.state === 'planned' ? 0.28 : bar.to < day ? 0.4 : 1}
                        stroke={
                          active === bar.key || chosen === bar.key
                            ? 'var(--ink)'
                            : bar.state === 'planned'
                              ? hue
                              : 'none'
                        }
                        strokeWidth={active === bar.key || chosen === bar.key ? 2 : 1}
                        strokeDasharray={
                          bar.state === 'planned' && active !== bar.key ? '4 2' : undefined
                        }
                      />
                      {x1 - x0 > textWidth(number(bar.persons), 11) + 10 && (
                        <text
                          x={round(x0 + 5)}
                          y={y + 12}
                          className={bar.state === 'planned' || bar.to < day ? s.number : s.onBar}
                        >
                          {number(bar.persons)}
                        </text>
                      )}
                    </g>
                  )
                })}
                {now >= name && now <= right && (
                  <>
                    <path d={`M${round(now)},0V${height - 22}`} className={s.day} />
                    <text x={round(now)} y={height - 7} textAnchor="middle" className={s.dayName}>
                      {dayMonth(day)}
                    </text>
                  </>
                )}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

type GapProps = {
  bar: TourBar
  y: number
  x1: number
  right: number
  x: Scale
  until: string | null
  hatch: string
  words: string
}
/** As long as it lasts; where nobody is named, a month of it. */
function Gap({ bar, y, x1, right, x, until, hatch, words }: GapProps) {
  if (until === bar.to || bar.state === 'ended' || x1 >= right) return null
  const end = Math.min(right, until ? x(dayNumber(until)) : x(dayNumber(bar.to) + 30))
  return (
    <g>
      <rect
        x={round(x1 + 1)}
        y={y + 2}
        width={Math.max(4, round(end - x1 - 1))}
        height={BAR - 4}
        fill={`url(#${hatch})`}
        stroke="var(--out)"
        strokeDasharray={until ? undefined : '3 2'}
      />
      {words && end + textWidth(words, 11) + 6 < right && (
        <text x={round(end + 4)} y={y + 12} className={s.label}>
          {words}
        </text>
      )}
    </g>
  )
}

/** On two lines where one is not enough; on a phone the one has room. */
function inLines(text: string, most: number): string[] {
  const cut = text.length > most ? text.lastIndexOf(' ', most) : -1
  return cut < 0
    ? [shortened(text, most)]
    : [text.slice(0, cut), shortened(text.slice(cut + 1), most)]
}

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

function Key() {
  const { t } = useChartText()
  return (
    <ul className={s.key}>
      <li>
        <svg width={18} height={12} aria-hidden="true">
          <rect y={1} width={18} height={10} rx={2} fill="var(--ink3)" />
        </svg>
        {t('tours.key.running')}
      </li>
      <li>
        <svg width={18} height={12} aria-hidden="true">
          <rect
            x={0.5}
            y={1}
            width={17}
            height={10}
            rx={2}
            fill="var(--ink3)"
            fillOpacity={0.28}
            stroke="var(--ink3)"
            strokeDasharray="4 2"
          />
        </svg>
        {t('tours.key.planned')}
      </li>
      <li>
        <svg width={18} height={12} aria-hidden="true">
          <path d="M1,11L7,1M7,11L13,1M13,11L18,3" stroke="var(--out)" strokeWidth={2.2} />
          <rect x={0.5} y={0.5} width={17} height={11} fill="none" stroke="var(--out)" />
        </svg>
        {t('tours.key.gap')}
      </li>
    </ul>
  )
}
