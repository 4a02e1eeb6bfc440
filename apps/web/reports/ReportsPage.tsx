/** Reports: the situation report of the day in one click, a report begun from a template, and those that were made. */
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { get, uuid7 } from '../api/client.ts'
import { useGet, useList, useMission, useRegister } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { useFormat } from '../format.ts'
import { addDays, lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { useSend } from '../outbox/send.ts'
import { DeskTabs } from '../pages/desk/DeskTabs.tsx'
import { Button, GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { OutlineChip, RecordState } from '../parts/Chip.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton, When } from '../parts/Rest.tsx'
import { useLanguage, useTerm, useWords } from '../words.tsx'
import { Files } from './Files.tsx'
import css from './reports.module.css'
import type { Begun, Template } from './types.ts'

export default function ReportsPage() {
  const t = useWords()
  const { language } = useLanguage()
  const { params } = useMoment()
  const mayBegin = useRegister('periodicReport')?.may.includes('enter') ?? false
  return (
    <>
      <PageHead title={t('reports.title')} question={t('reports.question')} />
      <DeskTabs desk="mandate" />
      <div className={css.page}>
        <Made />
        <div className={css.side}>
          <Card title={t('dayReport.title')}>
            <p className={css.quiet}>{t('reports.dayWhy')}</p>
            <div className={css.row}>
              <Files path="/reports/day" params={{ ...params, language }} />
              <GoButton to="/day/report">{t('reports.look')}</GoButton>
            </div>
          </Card>
          {mayBegin && <Begin />}
        </div>
      </div>
    </>
  )
}

function Made() {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const made = useList('periodicReport', { limit: 200, sort: '-endsOn' })
  return (
    <Card title={t('reports.made')} aside={t('reports.madeAside')}>
      <When query={made} skeleton={<Skeleton lines={6} height={40} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('reports.none')} why={t('reports.noneWhy')} />
          ) : (
            <List label={t('reports.made')}>
              {items.map(({ id, state, fields }) => (
                <ListRow
                  key={id}
                  lead={format.when(String(fields.endsOn), 'short')}
                  title={t(`reportTo.${String(fields.reportedTo)}`)}
                  caption={[
                    String(fields.number),
                    typeof fields.startsOn === 'string'
                      ? t('reports.of', {
                          from: format.when(fields.startsOn),
                          to: format.when(String(fields.endsOn)),
                        })
                      : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={
                    <>
                      {typeof fields.releaseLevel === 'string' && (
                        <OutlineChip>{term('term', fields.releaseLevel)}</OutlineChip>
                      )}
                      <RecordState register="periodicReport" state={state} />
                    </>
                  }
                  to={`/reports/${id}`}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

/** Every figure is asked as the record is known now, or as the page's dates say. */
function Begin() {
  const t = useWords()
  const id = useId()
  const { language } = useLanguage()
  const mission = useMission()
  const navigate = useNavigate()
  const send = useSend()
  const today = useToday()
  const moment = useMoment()
  const templates = useGet<{ items: Template[] }>(
    '/reports/templates',
    { language },
    { moment: false },
  )
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const [endsOn, setEndsOn] = useState(
    () => `${addDays(`${lastDay(moment.at ?? today).slice(0, 7)}-01`, -1)}`,
  )
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const items = templates.data?.items ?? []
  const template = items.find((one) => one.name === name) ?? items[0]

  async function begin(): Promise<void> {
    if (!template) return
    setBusy(true)
    setFailed(undefined)
    try {
      const begun = await get<Begun>(`/${mission.id}/reports/begin`, {
        template: template.name,
        at: endsOn,
        ...(moment.known ? { known: moment.known } : {}),
        language,
      })
      const done = await send({
        register: 'periodicReport',
        verb: 'enter',
        id: uuid7(),
        input: {
          number: number.trim(),
          reportedTo: begun.reportedTo,
          startsOn: begun.startsOn,
          endsOn: begun.endsOn,
          language,
          knownSeq: begun.seq,
          draftText: JSON.stringify(begun.blocks),
        },
      })
      await navigate({ to: `/${mission.id}/reports/${done.record}` as never })
    } catch (cause) {
      setFailed(cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card title={t('reports.new')}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void begin()
        }}
      >
        <label htmlFor={`${id}t`}>{t('reports.template')}</label>
        <select
          id={`${id}t`}
          value={template?.name ?? ''}
          onChange={({ target }) => setName(target.value)}
        >
          {items.map((one) => (
            <option key={one.name} value={one.name}>
              {one.title}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}e`}>{t('reports.endsOn')}</label>
        <input
          id={`${id}e`}
          type="date"
          required
          value={endsOn}
          onChange={({ target }) => setEndsOn(target.value)}
        />
        <label htmlFor={`${id}n`}>{t('reports.number')}</label>
        <input
          id={`${id}n`}
          required
          maxLength={40}
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        <p className={css.quiet}>{t('reports.newWhy')}</p>
        {failed !== undefined && <ErrorPanel error={failed} />}
        <Button look="filled" type="submit" disabled={busy || !template}>
          {busy ? t('reports.asking') : t('reports.begin')}
        </Button>
      </form>
    </Card>
  )
}
