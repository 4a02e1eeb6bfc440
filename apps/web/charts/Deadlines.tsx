/**
 * The binding strip: one row for each thing that ends or binds, a bar from the day read to the stated date, the days
 * left at its end, the date beyond. On a narrow page the bars give way to rows with days and date. Stated dates only.
 */
import type { ReactNode } from 'react'
import s from './deadlines.module.css'
import { dayNumber, round, scale, timeTicks } from './scale.ts'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'

export type Deadline = {
  id: string
  title: ReactNode
  note?: string | undefined
  /** Null where it binds and no date is stated. */
  until: string | null
  now?: boolean | undefined
  /** Where it is said: sources as links. */
  refs?: ReactNode
}

export type DeadlinesProps = { items: readonly Deadline[]; day: string; label: string }

const ROW = 24
const BARS_FROM = 720

export function Deadlines({ items, day, label }: DeadlinesProps) {
  const [ref, width] = useWidth<HTMLDivElement>()
  return (
    <div ref={ref} className={s.deadlines}>
      {width < BARS_FROM ? (
        <Rows {...{ items, day, label }} />
      ) : (
        <Bars {...{ items, day, label }} />
      )}
    </div>
  )
}

function Rows({ items, day, label }: DeadlinesProps) {
  const { t, day: date } = useChartText()
  return (
    <ul className={s.rows} aria-label={label}>
      {items.map((item) => (
        <li key={item.id}>
          <span className={s.title}>{item.title}</span>
          {item.now ? (
            <BindsNow />
          ) : (
            <span className={s.left}>
              <strong>
                {item.until
                  ? t('unit.days', { count: dayNumber(item.until) - dayNumber(day) })
                  : '–'}
              </strong>{' '}
              {item.until ? date(item.until) : t('chart.noDate')}
            </span>
          )}
          {item.note && <span className={s.note}>{item.note}</span>}
        </li>
      ))}
    </ul>
  )
}

const BindsNow = () => {
  const { t } = useChartText()
  return (
    <span className={s.now}>
      <svg width={13} height={13} viewBox="0 0 13 13" aria-hidden="true">
        <circle cx={6.5} cy={6.5} r={5.5} fill="none" stroke="currentColor" strokeWidth={1.3} />
        <path d="M4.5,4.5l4,4m0,-4l-4,4" stroke="currentColor" strokeWidth={1.3} />
      </svg>
      {t('chart.bindsNow')}
    </span>
  )
}

function Bars({ items, day, label }: DeadlinesProps) {
  const { t, day: date, dayMonth, tick } = useChartText()
  const from = dayNumber(day)
  const [ref, width] = useWidth<HTMLDivElement>(640)
  const ends = items.flatMap(({ until }) => (until ? [dayNumber(until)] : []))
  const last = Math.max(from + 30, ...ends)
  const x = scale([from, last], [0, width - 104])
  const months = timeTicks(from + 1, last, width, 110)
  const height = items.length * ROW
  return (
    <div className={s.strip}>
      <ul className={s.named} aria-label={label}>
        {items.map((item) => (
          <li key={item.id}>
            <span className={s.title}>{item.title}</span>
            <span className={s.note}>{item.note}</span>
            <span className={s.spoken}>
              {item.now
                ? t('chart.bindsNow')
                : item.until
                  ? `${t('unit.days', { count: dayNumber(item.until) - from })}, ${date(item.until)}`
                  : t('chart.noDate')}
            </span>
          </li>
        ))}
      </ul>
      <div ref={ref} className={s.bars}>
        <svg
          width={width}
          height={height + 22}
          viewBox={`0 0 ${width} ${height + 22}`}
          aria-hidden="true"
        >
          {months.map(({ at }) => (
            <path key={at} d={`M${round(x(at))},0V${height}`} className={s.grid} />
          ))}
          {items.map((_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules between rows
            <path key={i} d={`M0,${(i + 1) * ROW - 0.5}H${width}`} className={s.grid} />
          ))}
          <path d={`M0.75,0V${height + 4}`} stroke="var(--past)" strokeWidth={1.5} />
          {items.map((item, i) => (
            <Bar key={item.id} item={item} y={i * ROW} x={x} from={from} />
          ))}
          <text x={0} y={height + 17} className={s.tick}>
            {dayMonth(day)}
          </text>
          {months
            .filter(({ at }) => x(at) > 56)
            .map((one, i) => (
              <text key={one.at} x={round(x(one.at)) + 3} y={height + 17} className={s.tick}>
                {tick(one, i)}
              </text>
            ))}
        </svg>
      </div>
      <div className={s.refs}>
        {items.map((item) => (
          <div key={item.id}>{item.refs}</div>
        ))}
      </div>
    </div>
  )
}

type BarProps = { item: Deadline; y: number; x: (n: number) => number; from: number }
function Bar({ item, y, x, from }: BarProps) {
  const { t, day: date } = useChartText()
  if (item.now) {
    return (
      <g>
        <rect x={-2} y={y + 3} width={4} height={ROW - 7} fill="var(--out)" />
        <rect x={9} y={y + 3} width={84} height={ROW - 7} rx={3} fill="var(--out-soft)" />
        <text x={16} y={y + 16} className={s.days} fill="var(--out)">
          {t('chart.bindsNow')}
        </text>
      </g>
    )
  }
  if (!item.until)
    return (
      <text x={10} y={y + 16} className={s.date}>
        {t('chart.noDate')}
      </text>
    )
  const end = x(dayNumber(item.until))
  const days = t('unit.days', { count: dayNumber(item.until) - from })
  const inside = end > 74
  return (
    <g>
      <rect x={1.5} y={y + 8} width={Math.max(0, end - 1.5)} height={8} fill="var(--accent-soft)" />
      <rect x={end - 1} y={y + 3} width={2} height={ROW - 7} fill="var(--accent)" />
      <text
        x={inside ? end - 7 : end + 7}
        y={y + 16}
        textAnchor={inside ? 'end' : 'start'}
        className={s.days}
      >
        {days}
      </text>
      <text x={inside ? end + 7 : end + 70} y={y + 16} className={s.date}>
        {date(item.until)}
      </text>
    </g>
  )
}
