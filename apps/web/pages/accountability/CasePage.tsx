/**
 * One case from its first day to its last: its clocks, what is done next, and everything that happened to it and to what belongs
 * to it, in one line of time.
 */
import { useParams } from '@tanstack/react-router'
import { useList, useMission, useRecord, useRegister } from '../../api/hooks.ts'
import type { EntryView, RecordView } from '../../api/types.ts'
import { dayIn, useFormat } from '../../format.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { usePersonTitle } from '../../parts/usePersonTitle.ts'
import { VerbBar } from '../../record/VerbBar.tsx'
import { Written } from '../../record/Written.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './accountability.module.css'
import { running } from './clocks.ts'
import { DaysLeft } from './DaysLeft.tsx'
import { useLines } from './useLines.ts'

const belonging = ['investigation', 'evidence', 'referral'] as const
const ownClocks = [
  'complaintAnswer',
  'complaintCare',
  'investigationReport',
  'referralName',
  'referralReport',
  'referralOutcome',
]

export default function CasePage() {
  const t = useWords()
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = useRecord('complaint', id)
  const register = useRegister('complaint')
  return (
    <When query={asked}>
      {(record) => (
        <>
          <PageHead
            title={t('accountability.case', { reference: record.caption })}
            marks={<RecordState register="complaint" state={record.state} />}
            actions={register && <VerbBar register={register} record={record} />}
          />
          <DeskTabs desk="accountability" />
          <Case record={record} />
        </>
      )}
    </When>
  )
}

function Case({ record }: { record: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const day = usePageDay()
  const filter = { complaint: record.id, limit: 50 }
  const investigations = useList('investigation', filter)
  const pieces = useList('evidence', filter)
  const referrals = useList('referral', filter)
  const parts = [investigations, pieces, referrals].flatMap(({ data }) => data?.items ?? [])
  const clocks = running([record, ...parts], ownClocks, day)
  const { about, gravity, account, finding, speaksAs } = record.fields
  return (
    <div className={css.page}>
      <div className={css.two}>
        <Card title={t('accountability.clocksNow')} aside={t('accountability.neverCloses')}>
          {clocks.length === 0 ? (
            <Empty title={t('accountability.noClock')} why={t('accountability.noClockWhy')} />
          ) : (
            <List>
              {clocks.map(({ record: one, clock, left }) => (
                <ListRow
                  key={`${one.id}/${clock.name}`}
                  title={t(`clock.${clock.name}`)}
                  caption={one.caption}
                  end={<DaysLeft left={left} />}
                  to={recordPath(one.register, one.id)}
                />
              ))}
            </List>
          )}
        </Card>
        <Card
          title={term('choice.complaint.about', String(about))}
          action={<Go to={`/seal?complaint=${record.id}`}>{t('accountability.sealed')}</Go>}
        >
          <p className={css.marks}>
            {typeof gravity === 'string' && (
              <StateChip tone="limited">{term('choice.complaint.gravity', gravity)}</StateChip>
            )}
            {typeof speaksAs === 'string' && (
              <StateChip tone="unknown">{term('choice.complaint.speaksAs', speaksAs)}</StateChip>
            )}
          </p>
          <p>
            <Written text={String(account)} />
          </p>
          {typeof finding === 'string' && <p>{finding}</p>}
          <p>
            <GoRecord register="complaint" id={record.id}>
              {t('accountability.wholeRecord')}
            </GoRecord>
          </p>
        </Card>
      </div>
      <Timeline record={record} parts={parts} />
      <div className={css.buttons} data-print="no">
        {belonging.map((name) => (
          <Begin key={name} register={name} complaint={record.id} />
        ))}
      </div>
    </div>
  )
}

/** A new record that belongs to this case. */
function Begin({ register, complaint }: { register: string; complaint: string }) {
  const t = useWords()
  const found = useRegister(register)
  if (!found?.may.includes('enter')) return null
  return (
    <Go to={`/r/${register}/new`} search={{ complaint }}>
      {t('accountability.enter', { what: found.title })}
    </Go>
  )
}

/** The histories of the case and of all that belong to it, as one. */
function Timeline({ record, parts }: { record: RecordView; parts: readonly RecordView[] }) {
  const t = useWords()
  const lines = useLines([record, ...parts])
  return (
    <Card title={t('accountability.timeline')} aside={t('accountability.timelineAside')}>
      <ol className={css.track}>
        {lines.map(({ entry, of }) => (
          <Line key={entry.seq} entry={entry} of={of} />
        ))}
      </ol>
    </Card>
  )
}

function Line({ entry, of }: { entry: EntryView; of: RecordView }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { zone } = useMission()
  const person = usePersonTitle()
  const register = useRegister(of.register)
  const title = register?.verbs[entry.verb]?.title
  const common = t(`verb.${entry.verb}`)
  return (
    <li>
      <time dateTime={entry.at}>
        {format.when(entry.atText ?? dayIn(Date.parse(entry.at), zone))}
      </time>
      <div>
        <b>{title ?? (common === `verb.${entry.verb}` ? entry.verb : common)}</b>{' '}
        <GoRecord register={of.register} id={of.id}>
          {of.caption}
        </GoRecord>
        {entry.to && <> · {term(`state.${of.register}`, entry.to)}</>}
        <p className={css.quiet}>
          {person(entry.author ?? '', entry.authorTitle)}
          {entry.because ? ` · ${entry.because}` : ''}
        </p>
      </div>
    </li>
  )
}
