/**
 * The making of a key: a file closed with a phrase for its holder, three shares for three offices, and the open half for the
 * register. Shown once; nothing of it is kept here.
 */
import { type Key, lock, makeKey, split } from '@konbit/seal'
import { useState } from 'react'
import { uuid7 } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import { useSend } from '../outbox/send.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import css from './seal.module.css'
import { save } from './work.ts'

const phraseMin = 12
type Made = { key: Key; shares: string[]; file: string }

export function Ceremony() {
  const t = useWords()
  const { person } = useHere()
  const send = useSend()
  const [made, setMade] = useState<Made>()
  const [title, setTitle] = useState('')
  const [phrase, setPhrase] = useState('')
  const [isEntered, setEntered] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const keyOf = person.roles.some((role) => role === 'monitor') ? 'monitor' : 'conduct'

  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    await work()
      .catch(setFailed)
      .finally(() => setBusy(false))
  }
  const make = () =>
    run(async () => {
      const key = await makeKey()
      const [file, shares] = await Promise.all([lock(key.secret, phrase), split(key.secret)])
      setMade({ key, shares, file })
      setPhrase('')
    })
  const enter = ({ key }: Made) =>
    run(async () => {
      await send({
        id: uuid7(),
        register: 'sealKey',
        verb: 'enter',
        input: {
          title,
          keyOf,
          openKey: key.open,
          usedFrom: new Date().toISOString().slice(0, 10),
        },
      })
      setEntered(true)
    })

  return (
    <Card title={t('seal.ceremony')}>
      <details>
        <summary>{t('seal.makeKey')}</summary>
        <div className={css.form}>
          <p className={css.quiet}>{t('seal.ceremonyHelp')}</p>
          <label>
            {t('seal.keyTitle')}
            <input
              value={title}
              maxLength={80}
              onChange={(event) => setTitle(event.target.value)}
            />
          </label>
          {!made && (
            <>
              <label>
                {t('seal.newPhrase')}
                <input
                  value={phrase}
                  maxLength={200}
                  autoComplete="off"
                  onChange={(event) => setPhrase(event.target.value)}
                />
              </label>
              <Button
                disabled={isBusy || title.trim() === '' || phrase.length < phraseMin}
                onClick={() => void make()}
              >
                {isBusy ? t('seal.making') : t('seal.make')}
              </Button>
            </>
          )}
          {made && (
            <>
              <Button onClick={() => save('konbit-seal.key', made.file)}>
                {t('seal.saveFile')}
              </Button>
              {made.shares.map((share, at) => (
                <label key={share}>
                  {t('seal.share', { number: at + 1 })}
                  <textarea readOnly rows={3} className={css.mono} value={share} />
                </label>
              ))}
              <p className={css.quiet}>{t('seal.sharesHelp')}</p>
              <p>{t('seal.openHalf')}</p>
              <pre className={css.mono}>{made.key.open}</pre>
              {isEntered ? (
                <p role="status">
                  <Go to="/r/sealKey">{t('seal.entered')}</Go>
                </p>
              ) : (
                <Button look="filled" disabled={isBusy} onClick={() => void enter(made)}>
                  {t('seal.enter')}
                </Button>
              )}
            </>
          )}
          {failed !== undefined && <ErrorPanel error={failed} />}
        </div>
      </details>
    </Card>
  )
}
