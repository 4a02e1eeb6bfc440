/** What we know of a record: every field that is known, each leading to the entries that set it; then what is not known. */
import { useMission } from '../api/hooks.ts'
import type { Erased, FieldView, RecordView, RegisterView } from '../api/types.ts'
import { dayIn, useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { IconEraser } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import css from './Facts.module.css'
import { useModelWord } from './modelWords.ts'
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
  const gone = record.erased ?? []
  const isGone = (name: string): boolean =>
    gone.some(({ field, label }) =>
      field === null ? (register.fields[name]?.label ?? register.label) === label : field === name,
    )
  const unknown = fields.filter(([name]) => !isThere(record.fields[name]) && !isGone(name))
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
              <Codes field={field} value={record.fields[name]} />
            </dd>
          </div>
        ))}
      </dl>
      <Gone register={register} record={record} />
      {unknown.length > 0 && (
        <p className={css.unknown}>
          <span>{t('record.unknown')}</span> {unknown.map(([, { title }]) => title).join(', ')}
        </p>
      )}
    </Card>
  )
}

/** What others call it; their codes are said as their books print them. */
function Codes({ field, value }: { field: FieldView; value: unknown }) {
  const t = useWords()
  if (!field.books) return null
  return (
    <ul className={css.codes} lang="en">
      {field.books.map(({ name, title, codes }) => (
        <li key={name}>
          <span>{title}</span> {codes[String(value)] || t('record.noCode')}
        </li>
      ))}
    </ul>
  )
}

/** What was erased says so, by which entry and on what ground: never as if it had not been there. */
function Gone({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const format = useFormat()
  const ground = useModelWord('ground')
  const { zone } = useMission()
  const shown = new Map<string, Erased>()
  for (const one of record.erased ?? []) shown.set(`${one.by} ${one.field} ${one.label}`, one)
  if (shown.size === 0) return null
  return (
    <ul className={css.gone}>
      {[...shown].map(([key, { field, label, by, at, ground: on }]) => (
        <li key={key}>
          <IconEraser size={15} stroke={1.75} aria-hidden />
          <span>
            <b>
              {field === null
                ? t('erased.all', { label: t(`label.${label}`) })
                : field === 'because' || field === 'onBehalfOf'
                  ? t(field === 'because' ? 'erased.reason' : 'erased.onBehalf')
                  : (register.fields[field]?.title ?? field)}
            </b>{' '}
            {t('erased.by', {
              seq: by,
              day: format.when(dayIn(Date.parse(at), zone)),
              ground: ground(on),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}

const isWide = (control: string, value: unknown): boolean =>
  control === 'link' ||
  (control === 'reference' && Array.isArray(value) && value.length > 1) ||
  (typeof value === 'string' && value.length > 48 && control !== 'reference')
