/** What would leave at a level: the paper as its audience would see it, what stands against it, and the act itself. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post, uuid7 } from '../api/client.ts'
import { useGet, useMission } from '../api/hooks.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { ErrorPanel, Skeleton, When } from '../parts/Rest.tsx'
import { Segments } from '../parts/Segments.tsx'
import { useLanguage, useTerm, useWords } from '../words.tsx'
import { PaperView } from './PaperView.tsx'
import css from './reports.module.css'
import type { Level, Release, Report } from './types.ts'

const levels: readonly Level[] = ['public', 'partner', 'mission']
const usual = (reportedTo: string): Level =>
  reportedTo === 'public' ? 'public' : reportedTo === 'internal' ? 'mission' : 'partner'

export function ReleaseView({ report }: { report: Report }) {
  const t = useWords()
  const term = useTerm()
  const { language } = useLanguage()
  const mission = useMission()
  const client = useQueryClient()
  const [level, setLevel] = useState<Level>(usual(report.reportedTo))
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const release = useGet<Release>(
    `/reports/${report.id}/release`,
    { language, level },
    { moment: false },
  )

  async function issue(): Promise<void> {
    setBusy(true)
    setFailed(undefined)
    try {
      await post(`/${mission.id}/reports/${report.id}/issue`, {
        id: uuid7(),
        level,
        expects: report.seq,
      })
      await client.invalidateQueries()
    } catch (cause) {
      setFailed(cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className={css.stack}>
      <Card
        title={t('reports.releaseTo', { level: term('term', level) })}
        action={
          <Segments
            label={t('paper.level')}
            choices={levels.map((value) => ({ value, title: term('term', value) }))}
            value={level}
            onChoose={(value) => setLevel(value as Level)}
          />
        }
      >
        <p className={css.quiet}>{t('reports.releaseWhy')}</p>
        <When query={release} skeleton={<Skeleton lines={3} height={22} />}>
          {({ blocked, changed, hidden }) => (
            <>
              {blocked.length > 0 && (
                <ul className={css.blocked} aria-label={t('reports.blocked')}>
                  {blocked.map(({ place, title, why }) => (
                    <li key={place}>{t(`reports.blocked.${why}`, { title })}</li>
                  ))}
                </ul>
              )}
              {changed.length > 0 && <p>{t('reports.changed', { count: changed.length })}</p>}
              {hidden > 0 && <p>{t('reports.hidden', { count: hidden })}</p>}
              {failed !== undefined && <ErrorPanel error={failed} />}
              <div className={css.row}>
                <Button
                  look="filled"
                  disabled={busy || blocked.length > 0 || report.state !== 'cleared'}
                  onClick={() => void issue()}
                >
                  {t('reports.issue')}
                </Button>
                {report.state !== 'cleared' && (
                  <span className={css.quiet}>{t('reports.clearFirst')}</span>
                )}
              </div>
            </>
          )}
        </When>
      </Card>
      {release.data && <PaperView paper={release.data.paper} />}
    </div>
  )
}
