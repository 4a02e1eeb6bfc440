/** A page for one who is not in yet: the mark, the mission, one card, and the language. */
import { type ReactNode, useEffect } from 'react'
import { languages, product } from '../../settings.ts'
import { useLanguage } from '../../words.tsx'
import css from './account.module.css'

export function Alone({
  title,
  above,
  children,
}: {
  title: string
  above?: ReactNode
  children: ReactNode
}) {
  const { t, language, speak } = useLanguage()
  useEffect(() => {
    document.title = `${title} · ${product}`
  }, [title])
  return (
    <div className={css.alone}>
      <main className={css.card}>
        <p className={css.product}>
          <img src="/mark.svg" alt="" width={22} height={22} />
          <b>{product}</b>
          {above && <span>{above}</span>}
        </p>
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </main>
      <nav className={css.languages} aria-label={t('language.choose')}>
        {Object.entries(languages).map(([one, name]) => (
          <button
            key={one}
            type="button"
            lang={one}
            aria-pressed={one === language}
            onClick={() => speak(one as typeof language)}
          >
            {name}
          </button>
        ))}
      </nav>
    </div>
  )
}
