/**
 * The palette: find a record, go to a page, do something. Words find records with or without their accents; arrows
 * choose, Enter opens, Escape closes.
 */

import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { IconSearch } from '../parts/icons.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { useLanguage } from '../words.tsx'
import css from './Palette.module.css'
import { type Option, usePaletteGroups } from './usePaletteGroups.ts'

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const { groups, waiting } = usePaletteGroups(useDeferredValue(words.trim()))
  const options = groups.flatMap((group) => group.options)
  const chosen = options[Math.min(at, options.length - 1)]

  // biome-ignore lint/correctness/useExhaustiveDependencies: new words begin at the first hit
  useEffect(() => setAt(0), [words])
  useEffect(() => {
    box.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const run = (option: Option | undefined): void => {
    if (!option) return
    onClose()
    option.act()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = options.length - 1
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      setAt(to)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(chosen)
    }
  }

  let index = -1
  return (
    <Sheet title={t('find.title')} open onClose={onClose} bare>
      <div className={css.top}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type in
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${options.indexOf(chosen)}` : undefined}
          aria-label={t('find.button')}
          placeholder={t('find.button')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" className={css.close} onClick={onClose}>
          {t('close')}
        </button>
      </div>
      <div ref={box} className={css.hits} id={list} role="listbox" aria-label={t('find.title')}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: groups of a listbox have no element of their own
          <div key={group.title} role="group" aria-label={group.title}>
            <p className={css.group} aria-hidden>
              {group.title}
            </p>
            {group.options.map((option) => {
              index += 1
              const own = index
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are read by the input that owns the list
                <div
                  key={option.id}
                  id={`${list}-${own}`}
                  data-at={own}
                  role="option"
                  tabIndex={-1}
                  aria-selected={option === chosen}
                  className={css.option}
                  onClick={() => run(option)}
                  onPointerMove={() => setAt(own)}
                >
                  <option.Icon size={18} stroke={1.6} aria-hidden />
                  <span className={css.title}>{option.title}</span>
                  {option.about && <span className={css.about}>{option.about}</span>}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      <p className={css.status} role="status">
        {options.length === 0 && !waiting ? t('find.nothing', { words }) : ''}
      </p>
    </Sheet>
  )
}
