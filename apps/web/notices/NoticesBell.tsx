/** The bell of the bar: how many notices one has not seen, and the way to them. */
import { Go } from '../parts/Go.tsx'
import { IconBell } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import { useUnseen } from './ask.ts'
import css from './NoticesBell.module.css'

const MOST = 99

export function NoticesBell({ className }: { className: string | undefined }) {
  const t = useWords()
  const unseen = useUnseen()
  const says = unseen > 0 ? t('frame.unseen', { count: unseen }) : t('frame.notices')
  return (
    <Go to="/notices" className={`${className ?? ''} ${css.bell}`} aria-label={says} title={says}>
      <IconBell size={18} stroke={1.75} aria-hidden />
      {unseen > 0 && (
        <span className={css.count} aria-hidden>
          {unseen > MOST ? `${MOST}+` : unseen}
        </span>
      )}
    </Go>
  )
}
