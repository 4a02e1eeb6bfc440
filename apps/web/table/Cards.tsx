/** A list on a phone: each row a card of its featured fields. And a cell, which is the same in a card and in a row. */
import type { FieldView, RecordView, Refs, RegisterView } from '../api/types.ts'
import { RecordState } from '../parts/Chip.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { Value } from '../record/Value.tsx'
import { useWords } from '../words.tsx'
import css from './DataTable.module.css'
import { leadOf } from './view.ts'

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
}: {
  register: RegisterView
  rows: readonly RecordView[]
  refs: Refs
}) {
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
