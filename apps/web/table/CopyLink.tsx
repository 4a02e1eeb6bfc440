/** One tap copies an address that carries the whole list: moment, filters, order, columns, density. */
import { useState } from 'react'
import { useMoment } from '../api/moment.ts'
import { IconCheck, IconLink } from '../parts/icons.ts'
import { writeSearch } from '../search.ts'
import { useWords } from '../words.tsx'
import { type Look, searchOf } from './looks.ts'
import css from './RegisterTable.module.css'

export function CopyLink({ look }: { look: Look }) {
  const t = useWords()
  const { params } = useMoment()
  const [done, setDone] = useState<boolean>()
  const { origin, pathname } = location
  const address = `${origin}${pathname}${writeSearch({ ...params, ...searchOf(look) })}`
  const copy = async (): Promise<void> => {
    // Without a secure line there is no clipboard: then the address bar is given the whole of it.
    const copied = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    )
    setDone(copied ?? false)
    setTimeout(() => setDone(undefined), 4000)
  }
  return (
    <>
      <button
        type="button"
        className={css.tool}
        data-always
        aria-label={t('views.copy')}
        title={t('views.copy')}
        data-key="copy"
        onClick={() => void copy()}
      >
        {done ? (
          <IconCheck size={18} stroke={1.75} aria-hidden />
        ) : (
          <IconLink size={18} stroke={1.6} aria-hidden />
        )}
      </button>
      <span className="aside-only" role="status">
        {done === undefined ? '' : t(done ? 'views.copied' : 'views.notCopied')}
      </span>
      {done === false && (
        <input className={css.address} readOnly value={address} aria-label={t('views.copy')} />
      )}
    </>
  )
}
