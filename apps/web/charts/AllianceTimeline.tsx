/**
 * Groups and how they are said to stand to each other, through time: a row for each group from the day it was first
 * named, a tie between two rows at every change, in the word of the record. Hues are neutral and stable by group.
 */

import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { placeLabels } from './labels.ts'
import { LANE, lanes, laneY, nameWidth } from './lanes.ts'
import { Reading } from './Reading.tsx'
import type { Readable } from './reading.ts'
import { dayNumber, daySpan, round } from './scale.ts'
import { useChartText } from './text.ts'

export type AllianceGroup = {
  id: string
  name: string
  color: string
  named: string | null
  ended?: string | null
  isCoalition: boolean
}
export type Tie = {
  id: string
  group: string
  other: string
  when: string
  state: string
  word: string
  saidBy: string
}
type Props = {
  title: string
  subtitle: string
  source: string
  groups: readonly AllianceGroup[]
  ties: readonly Tie[]
  day: string
  first: string
  last: string
  onOpen?: (id: string) => void
}

const middleOf = (when: string): number => {
  const span = daySpan(when)
  return span ? (span[0] + span[1]) / 2 : Number.NaN
}
const dashes: Readonly<Record<string, string>> = { truce: '5 3', hostile: '2 3', apart: '1 4' }

export function AllianceTimeline({
  title,
  subtitle,
  source,
  groups,
  ties,
  day,
  first,
  last,
  onOpen,
}: Props) {
  const { t, day: date, tick, dayMonth } = useChartText()
  const names = new Map(groups.map((one) => [one.id, one.name]))
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      source={source}
      file="alignments"
      table={{
        columns: [
          { key: 'date', title: t('chart.date') },
          { key: 'group', title: t('chart.group') },
          { key: 'word', title: t('chart.stands') },
          { key: 'other', title: t('chart.other') },
          { key: 'by', title: t('chart.saidBy') },
        ],
        rows: ties.map((tie) => ({
          date: date(tie.when),
          group: names.get(tie.group) ?? '',
          word: tie.word,
          other: names.get(tie.other) ?? '',
          by: tie.saidBy,
        })),
      }}
    >
      {(width) => {
        const room = nameWidth(groups.map(({ name }) => name))
        const laid = lanes(groups.length, width, first, last, room)
        const { x, left, right, top, height, narrow } = laid
        const now = Math.min(right, Math.max(left, x(dayNumber(day) + 0.5)))
        const lane = new Map(groups.map((one, i) => [one.id, top + laneY(i, laid) + LANE / 2 + 2]))
        const drawn = ties.flatMap((tie) => {
          const [from, to] = [lane.get(tie.group), lane.get(tie.other)]
          const at = Math.max(left + 4, x(middleOf(tie.when)))
          return from === undefined || to === undefined || at > right ? [] : [{ tie, at, from, to }]
        })
        const items: Readable[] = drawn.map(({ tie, at, from, to }) => ({
          id: tie.id,
          x: at,
          y: (from + to) / 2,
          title: `${names.get(tie.group)} – ${names.get(tie.other)}: ${tie.word}`,
          lines: [date(tie.when), tie.saidBy].filter(Boolean),
        }))
        // The latest first: where two words would meet, the older one is in the table.
        const words = placeLabels(
          drawn
            .filter(({ from, to }) => Math.abs(from - to) < LANE * 1.6)
            .toSorted((a, b) => b.at - a.at)
            .map(({ tie, at, from, to }) => ({
              id: tie.id,
              x: at,
              y: narrow ? Math.min(from, to) + 16 : (from + to) / 2,
              text: tie.word,
              tries: ['right', 'left'],
            })),
          [],
          { x: left, y: 0, width: right - left, height },
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
                {groups.map((one) => {
                  const y = lane.get(one.id) as number
                  const from = one.named ? Math.max(left, x(middleOf(one.named))) : left
                  const until = one.ended ? Math.min(now, x(middleOf(one.ended))) : now
                  return (
                    <g key={one.id}>
                      {until > from && (
                        <rect
                          x={round(from)}
                          y={y - (one.isCoalition ? 6 : 3.5)}
                          width={round(until - from)}
                          height={one.isCoalition ? 12 : 7}
                          rx={2}
                          fill={one.color}
                        />
                      )}
                      {from > left && (
                        <path
                          d={`M${round(from)},${y - 9}v18`}
                          stroke={one.color}
                          strokeWidth={2}
                        />
                      )}
                    </g>
                  )
                })}
                {drawn.map(({ tie, at, from, to }) => (
                  <g key={tie.id}>
                    <path
                      d={`M${round(at)},${from}V${to}`}
                      stroke="var(--ink)"
                      strokeWidth={active === tie.id ? 3 : 1.5}
                      strokeDasharray={dashes[tie.state]}
                    />
                    {[from, to].map((y) => (
                      <circle
                        key={y}
                        cx={round(at)}
                        cy={y}
                        r={3.75}
                        fill="var(--surface)"
                        stroke="var(--ink)"
                        strokeWidth={1.5}
                      />
                    ))}
                  </g>
                ))}
                {words.map((one) => (
                  <text
                    key={one.id}
                    x={round(one.x)}
                    y={round(one.y)}
                    textAnchor={one.anchor}
                    className={s.label}
                  >
                    {one.text}
                  </text>
                ))}
                {groups.map(({ id, name }) => (
                  <text
                    key={id}
                    x={0}
                    y={(lane.get(id) as number) + (narrow ? -12 : 4)}
                    className={s.rowName}
                  >
                    {name}
                  </text>
                ))}
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
