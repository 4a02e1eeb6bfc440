/**
 * A family or a lawyer asks whether somebody is held. The question is recorded first; then the name that was typed is blinded
 * here, with the unit's secret, and only the key is compared. The name leaves this page by no way.
 */
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { get, uuid7 } from '../../api/client.ts'
import { useHere, useList } from '../../api/hooks.ts'
import type { Page, RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './custody.module.css'
import { KeyFile, sealing } from './KeyFile.tsx'

const askers = ['family', 'lawyer', 'organisation', 'authority'] as const
type Found = { question: string; reference: string; items: RecordView[] }

export function Ask() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const id = useId()
  const send = useSend()
  const client = useQueryClient()
  const { mission, person } = useHere()
  const open = useList('heldQuestion', { state: 'asked', sort: 'askedOn', limit: 8 })
  const [secret, setSecret] = useState<string>()
  const [name, setName] = useState('')
  const [by, setBy] = useState<string>('family')
  const [found, setFound] = useState<Found>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const through = person.roles.includes('monitor')
    ? 'monitor'
    : person.roles.includes('legal')
      ? 'legal'
      : 'custodyOfficer'

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
      const blindedName = secret && (await (await sealing()).blindName(secret, name))
      if (!blindedName) return
      const question = uuid7()
      const reference = `Q-${question.slice(-8)}`
      await send({
        id: uuid7(),
        register: 'heldQuestion',
        record: question,
        verb: 'enter',
        input: {
          reference,
          askedBy: by,
          askedOn: new Date().toISOString(),
          askedThrough: through,
          blindedName,
        },
      })
      const page = await get<Page<RecordView>>(`/${mission.id}/custody`, { blindedName, limit: 20 })
      setName('')
      setFound({ question, reference, items: page.items })
      await client.invalidateQueries({ queryKey: [mission.id] })
    })
  }
  const answer = (heldAnswer: string): Promise<void> =>
    run(async () => {
      if (!found) return
      const now = new Date().toISOString()
      await send({
        id: uuid7(),
        register: 'heldQuestion',
        record: found.question,
        verb: 'answer',
        input: { comparedOn: now, answeredOn: now, heldAnswer },
      })
      setFound(undefined)
      await client.invalidateQueries({ queryKey: [mission.id] })
    })

  const held = found?.items.filter(({ state }) => ['held', 'handedOver'].includes(state)) ?? []
  return (
    <Card
      title={t('custody.ask')}
      aside={t('custody.askAside')}
      action={<Go to="/r/heldQuestion">{t('custody.list')}</Go>}
    >
      <form className={css.form} onSubmit={compare}>
        {error !== undefined && <ErrorPanel error={error} />}
        <div className={css.fields}>
          <div className={css.field}>
            <label htmlFor={`${id}name`}>{t('custody.askName')}</label>
            <input
              id={`${id}name`}
              autoComplete="off"
              spellCheck={false}
              maxLength={160}
              required
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <p className={css.quiet}>{t('custody.askNameHelp')}</p>
          </div>
          <div className={css.field}>
            <label htmlFor={`${id}by`}>{t('custody.askBy')}</label>
            <select id={`${id}by`} value={by} onChange={(event) => setBy(event.target.value)}>
              {askers.map((one) => (
                <option key={one} value={one}>
                  {term('choice.heldQuestion.askedBy', one)}
                </option>
              ))}
            </select>
          </div>
          <KeyFile secret={secret} onSecret={setSecret} />
        </div>
        <div className={css.buttons}>
          <Button type="submit" disabled={busy || !secret || found !== undefined}>
            {t(busy ? 'custody.comparing' : 'custody.compare')}
          </Button>
        </div>
      </form>
      {found && (
        <div className={css.answer} role="status">
          <p>
            <b>{found.reference}</b>{' '}
            {held.length === 0 ? t('custody.noMatch') : t('custody.match', { count: held.length })}
          </p>
          <ul className={css.waits}>
            {found.items.map((one) => (
              <li key={one.id}>
                <GoRecord register="custody" id={one.id}>
                  {one.caption}
                </GoRecord>
              </li>
            ))}
          </ul>
          <p className={css.quiet}>{t('custody.matchHelp')}</p>
          <div className={css.buttons}>
            {(['held', 'handedOver', 'notHeld', 'notTold'] as const).map((one) => (
              <Button key={one} size="small" disabled={busy} onClick={() => void answer(one)}>
                {t(`custody.answer.${one}`)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {open.data && open.data.items.length > 0 && (
        <ul className={css.waits}>
          {open.data.items.map((one) => (
            <li key={one.id}>
              <div className={css.line}>
                <GoRecord register="heldQuestion" id={one.id}>
                  {one.caption}
                </GoRecord>
                <StateChip tone="late">
                  {t('custody.askedOn', { date: format.when(String(one.fields.askedOn)) })}
                </StateChip>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
