/**
 * The one good list: sticky header, first column in sight, a row cursor for the keyboard (arrows, Home, End, Enter),
 * choosing rows (Space), changing a cell in place (right, Enter), sorting by the server. On a phone each row becomes a card of its featured fields.
 */
import { columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { FieldView, RecordView, Refs, RegisterView } from '../api/types.ts'
import { isChange, type ListDoing, listDoing } from '../frame/keys.ts'
import { useCaption } from '../parts/caption.ts'
import { GoRecord } from '../parts/Go.tsx'
import { IconChevronDown, IconChevronUp } from '../parts/icons.ts'
import { usePhone } from '../parts/usePhone.ts'
import { isNumeric } from '../record/Value.tsx'
import { useWords } from '../words.tsx'
import { chosenMax } from './bulk.ts'
import { Cards, Cell } from './Cards.tsx'
import { everyColumn, leadOf } from './columns.ts'
import css from './DataTable.module.css'
import { EditCell, mayEdit } from './EditCell.tsx'
import type { View } from './view.ts'

const features = tableFeatures({ columnVisibilityFeature })

export type TableProps = {
  register: RegisterView
  rows: readonly RecordView[]
  refs: Refs
  view: View
  /** `field` or `-field`. */
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  /** The rows that are chosen, where something can be done with many at once. */
  chosen?: ReadonlySet<string>
  onChoose?: (ids: ReadonlySet<string>) => void
  /** Whether cells may be changed in place: not where the page shows another moment than now. */
  edits?: boolean
}

export function DataTable(props: TableProps) {
  const { register, rows, refs, chosen, onChoose, edits = false } = props
  if (!usePhone()) return <Rows {...props} />
  return (
    <Cards
      {...{ register, rows, refs, edits }}
      {...(chosen ? { chosen, onChoose: (id) => onChoose?.(toggled(chosen, id)) } : {})}
    />
  )
}

/** With one row more, or one less. */
function toggled(chosen: ReadonlySet<string> | undefined, id: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(id) && next.size < chosenMax) next.add(id)
  return next
}

function Rows({
  register,
  rows,
  refs,
  view,
  sort,
  onSort,
  chosen,
  onChoose,
  edits = false,
}: TableProps) {
  const t = useWords()
  const caption = useCaption()
  const lead = leadOf(register)
  const body = useRef<HTMLTableSectionElement>(null)
  const [cursor, setCursor] = useState(0)
  const [editing, setEditing] = useState<{ id: string; name: string }>()
  const mayChange = (name: string): boolean => edits && mayEdit(register, name)
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
    const doing = listDoing(event)
    const steps: Partial<Record<ListDoing, number>> = {
      next: cursor + 1,
      before: cursor - 1,
      first: 0,
      last,
      far: cursor + 10,
      farBack: cursor - 10,
    }
    const to = doing && steps[doing]
    if (to === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(last, to))
    const at = cellsIn(body.current, cursor).indexOf(document.activeElement as HTMLElement)
    setCursor(next)
    cellsIn(body.current, next)[Math.max(0, at)]?.focus()
  }
  const choose = (id: string): void => onChoose?.(toggled(chosen, id))
  /** Between the cells of a row that can be changed, and choosing the row. */
  const onRowKey = (event: KeyboardEvent, id: string): void => {
    const doing = listDoing(event)
    const step = doing === 'right' ? 1 : doing === 'left' ? -1 : undefined
    if (step !== undefined) {
      const cells = cellsIn(body.current, cursor)
      const at = cells.indexOf(document.activeElement as HTMLElement)
      const next = cells[at + step]
      if (at < 0 || !next) return
      event.preventDefault()
      next.focus()
    } else if (doing === 'choose' && chosen && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault()
      choose(id)
    }
  }
  const leave = (): void => {
    const { id, name } = editing ?? {}
    setEditing(undefined)
    requestAnimationFrame(() =>
      body.current
        ?.querySelector<HTMLElement>(`[data-record="${id}"] [data-edit="${name}"]`)
        ?.focus(),
    )
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page scrolls by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={register.plural}>
      <table className={css.table} data-dense={view.dense || undefined}>
        <thead>
          <tr>
            {chosen && (
              <th scope="col" data-pick>
                <input
                  type="checkbox"
                  aria-label={t('bulk.all')}
                  checked={rows.length > 0 && rows.every(({ id }) => chosen.has(id))}
                  onChange={(event) =>
                    onChoose?.(
                      new Set(
                        event.target.checked ? rows.slice(0, chosenMax).map(({ id }) => id) : [],
                      ),
                    )
                  }
                />
              </th>
            )}
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
            <tr
              key={row.id}
              data-record={row.id}
              data-chosen={chosen?.has(row.id) || undefined}
              onKeyDown={(event) => onRowKey(event, row.id)}
            >
              {chosen && (
                <td data-pick>
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={t('bulk.choose', {
                      what: caption(register.name, row.original.caption),
                    })}
                    checked={chosen.has(row.id)}
                    onChange={() => choose(row.id)}
                  />
                </td>
              )}
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
                  <PlainCell
                    key={id}
                    name={id}
                    isNumber={field !== undefined && isNumeric(field)}
                    {...(field && mayChange(id)
                      ? {
                          onFocus: () => setCursor(index),
                          onEdit: () => setEditing({ id: row.id, name: id }),
                        }
                      : {})}
                  >
                    {field && editing?.id === row.id && editing.name === id ? (
                      <EditCell
                        register={register}
                        name={id}
                        field={field}
                        record={row.original}
                        onLeave={leave}
                      />
                    ) : (
                      shown
                    )}
                  </PlainCell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="aside-only">
        {t('table.keys')} {chosen && t('bulk.keys')} {edits && t('edit.how')}
      </p>
    </section>
  )
}

/** What takes the focus in a row: the way into the record, then each cell that can be changed. */
const cellsIn = (body: HTMLElement | null, row: number): HTMLElement[] => [
  ...(body
    ?.querySelectorAll('tr[data-record]')
    [row]?.querySelectorAll<HTMLElement>('[data-lead] a, [data-edit]') ?? []),
]

/** A cell that can be changed takes the focus, by the arrows and not by Tab, so that a list stays one stop. */
function PlainCell({
  name,
  isNumber,
  onEdit,
  onFocus,
  children,
}: {
  name: string
  isNumber: boolean
  onEdit?: () => void
  onFocus?: () => void
  children: ReactNode
}) {
  if (!onEdit) return <td data-number={isNumber || undefined}>{children}</td>
  return (
    <td
      data-number={isNumber || undefined}
      data-edit={name}
      tabIndex={-1}
      onFocus={onFocus}
      onDoubleClick={onEdit}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || !isChange(event)) return
        event.preventDefault()
        onEdit()
      }}
    >
      {children}
    </td>
  )
}

/** A record whose first column is empty still needs words to be opened by. */
const leadText = (record: RecordView, lead: string, shown: React.ReactNode) =>
  record.fields[lead] === undefined || record.fields[lead] === null
    ? record.caption || record.id.slice(0, 8)
    : shown

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
