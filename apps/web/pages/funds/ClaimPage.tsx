/**
 * One reimbursement claim: how far it has come and how long each step took, its lines, each explaining itself, the same
 * lines under another edition of the rates, and what the contributor's auditor takes away.
 */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import { Problem, query } from '../../api/client.ts'
import { type ClaimLines, useClaimLines } from '../../api/force.ts'
import { useList, useMission, useRecord, useRegister } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'
import { Card, PageHead, Path } from '../../parts/Card.tsx'
import { LabelChip, OutlineChip, RecordState } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { IconDownload } from '../../parts/icons.ts'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { VerbBar } from '../../record/VerbBar.tsx'
import { useWords } from '../../words.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import { ClaimLineTable, shortName } from './ClaimLineTable.tsx'
import css from './claim.module.css'
import { reachedBy, standing } from './claims.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export default function ClaimPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const register = useRegister('reimbursement')
  const record = useRecord('reimbursement', id)
  if (record.isPending) return <Skeleton lines={10} height={24} />
  if (!record.data || !register)
    return <ErrorPanel error={record.error ?? new Problem('not-found', 404, '')} />
  return <Claim key={id} record={record.data} register={register} />
}

function Claim({
  record,
  register,
}: {
  record: RecordView
  register: NonNullable<ReturnType<typeof useRegister>>
}) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const moment = useMoment()
  const day = usePageDay()
  const { against } = useSearch({ strict: false }) as { against?: string }
  const { fields, refs } = record
  const lines = useClaimLines(record.id)
  const other = useClaimLines(record.id, against, Boolean(against))
  const editions = useList('rateEdition', { limit: 50, sort: '-startsOn' })
  const contributor = refs?.[text(fields.contributor)]?.caption ?? t('notAvailable')
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/funds">{t('desk.funds')}</Go>
            </li>
            <li>
              <Go to="/funds/claims">{t('claims.title')}</Go>
            </li>
          </Path>
        }
        title={record.caption}
        marks={
          <>
            <RecordState state={record.state} register="reimbursement" />
            <LabelChip label={register.label} />
          </>
        }
        question={t('claim.question', {
          contributor,
          from: format.when(text(fields.periodFirst)),
          to: format.when(text(fields.periodLast)),
        })}
        actions={
          <>
            <a
              className={css.pack}
              href={`/api/${mission.id}/reimbursement/${record.id}/evidence${query({ ...moment.params, ...(against ? { edition: against } : {}) })}`}
              download
            >
              <IconDownload size={17} stroke={1.75} aria-hidden />
              <span>{t('claim.evidence')}</span>
            </a>
            <VerbBar register={register} record={record} />
          </>
        }
      />
      <div className={css.page}>
        <Steps record={record} day={day} />
        {lines.error ? (
          <Card title={t('claim.lines')}>
            <ErrorPanel error={lines.error} again={() => void lines.refetch()} />
          </Card>
        ) : !lines.data ? (
          <Card title={t('claim.lines')}>
            <Skeleton lines={9} height={30} />
          </Card>
        ) : (
          <Lines
            data={lines.data}
            other={against ? other.data : undefined}
            otherError={against ? other.error : null}
            editions={editions.data?.items ?? []}
            against={against}
          />
        )}
        <AtHome record={record} lines={lines.data} />
        <p className={css.foot}>
          <GoRecord register="reimbursement" id={record.id}>
            {t('claim.toRecord')}
          </GoRecord>
        </p>
      </div>
    </>
  )
}

/** Claimed, verified, certified, paid: the amount and the day of each, and the days between. */
function Steps({ record, day }: { record: RecordView; day: string }) {
  const t = useWords()
  const format = useFormat()
  const reached = reachedBy(record)
  const now = standing(record, day)
  const feared = record.state === 'feared'
  return (
    <Card
      title={
        feared
          ? t('claim.feared')
          : now.days !== null && record.state !== 'paid'
            ? t('claim.standsSince', {
                step: t(`claims.step.${record.state}`),
                days: t('unit.days', { count: now.days }),
              })
            : t('claim.steps')
      }
      aside={feared ? t('claims.fearedNote') : t('claim.stepsAside')}
    >
      <ol className={css.steps}>
        {reached.map((one, i) => {
          const before = reached.slice(0, i).findLast((two) => two.on)
          const took =
            one.on && before?.on ? daysBetween(lastDay(before.on), lastDay(one.on)) : null
          return (
            <li key={one.step} data-done={one.on ? '' : undefined}>
              <span className={css.step}>{t(`claims.step.${one.step}`)}</span>
              {one.amount ? (
                <b>{format.money(one.amount)}</b>
              ) : (
                <b className={css.dash} aria-hidden>
                  —
                </b>
              )}
              <small>
                {one.on ? format.when(one.on) : t('claim.notReached')}
                {took !== null &&
                  ` · ${t('claim.took', { days: t('unit.days', { count: took }) })}`}
              </small>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

function Lines({
  data,
  other,
  otherError,
  editions,
  against,
}: {
  data: ClaimLines
  other: ClaimLines | undefined
  otherError: unknown
  editions: readonly RecordView[]
  against: string | undefined
}) {
  const t = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const id = useId()
  const gap =
    other?.total && data.total && other.total.currency === data.total.currency
      ? { minor: other.total.minor - data.total.minor, currency: data.total.currency }
      : null
  const title =
    data.total === null
      ? t('claim.lines')
      : gap && other
        ? t('claim.difference', {
            edition: shortName(other.edition?.caption),
            total: format.money(other.total ?? data.total),
            gap: signed(gap),
          })
        : t('claim.finding', { total: format.money(data.total), count: data.lines.length })
  function signed(sum: { minor: number; currency: string }): string {
    if (sum.minor === 0) return t('claim.noDifference')
    return `${sum.minor > 0 ? '+' : '−'}${format.money({ ...sum, minor: Math.abs(sum.minor) })}`
  }
  return (
    <Card
      title={title}
      aside={
        data.edition
          ? t('claim.linesAside', { edition: data.edition.caption })
          : t('claim.noEdition')
      }
      action={
        <span className={css.rerun}>
          <label htmlFor={id}>{t('claim.rerun')}</label>
          <select
            id={id}
            value={against ?? ''}
            onChange={(event) => {
              const next = event.currentTarget.value || undefined
              void navigate({
                to: '.',
                search: ((before: object) => ({ ...before, against: next })) as never,
                replace: true,
                resetScroll: false,
              })
            }}
          >
            <option value="">{t('claim.noRerun')}</option>
            {editions
              .filter((one) => one.id !== data.edition?.id)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {one.caption}
                </option>
              ))}
          </select>
        </span>
      }
    >
      {(data.edition?.isIllustrative || other?.edition?.isIllustrative) && (
        <p className={css.mark}>
          <OutlineChip>{t('claim.illustrative')}</OutlineChip>
        </p>
      )}
      {otherError ? <ErrorPanel error={otherError} /> : null}
      {data.lines.length === 0 ? (
        <Empty title={t('claim.noLines')} why={t('claim.noLinesWhy')} />
      ) : (
        <ClaimLineTable data={data} other={other} />
      )}
    </Card>
  )
}

/** What the state spent at home, in its own currency, beside what was certified: two currencies are never subtracted. */
function AtHome({ record, lines }: { record: RecordView; lines: ClaimLines | undefined }) {
  const t = useWords()
  const format = useFormat()
  const spent = record.fields.spentAtHome as { minor: number; currency: string } | undefined
  const certified = lines?.certified ?? null
  if (!spent) return null
  const same = certified && certified.currency === spent.currency
  return (
    <Card title={t('claim.home')} aside={t('claim.homeAside')}>
      <dl className={css.home}>
        <div>
          <dt>{t('claim.spentAtHome')}</dt>
          <dd>{format.money(spent)}</dd>
        </div>
        <div>
          <dt>{t('claims.step.certified')}</dt>
          <dd>{certified ? format.money(certified) : '—'}</dd>
        </div>
        {same && (
          <div>
            <dt>{t('claim.uncovered')}</dt>
            <dd>{format.money({ ...spent, minor: spent.minor - certified.minor })}</dd>
          </div>
        )}
      </dl>
      {!same && <p className={css.small}>{t('claim.homeRate')}</p>}
    </Card>
  )
}
