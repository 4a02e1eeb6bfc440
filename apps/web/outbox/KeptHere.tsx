/** Says, in place of a form, that what was typed is on this phone and goes by itself when the line is back. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { GoButton } from '../parts/Button.tsx'
import { useWords } from '../words.tsx'
import css from './outbox.module.css'

export function KeptHere({ back }: { back: string }) {
  const t = useWords()
  const client = useQueryClient()
  const head = useRef<HTMLHeadingElement>(null)
  // Where one goes from here, what was kept is foreseen already.
  useEffect(() => () => void client.invalidateQueries(), [client])
  useEffect(() => head.current?.focus(), [])
  return (
    <section className={css.keptHere} role="status">
      <h2 ref={head} tabIndex={-1}>
        {t('kept.title')}
      </h2>
      <p>{t('kept.why')}</p>
      <p className={css.row}>
        <GoButton to={back}>{t('kept.back')}</GoButton>
        <GoButton to="/outbox">{t('kept.look')}</GoButton>
      </p>
    </section>
  )
}
