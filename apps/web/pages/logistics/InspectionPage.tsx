/**
 * An inspection on a phone: what was looked at, what was found, and two signatures, the mission's first and then the
 * contributor's. Each signs with one press, nobody signs for both, and who does not agree disputes it.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Problem, uuid7 } from '../../api/client.ts'
import { useMission, useRecord, useRegister } from '../../api/hooks.ts'
import type { RecordView, RegisterView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { KeptHere } from '../../outbox/KeptHere.tsx'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { PageHead, Path } from '../../parts/Card.tsx'
import { RecordState } from '../../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { IconCircleCheck, IconCircleDashed } from '../../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { usePersonTitle } from '../../parts/usePersonTitle.ts'
import { useTerm, useWords } from '../../words.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './inspection.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const outcomes = ['meets', 'meetsInPart', 'fails'] as const

export default function InspectionPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const register = useRegister('inspection')
  const record = useRecord('inspection', id)
  if (record.isPending) return <Skeleton lines={8} height={36} />
  if (!record.data || !register)
    return <ErrorPanel error={record.error ?? new Problem('not-found', 404, '')} />
  return <Inspection key={id} register={register} record={record.data} />
}

function Inspection({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { fields, refs } = record
  const name = (field: string): string => refs?.[text(fields[field])]?.caption ?? t('notAvailable')
  const vehicles = Array.isArray(fields.vehicles) ? (fields.vehicles as string[]) : []
  const facts: [string, string][] = [
    [t('inspection.contributor'), name('contributor')],
    ...(fields.contingent
      ? ([[t('inspection.contingent'), name('contingent')]] as [string, string][])
      : []),
    ...(fields.base ? ([[t('desk.base'), name('base')]] as [string, string][]) : []),
    ...(fields.agreement
      ? ([[t('inspection.agreement'), name('agreement')]] as [string, string][])
      : []),
  ]
  return (
    <div className={css.page}>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/funds/claims">{t('claims.title')}</Go>
            </li>
            <li>
              <Go to="/r/inspection">{register.plural}</Go>
            </li>
          </Path>
        }
        title={t('inspection.title', { kind: term('choice.inspection.kind', text(fields.kind)) })}
        marks={<RecordState state={record.state} register="inspection" />}
        question={t('inspection.on', { date: format.when(text(fields.inspectedOn)) })}
      />
      <dl className={css.facts}>
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {vehicles.length > 0 && (
        <section className={css.block}>
          <h2>{t('inspection.vehicles', { count: vehicles.length })}</h2>
          <ul className={css.vehicles}>
            {vehicles.map((id) => (
              <li key={id}>
                <GoRecord register="vehicle" id={id}>
                  {refs?.[id]?.caption ?? t('notAvailable')}
                </GoRecord>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={css.block}>
        <h2>{t('inspection.finding')}</h2>
        <p>{text(fields.finding) || t('inspection.noFinding')}</p>
        {text(fields.outcome) && (
          <p>
            <b>{capital(term('choice.inspection.outcome', text(fields.outcome)))}</b>
          </p>
        )}
      </section>
      <Signatures record={record} />
      <Sign register={register} record={record} />
      <p className={css.small}>
        <GoRecord register="inspection" id={record.id}>
          {t('inspection.toRecord')}
        </GoRecord>
      </p>
    </div>
  )
}

function Signatures({ record }: { record: RecordView }) {
  const t = useWords()
  const who = usePersonTitle()
  const mission = useMission()
  const format = useFormat()
  const { fields } = record
  const sides = [
    { key: 'mission', by: text(fields.missionSigner), on: '' },
    { key: 'contributor', by: text(fields.contributorSigner), on: text(fields.signedOn) },
  ]
  return (
    <section className={css.block} aria-label={t('inspection.signatures')}>
      <h2>{t('inspection.signatures')}</h2>
      <ul className={css.sides}>
        {sides.map(({ key, by, on }) => (
          <li key={key} data-signed={by ? '' : undefined}>
            {by ? (
              <IconCircleCheck size={22} stroke={1.75} aria-hidden />
            ) : (
              <IconCircleDashed size={22} stroke={1.75} aria-hidden />
            )}
            <span>
              <b>{t(`inspection.side.${key}`)}</b>
              <small>
                {by
                  ? [
                      who(by, mission.people.find((one) => one.id === by)?.title),
                      on && format.when(on),
                    ]
                      .filter(Boolean)
                      .join(', ')
                  : t('inspection.notSigned')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The one verb whose turn it is, as a foot under the thumb. */
function Sign({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const mission = useMission()
  const client = useQueryClient()
  const sendCommand = useSend()
  const [waits, setWaits] = useState(false)
  const day = usePageDay()
  const [outcome, setOutcome] = useState<string>(text(record.fields.outcome))
  const [problem, setProblem] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const [command] = useState(uuid7)
  const verb =
    record.state === 'drafted'
      ? 'signForMission'
      : record.state === 'signedByMission'
        ? 'signForContributor'
        : null
  if (!verb) return null
  const may = register.may.includes(verb)
  const mayDispute = record.state === 'signedByMission' && register.may.includes('dispute')
  if (waits) return <KeptHere back={recordPath('inspection', record.id)} />
  if (!may) return <p className={css.waits}>{t(`inspection.waits.${verb}`)}</p>
  const send = async (): Promise<void> => {
    setProblem(null)
    setSending(true)
    try {
      const done = await sendCommand({
        register: 'inspection',
        record: record.id,
        verb,
        id: problem ? uuid7() : command,
        input: verb === 'signForMission' ? { outcome } : { signedOn: day },
        expects: record.seq,
      })
      setWaits('waiting' in done)
      await client.invalidateQueries({ queryKey: [mission.id] })
    } catch (cause) {
      setProblem(cause)
    } finally {
      setSending(false)
    }
  }
  return (
    <>
      {verb === 'signForMission' && (
        <fieldset className={css.outcomes}>
          <legend>{t('inspection.outcome')}</legend>
          {outcomes.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="outcome"
                checked={outcome === one}
                onChange={() => setOutcome(one)}
              />
              <span>{capital(term('choice.inspection.outcome', one))}</span>
            </label>
          ))}
        </fieldset>
      )}
      {problem ? <ErrorPanel error={problem} /> : null}
      <div className={css.foot}>
        <Button
          look="filled"
          className={css.sign}
          disabled={sending || (verb === 'signForMission' && !outcome)}
          onClick={() => void send()}
        >
          {t(sending ? 'inspection.sending' : `inspection.${verb}`)}
        </Button>
        {mayDispute && (
          <Go to={`${recordPath('inspection', record.id)}/dispute`} className={css.dispute}>
            {t('inspection.dispute')}
          </Go>
        )}
      </div>
      <p className={css.small}>{t('inspection.note')}</p>
    </>
  )
}
