/** What we know of a record: every field that is known, each leading to the entries that set it; then what is not known. */
import type { RecordView, RegisterView } from '../api/types.ts'
import { Card } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import css from './Facts.module.css'
import { Value } from './Value.tsx'

const isThere = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0)

export function Facts({
  register,
  record,
  onField,
  amend,
}: {
  register: RegisterView
  record: RecordView
  /** Shows the entries that set a field. */
  onField: (name: string) => void
  /** Where amending leads, for those who may. */
  amend: string | undefined
}) {
  const t = useWords()
  const fields = Object.entries(register.fields)
  const known = fields.filter(([name]) => isThere(record.fields[name]))
  const unknown = fields.filter(([name]) => !isThere(record.fields[name]))
  return (
    <Card
      title={t('record.facts')}
      aside={t('record.factsAside')}
      action={amend && <Go to={amend}>{t('verb.amend')}</Go>}
    >
      <dl className={css.facts}>
        {known.map(([name, field]) => (
          <div
            key={name}
            className={css.fact}
            data-wide={isWide(field.control, record.fields[name]) || undefined}
          >
            <dt>
              <button
                type="button"
                onClick={() => onField(name)}
                title={t('record.openEntries', { what: field.title })}
              >
                {field.title}
              </button>
            </dt>
            <dd>
              <Value
                register={register.name}
                name={name}
                field={field}
                value={record.fields[name]}
                refs={record.refs}
              />
            </dd>
          </div>
        ))}
      </dl>
      {unknown.length > 0 && (
        <p className={css.unknown}>
          <span>{t('record.unknown')}</span> {unknown.map(([, { title }]) => title).join(', ')}
        </p>
      )}
    </Card>
  )
}

const isWide = (control: string, value: unknown): boolean =>
  control === 'link' ||
  (control === 'reference' && Array.isArray(value) && value.length > 1) ||
  (typeof value === 'string' && value.length > 48 && control !== 'reference')
