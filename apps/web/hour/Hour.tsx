/**
 * The first hour: a small mark in the rail that opens into a checklist of real acts. It ticks itself; it can be put
 * away, and comes back only when it is asked for.
 */
import { useState } from 'react'
import { createPortal } from 'react-dom'
import type { RegisterView } from '../api/types.ts'
import { hourPlace } from '../frame/Rail.tsx'
import { Button } from '../parts/Button.tsx'
import { Go } from '../parts/Go.tsx'
import { IconCircleCheck, IconCircleDashed, IconX } from '../parts/icons.ts'
import { verbTitle } from '../record/verbTitle.ts'
import { useWords } from '../words.tsx'
import type { Act } from './acts.ts'
import css from './hour.module.css'
import { useHour } from './useHour.ts'

export default function Hour({ asked, onPutAway }: { asked: boolean; onPutAway: () => void }) {
  const t = useWords()
  const hour = useHour()
  const [open, setOpen] = useState(asked)
  const { acts } = hour
  const count = acts.filter(({ isDone }) => isDone).length
  const isWhole = count === acts.length
  if (!hour.isThere || acts.length === 0) return null
  if (!asked && (hour.isDismissed || (isWhole && !open))) return null
  if (!open) {
    const mark = t('hour.mark', { done: count, of: acts.length })
    const place = document.getElementById(hourPlace)
    return place
      ? createPortal(
          <button type="button" className={css.mark} title={mark} onClick={() => setOpen(true)}>
            <Ring share={count / acts.length} />
            <span>{mark}</span>
          </button>,
          place,
        )
      : null
  }
  const putAway = (): void => {
    setOpen(false)
    onPutAway()
  }
  return (
    <section className={css.panel} aria-label={t('hour.title')} data-print="no">
      <div className={css.top}>
        <h2>{t('hour.title')}</h2>
        <button type="button" className={css.close} aria-label={t('close')} onClick={putAway}>
          <IconX size={18} stroke={1.75} aria-hidden />
        </button>
      </div>
      <p className={css.quiet} role="status">
        {isWhole ? t('hour.whole') : t('hour.about', { done: count, of: acts.length })}
      </p>
      <ol className={css.acts}>
        {acts.map((act) => (
          <li key={act.name} data-done={act.isDone || undefined}>
            {act.isDone ? (
              <IconCircleCheck size={18} stroke={1.75} aria-label={t('hour.done')} />
            ) : (
              <IconCircleDashed size={18} stroke={1.5} aria-label={t('hour.open')} />
            )}
            <Go to={act.link}>
              <Said act={act} registers={hour.registers} />
            </Go>
          </li>
        ))}
      </ol>
      <div className={css.deeds}>
        {count > 0 && (
          <Button size="small" look="bare" onClick={() => void hour.again()}>
            {t('hour.again')}
          </Button>
        )}
        {!hour.isDismissed && !isWhole && (
          <Button
            size="small"
            onClick={() => {
              void hour.dismiss()
              putAway()
            }}
          >
            {t('hour.dismiss')}
          </Button>
        )}
        {hour.isDismissed && (
          <Button size="small" onClick={() => void hour.resume()}>
            {t('hour.resume')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** What is to be done, in the words of the register where it is a deed. */
function Said({ act, registers }: { act: Act; registers: RegisterView[] | undefined }) {
  const t = useWords()
  if (!('deed' in act)) return t(`hour.act.${act.name}`)
  const register = registers?.find(({ name }) => name === act.deed.register)
  return t('hour.deed', {
    verb: verbTitle(t, act.deed.verb, register?.verbs[act.deed.verb]),
    what: (register?.title ?? act.deed.register).toLowerCase(),
  })
}

function Ring({ share }: { share: number }) {
  const round = 2 * Math.PI * 7
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden>
      <circle cx="9" cy="9" r="7" fill="none" stroke="var(--line2)" strokeWidth="2.5" />
      <circle
        cx="9"
        cy="9"
        r="7"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2.5"
        strokeDasharray={`${share * round} ${round}`}
        transform="rotate(-90 9 9)"
      />
    </svg>
  )
}
