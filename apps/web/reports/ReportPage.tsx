/** One report: its paper, its draft, whether it still stands, and what of it may leave. */
import { useParams, useSearch } from '@tanstack/react-router'
import { useGet, useRecord, useRegister } from '../api/hooks.ts'
import { Button } from '../parts/Button.tsx'
import { PageHead, Path } from '../parts/Card.tsx'
import { OutlineChip, RecordState } from '../parts/Chip.tsx'
import { Go, GoRecord } from '../parts/Go.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { Skeleton, When } from '../parts/Rest.tsx'
import { VerbBar } from '../record/VerbBar.tsx'
import { languages } from '../settings.ts'
import { useTerm, useWords } from '../words.tsx'
import { AgainView } from './AgainView.tsx'
import { Files } from './Files.tsx'
import { PaperView } from './PaperView.tsx'
import { ReleaseView } from './ReleaseView.tsx'
import css from './reports.module.css'
import type { Report } from './types.ts'
import { WriteView } from './WriteView.tsx'

const spoken = Object.keys(languages) as (keyof typeof languages)[]
const pages = ['paper', 'write', 'again', 'release'] as const
type Show = (typeof pages)[number]

export default function ReportPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { show = 'paper' } = useSearch({ strict: false }) as { show?: Show }
  const t = useWords()
  // In the language it is written in, until another is chosen.
  const { language } = useSearch({ strict: false }) as { language?: string }
  const report = useGet<Report>(`/reports/${id}`, { language }, { keep: false })
  return (
    <When query={report} skeleton={<Skeleton lines={12} height={26} />}>
      {(data) => <One key={id} report={data} show={pages.includes(show) ? show : 'paper'} t={t} />}
    </When>
  )
}

function One({ report, show, t }: { report: Report; show: Show; t: ReturnType<typeof useWords> }) {
  const { language } = useSearch({ strict: false }) as { language?: string }
  const term = useTerm()
  const { id, state, text, level, number, reportedTo, paper } = report
  const register = useRegister('periodicReport')
  const record = useRecord('periodicReport', id)
  const may = (verb: string): boolean => register?.may.includes(verb) ?? false
  const shown = pages.filter(
    (one) =>
      one === 'paper' ||
      one === 'again' ||
      (one === 'write' && state === 'drafting' && may('revise')) ||
      (one === 'release' && (state === 'drafting' || state === 'cleared') && may('clear')),
  )
  const now = shown.includes(show) ? show : 'paper'
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/reports">{t('reports.title')}</Go>
            </li>
          </Path>
        }
        title={t(`reportTo.${reportedTo}`)}
        marks={
          <>
            <RecordState state={state} register="periodicReport" />
            <OutlineChip>{text === 'released' ? term('term', level) : number}</OutlineChip>
          </>
        }
        actions={
          <>
            <Files path={`/reports/${id}`} params={{ text, ...(language ? { language } : {}) }} />
            <Button
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
              onClick={() => print()}
            >
              {t('print')}
            </Button>
            {register && record.data && (
              <VerbBar
                register={{
                  ...register,
                  // Written and released on this page.
                  may: register.may.filter((verb) => !['revise', 'issue'].includes(verb)),
                }}
                record={record.data}
              />
            )}
          </>
        }
      />
      <nav className={css.tabs} aria-label={t('reports.show')} data-print="no">
        {shown.map((one) => (
          <Go
            key={one}
            to={`/reports/${id}`}
            search={one === 'paper' ? {} : { show: one }}
            className={css.tab}
            data-now={one === now || undefined}
          >
            {t(`reports.show.${one}`)}
          </Go>
        ))}
      </nav>
      {now === 'paper' && (
        <>
          <nav className={css.languages} aria-label={t('reports.language')} data-print="no">
            {spoken.map((one) => (
              <Go
                key={one}
                to={`/reports/${id}`}
                search={{ language: one }}
                data-now={one === paper.language || undefined}
              >
                {languages[one]}
              </Go>
            ))}
          </nav>
          <PaperView paper={paper} />
        </>
      )}
      {now === 'write' && <WriteView key={report.seq} report={report} />}
      {now === 'again' && <AgainView id={id} />}
      {now === 'release' && <ReleaseView report={report} />}
      <p className={css.toRecord} data-print="no">
        <GoRecord register="periodicReport" id={id}>
          {t('reports.toRecord')}
        </GoRecord>
      </p>
    </>
  )
}
