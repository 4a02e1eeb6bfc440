/** One control for each kind of value. Each holds what was typed; `read.ts` makes it a value. */
import { Checkbox, NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Control, FieldView } from '../api/types.ts'
import { FieldAbout } from '../help/FieldAbout.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './Controls.module.css'
import { PlaceControl } from './PlaceControl.tsx'
import { ReferencePicker } from './ReferencePicker.tsx'
import { Warned } from './Warned.tsx'

export type ControlProps = {
  id: string
  register: string
  name: string
  field: FieldView
  value: unknown
  needed: boolean
  error: string | undefined
  onChange: (value: unknown) => void
  onLeave: () => void
}

const FEW = 6

const common = ({ id, field, needed, error, onLeave }: ControlProps, optional: string) => ({
  id,
  label: (
    <>
      {field.title}
      {field.unit && <span className={css.unit}> {field.unit}</span>}
      {!needed && <span className={css.optional}> {optional}</span>}
    </>
  ),
  description: field.help,
  error,
  onBlur: onLeave,
  'aria-required': needed || undefined,
})

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function Line(props: ControlProps) {
  const t = useWords()
  const { field, value, onChange } = props
  return (
    <>
      <TextInput
        {...common(props, t('form.optional'))}
        value={text(value)}
        maxLength={field.max ?? 2000}
        inputMode={
          field.control === 'number' ? 'decimal' : field.control === 'link' ? 'url' : 'text'
        }
        className={field.control === 'number' ? css.narrow : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {field.namesNobody && <Warned text={text(value)} namesNobody />}
    </>
  )
}

function Prose(props: ControlProps) {
  const t = useWords()
  const { field, value, onChange } = props
  return (
    <>
      <Textarea
        {...common(props, t('form.optional'))}
        value={text(value)}
        maxLength={field.max ?? 8000}
        rows={4}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Warned text={text(value)} namesNobody={field.namesNobody} />
    </>
  )
}

/** The text as written, and a calendar beside it for those who want a day. */
function When(props: ControlProps) {
  const t = useWords()
  const { value, onChange, field } = props
  return (
    <div className={css.when}>
      <TextInput
        {...common(props, t('form.optional'))}
        description={field.help ? `${field.help} ${t('form.dateHelp')}` : t('form.dateHelp')}
        value={text(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <input
        type="date"
        className={css.calendar}
        aria-label={t('form.calendar', { what: field.title })}
        value={/^\d{4}-\d{2}-\d{2}$/.test(text(value)) ? text(value) : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}

function Choice(props: ControlProps) {
  const t = useWords()
  const term = useTerm()
  const { register, name, field, value, needed, onChange } = props
  const options = field.control === 'flag' ? ['yes', 'no'] : (field.options ?? [])
  const word = (option: string): string =>
    field.control === 'flag' ? t(option) : capital(term(`choice.${register}.${name}`, option))
  if (options.length > FEW) {
    return (
      <NativeSelect
        {...common(props, t('form.optional'))}
        value={text(value)}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        <option value="">{t('form.choose')}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {word(option)}
          </option>
        ))}
      </NativeSelect>
    )
  }
  const { id, label, description, error, onBlur } = common(props, t('form.optional'))
  return (
    <Radio.Group
      id={id}
      name={name}
      label={label}
      description={description}
      error={error}
      value={text(value)}
      onChange={onChange}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving the group, wherever in it the focus was */}
      <div className={css.choices} onBlur={onBlur}>
        {options.map((option) => (
          <Radio key={option} value={option} label={word(option)} className={css.choice} />
        ))}
        {!needed && text(value) !== '' && (
          <button type="button" className={css.clear} onClick={() => onChange(undefined)}>
            {t('form.clear')}
          </button>
        )}
      </div>
    </Radio.Group>
  )
}

function Several(props: ControlProps) {
  const t = useWords()
  const term = useTerm()
  const { register, name, field, value, onChange } = props
  const { id, label, description, error } = common(props, t('form.optional'))
  return (
    <Checkbox.Group
      id={id}
      label={label}
      description={description}
      error={error}
      value={(value as string[] | undefined) ?? []}
      onChange={onChange}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <div className={css.choices}>
        {field.options?.map((option) => (
          <Checkbox
            key={option}
            value={option}
            label={capital(term(`choice.${register}.${name}`, option))}
            className={css.choice}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function Money(props: ControlProps) {
  const t = useWords()
  const { value, onChange, field } = props
  const { amount = '', currency = 'USD' } = (value ?? {}) as { amount?: string; currency?: string }
  return (
    <div className={css.money}>
      <TextInput
        {...common(props, t('form.optional'))}
        inputMode="decimal"
        value={amount}
        onChange={(event) =>
          onChange(
            event.currentTarget.value === ''
              ? undefined
              : { amount: event.currentTarget.value, currency },
          )
        }
      />
      <TextInput
        label={t('form.currency')}
        aria-label={`${field.title}: ${t('form.currency')}`}
        value={currency}
        maxLength={3}
        onChange={(event) =>
          onChange({ amount, currency: event.currentTarget.value.toUpperCase() })
        }
      />
    </div>
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const controls: Record<Control, (props: ControlProps) => ReactNode> = {
  text: Line,
  link: Line,
  number: Line,
  longText: Prose,
  date: When,
  choice: Choice,
  flag: Choice,
  choices: Several,
  money: Money,
  reference: ReferencePicker,
  place: PlaceControl,
}

export function FieldControl(props: ControlProps) {
  const Drawn = controls[props.field.control]
  const { register, name, field } = props
  return (
    <div className={css.field}>
      <Drawn {...props} />
      <div className={css.about}>
        <FieldAbout register={register} name={name} field={field} />
      </div>
    </div>
  )
}
