/**
 * A report's table: words at the left, numbers at the right with their unit in the header, the first column in sight,
 * rows gathered under a heading where they belong together. It only reads; what is not known is a dash with its reason.
 * On a phone each row becomes a card, with the columns that have something to say.
 */
import type { ReactNode } from 'react'
import css from './Rows.module.css'
import { usePhone } from './usePhone.ts'

export type RowsColumn<Row> = {
  key: string
  title: ReactNode
  /** Said at a header's second line, such as a unit. */
  unit?: ReactNode
  number?: boolean
  cell: (row: Row) => ReactNode
  /** Left out of a card. */
  wideOnly?: boolean
}
type Props<Row> = {
  caption: string
  /** The first is the name of the row. */
  columns: readonly RowsColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** A row that sums the others up, or is chosen. */
  tone?: (row: Row) => 'whole' | 'under' | 'chosen' | undefined
  /** What stands under a row, across the table. */
  under?: (row: Row) => ReactNode
}

export function Rows<Row>(props: Props<Row>) {
  return usePhone() ? <Cards {...props} /> : <Wide {...props} />
}

function Wide<Row>({ caption, columns, rows, keyOf, tone, under }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page scrolls by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={caption}>
      <table className={css.table}>
        <thead>
          <tr>
            {columns.map(({ key, title, unit, number }) => (
              <th key={key} scope="col" className={number ? css.number : undefined}>
                {title}
                {unit && <span className={css.unit}>{unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => {
          const more = under?.(row)
          return (
            <tbody key={keyOf(row)} data-tone={tone?.(row)}>
              <tr>
                {columns.map(({ key, number, cell }, i) =>
                  i === 0 ? (
                    <th key={key} scope="row">
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={key} className={number ? css.number : undefined}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
              {more && (
                <tr className={css.under}>
                  <td colSpan={columns.length}>{more}</td>
                </tr>
              )}
            </tbody>
          )
        })}
      </table>
    </section>
  )
}

function Cards<Row>({ caption, columns, rows, keyOf, tone, under }: Props<Row>) {
  const [lead, ...rest] = columns
  return (
    <ul className={css.cards} aria-label={caption}>
      {rows.map((row) => (
        <li key={keyOf(row)} data-tone={tone?.(row)}>
          <div className={css.lead}>{lead?.cell(row)}</div>
          <dl>
            {rest
              .filter(({ wideOnly }) => !wideOnly)
              .map(({ key, title, cell }) => (
                <div key={key}>
                  <dt>{title}</dt>
                  <dd>{cell(row)}</dd>
                </div>
              ))}
          </dl>
          {under?.(row)}
        </li>
      ))}
    </ul>
  )
}

/** A number of a report: a dash with its reason where it is not known. */
export function Cell({ value, why }: { value: ReactNode | null | undefined; why?: string }) {
  return value === null || value === undefined ? (
    <span className={css.dash} title={why}>
      <span aria-hidden="true">–</span>
      <span className="aside-only">{why}</span>
    </span>
  ) : (
    value
  )
}
