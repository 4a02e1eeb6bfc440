/** The key of whoever sits here: a file and its phrase, or two shares of a lost one. It stays in this tab until it is put away. */
import {
  demonstrationKey,
  demonstrationMonitorKey,
  join,
  openOf,
  SealFailure,
  unlock,
} from '@konbit/seal'
import { type FormEvent, useState } from 'react'
import { useHere } from '../api/hooks.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { useWords } from '../words.tsx'
import css from './seal.module.css'

type Props = { secret: string | undefined; onSecret: (secret: string | undefined) => void }

export function KeyHere({ secret, onSecret }: Props) {
  const t = useWords()
  const {
    mission: { demo },
    person,
  } = useHere()
  const shown = person.roles.includes('monitor') ? demonstrationMonitorKey : demonstrationKey
  const [wrong, setWrong] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const read = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    const file = data.get('file')
    const shares = [data.get('one'), data.get('other')].map((one) => String(one ?? '').trim())
    setBusy(true)
    setWrong(undefined)
    try {
      const hasFile = file instanceof File && file.size > 0
      const found = hasFile
        ? await unlock(await file.text(), String(data.get('phrase') ?? ''))
        : await join(shares)
      form.reset()
      onSecret(found)
    } catch (failure) {
      setWrong(failure instanceof SealFailure ? failure.reason : 'torn')
    } finally {
      setBusy(false)
    }
  }

  if (secret)
    return (
      <Card title={t('seal.key')}>
        <StateChip tone="fit">{t('seal.keyOpen')}</StateChip>
        <pre className={css.mono}>{openOf(secret)}</pre>
        <Button onClick={() => onSecret(undefined)}>{t('seal.putAway')}</Button>
      </Card>
    )
  return (
    <Card title={t('seal.key')}>
      <form className={css.form} onSubmit={(event) => void read(event)}>
        <p className={css.quiet}>{t('seal.keyHelp')}</p>
        <label>
          {t('seal.keyFile')}
          <input type="file" name="file" />
        </label>
        <label>
          {t('seal.phrase')}
          <input type="password" name="phrase" autoComplete="off" maxLength={200} />
        </label>
        <details>
          <summary>{t('seal.lost')}</summary>
          <label>
            {t('seal.share', { number: 1 })}
            <input name="one" autoComplete="off" maxLength={200} />
          </label>
          <label>
            {t('seal.share', { number: 2 })}
            <input name="other" autoComplete="off" maxLength={200} />
          </label>
        </details>
        <Button type="submit" look="filled" disabled={isBusy}>
          {isBusy ? t('seal.opening') : t('seal.useKey')}
        </Button>
        {wrong && (
          <p role="alert" className={css.bad}>
            {t(`seal.wrong.${wrong}`)}
          </p>
        )}
      </form>
      {demo && (
        <div className={css.demo}>
          <p className={css.quiet}>{t('seal.demo')}</p>
          <Button size="small" onClick={() => onSecret(shown.secret)}>
            {t('seal.demoKey')}
          </Button>
        </div>
      )}
    </Card>
  )
}
