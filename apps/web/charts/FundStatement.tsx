/**
 * The statement of money by donor: pledged, committed, received, spent, frozen side by side and never added across, each
 * in its own currency with its date and source. No column has a total: currencies and dates differ. Cards when narrow.
 */
import type { ReactNode } from 'react'
import s from './fund.module.css'

export type Sum = { id: string; text: string; when: string; sources: ReactNode; dashed?: boolean }
export type FundRow = {
  key: string
  donor: string
  title: ReactNode
  note?: ReactNode
  cells: Readonly<Record<string, readonly Sum[]>>
}
type Props = {
  columns: readonly { key: string; title: string }[]
  rows: readonly FundRow[]
  donorTitle: string
  caption: string
}

export function FundStatement({ columns, rows, donorTitle, caption }: Props) {
  return (
    <table className={s.statement}>
      <caption className={s.spoken}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{donorTitle}</th>
          {columns.map((one) => (
            <th key={one.key} scope="col">
              {one.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => {
          const isFirst = rows[i - 1]?.donor !== row.donor
          return (
            <tr key={row.key} className={isFirst ? s.first : undefined}>
              <th scope="row">
                {isFirst && <b>{row.donor}</b>}
                <span className={s.title}>{row.title}</span>
                {row.note && <span className={s.note}>{row.note}</span>}
              </th>
              {columns.map((column) => {
                const sums = row.cells[column.key] ?? []
                return (
                  <td
                    key={column.key}
                    data-title={column.title}
                    className={sums.length === 0 ? s.none : undefined}
                  >
                    {sums.length === 0 ? (
                      <span className={s.dash}>–</span>
                    ) : (
                      sums.map((sum) => (
                        <span key={sum.id} className={s.sum}>
                          <b>{sum.text}</b>
                          <small>
                            {sum.when}
                            {sum.sources ? <> · {sum.sources}</> : null}
                          </small>
                        </span>
                      ))
                    )}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
