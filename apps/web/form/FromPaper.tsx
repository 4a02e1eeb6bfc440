/**
 * Folded away in every form: what a clerk adds who enters from paper. On whose behalf, as rank and name or appointment, and
 * when it was; the author of the entry stays the clerk.
 */
import { useId } from 'react'
import { useMission } from '../api/hooks.ts'
import { useWords } from '../words.tsx'
import css from './FromPaper.module.css'
import { isPaperWrong, type Paper } from './paper.ts'

const LONGEST = 120

export function FromPaper({
  value,
  time = true,
  onChange,
}: {
  value: Paper
  /** False where the form asks for the time elsewhere. */
  time?: boolean
  onChange: (value: Paper) => void
}) {
  const t = useWords()
  const id = useId()
  const { zone } = useMission()
  const wrong = isPaperWrong(value, zone)
  return (
    <details className={css.paper} open={value.onBehalfOf !== '' || undefined}>
      <summary>{t('paper.title')}</summary>
      <div>
        <label htmlFor={`${id}who`}>{t('paper.who')}</label>
        <input
          id={`${id}who`}
          type="text"
          maxLength={LONGEST}
          autoComplete="off"
          aria-describedby={`${id}help`}
          value={value.onBehalfOf}
          onChange={(event) => onChange({ ...value, onBehalfOf: event.currentTarget.value })}
        />
        <p id={`${id}help`}>{t('paper.whoHelp')}</p>
      </div>
      {time && (
        <div>
          <label htmlFor={`${id}at`}>{t('paper.at')}</label>
          <input
            id={`${id}at`}
            type="text"
            autoComplete="off"
            maxLength={40}
            aria-invalid={wrong || undefined}
            aria-describedby={`${id}athelp`}
            value={value.at}
            onChange={(event) => onChange({ ...value, at: event.currentTarget.value })}
          />
          <p id={`${id}athelp`} data-wrong={wrong || undefined}>
            {wrong
              ? t('form.needsDate')
              : t('paper.atHelp', { zone: zone.split('/').at(-1) ?? zone })}
          </p>
        </div>
      )}
    </details>
  )
}
