/** What is to be erased: on which ground, which fields, of which entries. References and states stay, and the form says so. */
import { useMission } from '../../api/hooks.ts'
import type { EntryView, RegisterView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { grounds, useModelWord } from '../../record/modelWords.ts'
import { isHandling, verbTitle } from '../../record/verbTitle.ts'
import { useWords } from '../../words.tsx'
import css from './Handling.module.css'

/** `undefined` is all of them; an empty list is one not yet chosen. */
export type Erasing = {
  ground: string
  fields: readonly string[] | undefined
  entries: readonly number[] | undefined
}

export const erasingInput = ({ ground, fields, entries }: Erasing) => ({
  ground,
  ...(fields ? { fields } : {}),
  ...(entries ? { entries } : {}),
})

export function Erase({
  register,
  history,
  value,
  onChange,
}: {
  register: RegisterView
  history: readonly EntryView[]
  value: Erasing
  onChange: (value: Erasing) => void
}) {
  const t = useWords()
  const format = useFormat()
  const groundWord = useModelWord('ground')
  const { zone } = useMission()
  const entries = history.filter(({ verb }) => !isHandling(verb))
  const written = new Set(entries.flatMap(({ set }) => Object.keys(set ?? {})))
  const fields = Object.entries(register.fields).filter(
    ([name, { control }]) => written.has(name) && control !== 'reference',
  )
  const hasReasons = entries.some(({ because }) => because)
  const hasOthers = entries.some(({ onBehalfOf }) => onBehalfOf)
  const toggled = <One,>(all: readonly One[], one: One, isOn: boolean): One[] =>
    isOn ? [...all, one] : all.filter((it) => it !== one)
  return (
    <>
      <fieldset className={css.group}>
        <legend>{t('erase.ground')}</legend>
        {grounds.map((one) => (
          <label key={one} className={css.choice}>
            <input
              type="radio"
              name="ground"
              checked={value.ground === one}
              onChange={() => onChange({ ...value, ground: one })}
            />
            <span>{groundWord(one)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={css.group}>
        <legend>{t('erase.what')}</legend>
        <label className={css.choice}>
          <input
            type="radio"
            name="fields"
            checked={value.fields === undefined}
            onChange={() => onChange({ ...value, fields: undefined })}
          />
          <span>
            {t('erase.everything')}
            <small>{t('erase.everythingHelp')}</small>
          </span>
        </label>
        <label className={css.choice}>
          <input
            type="radio"
            name="fields"
            checked={value.fields !== undefined}
            onChange={() => onChange({ ...value, fields: value.fields ?? [] })}
          />
          <span>{t('erase.someFields')}</span>
        </label>
        {value.fields && (
          <div className={css.inner}>
            {[
              ...fields.map(([name, { title }]) => ({ name, title })),
              ...(hasReasons ? [{ name: 'because', title: t('erase.reasons') }] : []),
              ...(hasOthers ? [{ name: 'onBehalfOf', title: t('erase.onBehalf') }] : []),
            ].map(({ name, title }) => (
              <label key={name} className={css.choice}>
                <input
                  type="checkbox"
                  checked={value.fields?.includes(name)}
                  onChange={(event) =>
                    onChange({
                      ...value,
                      fields: toggled(value.fields ?? [], name, event.target.checked),
                    })
                  }
                />
                <span>{title}</span>
              </label>
            ))}
          </div>
        )}
      </fieldset>
      <fieldset className={css.group}>
        <legend>{t('erase.where')}</legend>
        <label className={css.choice}>
          <input
            type="radio"
            name="entries"
            checked={value.entries === undefined}
            onChange={() => onChange({ ...value, entries: undefined })}
          />
          <span>
            {t('erase.allEntries')}
            <small>{t('erase.allEntriesHelp')}</small>
          </span>
        </label>
        <label className={css.choice}>
          <input
            type="radio"
            name="entries"
            checked={value.entries !== undefined}
            onChange={() => onChange({ ...value, entries: value.entries ?? [] })}
          />
          <span>{t('erase.someEntries')}</span>
        </label>
        {value.entries && (
          <div className={css.inner}>
            {entries.map((one) => (
              <label key={one.seq} className={css.choice}>
                <input
                  type="checkbox"
                  checked={value.entries?.includes(one.seq)}
                  onChange={(event) =>
                    onChange({
                      ...value,
                      entries: toggled(value.entries ?? [], one.seq, event.target.checked),
                    })
                  }
                />
                <span>
                  {t('erase.entry', {
                    seq: one.seq,
                    verb: verbTitle(t, one.verb, register.verbs[one.verb]),
                    when: format.instant(one.known, zone),
                  })}
                </span>
              </label>
            ))}
          </div>
        )}
      </fieldset>
      <p className={css.note}>{t('erase.stays')}</p>
    </>
  )
}
