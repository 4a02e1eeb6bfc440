/** What a register says of one of its fields: what it means, how it is written, its choices, whether it must be, who may see it. */
import type { FieldView } from '../api/types.ts'
import { IconInfo } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { useTerm, useWords } from '../words.tsx'
import css from './help.module.css'

type Told = { register: string; name: string; field: FieldView }

/** A small (i), by touch and by keyboard: it opens what is said and closes with Escape. */
export function FieldAbout(told: Told) {
  const t = useWords()
  return (
    <Pop
      label={t('about.title', { what: told.field.title })}
      align="end"
      buttonClass={css.info}
      button={<IconInfo size={17} stroke={1.6} aria-hidden />}
    >
      {() => (
        <div className={css.about}>
          <p className={css.name}>{told.field.title}</p>
          <FieldSaid {...told} />
        </div>
      )}
    </Pop>
  )
}

export function FieldSaid({ register, name, field }: Told) {
  const t = useWords()
  const term = useTerm()
  const options = field.control === 'flag' ? [] : (field.options ?? [])
  return (
    <>
      {field.help && <p>{field.help}</p>}
      <p>
        {t(`about.control.${field.control}`)}
        {field.unit && ` ${t('about.unit', { unit: field.unit })}`}
      </p>
      {options.length > 0 && (
        <ul className={css.options}>
          {options.map((one) => (
            <li key={one}>{term(`choice.${register}.${name}`, one)}</li>
          ))}
        </ul>
      )}
      <p className={css.quiet}>
        {t(field.required ? 'about.required' : 'about.optional')}
        {field.unique && ` ${t('about.unique')}`}
        {field.label && ` ${t(`label.${field.label}.help`)}`}
      </p>
    </>
  )
}
