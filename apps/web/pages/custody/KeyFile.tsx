/**
 * The unit's secret for blinded keys: read from a file into this page and nowhere else; gone when the page is closed. A new one
 * is made here and kept by the unit, on paper or on a stick.
 */
import { type ChangeEvent, useId, useState } from 'react'
import { Button } from '../../parts/Button.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { useWords } from '../../words.tsx'
import css from './custody.module.css'

/** Fetched when somebody first compares: few pages ever seal. */
export const sealing = () => import('@konbit/seal')
const FILE_MAX = 4096

export function KeyFile({
  secret,
  onSecret,
}: {
  secret: string | undefined
  onSecret: (secret: string | undefined) => void
}) {
  const t = useWords()
  const id = useId()
  const [isWrong, setWrong] = useState(false)
  const read = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0]
    if (!file) return
    const { isBlindSecret } = await sealing()
    const text = file.size <= FILE_MAX ? (await file.text()).trim() : ''
    const isOne = isBlindSecret(text)
    setWrong(!isOne)
    onSecret(isOne ? text : undefined)
  }
  const make = async (): Promise<void> => {
    const { makeBlindSecret } = await sealing()
    const made = makeBlindSecret()
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`${made}\n`], { type: 'text/plain' }))
    link.download = 'konbit-blind-key.txt'
    link.click()
    URL.revokeObjectURL(link.href)
    setWrong(false)
    onSecret(made)
  }
  return (
    <div className={css.field}>
      <label htmlFor={id}>{t('custody.keyFile')}</label>
      <input
        id={id}
        type="file"
        accept=".txt,text/plain"
        aria-describedby={`${id}-help`}
        onChange={(event) => void read(event)}
      />
      <p id={`${id}-help`} className={css.quiet}>
        {t('custody.keyFileHelp')}
      </p>
      <div className={css.line}>
        {secret ? (
          <StateChip tone="fit">{t('custody.keyThere')}</StateChip>
        ) : (
          <StateChip tone={isWrong ? 'out' : 'unknown'}>
            {t(isWrong ? 'custody.keyWrong' : 'custody.keyNone')}
          </StateChip>
        )}
        <Button size="small" look="quiet" onClick={() => void make()}>
          {t('custody.keyMake')}
        </Button>
      </div>
    </div>
  )
}
