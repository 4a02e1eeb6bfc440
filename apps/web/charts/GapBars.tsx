/**
 * What is asked for against what is there, one row each: an empty frame as long as the need, in it what was pledged and
 * what is there; what is missing stands at the right. A row whose need nobody stated bears no frame and says so.
 */
import { ChartFrame } from './ChartFrame.tsx'
import s from './chart.module.css'
import { Reading } from './Reading.tsx'
import { planRows, RowAxis, RowName } from './RowAxis.tsx'
import { round, scale, ticks } from './scale.ts'
import { useChartText } from './text.ts'

export type GapRow = {
  key: string
  label: string
  required: number | null
  pledged: number | null
  there: number | null
}
type Props = {
  title: string
  subtitle: string
  source: string
  file: string
  unit: string
  name: string
  rows: readonly GapRow[]
  onOpen?: (key: string) => void
}

const sizes = { row: 30, narrowRow: 44, mostName: 190 }

/** What is missing of the need; null where the need or what is there is not known. */
export const missingOf = ({ required, there }: GapRow): number | null =>
  required === null || there === null ? null : Math.max(0, required - there)

export function GapBars(props: Props) {
  const { rows, unit } = props
  const { t, number } = useChartText()
  const said = (value: number | null): string => (value === null ? '–' : number(value))
  return (
    <ChartFrame
      title={props.title}
      subtitle={props.subtitle}
      source={props.source}
      file={props.file}
      aside={<Key />}
      table={{
        columns: [
          { key: 'label', title: props.name },
          { key: 'required', title: t('people.stage.required'), number: true },
          { key: 'pledged', title: t('people.stage.pledged'), number: true },
          { key: 'there', title: t('people.stage.deployed'), number: true },
          { key: 'missing', title: t('people.gap.missing'), number: true },
        ],
        rows: rows.map((row) => ({
          label: row.label,
          required: row.required,
          pledged: row.pledged,
          there: row.there,
          missing: missingOf(row),
        })),
      }}
    >
      {(width) => {
        const plan = planRows(
          rows.map(({ label }) => label),
          width,
          sizes,
        )
        const { narrow, name, height } = plan
        const most = Math.max(
          1,
          ...rows.flatMap((r) => [r.required ?? 0, r.pledged ?? 0, r.there ?? 0]),
        )
        const marks = ticks(0, most, narrow ? 3 : 6)
        const x = scale([0, marks.at(-1) as number], [name + 2, width - (narrow ? 52 : 110)])
        return (
          <Reading
            label={props.title}
            width={width}
            height={height}
            onOpen={props.onOpen}
            items={rows.map((row, i) => ({
              id: row.key,
              x: x(row.there ?? 0),
              y: plan.y(i),
              title: row.label,
              lines: [
                `${t('people.stage.required')}: ${said(row.required)} ${unit}`,
                `${t('people.stage.pledged')}: ${said(row.pledged)}`,
                `${t('people.stage.deployed')}: ${said(row.there)}`,
              ],
            }))}
          >
            {(active) => (
              <>
                <RowAxis marks={marks} x={x} height={height} write={number} />
                {rows.map((row, i) => {
                  const y = plan.y(i)
                  const missing = missingOf(row)
                  return (
                    <g key={row.key}>
                      <RowName plan={plan} index={i} label={row.label} />
                      {row.pledged !== null && (
                        <rect
                          x={round(x(0))}
                          y={y - 8}
                          width={round(x(row.pledged) - x(0))}
                          height={16}
                          fill="var(--bar-old)"
                        />
                      )}
                      {row.there !== null && (
                        <rect
                          x={round(x(0))}
                          y={y - 4.5}
                          width={round(x(row.there) - x(0))}
                          height={9}
                          fill="var(--accent)"
                        />
                      )}
                      {row.required !== null && (
                        <rect
                          x={round(x(0)) + 0.5}
                          y={y - 8}
                          width={Math.max(1, round(x(row.required) - x(0)))}
                          height={16}
                          fill="none"
                          stroke={active === row.key ? 'var(--ink)' : 'var(--ink2)'}
                          strokeWidth={active === row.key ? 2 : 1.25}
                        />
                      )}
                      <text x={width} y={y + 4} textAnchor="end" className={s.strong}>
                        {missing === null
                          ? '–'
                          : missing === 0
                            ? t('people.gap.none')
                            : narrow
                              ? `−${number(missing)}`
                              : t('people.gap.short', { value: missing })}
                      </text>
                    </g>
                  )
                })}
              </>
            )}
          </Reading>
        )
      }}
    </ChartFrame>
  )
}

function Key() {
  const { t } = useChartText()
  const all = [
    { key: 'required', fill: 'none', stroke: 'var(--ink2)' },
    { key: 'pledged', fill: 'var(--bar-old)', stroke: 'none' },
    { key: 'deployed', fill: 'var(--accent)', stroke: 'none' },
  ]
  return (
    <ul className={s.key}>
      {all.map(({ key, ...paint }) => (
        <li key={key}>
          <svg width={16} height={12} aria-hidden="true">
            <rect x={0.75} y={0.75} width={14} height={10} {...paint} />
          </svg>
          {t(`people.stage.${key}`)}
        </li>
      ))}
    </ul>
  )
}
