/** One record, for every register that no page is drawn for: what we know, its states, its history, what refers to it. */
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Problem } from '../api/client.ts'
import { useHere, useHistory, useRecord, useRegister, useRegisters } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { Place, RecordView, RegisterView } from '../api/types.ts'
import { CopyButton } from '../figure/Cite.tsx'
import { takeReceipt } from '../form/draft.ts'
import { dayIn, useFormat } from '../format.ts'
import { lastDay } from '../frame/days.ts'
import { deskPath } from '../frame/desks.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { GoButton } from '../parts/Button.tsx'
import { Card, PageHead, Path } from '../parts/Card.tsx'
import { LabelChip, OutlineChip, RecordState } from '../parts/Chip.tsx'
import { useCaption } from '../parts/caption.ts'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconCircleCheck } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { Links, Position } from '../record/Beside.tsx'
import { Documents } from '../record/Documents.tsx'
import { Facts } from '../record/Facts.tsx'
import { History } from '../record/History.tsx'
import { floorOf } from '../record/handlingOf.ts'
import { ownPage } from '../record/ownPage.ts'
import { Sight } from '../record/Sight.tsx'
import { StateBand } from '../record/StateBand.tsx'
import { VerbBar } from '../record/VerbBar.tsx'
import { product } from '../settings.ts'
import { useWords } from '../words.tsx'
import css from './RecordPage.module.css'
import { saidOfRecord } from './said.ts'

const PlaceMap = lazy(() => import('../record/PlaceMap.tsx'))

export default function RecordPage() {
  const { register: name, id } = useParams({ strict: false }) as { register: string; id: string }
  const registers = useRegisters()
  const register = useRegister(name)
  const record = useRecord(name, id)
  if (registers.isPending || record.isPending) return <Skeleton lines={9} height={24} />
  if (!register)
    return <ErrorPanel error={registers.error ?? new Problem('unknown-register', 404, '')} />
  if (!record.data) return <Gone register={register} error={record.error} />
  return <Record key={id} register={register} record={record.data} />
}

/** Not there, not known at this moment, or not for this person: the page says which dates it was asked at. */
function Gone({ register, error }: { register: RegisterView; error: unknown }) {
  const t = useWords()
  const moment = useMoment()
  return (
    <div className={css.gone}>
      <PageHead title={register.title} />
      <ErrorPanel error={error} />
      {!moment.isNow && <p>{t('record.goneThen')}</p>}
      <p>
        <Go to={`/r/${register.name}`}>{t('record.allOf', { what: register.plural })}</Go>
      </p>
    </div>
  )
}

function Record({ register, record }: { register: RegisterView; record: RecordView }) {
  const t = useWords()
  const caption = useCaption()
  const format = useFormat()
  const { mission } = useHere()
  const moment = useMoment()
  const today = useToday()
  const history = useHistory(register.name, record.id)
  const entries = history.data?.items ?? []
  const floor = floorOf(entries, register.label)
  const [receipt] = useState(() => takeReceipt(record.id))
  const [field, setField] = useState<string | undefined>()
  const past = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (field) past.current?.scrollIntoView({ block: 'nearest' })
  }, [field])
  const until = lastDay(moment.at ?? today)
  const source = record.refs?.[String(record.fields.source)]?.caption
  // A statement is told by what it says; any other record by its name.
  const says =
    register.name === 'claim'
      ? `${t('claim.says', { said: saidOfRecord(record, format, t), source: source ?? t('notAvailable') })} `
      : ''
  const own = ownPage(register.name, record.id)
  const place = register.place ? (record.fields[register.place] as Place | undefined) : undefined
  const cite = t('cite.pageText', {
    product,
    mission: mission.name,
    page: `${register.title} ${record.caption}`,
    at: format.when(until),
    known: format.when(moment.known ?? today),
  })
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to={deskPath(register.desk)}>{t(`desk.${register.desk}`)}</Go>
            </li>
            <li>
              <Go to={`/r/${register.name}`}>{register.plural}</Go>
            </li>
          </Path>
        }
        title={caption(register.name, record.caption) || register.title}
        marks={
          <>
            <RecordState state={record.state} register={register.name} />
            <LabelChip label={floor} />
            {floor !== register.label && (
              <OutlineChip>
                {t('record.raised', { label: t(`label.${register.label}`) })}
              </OutlineChip>
            )}
          </>
        }
        question={`${says}${t('record.since', {
          what: register.title,
          at: format.when(dayIn(Date.parse(record.at), mission.zone)),
          known: format.instant(record.known, mission.zone),
        })}`}
        actions={
          <>
            {own && <GoButton to={own}>{t(`record.page.${register.name}`)}</GoButton>}
            <VerbBar register={register} record={record} />
          </>
        }
      />
      {receipt && (
        <p className={css.receipt} role="status">
          <IconCircleCheck size={17} stroke={1.75} aria-hidden />
          {t('record.receipt', { seq: receipt.seq })}
        </p>
      )}
      <div className={css.page}>
        <div className={css.column}>
          <Facts
            register={register}
            record={record}
            onField={setField}
            amend={
              register.may.includes('amend')
                ? `${recordPath(register.name, record.id)}/amend`
                : undefined
            }
          />
          {register.states.length > 1 && (
            <StateBand register={register} entries={entries} until={until} />
          )}
          <div ref={past}>
            {history.isPending ? (
              <Card title={t('record.history')}>
                <Skeleton lines={4} height={32} />
              </Card>
            ) : history.error ? (
              <ErrorPanel error={history.error} />
            ) : (
              <History
                register={register}
                record={record}
                entries={entries}
                field={field}
                onField={setField}
                more={Boolean(history.data?.next)}
              />
            )}
          </div>
        </div>
        <div className={css.column}>
          {place?.lon !== undefined && place.lat !== undefined && place.precision !== 'abroad' && (
            <Suspense>
              <PlaceMap place={place} />
            </Suspense>
          )}
          <Documents register={register} record={record} />
          <Links register={register} record={record} />
          <Position record={record} />
          <Sight register={register} record={record} />
          <div data-print="no">
            <CopyButton text={`${cite} ${location.href}`} words={t('cite.record')} />
          </div>
        </div>
      </div>
    </>
  )
}
