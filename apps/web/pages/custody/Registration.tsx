/**
 * Registering a participant: name, mother and year are blinded here with the care unit's secret and compared before anything is
 * entered, so that one who comes twice is known without a list of names. Whoever is not grown is sent on and not registered.
 */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { get, uuid7 } from '../../api/client.ts'
import { useHere } from '../../api/hooks.ts'
import type { Page, RecordView } from '../../api/types.ts'
import { useSend } from '../../outbox/send.ts'
import { Button, GoButton } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './custody.module.css'
import { KeyFile, sealing } from './KeyFile.tsx'

type Keys = { blindedName: string; blindedPerson: string }
type Compared = { keys: Keys; sure: RecordView[]; maybe: RecordView[] }
const empty = { name: '', mother: '', year: '', reference: '' }

export function Registration({ day }: { day: string }) {
  const t = useWords()
  const id = useId()
  const send = useSend()
  const client = useQueryClient()
  const { mission } = useHere()
  const [secret, setSecret] = useState<string>()
  const [given, setGiven] = useState(empty)
  const [compared, setCompared] = useState<Compared>()
  const [done, setDone] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const year = Number(given.year)
  const isChild = given.year.length === 4 && Number(day.slice(0, 4)) - year < 18

  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const compare = (event: FormEvent): void => {
    event.preventDefault()
    void run(async () => {
      if (!secret) return
      const { blindName, blindPerson } = await sealing()
      const [blindedName, blindedPerson] = await Promise.all([
        blindName(secret, given.name),
        blindPerson(secret, { name: given.name, mother: given.mother, year }),
      ])
      if (!blindedName || !blindedPerson) return
      const find = (filter: Partial<Keys>) =>
        get<Page<RecordView>>(`/${mission.id}/participant`, { ...filter, limit: 20 })
      const [sure, same] = await Promise.all([find({ blindedPerson }), find({ blindedName })])
      const known = new Set(sure.items.map((one) => one.id))
      setDone(undefined)
      setCompared({
        keys: { blindedName, blindedPerson },
        sure: sure.items,
        maybe: same.items.filter((one) => !known.has(one.id)),
      })
    })
  }
  const register = (): Promise<void> =>
    run(async () => {
      if (!compared) return
      const { record } = await send({
        id: uuid7(),
        register: 'participant',
        verb: 'enter',
        input: {
          reference: given.reference,
          registeredOn: day,
          ageGroup: 'adult',
          consentOn: day,
          fullName: given.name,
          ...compared.keys,
        },
      })
      setGiven(empty)
      setCompared(undefined)
      setDone(record)
      await client.invalidateQueries({ queryKey: [mission.id] })
    })
  const field = (name: keyof typeof empty, more: React.ComponentProps<'input'> = {}) => (
    <div className={css.field}>
      <label htmlFor={id + name}>{t(`care.${name}`)}</label>
      <input
        id={id + name}
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={160}
        value={given[name]}
        onChange={(event) => {
          setCompared(undefined)
          setGiven({ ...given, [name]: event.target.value })
        }}
        {...more}
      />
    </div>
  )
  const found = compared && [...compared.sure, ...compared.maybe]
  return (
    <Card title={t('care.register')} aside={t('care.registerAside')}>
      <form className={css.form} onSubmit={compare}>
        {error !== undefined && <ErrorPanel error={error} />}
        <div className={css.fields}>
          {field('reference', { maxLength: 24, minLength: 3 })}
          {field('name')}
          {field('mother')}
          {field('year', { inputMode: 'numeric', pattern: '(19|20)[0-9]{2}', maxLength: 4 })}
          <KeyFile secret={secret} onSecret={setSecret} />
        </div>
        {isChild ? (
          <div className={css.answer} role="alert">
            <p>{t('care.isChild')}</p>
            <div className={css.buttons}>
              <GoButton to="/r/childReferral/new">{t('care.refer')}</GoButton>
            </div>
          </div>
        ) : (
          <div className={css.buttons}>
            <Button type="submit" disabled={busy || !secret}>
              {t(busy ? 'custody.comparing' : 'care.compare')}
            </Button>
          </div>
        )}
      </form>
      {compared && found && !isChild && (
        <div className={css.answer} role="status">
          <p>
            {compared.sure.length > 0
              ? t('care.double', { count: compared.sure.length })
              : compared.maybe.length > 0
                ? t('care.maybe', { count: compared.maybe.length })
                : t('care.new')}
          </p>
          <ul className={css.waits}>
            {found.map((one) => (
              <li key={one.id}>
                <GoRecord register="participant" id={one.id}>
                  {one.caption}
                </GoRecord>
              </li>
            ))}
          </ul>
          <div className={css.buttons}>
            <Button disabled={busy} onClick={() => void register()}>
              {t('care.enter')}
            </Button>
          </div>
        </div>
      )}
      {done && (
        <p role="status">
          <GoRecord register="participant" id={done}>
            {t('care.entered')}
          </GoRecord>
        </p>
      )}
    </Card>
  )
}
