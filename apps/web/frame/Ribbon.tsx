/** The exercise ribbon: on every page and every print of a synthetic mission, in the language of the page. */
import { useWords } from '../words.tsx'
import css from './Ribbon.module.css'

export function Ribbon() {
  const t = useWords()
  return (
    <div className={css.ribbon} role="note">
      <span className={css.long}>{t('exercise.long')}</span>
      <span className={css.short}>{t('exercise.short')}</span>
    </div>
  )
}
