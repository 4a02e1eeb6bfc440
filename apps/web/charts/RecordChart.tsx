/**
 * The record against what sources say: own entries as a stepped line, dashed where it is only a bound, every statement
 * as a mark with its uncertainty, the day that is read as a line of its own, and the weeks where statements clash drawn
 * larger. Strength is drawn with it, and money received.
 */

import { ChartFrame } from './ChartFrame.tsx'
import { ClaimKey } from './ClaimKey.tsx'
import { ClaimMark } from './ClaimMark.tsx'
import s from './chart.module.css'
import type { Spoken } from './clash.ts'
import { EnlargedWeeks, readableSpots } from './EnlargedWeeks.tsx'
import type { Table } from './picture.ts'
import { Reading } from './Reading.tsx'
import { RecordAxes } from './RecordAxes.tsx'
import type { Readable } from './reading.ts'
import { layRecord, type RecordLine, valueOn } from './recordLayout.ts'
import { dayNumber, dayText, round } from './scale.ts'
import { allows, type Statement } from './statement.ts'
import { useChartText } from './text.ts'

export type RecordChartProps = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  lines: readonly RecordLine[]
  spoken: readonly Spoken[]
  /** The day that is read. */
  day: string
  first: string
  last: string
  /** A level to compare with, such as what was planned. */
  reference?: { value: number; label: string } | undefined
  /** Words at the place where the line becomes a bound. */
  boundNote?: string | undefined
  onOpen?: (claim: string) => void
  height?: number
}

export function RecordChart(props: RecordChartProps) {
  const { lines, spoken, unit } = props
  const text = useChartText()
  const { t, said, day: date, short } = text
  const named = new Map(lines.map((line) => [line.key, line]))

  const tell = (statement: Statement, key: string) => {
    const line = named.get(key)
    const when =
      statement.asOf.length >= 10
        ? statement.asOf
        : dayText(
            dayNumber(
              statement.asOf.length === 7 ? `${statement.asOf}-15` : `${statement.asOf}-07-01`,
            ),
          )
    const own = line ? valueOn(line, when) : null
    const fits = own === null ? undefined : allows(statement, own)
    return {
      title: `${said(statement)} ${unit}`,
      lines: [
        [line?.label, date(statement.asOf)].filter(Boolean).join(' · '),
        [statement.source.code, statement.source.publisher ?? statement.source.title]
          .filter(Boolean)
          .join(' · '),
        ...(own === null
          ? []
          : [
              t(fits === undefined ? 'chart.recordHas' : fits ? 'chart.fits' : 'chart.parts', {
                value: short(own),
              }),
            ]),
        ...(statement.note ? [statement.note] : []),
      ],
    }
  }

  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      table={twinOf(spoken, lines, text)}
      aside={<ClaimKey />}
    >
      {(width) => {
        const laid = layRecord({
          width,
          lines,
          spoken,
          day: props.day,
          first: props.first,
          last: props.last,
          said,
          ...(props.height ? { height: props.height } : {}),
        })
        const colors = new Map(lines.map((line) => [line.key, line.color]))
        const items: Readable[] = [
          ...laid.marks.map((m) => ({ id: m.id, x: m.x, y: m.y, ...tell(m.statement, m.line) })),
          ...(laid.inset ? readableSpots(laid.inset, laid.clashes, tell) : []),
        ]
        return (
          <Reading
            label={props.title}
            width={width}
            height={laid.height}
            items={items}
            onOpen={props.onOpen && ((id) => props.onOpen?.(id.replace('+', '')))}
          >
            {(active) => (
              <>
                <RecordAxes
                  laid={laid}
                  day={props.day}
                  last={props.last}
                  reference={props.reference}
                  boundNote={props.boundNote}
                />
                {laid.paths.map(({ line, solid, dashed }) => (
                  <g
                    key={line.key}
                    fill="none"
                    stroke={line.color}
                    strokeWidth={2}
                    strokeLinejoin="round"
                  >
                    <path d={solid} />
                    {dashed && <path d={dashed} strokeDasharray="5 3.5" />}
                  </g>
                ))}
                {laid.paths.map(({ line }) => {
                  const value = valueOn(line, props.day)
                  return value !== null && props.day >= props.first && props.day <= props.last ? (
                    <g key={line.key}>
                      <circle
                        cx={round(laid.x(dayNumber(props.day) + 0.5))}
                        cy={round(laid.y(value))}
                        r={5}
                        fill="var(--surface)"
                        stroke="var(--day)"
                        strokeWidth={1.5}
                      />
                      <circle
                        cx={round(laid.x(dayNumber(props.day) + 0.5))}
                        cy={round(laid.y(value))}
                        r={2.5}
                        fill="var(--day)"
                      />
                    </g>
                  ) : null
                })}
                {laid.marks.map((m) => (
                  <ClaimMark
                    key={m.id}
                    x={round(m.x)}
                    y={round(m.y)}
                    low={m.low}
                    high={m.high}
                    span={m.span}
                    precision={m.statement.precision}
                    color={m.color}
                    active={active === m.id}
                  />
                ))}
                {laid.labels.map((label) => (
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
                {laid.inset && (
                  <EnlargedWeeks
                    box={laid.inset}
                    clashes={laid.clashes}
                    colors={colors}
                    active={active}
                  />
                )}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

function twinOf(
  spoken: readonly Spoken[],
  lines: readonly RecordLine[],
  { t, day, said }: ReturnType<typeof useChartText>,
): Table {
  const label = new Map(lines.map((line) => [line.key, line.label]))
  const steps = lines.flatMap((line) =>
    line.points
      .filter((p, i) => p.value !== null && p.value !== line.points[i - 1]?.value)
      .map((p) => ({
        sort: p.day,
        date: day(p.day),
        of: line.label,
        said: null,
        value: p.value,
        source: t('chart.ownRecord'),
        note: line.boundFrom && p.day >= line.boundFrom ? t('chart.upperBound') : '',
      })),
  )
  const said_ = spoken.map(({ line, statement: one }) => ({
    sort: one.asOf,
    date: day(one.asOf),
    of: label.get(line) ?? line,
    said: said(one),
    value: one.value,
    source: `${one.code} · ${one.source.code}`,
    note: one.note ?? '',
  }))
  return {
    columns: [
      { key: 'date', title: t('chart.date') },
      { key: 'of', title: t('chart.of') },
      { key: 'said', title: t('chart.said') },
      { key: 'value', title: t('chart.value'), number: true },
      { key: 'source', title: t('chart.source') },
      { key: 'note', title: t('chart.note') },
    ],
    rows: [...steps, ...said_].sort((a, b) => (a.sort < b.sort ? -1 : 1)),
  }
}
