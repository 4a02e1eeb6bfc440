/**
 * What every chart has: a title that says the finding, the measure with its unit and dates, the picture, a table twin
 * with the same content, files (PNG, SVG, CSV) and a source line. It knows nothing of what is drawn in it.
 */
import { type ReactNode, useId, useRef, useState } from 'react'
import s from './chart.module.css'
import { type Caption, saveCsv, savePng, saveSvg, type Table } from './picture.ts'
import { TableTwin } from './TableTwin.tsx'
import { useChartText } from './text.ts'
import { useWidth } from './useWidth.ts'

export type ChartFrameProps = {
  title: string
  subtitle?: string | undefined
  source: string
  table: Table
  /** Name of the files, without their ending. */
  file: string
  /** Beside the files, such as the key to the marks. */
  aside?: ReactNode
  tools?: ReactNode
  level?: 2 | 3
  /** Inside a card that has its own border. */
  bare?: boolean
  children: (width: number) => ReactNode
}

export function ChartFrame(props: ChartFrameProps) {
  const { title, subtitle, source, table, file, aside, tools, level = 2, bare, children } = props
  const { t } = useChartText()
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const [ref, width] = useWidth<HTMLDivElement>()
  const picture = useRef<HTMLDivElement>(null)
  const Title = level === 2 ? 'h2' : 'h3'

  const withPicture = (done: (svg: SVGSVGElement, caption: Caption) => void) => () => {
    const svg = picture.current?.querySelector('svg')
    if (svg) done(svg, { title, source, ...(subtitle ? { subtitle } : {}) })
  }

  return (
    <section className={bare ? s.bare : s.chart} aria-labelledby={id}>
      <header className={s.head}>
        <div className={s.heading}>
          <Title id={id} className={s.title}>
            {title}
          </Title>
          {subtitle && <span className={s.subtitle}>{subtitle}</span>}
        </div>
        <div className={s.tools}>
          {tools}
          <button
            type="button"
            className={s.tool}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'chart.picture' : 'chart.table')}
          </button>
        </div>
      </header>
      <div className={s.under}>
        <div className={s.aside}>{!asTable && aside}</div>
        <div className={s.files}>
          {!asTable && (
            <>
              <button
                type="button"
                className={s.file}
                onClick={withPicture((svg, c) => void savePng(svg, c, file))}
              >
                {t('chart.png')}
              </button>
              <button
                type="button"
                className={s.file}
                onClick={withPicture((svg, c) => saveSvg(svg, c, file))}
              >
                {t('chart.svg')}
              </button>
            </>
          )}
          <button type="button" className={s.file} onClick={() => saveCsv(table, file)}>
            {t('chart.csv')}
          </button>
        </div>
      </div>
      <div ref={ref} className={s.body}>
        {asTable ? (
          <TableTwin table={table} caption={title} />
        ) : (
          <div ref={picture}>{children(width)}</div>
        )}
      </div>
      <p className={s.source}>{source}</p>
    </section>
  )
}
