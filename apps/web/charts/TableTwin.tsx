/** The table twin of a chart: everything the picture says, in rows. Numbers to the right, the first column kept in view. */
import s from './chart.module.css'
import type { Table } from './picture.ts'
import { useChartText } from './text.ts'

export function TableTwin({ table, caption }: { table: Table; caption: string }) {
  const { number } = useChartText()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={s.twin} tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            {table.columns.map((c) => (
              <th key={c.key} scope="col" className={c.number ? s.num : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a twin have no identity of their own
            <tr key={i}>
              {table.columns.map((c) => {
                const value = row[c.key]
                return (
                  <td key={c.key} className={c.number ? s.num : undefined}>
                    {value === null || value === undefined || value === ''
                      ? '–'
                      : typeof value === 'number'
                        ? number(value)
                        : value}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
