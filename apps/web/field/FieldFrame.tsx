/** The frame of a form for a thumb: its title, the way back, what went wrong, and what became of it once it is sent. */
import type { ReactNode } from 'react'
import { Problem } from '../api/client.ts'
import { useRegister, useRegisters } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { FromPaper } from '../form/FromPaper.tsx'
import { useFormat } from '../format.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { PageHead, Path } from '../parts/Card.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconCircleCheck, IconClock } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import css from './field.module.css'
import { type FormName, mayUse, registerOf } from './forms.ts'
import type { Deeds } from './useDeed.ts'

export function FieldFrame({
  form,
  deed,
  waits = false,
  error,
  next,
  onAgain,
  children,
}: {
  form: FormName
  deed: Deeds
  /** What it is filled with is on its way. */
  waits?: boolean
  error?: unknown
  /** What may follow at once, beside entering another. */
  next?: ReactNode
  onAgain: () => void
  children: ReactNode
}) {
  const t = useWords()
  const registers = useRegisters()
  const moment = useMoment()
  const may = mayUse(form, registers.data?.items ?? [])
  return (
    <div className={css.page}>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/field">{t('thumb.title')}</Go>
            </li>
          </Path>
        }
        title={t(`thumb.${form}`)}
      />
      {!moment.isNow && <p className={css.help}>{t('form.past')}</p>}
      {registers.isPending || waits ? (
        <Skeleton lines={6} height={48} />
      ) : error !== undefined && error !== null ? (
        <ErrorPanel error={error} />
      ) : !may ? (
        <ErrorPanel error={new Problem('not-allowed', 403, '')} />
      ) : deed.done ? (
        <Sent form={form} deed={deed} next={next} onAgain={onAgain} />
      ) : (
        <>
          {children}
          {deed.problem !== undefined && <ErrorPanel error={deed.problem} />}
          <div className={css.aside}>
            <FromPaper value={deed.paper} onChange={deed.setPaper} />
            <p>
              <Go to={`/field/${form}/blank`}>{t('thumb.toBlank')}</Go>
            </p>
          </div>
        </>
      )}
    </div>
  )
}

function Sent({
  form,
  deed,
  next,
  onAgain,
}: {
  form: FormName
  deed: Deeds
  next: ReactNode
  onAgain: () => void
}) {
  const t = useWords()
  const format = useFormat()
  const register = useRegister(registerOf(form))
  const { done } = deed
  if (!done) return null
  const isIn = 'seq' in done
  return (
    <section className={css.sent} data-kept={isIn ? undefined : ''} role="status">
      {isIn ? (
        <IconCircleCheck size={40} stroke={1.5} aria-hidden />
      ) : (
        <IconClock size={40} stroke={1.5} aria-hidden />
      )}
      <h2>{t(isIn ? 'thumb.in' : 'thumb.waiting')}</h2>
      <p>{isIn ? t('thumb.entry', { seq: format.number(done.seq) }) : t('thumb.waitingHelp')}</p>
      <div className={css.after}>
        {next}
        <Button
          look={next ? 'plain' : 'filled'}
          onClick={() => {
            deed.again()
            onAgain()
          }}
        >
          {t('thumb.another')}
        </Button>
        {isIn && register && (
          <GoButton to={recordPath(register.name, done.record)}>{t('thumb.open')}</GoButton>
        )}
        <GoButton look="quiet" to="/field">
          {t('thumb.all')}
        </GoButton>
      </div>
    </section>
  )
}
