/** The handling marking a record is raised or lowered to, with who may see it then. */
import type { Label } from '../../api/types.ts'
import { useWords } from '../../words.tsx'
import css from './Handling.module.css'

export function Labels({
  verb,
  floor,
  choices,
  value,
  onChange,
}: {
  verb: string
  floor: Label
  choices: readonly Label[]
  value: Label | undefined
  onChange: (label: Label) => void
}) {
  const t = useWords()
  return (
    <fieldset className={css.group}>
      <legend>{t(`handling.to.${verb}`, { label: t(`label.${floor}`) })}</legend>
      {choices.map((one) => (
        <label key={one} className={css.choice}>
          <input type="radio" name="label" checked={value === one} onChange={() => onChange(one)} />
          <span>
            {t(`label.${one}`)}
            <small>{t(`label.${one}.help`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
