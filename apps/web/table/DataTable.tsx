/**
 * The one good list: sticky header, first column in sight, a row cursor for the keyboard (arrows, Home, End, Enter),
 * sorting by the server. On a phone each row becomes a card of its featured fields.
 */
import { columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { FieldView, RecordView, Refs, RegisterView } from '../api/types.ts'
import { RecordState } from '../parts/Chip.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconChevronDown, IconChevronUp } from '../parts/icons.ts'
import { usePhone } from '../parts/usePhone.ts'
import { isNumeric, Value } from '../record/Value.tsx'
import { useWords } from '../words.tsx'
import css from './DataTable.module.css'
import { everyColumn, leadOf, type View } from './view.ts'

const features = tableFeatures({ columnVisibilityFeature })

export type TableProps = {
  register: RegisterView
  rows: readonly RecordView[]
  refs: Refs
  view: View
  /** `field` or `-field`. */
  sort: string | undefined
  onSort: (sort: string | undefined) => void
}

export function DataTable(props: TableProps) {
  return usePhone() ? <Cards {...props} /> : <Rows {...props} />
}

function Rows({ register, rows, refs, view, sort, onSort }: TableProps) {
  const t = useWords()
  const lead = leadOf(register)
  const body = useRef<HTMLTableSectionElement>(null)
  const [cursor, setCursor] = useState(0)
  const columns = useMemo(
    () =>
      everyColumn(register).map((name) => ({
        id: name,
        accessorFn: (row: RecordView) => (name === 'state' ? row.state : row.fields[name]),
      })),
    [register],
  )
  const columnVisibility = useMemo(
    () =>
      Object.fromEntries(
        everyColumn(register).map((name) => [name, name === lead || view.columns.includes(name)]),
      ),
    [register, view.columns, lead],
  )
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features,
    columns,
    data,
    state: { columnVisibility },
    getRowId: (row: RecordView) => row.id,
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = rows.length - 1
    const to = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      j: cursor + 1,
      k: cursor - 1,
      Home: 0,
      End: last,
      PageDown: cursor + 10,
      PageUp: cursor - 10,
    }[event.key]
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = Math.max(0, Math.min(last, to))
    setCursor(next)
    body.current?.querySelectorAll<HTMLElement>('[data-lead] a')[next]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page scrolls by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={register.plural}>
      <table className={css.table} data-dense={view.dense || undefined}>
        <thead>
          <tr>
            {table.getVisibleLeafColumns().map(({ id }) => (
              <Head
                key={id}
                name={id}
                field={register.fields[id]}
                sort={sort}
                onSort={onSort}
                isLead={id === lead}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {table.getRowModel().rows.map((row, index) => (
            <tr key={row.id}>
              {row.getVisibleCells().map(({ column: { id } }) => {
                const field = register.fields[id]
                const shown = (
                  <Cell
                    key={id}
                    register={register}
                    name={id}
                    field={field}
                    record={row.original}
                    refs={refs}
                  />
                )
                return id === lead ? (
                  <th key={id} scope="row" data-lead>
                    <GoRecord
                      register={register.name}
                      id={row.original.id}
                      tabIndex={index === Math.min(cursor, rows.length - 1) ? 0 : -1}
                      onFocus={() => setCursor(index)}
                    >
                      {leadText(row.original, lead, shown)}
                    </GoRecord>
                  </th>
                ) : (
                  <td key={id} data-number={(field && isNumeric(field)) || undefined}>
                    {shown}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aside-only">{t('table.keys')}</p>
    </section>
  )
}

/** A record whose first column is empty still needs words to be opened by. */
const leadText = (record: RecordView, lead: string, shown: React.ReactNode) =>
  record.fields[lead] === undefined || record.fields[lead] === null
    ? record.caption || record.id.slice(0, 8)
    : shown

function Cell({
  register,
  name,
  field,
  record,
  refs,
}: {
  register: RegisterView
  name: string
  field: FieldView | undefined
  record: RecordView
  refs: Refs
}) {
  if (name === 'state' || !field)
    return <RecordState state={record.state} register={register.name} />
  return (
    <Value
      register={register.name}
      name={name}
      field={field}
      value={record.fields[name]}
      refs={refs}
      short
    />
  )
}

function Head({
  name,
  field,
  sort,
  onSort,
  isLead,
}: {
  name: string
  field: FieldView | undefined
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  isLead: boolean
}) {
  const t = useWords()
  const title = field?.title ?? t('field.state')
  const words = (
    <>
      {title}
      {field?.unit && <span className={css.unit}> {field.unit}</span>}
    </>
  )
  const up = sort === name
  const down = sort === `-${name}`
  const sorts = name === 'state' || field?.filters !== false
  return (
    <th
      scope="col"
      data-lead={isLead || undefined}
      data-number={(field && isNumeric(field)) || undefined}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {sorts ? (
        <button
          type="button"
          className={css.sort}
          onClick={() => onSort(up ? `-${name}` : down ? undefined : name)}
        >
          {words}
          {up && <IconChevronUp size={14} aria-hidden />}
          {down && <IconChevronDown size={14} aria-hidden />}
        </button>
      ) : (
        words
      )}
    </th>
  )
}

function Cards({ register, rows, refs }: TableProps) {
  const t = useWords()
  const lead = leadOf(register)
  const rest = register.featured
    .filter((name) => name !== lead && name !== 'state' && !register.caption.includes(name))
    .slice(0, 4)
  return (
    <ul className={css.cards}>
      {rows.map((record) => (
        <li key={record.id} className={css.card}>
          <div className={css.cardHead}>
            <GoRecord register={register.name} id={record.id} className={css.cardLink}>
              {record.caption}
            </GoRecord>
            <RecordState state={record.state} register={register.name} />
          </div>
          <dl>
            {rest
              .filter((name) => record.fields[name] !== undefined && record.fields[name] !== null)
              .map((name) => (
                <div key={name}>
                  <dt>{register.fields[name]?.title ?? t('field.state')}</dt>
                  <dd>
                    <Cell
                      register={register}
                      name={name}
                      field={register.fields[name]}
                      record={record}
                      refs={refs}
                    />
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
