/**
 * A list on paper: every row of the filters as they stand, up to a bound that is said, in the chosen columns. Made for
 * print and on no screen; who asked, of which moment and where in the log stand above it.
 */
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import type { RecordView, Refs, RegisterView } from '../api/types.ts'
import { PrintHead } from '../frame/PrintHead.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { isNumeric, Value } from '../record/Value.tsx'
import { useWords } from '../words.tsx'
import type { Filters } from './looks.ts'
import css from './PrintList.module.css'
import type { View } from './view.ts'

export const printMax = 1000

export function PrintList({
  register,
  rows,
  refs,
  total,
  view,
  filters,
  onDone,
}: {
  register: RegisterView
  rows: readonly RecordView[]
  refs: Refs
  total: number | null | undefined
  view: View
  filters: Filters
  onDone: () => void
}) {
  const t = useWords()
  useEffect(() => {
    document.documentElement.dataset.printing = 'list'
    window.addEventListener('afterprint', onDone)
    const timer = setTimeout(() => window.print(), 60)
    return () => {
      delete document.documentElement.dataset.printing
      clearTimeout(timer)
      window.removeEventListener('afterprint', onDone)
    }
  }, [onDone])
  const said = Object.entries(filters)
    .filter(([name, value]) => name !== 'sort' && value !== undefined)
    .map(([name, value]) => `${register.fields[name]?.title ?? name}: ${[value].flat().join(', ')}`)
  return createPortal(
    <div className={css.list} data-print="only">
      <PrintHead />
      <h1>{register.plural}</h1>
      <p>
        {total !== null && total !== undefined && total > rows.length
          ? t('print.first', { shown: rows.length, total })
          : t('table.count', { count: rows.length })}
        {said.length > 0 ? ` · ${said.join(' · ')}` : ''}
      </p>
      <table>
        <thead>
          <tr>
            {view.columns.map((name) => {
              const field = register.fields[name]
              return (
                <th key={name} data-number={(field && isNumeric(field)) || undefined}>
                  {field?.title ?? t('field.state')}
                  {field?.unit ? ` (${field.unit})` : ''}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((record) => (
            <tr key={record.id}>
              {view.columns.map((name) => {
                const field = register.fields[name]
                return (
                  <td key={name} data-number={(field && isNumeric(field)) || undefined}>
                    {field ? (
                      <Value
                        register={register.name}
                        name={name}
                        field={field}
                        value={record.fields[name]}
                        refs={refs}
                        short
                      />
                    ) : (
                      <RecordState state={record.state} register={register.name} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  )
}
