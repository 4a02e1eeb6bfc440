/**
 * The pipeline: what was planned, pledged, trained, waits, arrived, is deployed, is effective; bars above, rows by
 * contributor below, on the same columns. What is not public is hatched and a dash, never a zero. On a narrow page
 * the stages stand under each other and each contributor is a card.
 */
import type { ReactNode } from 'react'
import { PipelineBar } from './PipelineBar.tsx'
import s from './pipeline.module.css'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'

export type Amount = {
  low: number
  /** Where sources leave a range; the same as `low` otherwise. */
  high: number
  bound?: 'atLeast' | 'atMost' | 'about' | undefined
}
export type Stage = {
  key: string
  title: string
  total: Amount | null
  why?: string | undefined
  hidden?: boolean
}
export type PipelineRow = {
  key: string
  label: string
  /** The name as a link, where it leads somewhere. */
  title?: ReactNode
  /** A series token; absent for rows that gather several. */
  color?: string
  amounts: Readonly<Record<string, Amount | null | undefined>>
}
export type PipelineProps = {
  stages: readonly Stage[]
  rows: readonly PipelineRow[]
  /** The stage that the others are measured against: a dashed level across the bars. */
  level: string
  wholeTitle: string
  /** Wraps a cell's words in what opens the figure. `row` is null for the whole. */
  cell: (stage: string, row: string | null, words: ReactNode, amount: Amount) => ReactNode
  note?: ReactNode
  caption: string
}

const TABLE_FROM = 580

export function PipelineTable(props: PipelineProps) {
  const [ref, width] = useWidth<HTMLDivElement>(760)
  return <div ref={ref}>{width < TABLE_FROM ? <Stacked {...props} /> : <Columns {...props} />}</div>
}

export function useAmount(): (amount: Amount) => string {
  const { t, number } = useChartText()
  return ({ low, high, bound }) => {
    if (high !== low) return `${number(low)}–${number(high)}`
    return bound ? `${t(`chart.sign.${bound}`)} ${number(low)}` : number(low)
  }
}

/** What fills the whole height of a bar: the most of any stage, so that none is cut. */
const topOf = ({ stages }: PipelineProps): number =>
  Math.max(1, ...stages.map((one) => one.total?.high ?? 0))

const TALL = 92

function Columns(props: PipelineProps) {
  const { stages, rows, level, cell, note, caption, wholeTitle } = props
  const words = useAmount()
  const { t } = useChartText()
  const top = topOf(props)
  const planned = stages.find((one) => one.key === level)?.total
  const show = (stage: Stage, row: PipelineRow | null) => {
    const amount = row ? row.amounts[stage.key] : stage.total
    if (!amount)
      return (
        <span className={s.dash} title={row ? undefined : stage.why}>
          –
        </span>
      )
    return cell(stage.key, row?.key ?? null, words(amount), amount)
  }
  return (
    <>
      <table className={s.table}>
        <caption className={s.spoken}>{caption}</caption>
        <thead>
          <tr className={s.bars}>
            <td className={s.levelName}>
              {planned && (
                <span aria-hidden="true" style={{ bottom: `${(planned.high / top) * TALL - 8}px` }}>
                  {t('chart.level', {
                    name: stages.find((one) => one.key === level)?.title.toLowerCase() ?? '',
                    value: planned.high,
                  })}
                </span>
              )}
            </td>
            {stages.map((stage, i) => (
              <td key={stage.key}>
                {planned && (
                  <i
                    className={`${s.level} ${i === 0 ? s.first : ''}`}
                    style={{ bottom: `${(planned.high / top) * TALL}px` }}
                  />
                )}
                <PipelineBar
                  stage={stage}
                  rows={rows}
                  top={top}
                  outline={stage.key === level}
                  over={planned?.high ?? top}
                />
              </td>
            ))}
          </tr>
          <tr>
            <td />
            {stages.map((stage) => (
              <th key={stage.key} scope="col">
                {stage.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className={s.whole}>
            <th scope="row">{wholeTitle}</th>
            {stages.map((stage) => (
              <td key={stage.key}>{show(stage, null)}</td>
            ))}
          </tr>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Swatch color={row.color} />
                {row.title ?? row.label}
              </th>
              {stages.map((stage) => (
                <td key={stage.key}>{show(stage, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note && <div className={s.note}>{note}</div>}
    </>
  )
}

const Swatch = ({ color }: { color: string | undefined }) => (
  <i
    className={color ? s.swatch : `${s.swatch} ${s.hollow}`}
    style={color ? { background: color } : undefined}
    aria-hidden="true"
  />
)

function Stacked(props: PipelineProps) {
  const { stages, rows, cell, note, level, caption } = props
  const words = useAmount()
  const top = topOf(props)
  const planned = stages.find((one) => one.key === level)?.total
  return (
    <>
      <ol className={s.stages} aria-label={caption}>
        {stages.map((stage) => (
          <li key={stage.key}>
            <span className={s.stage}>{stage.title}</span>
            <span className={s.value}>
              {stage.total ? (
                cell(stage.key, null, words(stage.total), stage.total)
              ) : (
                <span className={s.dash}>–</span>
              )}
            </span>
            {stage.total ? (
              <PipelineBar
                stage={stage}
                rows={rows}
                top={top}
                outline={stage.key === level}
                over={planned?.high ?? top}
                lying
              />
            ) : (
              <span className={s.why}>{stage.why}</span>
            )}
          </li>
        ))}
      </ol>
      <ul className={s.cards}>
        {rows.map((row) => (
          <li key={row.key}>
            <strong>
              <Swatch color={row.color} />
              {row.title ?? row.label}
            </strong>
            <dl>
              {stages
                .filter((stage) => row.amounts[stage.key])
                .map((stage) => {
                  const amount = row.amounts[stage.key] as Amount
                  return (
                    <div key={stage.key}>
                      <dt>{stage.title}</dt>
                      <dd>{cell(stage.key, row.key, words(amount), amount)}</dd>
                    </div>
                  )
                })}
            </dl>
          </li>
        ))}
      </ul>
      {note && <div className={s.note}>{note}</div>}
    </>
  )
}
