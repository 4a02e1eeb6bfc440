/** Something that is shown this once: a key, a link. To be copied, then put away. */
import { Button } from '../../parts/Button.tsx'
import { IconCopy } from '../../parts/icons.ts'
import { useWords } from '../../words.tsx'
import css from './account.module.css'

export function Once({ text, label, onDone }: { text: string; label: string; onDone: () => void }) {
  const t = useWords()
  return (
    <div className={css.once} role="status">
      <p>{label}</p>
      <code className={css.secret} data-once>
        {text}
      </code>
      <div className={css.row}>
        <Button
          size="small"
          icon={<IconCopy size={16} stroke={1.75} aria-hidden />}
          onClick={() => void navigator.clipboard?.writeText(text)}
        >
          {t('account.copy')}
        </Button>
        <Button size="small" look="bare" onClick={onDone}>
          {t('account.kept')}
        </Button>
      </div>
    </div>
  )
}
