/** Rewriting the words that one thing on the page says: each with its gaps, checked before it is kept on this device. */
import { gapsOf, unfit } from '@konbit/formats/mended'
import { useId, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { useLanguage } from '../words.tsx'
import { keepWord, keptWords } from './kept.ts'
import css from './mend.module.css'
import { useShipped } from './useShipped.ts'

export default function MendSheet({
  keys,
  onClose,
}: {
  keys: readonly string[]
  onClose: () => void
}) {
  const { t } = useLanguage()
  const shipped = useShipped()
  const found = keys.filter((key) => shipped && key in shipped)
  return (
    <Sheet title={t('mend.title')} open onClose={onClose}>
      <div data-mend="off">
        {shipped && found.length === 0 && <p>{t('mend.nothing')}</p>}
        {found.map((key) => (
          <Word key={key} name={key} shipped={shipped?.[key] ?? ''} onKept={onClose} />
        ))}
      </div>
    </Sheet>
  )
}

/** One word: as it came, and as it is to be. */
export function Word({
  name,
  shipped,
  onKept,
}: {
  name: string
  shipped: string
  onKept?: () => void
}) {
  const { t, language } = useLanguage()
  const id = useId()
  const kept = keptWords()[language]?.[name]
  const [text, setText] = useState(kept?.new ?? shipped)
  const wrong = unfit(shipped, text)
  const gaps = gapsOf(shipped)
  const said =
    wrong?.why === 'gaps'
      ? t('mend.gaps', { gaps: gaps.map((one) => `{${one}}`).join(' ') || '–' })
      : wrong && t(`mend.${wrong.why}`)
  return (
    <form
      className={css.word}
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong) return
        keepWord(language, name, { old: shipped, new: text })
        onKept?.()
      }}
    >
      <label htmlFor={id}>
        {shipped} <code>{name}</code>
      </label>
      <textarea
        id={id}
        rows={Math.min(6, 1 + Math.floor(text.length / 60))}
        value={text}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={`${id}-said`}
        lang={language}
        onChange={(event) => setText(event.target.value)}
      />
      <p
        id={`${id}-said`}
        className={wrong ? css.wrong : css.quiet}
        role={wrong ? 'alert' : undefined}
      >
        {said ||
          (gaps.length > 0
            ? t('mend.keepGaps', { gaps: gaps.map((one) => `{${one}}`).join(' ') })
            : '')}
      </p>
      <div className={css.deeds}>
        <Button
          type="submit"
          look="filled"
          disabled={wrong !== undefined || text === (kept?.new ?? shipped)}
        >
          {t('mend.keep')}
        </Button>
        {kept && (
          <Button
            onClick={() => {
              keepWord(language, name, undefined)
              setText(shipped)
              onKept?.()
            }}
          >
            {t('mend.asItCame')}
          </Button>
        )}
      </div>
    </form>
  )
}
