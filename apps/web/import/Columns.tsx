/** Which column of the file is which field: chosen once, and remembered for whoever chose. */
import type { RegisterView } from '../api/types.ts'
import { useWords } from '../words.tsx'
import css from './import.module.css'
import type { Column, Mapping } from './send.ts'

const others = ['id', 'state', 'seq', 'at', 'known', 'erased'] as const

export function Columns({
  register,
  columns,
  map,
  onChange,
}: {
  register: RegisterView
  columns: readonly Column[]
  map: Mapping
  onChange: (column: string, field: string) => void
}) {
  const t = useWords()
  const fields = Object.entries(register.fields).flatMap(([name, { title, control, kind }]) => [
    [name, title] as const,
    ...(control === 'money'
      ? [[`${name}.currency`, `${title}: ${t('form.currency')}`] as const]
      : []),
    ...(kind === 'ref'
      ? [[`${name}.caption`, t('import.captionOf', { what: title })] as const]
      : []),
  ])
  const taken = new Set(Object.values(map))
  return (
    <div className={css.scroll}>
      <table className={css.columns}>
        <thead>
          <tr>
            <th scope="col">{t('import.column')}</th>
            <th scope="col">{t('import.holds')}</th>
            <th scope="col">{t('import.is')}</th>
          </tr>
        </thead>
        <tbody>
          {columns
            .filter(({ column }) => column !== '')
            .map(({ column, samples }) => {
              const chosen = map[column] ?? ''
              return (
                <tr key={column} data-left-out={chosen === '' || undefined}>
                  <th scope="row">{column}</th>
                  <td>{samples.join(' · ')}</td>
                  <td>
                    <select
                      aria-label={t('import.isLabel', { column })}
                      value={chosen}
                      onChange={(event) => onChange(column, event.target.value)}
                    >
                      <option value="">{t('import.leaveOut')}</option>
                      <optgroup label={register.title}>
                        {fields.map(([name, title]) => (
                          <option
                            key={name}
                            value={name}
                            disabled={taken.has(name) && chosen !== name}
                          >
                            {title}
                          </option>
                        ))}
                      </optgroup>
                      <optgroup label={t('import.ofTheRecord')}>
                        {others.map((name) => (
                          <option
                            key={name}
                            value={name}
                            disabled={taken.has(name) && chosen !== name}
                          >
                            {t(`import.of.${name}`)}
                          </option>
                        ))}
                      </optgroup>
                    </select>
                  </td>
                </tr>
              )
            })}
        </tbody>
      </table>
    </div>
  )
}
