/** Words to look for, filters as chips, and the panel in which a filter is made. What is filtered stands in the address. */
import { useEffect, useState } from 'react'
import type { FieldView, RegisterView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { IconFilter, IconSearch, IconX } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './Filters.module.css'
import type { Filters } from './looks.ts'

const stateField = (register: RegisterView, title: string): FieldView => ({
  kind: 'choice',
  control: 'choice',
  title,
  options: register.states,
})

/** Instead of a value: those that have none. */
const NONE = '-'

/** What can be filtered: states, choices, numbers, dates and codes; not long text, which the words find. */
function filterable(register: RegisterView, stateTitle: string): [string, FieldView][] {
  const fields = Object.entries(register.fields).filter(
    ([, { filters, control, kind }]) =>
      filters !== false &&
      (['choice', 'number', 'date', 'flag'].includes(control) || kind === 'code'),
  )
  return register.states.length > 1
    ? [['state', stateField(register, stateTitle)], ...fields]
    : fields
}

export function FilterBar({
  register,
  filters,
  onChange,
}: {
  register: RegisterView
  filters: Filters
  onChange: (change: Filters) => void
}) {
  const t = useWords()
  const [words, setWords] = useState(String(filters.q ?? ''))
  // A view that was chosen brings words of its own.
  useEffect(() => setWords(String(filters.q ?? '')), [filters.q])
  const can = filterable(register, t('field.state'))
  const set = Object.entries(filters).filter(
    ([name, value]) => name !== 'q' && name !== 'sort' && value !== undefined,
  )
  return (
    <div className={css.bar} data-print="no">
      <search className={css.search}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onChange({ q: words.trim() || undefined })
          }}
        >
          <IconSearch size={16} stroke={1.75} aria-hidden />
          <input
            type="search"
            value={words}
            placeholder={t('table.search', { what: register.plural.toLowerCase() })}
            aria-label={t('table.search', { what: register.plural.toLowerCase() })}
            onChange={(event) => {
              setWords(event.target.value)
              if (event.target.value === '') onChange({ q: undefined })
            }}
          />
        </form>
      </search>
      {can.length > 0 && (
        <Pop
          label={t('table.filter')}
          dataKey="filter"
          buttonClass={css.add}
          button={
            <>
              <IconFilter size={16} stroke={1.75} aria-hidden />
              {t('table.filter')}
            </>
          }
        >
          {(close) => (
            <FilterPanel
              register={register}
              can={can}
              filters={filters}
              onChange={(change) => {
                onChange(change)
                close()
              }}
            />
          )}
        </Pop>
      )}
      {set.map(([name, value]) => (
        <Chip
          key={name}
          register={register}
          name={name}
          value={value as string | string[]}
          onRemove={() => onChange({ [name]: undefined })}
        />
      ))}
      {set.length > 1 && (
        <Button
          look="bare"
          size="small"
          onClick={() => onChange(Object.fromEntries(set.map(([name]) => [name, undefined])))}
        >
          {t('table.clear')}
        </Button>
      )}
    </div>
  )
}

function Chip({
  register,
  name,
  value,
  onRemove,
}: {
  register: RegisterView
  name: string
  value: string | string[]
  onRemove: () => void
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const [base = name, bound] = name.split('.')
  const field = base === 'state' ? stateField(register, t('field.state')) : register.fields[base]
  if (!field) return null
  const group = base === 'state' ? `state.${register.name}` : `choice.${register.name}.${base}`
  const said = [value]
    .flat()
    .map((one) =>
      one === NONE
        ? t('table.without')
        : field.control === 'choice'
          ? term(group, one)
          : field.control === 'date'
            ? format.when(one)
            : one,
    )
    .join(', ')
  return (
    <span className={css.chip}>
      {field.title}: {bound ? `${t(`table.${bound}`)} ` : ''}
      <b>{said}</b>
      <button
        type="button"
        aria-label={t('table.remove', { what: field.title })}
        onClick={onRemove}
      >
        <IconX size={14} stroke={2} aria-hidden />
      </button>
    </span>
  )
}

function FilterPanel({
  register,
  can,
  filters,
  onChange,
}: {
  register: RegisterView
  can: readonly [string, FieldView][]
  filters: Filters
  onChange: (change: Filters) => void
}) {
  const t = useWords()
  const [name, setName] = useState(can[0]?.[0] ?? '')
  const field = can.find(([one]) => one === name)?.[1]
  return (
    <div className={css.panel}>
      <label className={css.label}>
        {t('table.field')}
        <select
          value={name}
          onChange={(event) => setName(event.target.value)}
          className={css.input}
        >
          {can.map(([one, { title }]) => (
            <option key={one} value={one}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {field && (
        <FilterValue
          key={name}
          register={register}
          name={name}
          field={field}
          filters={filters}
          onChange={onChange}
        />
      )}
    </div>
  )
}

function FilterValue({
  register,
  name,
  field,
  filters,
  onChange,
}: {
  register: RegisterView
  name: string
  field: FieldView
  filters: Filters
  onChange: (change: Filters) => void
}) {
  const t = useWords()
  const term = useTerm()
  const [chosen, setChosen] = useState<string[]>([filters[name] ?? []].flat())
  const [from, setFrom] = useState(String(filters[`${name}.from`] ?? ''))
  const [to, setTo] = useState(String(filters[`${name}.to`] ?? ''))
  const group = name === 'state' ? `state.${register.name}` : `choice.${register.name}.${name}`
  const ranged = field.control === 'number' || field.control === 'date'
  const values = field.control === 'flag' ? ['yes', 'no'] : field.options
  const mayLack = name !== 'state' && !field.required && field.kind !== 'code'
  const options = values && mayLack ? [...values, NONE] : values
  const lacks = chosen.includes(NONE)
  return (
    <form
      className={css.value}
      onSubmit={(event) => {
        event.preventDefault()
        const is = { [name]: chosen.length > 1 ? chosen : chosen[0] || undefined }
        const range = (bound: string) => (lacks ? undefined : bound || undefined)
        onChange(ranged ? { ...is, [`${name}.from`]: range(from), [`${name}.to`]: range(to) } : is)
      }}
    >
      {options ? (
        <fieldset className={css.options}>
          <legend className="aside-only">{field.title}</legend>
          {options.map((option) => (
            <label key={option}>
              <input
                type="checkbox"
                checked={chosen.includes(option)}
                onChange={(event) =>
                  setChosen(
                    event.target.checked
                      ? [...chosen, option]
                      : chosen.filter((one) => one !== option),
                  )
                }
              />
              {option === NONE
                ? t('table.without')
                : field.control === 'flag'
                  ? t(option)
                  : term(group, option)}
            </label>
          ))}
        </fieldset>
      ) : ranged ? (
        <>
          <label className={css.label}>
            {t('table.from')}
            <input
              className={css.input}
              value={from}
              inputMode={field.control === 'number' ? 'decimal' : 'text'}
              placeholder={field.control === 'date' ? '2025-05-14' : ''}
              disabled={lacks}
              onChange={(event) => setFrom(event.target.value)}
            />
          </label>
          <label className={css.label}>
            {t('table.to')}
            <input
              className={css.input}
              value={to}
              inputMode={field.control === 'number' ? 'decimal' : 'text'}
              placeholder={field.control === 'date' ? '2025-12' : ''}
              disabled={lacks}
              onChange={(event) => setTo(event.target.value)}
            />
          </label>
          {mayLack && (
            <div className={css.options}>
              <label>
                <input
                  type="checkbox"
                  checked={lacks}
                  onChange={(event) => setChosen(event.target.checked ? [NONE] : [])}
                />
                {t('table.without')}
              </label>
            </div>
          )}
        </>
      ) : (
        <label className={css.label}>
          {t('table.is')}
          <input
            className={css.input}
            value={chosen[0] ?? ''}
            onChange={(event) => setChosen([event.target.value])}
          />
        </label>
      )}
      <Button type="submit" size="small">
        {t('table.apply')}
      </Button>
    </form>
  )
}
