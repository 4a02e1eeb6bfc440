/** One stage of the pipeline as a bar, standing or lying: outlined for the level, stacked by contributor, hatched where not public. */
import type { PipelineRow, Stage } from './PipelineTable.tsx'
import s from './pipeline.module.css'
import { useChartText } from './text.ts'

type Props = {
  stage: Stage
  rows: readonly PipelineRow[]
  /** The amount that fills the whole height. */
  top: number
  outline?: boolean
  /** What exceeds this is drawn dashed above. */
  over: number
  lying?: boolean
}

export function PipelineBar({ stage, rows, top, outline, over, lying }: Props) {
  const { t } = useChartText()
  const share = (value: number): string => `${Math.min(100, (value / top) * 100)}%`
  const size = (value: number) => (lying ? { width: share(value) } : { height: share(value) })
  const frame = `${s.bar} ${lying ? s.lying : ''}`
  if (stage.total === null) {
    return stage.hidden ? (
      <div className={`${frame} ${s.hidden}`} aria-hidden="true">
        <span>{t('chart.notPublic')}</span>
      </div>
    ) : (
      <div className={frame} aria-hidden="true" />
    )
  }
  const { low, high } = stage.total
  if (outline)
    return (
      <div className={frame} aria-hidden="true">
        <i className={s.outline} style={size(high)} />
      </div>
    )
  const parts = rows.flatMap((row) => {
    const amount = row.amounts[stage.key]
    return amount && row.color && amount.low > 0
      ? [{ key: row.key, color: row.color, value: amount.low }]
      : []
  })
  const told = parts.reduce((sum, part) => sum + part.value, 0)
  const stacked = told > 0 && told <= low * 1.02
  const solid = Math.min(low, over)
  const cut = stacked ? low : solid
  return (
    <div className={frame} aria-hidden="true">
      {stacked ? (
        <>
          {parts.map((part) => (
            <i
              key={part.key}
              style={{ ...size(part.value), background: part.color }}
              className={s.part}
            />
          ))}
          {low - told > 0.5 && <i className={s.rest} style={size(low - told)} />}
        </>
      ) : (
        <i className={s.rest} style={size(solid)} />
      )}
      {high > cut && <i className={s.more} style={size(high - cut)} />}
    </div>
  )
}
