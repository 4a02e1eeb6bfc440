/** Across every page while it is seen with other eyes: whose, that nothing can be changed, and the way back. */
import { useGet } from '../api/hooks.ts'
import { useViewAs } from '../api/moment.ts'
import type { RecordView } from '../api/types.ts'
import { IconEye } from '../parts/icons.ts'
import { useModelWord } from '../record/modelWords.ts'
import { useWords } from '../words.tsx'
import css from './Eyes.module.css'

export default function Eyes() {
  const t = useWords()
  const role = useModelWord('role')
  const { as = '', view } = useViewAs()
  const [kind, name = ''] = as.split(':')
  // Asked with one's own eyes: the organisation may not see its own record.
  const body = useGet<RecordView>(
    `/organisation/${name}`,
    {},
    { enabled: kind === 'organisation', moment: false },
  )
  const who = kind === 'role' ? role(name) : (body.data?.caption ?? t('as.organisation'))
  return (
    <div className={css.eyes} role="status">
      <IconEye size={18} stroke={1.75} aria-hidden />
      <p>
        <b>{t('as.banner', { who })}</b> <span>{t('as.bannerText')}</span>
      </p>
      <button type="button" onClick={() => view(undefined)} data-print="no">
        {t('as.back')}
      </button>
    </div>
  )
}
