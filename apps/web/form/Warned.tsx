/** Says, while it is typed, what of a text somebody could be found by. It warns: whether it is so, only who writes can tell. */
import { type Named, namesIn } from '@konbit/model'
import { useWords } from '../words.tsx'
import css from './Controls.module.css'

/** In any text a number or an address of mail; in one that names nobody, names and places of people too. */
export const worriesIn = (text: string, namesNobody = false): Named[] =>
  namesIn(text).filter(({ kind }) => namesNobody || kind === 'number' || kind === 'mail')

export function Warned({
  text,
  namesNobody = false,
}: {
  text: string
  namesNobody?: boolean | undefined
}) {
  const t = useWords()
  const found = worriesIn(text, namesNobody)
  if (found.length === 0) return null
  return (
    <div className={css.warning} role="status">
      {namesNobody ? (
        <>
          {t('form.namedStop')}
          <ul className={css.worries}>
            {found.map(({ kind, what }) => (
              <li key={what}>{t(`form.named.${kind}`, { what })}</li>
            ))}
          </ul>
        </>
      ) : (
        t('form.looksNamed', { what: found[0]?.what ?? '' })
      )}
    </div>
  )
}
