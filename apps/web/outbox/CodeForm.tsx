/** Giving the code that opens what one keeps on this phone, or choosing one for the first time. */
import { useEffect, useState } from 'react'
import { Field, Form } from '../pages/account/fields.tsx'
import { Button } from '../parts/Button.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { begin, idOf, open } from './box.ts'
import './drawer.ts'
import { fetchBeforehand } from './kept.ts'
import type { Who } from './line.ts'
import css from './outbox.module.css'
import { isGoodCode } from './seal.ts'
import { type PersonRow, rowOf } from './store.ts'

export function CodeForm({ who, onDone }: { who: Who; onDone: () => void }) {
  const t = useWords()
  const [person, setPerson] = useState<PersonRow | null>()
  const [code, setCode] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const id = idOf(who)
  useEffect(() => {
    rowOf('person', id).then(
      (found) => setPerson(found ?? null),
      () => setPerson(null),
    )
  }, [id])
  if (person === undefined) return <Skeleton lines={2} height={36} />
  const send = async (): Promise<void> => {
    setWrong(undefined)
    if (!person && !isGoodCode(code)) return setWrong(t('code.weak'))
    if (!person && code !== again) return setWrong(t('code.differ'))
    setBusy(true)
    try {
      const box = person ? await open(person, code) : await begin(who, code)
      if (!box) return setWrong(t('code.wrong'))
      void fetchBeforehand()
      onDone()
    } catch {
      // A private window, or a phone without room: nothing can be kept there.
      setWrong(t('code.noRoom'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form onSend={() => void send()}>
      <p className={css.quiet}>{t(person ? 'code.openWhy' : 'code.why')}</p>
      {!person && <p className={css.quiet}>{t('code.noWay')}</p>}
      <Field
        label={t(person ? 'code.code' : 'code.choose')}
        help={person ? undefined : t('code.help')}
        type="password"
        autoComplete={person ? 'current-password' : 'new-password'}
        required
        autoFocus
        minLength={person ? undefined : 8}
        maxLength={200}
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
      {!person && (
        <Field
          label={t('code.again')}
          type="password"
          autoComplete="new-password"
          required
          maxLength={200}
          value={again}
          onChange={({ target }) => setAgain(target.value)}
        />
      )}
      {wrong && (
        <p role="alert" className={css.alert}>
          {wrong}
        </p>
      )}
      <div className={css.row}>
        <Button type="submit" look="filled" disabled={busy}>
          {t(busy ? 'code.busy' : person ? 'line.unlock' : 'code.begin')}
        </Button>
      </div>
    </Form>
  )
}
