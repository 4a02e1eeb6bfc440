/** A list on a phone: each row a card of its featured fields. And a cell, which is the same in a card and in a row. */
import { useState } from 'react'
import type { FieldView, RecordView, Refs, RegisterView } from '../api/types.ts'
import { RecordState } from '../parts/Chip.tsx'
import { useCaption } from '../parts/caption.ts'
import { GoRecord } from '../parts/Go.tsx'
import { IconPencil } from '../parts/icons.ts'
import { Value } from '../record/Value.tsx'
import { useWords } from '../words.tsx'
import { leadOf } from './columns.ts'
import css from './DataTable.module.css'
import { EditCell, mayEdit } from './EditCell.tsx'

export function Cell({
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

export function Cards({
  register,
  rows,
  refs,
  chosen,
  onChoose,
  edits = false,
}: {
  register: RegisterView
  rows: readonly RecordView[]
  refs: Refs
  chosen?: ReadonlySet<string>
  onChoose?: (id: string) => void
  edits?: boolean
}) {
  const t = useWords()
  const caption = useCaption()
  const [editing, setEditing] = useState<{ id: string; name: string }>()
  const lead = leadOf(register)
  const rest = register.featured
    .filter((name) => name !== lead && name !== 'state' && !register.caption.includes(name))
    .slice(0, 4)
  const isEmpty = (value: unknown): boolean => value === undefined || value === null
  return (
    <ul className={css.cards}>
      {rows.map((record) => (
        <li
          key={record.id}
          className={css.card}
          data-record={record.id}
          data-chosen={chosen?.has(record.id) || undefined}
        >
          <div className={css.cardHead}>
            {chosen && (
              <label className={css.cardPick}>
                <input
                  type="checkbox"
                  aria-label={t('bulk.choose', { what: caption(register.name, record.caption) })}
                  checked={chosen.has(record.id)}
                  onChange={() => onChoose?.(record.id)}
                />
              </label>
            )}
            <GoRecord register={register.name} id={record.id} className={css.cardLink}>
              {record.caption}
            </GoRecord>
            <RecordState state={record.state} register={register.name} />
          </div>
          <dl>
            {rest.map((name) => {
              const field = register.fields[name]
              const mayChange = edits && field !== undefined && mayEdit(register, name)
              if (isEmpty(record.fields[name]) && !mayChange) return null
              const isOpen = editing?.id === record.id && editing.name === name
              return (
                <div key={name} data-open={isOpen || undefined}>
                  <dt>{field?.title ?? t('field.state')}</dt>
                  <dd data-edit={mayChange ? name : undefined}>
                    {isOpen && field ? (
                      <EditCell
                        register={register}
                        name={name}
                        field={field}
                        record={record}
                        byTouch
                        onLeave={() => setEditing(undefined)}
                      />
                    ) : mayChange ? (
                      <button
                        type="button"
                        className={css.cardEdit}
                        onClick={() => setEditing({ id: record.id, name })}
                      >
                        <span className="aside-only">
                          {t('edit.open', {
                            what: `${field.title}: ${caption(register.name, record.caption)}`,
                          })}{' '}
                        </span>
                        <span>
                          {isEmpty(record.fields[name]) ? (
                            '–'
                          ) : (
                            <Cell {...{ register, name, field, record, refs }} />
                          )}
                        </span>
                        <IconPencil size={15} stroke={1.75} aria-hidden />
                      </button>
                    ) : (
                      <Cell {...{ register, name, field, record, refs }} />
                    )}
                  </dd>
                </div>
              )
            })}
          </dl>
        </li>
      ))}
    </ul>
  )
}
