/** Who says what, and how far can each be trusted? Sources at the left; of the chosen one its worth and every statement. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { query } from '../api/client.ts'
import { useList, useMission, useRecord, useRegister } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import type { RecordView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { IconSearch } from '../parts/icons.ts'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { usePhone } from '../parts/usePhone.ts'
import { Value } from '../record/Value.tsx'
import { ExportMenu } from '../table/ExportMenu.tsx'
import { usePages } from '../table/usePages.ts'
import { useTerm, useWords } from '../words.tsx'
import css from './SourcesPage.module.css'
import { saidOfRecord } from './said.ts'

type Search = { source?: string; q?: string; kind?: string }

export default function SourcesPage() {
  const t = useWords()
  const term = useTerm()
  const mission = useMission()
  const moment = useMoment()
  const navigate = useNavigate()
  const phone = usePhone()
  const register = useRegister('source')
  const { source, q, kind } = useSearch({ strict: false }) as Search
  const [words, setWords] = useState(q ?? '')
  const { query: asked, rows, total } = usePages('source', { q, kind }, 200)
  const change = (part: Search): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...part })) as never,
      replace: true,
      resetScroll: false,
    })
  const chosen = source ?? rows[0]?.id
  const file = (format: string): string =>
    `/api/${mission.id}/source${query({ ...moment.params, q, kind, format })}`
  return (
    <>
      <PageHead
        title={t('page.sources')}
        question={t('sources.question')}
        actions={
          <>
            <Go to="/r/claim" className={css.all}>
              {t('sources.allStatements')}
            </Go>
            <ExportMenu
              csv={file('csv')}
              xlsx={file('xlsx')}
              dictionary={`/api/${mission.id}/source?format=dictionary`}
              file="source"
            />
          </>
        }
      />
      <div className={css.page}>
        <Card
          flush
          title={
            total === undefined
              ? t('page.sources')
              : t('sources.count', { count: total ?? rows.length })
          }
          aside={moment.known ? t('sources.knownBy') : undefined}
        >
          <form
            className={css.find}
            onSubmit={(event) => {
              event.preventDefault()
              change({ q: words.trim() || undefined })
            }}
          >
            <IconSearch size={16} stroke={1.75} aria-hidden />
            <input
              type="search"
              aria-label={t('sources.find')}
              placeholder={t('sources.find')}
              value={words}
              onChange={(event) => {
                setWords(event.target.value)
                if (!event.target.value) change({ q: undefined })
              }}
            />
            <select
              aria-label={t('sources.kind')}
              value={kind ?? ''}
              onChange={(event) => change({ kind: event.target.value || undefined })}
            >
              <option value="">{t('sources.everyKind')}</option>
              {register?.fields.kind?.options?.map((one) => (
                <option key={one} value={one}>
                  {term('choice.source.kind', one)}
                </option>
              ))}
            </select>
          </form>
          {asked.isPending ? (
            <div className={css.pad}>
              <Skeleton lines={12} height={30} />
            </div>
          ) : rows.length === 0 ? (
            <div className={css.pad}>
              <Empty title={t('sources.none')} why={t('sources.noneWhy')} />
            </div>
          ) : (
            <ul className={css.list}>
              {rows.map((one) => (
                <li key={one.id}>
                  <SourceRow record={one} chosen={one.id === chosen && !phone} phone={phone} />
                </li>
              ))}
            </ul>
          )}
          {asked.hasNextPage && (
            <div className={css.pad}>
              <Button onClick={() => void asked.fetchNextPage()}>
                {t('table.more', { count: 200 })}
              </Button>
            </div>
          )}
        </Card>
        {!phone && chosen && <Chosen id={chosen} />}
      </div>
    </>
  )
}

function SourceRow({
  record,
  chosen,
  phone,
}: {
  record: RecordView
  chosen: boolean
  phone: boolean
}) {
  const format = useFormat()
  const term = useTerm()
  const t = useWords()
  const { code, title, publisher, kind, publishedOn } = record.fields as Record<
    string,
    string | undefined
  >
  return (
    <Go
      to={phone ? recordPath('source', record.id) : '/sources'}
      {...(phone ? {} : { search: { source: record.id } })}
      className={css.row}
      aria-current={chosen || undefined}
    >
      <span className={css.code}>{code}</span>
      <span className={css.main}>
        <span className={css.title}>{title}</span>
        <span className={css.caption}>
          {[publisher, kind && term('choice.source.kind', kind)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={css.date}>
        {publishedOn ? format.when(publishedOn) : t('claim.undated')}
      </span>
    </Go>
  )
}

/** One source: what it is worth, and everything it states. */
function Chosen({ id }: { id: string }) {
  const t = useWords()
  const register = useRegister('source')
  const record = useRecord('source', id)
  const said = useList('claim', { source: id, limit: 200, total: 'exact', sort: 'code' })
  return (
    <Card
      className={css.chosen}
      title={
        record.data ? `${String(record.data.fields.code)} ${String(record.data.fields.title)}` : ' '
      }
      action={
        <GoRecord register="source" id={id}>
          {t('sources.open')}
        </GoRecord>
      }
    >
      <When query={record} skeleton={<Skeleton lines={4} />}>
        {(source) => (
          <dl className={css.facts}>
            {(['publisher', 'publishedOn', 'kind', 'url', 'reliability'] as const).map((name) => {
              const field = register?.fields[name]
              return (
                field && (
                  <div key={name} data-wide={name === 'reliability' || name === 'url' || undefined}>
                    <dt>{field.title}</dt>
                    <dd>
                      <Value
                        register="source"
                        name={name}
                        field={field}
                        value={source.fields[name]}
                      />
                    </dd>
                  </div>
                )
              )
            })}
          </dl>
        )}
      </When>
      <When query={said} skeleton={<Skeleton lines={8} height={28} />}>
        {(claims) => (
          <>
            <h3 className={css.head}>
              {t('sources.states', { count: claims.total ?? claims.items.length })}
            </h3>
            {claims.items.length === 0 ? (
              <p className={css.quiet}>{t('sources.statesNothing')}</p>
            ) : (
              <ul className={css.said}>
                {claims.items.map((claim) => (
                  <Statement key={claim.id} claim={claim} />
                ))}
              </ul>
            )}
          </>
        )}
      </When>
    </Card>
  )
}

function Statement({ claim }: { claim: RecordView }) {
  const format = useFormat()
  const t = useWords()
  const fields = claim.fields as Record<string, string | undefined>
  return (
    <li>
      <GoRecord register="claim" id={claim.id} className={css.statement}>
        <b>{saidOfRecord(claim, format, t)}</b>
        <span>
          <span className={css.measure}>{fields.measure}</span> · {fields.subject}
          {fields.note && <span className={css.note}>{fields.note}</span>}
        </span>
        <span className={css.date}>
          {fields.asOf ? format.when(fields.asOf) : t('claim.undated')}
          <span className={css.note}>{fields.locator}</span>
        </span>
        <span className={css.state}>
          {claim.state !== 'stated' && <RecordState state={claim.state} register="claim" />}
        </span>
      </GoRecord>
    </li>
  )
}
