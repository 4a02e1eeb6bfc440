/** The key to the marks of statements: the one list by which every chart's precision is read. */

import { ClaimMark } from './ClaimMark.tsx'
import s from './chart.module.css'
import type { Precision } from './statement.ts'
import { useChartText } from './text.ts'

const shown: readonly { word: string; precision: Precision; span?: 'month' | 'year' }[] = [
  { word: 'chart.exact', precision: 'exact' },
  { word: 'chart.about', precision: 'about' },
  { word: 'chart.atLeastOver', precision: 'atLeast' },
  { word: 'chart.atMostBelow', precision: 'below' },
  { word: 'chart.monthOnly', precision: 'exact', span: 'month' },
  { word: 'chart.yearOnly', precision: 'exact', span: 'year' },
]

export function ClaimKey() {
  const { t } = useChartText()
  return (
    <ul className={s.key}>
      {shown.map(({ word, precision, span }) => (
        <li key={word}>
          <svg width={22} height={20} aria-hidden="true">
            <ClaimMark
              x={11}
              y={precision === 'atLeast' ? 14 : precision === 'below' ? 6 : 10}
              precision={precision}
              color="var(--ink2)"
              low={15.5}
              high={4.5}
              span={span && [1, 21, span]}
              small
            />
          </svg>
          {t(word)}
        </li>
      ))}
    </ul>
  )
}
