/**
 * Mending words in place: while it is on, whatever is pressed or focused and asked for with F2 opens its words instead of acting.
 * Every word that is said is heard, so that the page knows which key became which text.
 */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { Go } from '../parts/Go.tsx'
import { languages } from '../settings.ts'
import { ear, useLanguage } from '../words.tsx'
import { Heard, textsOf } from './heard.ts'
import { keptWords, mendedEvent, mending } from './kept.ts'
import css from './mend.module.css'

const MendSheet = lazy(() => import('./MendSheet.tsx'))

export default function Mending() {
  const { t, language } = useLanguage()
  const heard = useRef(new Heard())
  const [keys, setKeys] = useState<readonly string[]>()

  useEffect(() => {
    const { current } = heard
    ear.hear = (key, text) => current.note(key, text)
    // Everything is said once more, and heard.
    dispatchEvent(new Event(mendedEvent))
    return () => {
      ear.hear = undefined
    }
  }, [])

  useEffect(() => {
    const isOurs = (target: EventTarget | null): boolean =>
      target instanceof Element && target.closest('[data-mend="off"], dialog[open]') !== null
    const ask = (target: Element): void => setKeys(heard.current.keysOf(textsOf(target)))
    const onClick = (event: MouseEvent): void => {
      if (isOurs(event.target) || !(event.target instanceof Element)) return
      event.preventDefault()
      event.stopPropagation()
      ask(event.target)
    }
    const onPress = (event: Event): void => {
      // What acts on the press and not on the click: menus, sliders, maps.
      if (!isOurs(event.target)) event.stopPropagation()
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F2' || isOurs(event.target) || !document.activeElement) return
      event.preventDefault()
      event.stopPropagation()
      ask(document.activeElement)
    }
    document.addEventListener('click', onClick, true)
    document.addEventListener('pointerdown', onPress, true)
    document.addEventListener('keydown', onKey, true)
    document.documentElement.dataset.mending = 'on'
    return () => {
      document.removeEventListener('click', onClick, true)
      document.removeEventListener('pointerdown', onPress, true)
      document.removeEventListener('keydown', onKey, true)
      delete document.documentElement.dataset.mending
    }
  }, [])

  const count = Object.keys(keptWords()[language] ?? {}).length
  return (
    <>
      <section className={css.strip} data-mend="off" aria-label={t('mend.title')} data-print="no">
        <p role="status">
          <b>{t('mend.on', { language: languages[language] })}</b> {t('mend.how')}
        </p>
        <Go to="/words">{t('mend.count', { count })}</Go>
        <Button size="small" onClick={() => mending.turn(false)}>
          {t('mend.done')}
        </Button>
      </section>
      {keys && (
        <Suspense>
          <MendSheet keys={keys} onClose={() => setKeys(undefined)} />
        </Suspense>
      )}
    </>
  )
}
