/** A reference is picked by searching the register it points into. One, or several as pills. */
import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core'
import { useState } from 'react'
import { useRegister, useSearchHits } from '../api/hooks.ts'
import { useCaption } from '../parts/caption.ts'
import { useWords } from '../words.tsx'
import css from './Controls.module.css'
import type { ControlProps } from './Controls.tsx'

export type Picked = { id: string; caption: string }

export function ReferencePicker(props: ControlProps) {
  const { id, field, value, needed, error, onChange, onLeave } = props
  const t = useWords()
  const caption = useCaption()
  const say = (one: Picked): string => caption(field.to ?? '', one.caption)
  const many = field.kind === 'refs'
  const picked = (value === undefined ? [] : [value].flat()) as Picked[]
  const [words, setWords] = useState('')
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const hits = useSearchHits(words, field.to).data?.items ?? []
  const register = useRegister(field.to ?? '')
  const shown = hits.filter((hit) => !picked.some((one) => one.id === hit.id))

  const give = (next: Picked[]): void => onChange(many ? next : next[0])
  const pick = (chosen: string): void => {
    const hit = shown.find((one) => one.id === chosen)
    if (!hit) return
    give(
      many
        ? [...picked, { id: hit.id, caption: hit.caption }]
        : [{ id: hit.id, caption: hit.caption }],
    )
    setWords('')
    box.closeDropdown()
  }

  return (
    <Combobox store={box} onOptionSubmit={pick} withinPortal={false}>
      <Combobox.DropdownTarget>
        <PillsInput
          id={id}
          label={
            <>
              {field.title}
              {!needed && <span className={css.optional}> {t('form.optional')}</span>}
            </>
          }
          description={field.help}
          error={error}
        >
          <Pill.Group>
            {picked.map((one) => (
              <Pill
                key={one.id}
                withRemoveButton
                removeButtonProps={{
                  'aria-label': t('form.takeOut', { what: say(one) }),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => give(picked.filter(({ id: other }) => other !== one.id))}
              >
                {say(one)}
              </Pill>
            ))}
            {(many || picked.length === 0) && (
              <Combobox.EventsTarget>
                <PillsInput.Field
                  value={words}
                  placeholder={t('form.searchIn', {
                    what: (register?.plural ?? field.to ?? '').toLowerCase(),
                  })}
                  aria-required={needed || undefined}
                  onFocus={() => box.openDropdown()}
                  onBlur={() => {
                    box.closeDropdown()
                    onLeave()
                  }}
                  onChange={(event) => {
                    setWords(event.currentTarget.value)
                    box.openDropdown()
                    box.updateSelectedOptionIndex()
                  }}
                  onKeyDown={(event) => {
                    if (event.key === 'Backspace' && words === '' && picked.length > 0)
                      give(picked.slice(0, -1))
                  }}
                />
              </Combobox.EventsTarget>
            )}
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={words.trim() === ''}>
        <Combobox.Options aria-label={field.title}>
          {shown.map((hit) => (
            <Combobox.Option key={hit.id} value={hit.id}>
              {say(hit)}
            </Combobox.Option>
          ))}
          {shown.length === 0 && <Combobox.Empty>{t('form.nothingFound')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
