/**
 * Raise, lower, erase: what is done to the record itself and not to what it says of the world. Each asks for its reason;
 * erasing says what will be gone and that nothing brings it back.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { Problem, uuid7 } from '../../api/client.ts'
import { useHistory, useMission } from '../../api/hooks.ts'
import type { Label, RecordView, RegisterView } from '../../api/types.ts'
import { leaveReceipt } from '../../form/draft.ts'
import { useSend } from '../../outbox/send.ts'
import { Button, GoButton } from '../../parts/Button.tsx'
import { recordPath } from '../../parts/Go.tsx'
import { ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { floorOf } from '../../record/handlingOf.ts'
import { useWords } from '../../words.tsx'
import { Erase, type Erasing, erasingInput } from './Erase.tsx'
import css from './Handling.module.css'
import { Labels } from './Labels.tsx'

const chain: readonly Label[] = ['public', 'partner', 'mission', 'restricted']

export function Handling({
  register,
  record,
  verb,
}: {
  register: RegisterView
  record: RecordView
  verb: string
}) {
  const history = useHistory(register.name, record.id)
  if (history.isPending) return <Skeleton lines={6} height={28} />
  if (!history.data) return <ErrorPanel error={history.error} />
  return (
    <Form
      key={`${record.id}${verb}`}
      register={register}
      record={record}
      verb={verb}
      floor={floorOf(history.data.items, register.label)}
      history={history.data.items}
    />
  )
}

function Form({
  register,
  record,
  verb,
  floor,
  history,
}: {
  register: RegisterView
  record: RecordView
  verb: string
  floor: Label
  history: NonNullable<ReturnType<typeof useHistory>['data']>['items']
}) {
  const t = useWords()
  const mission = useMission()
  const navigate = useNavigate()
  const client = useQueryClient()
  const id = useId()
  const { ground = '' } = useSearch({ strict: false }) as { ground?: string }
  const [command, setCommand] = useState(uuid7)
  const give = useSend()
  const [expects, setExpects] = useState(record.seq)
  const [label, setLabel] = useState<Label>()
  const [erasing, setErasing] = useState<Erasing>({ ground, fields: undefined, entries: undefined })
  const [because, setBecause] = useState('')
  const [sure, setSure] = useState(false)
  const [asked, setAsked] = useState(false)
  const [refused, setRefused] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const own = chain.indexOf(register.label)
  const now = chain.indexOf(floor)
  const choices = verb === 'raise' ? chain.slice(now + 1) : chain.slice(Math.max(own, 0), now)
  const isErase = verb === 'erase'
  const needs = [
    ...(isErase && !erasing.ground ? [t('erase.needsGround')] : []),
    ...(isErase && erasing.fields?.length === 0 ? [t('erase.needsFields')] : []),
    ...(isErase && erasing.entries?.length === 0 ? [t('erase.needsEntries')] : []),
    ...(!isErase && !label ? [t('handling.needsLabel')] : []),
    ...(because.trim() ? [] : [t('handling.needsReason')]),
    ...(isErase && !sure ? [t('erase.needsSure')] : []),
  ]
  const [told, setTold] = useState(0)
  useEffect(() => {
    if (told > 0) top.current?.focus()
  }, [told])

  const send = async (): Promise<void> => {
    setAsked(true)
    setRefused(undefined)
    if (needs.length > 0) return setTold((times) => times + 1)
    setSending(true)
    try {
      const done = await give({
        register: register.name,
        record: record.id,
        verb,
        id: command,
        because: because.trim(),
        expects,
        input: isErase ? erasingInput(erasing) : { label },
      })
      if ('seq' in done) leaveReceipt({ seq: done.seq, record: record.id, verb })
      await client.invalidateQueries({ queryKey: [mission.id] })
      await navigate({ to: `/${mission.id}${recordPath(register.name, record.id)}` as never })
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : new Problem('failed', 0, '')
      if (problem.status > 0) setCommand(uuid7())
      if (problem.kind === 'stale') void client.invalidateQueries({ queryKey: [mission.id] })
      setRefused(problem)
      setTold((times) => times + 1)
    } finally {
      setSending(false)
    }
  }

  if (!isErase && choices.length === 0)
    return <p className={css.note}>{t(`handling.none.${verb}`, { label: t(`label.${floor}`) })}</p>
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div ref={top} tabIndex={-1} className={css.top}>
        {asked && needs.length > 0 && (
          <section className={css.problems} role="alert" aria-label={t('form.problems')}>
            <h2>{t('form.problems')}</h2>
            <ul>
              {needs.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </section>
        )}
        {refused && <ErrorPanel error={refused} />}
        {refused?.kind === 'stale' && (
          <Button
            size="small"
            onClick={() => {
              setExpects(refused.conflict?.seq ?? record.seq)
              setRefused(undefined)
            }}
          >
            {t('handling.readAgain')}
          </Button>
        )}
      </div>
      {isErase ? (
        <Erase register={register} history={history} value={erasing} onChange={setErasing} />
      ) : (
        <Labels verb={verb} floor={floor} choices={choices} value={label} onChange={setLabel} />
      )}
      <div className={css.reason}>
        <label htmlFor={id}>{t('form.because')}</label>
        <p id={`${id}-help`}>{t(isErase ? 'erase.reasonHelp' : 'form.becauseHelp')}</p>
        <textarea
          id={id}
          rows={3}
          maxLength={2000}
          aria-required
          aria-describedby={`${id}-help`}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </div>
      {isErase && (
        <div className={css.warning}>
          <p>
            <b>{t('erase.forEver')}</b> {t('erase.forEverText')}
          </p>
          <label>
            <input
              type="checkbox"
              checked={sure}
              onChange={(event) => setSure(event.target.checked)}
            />
            {t('erase.sure')}
          </label>
        </div>
      )}
      <div className={css.actions}>
        <Button type="submit" look="filled" disabled={sending}>
          {sending ? t('form.sending') : t(`verb.${verb}`)}
        </Button>
        <GoButton to={recordPath(register.name, record.id)}>{t('form.cancel')}</GoButton>
      </div>
    </form>
  )
}
