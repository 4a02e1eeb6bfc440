/**
 * What of a figure behind a wall may be told: the server counts it, small cells hidden, and shows it; one press has it counted
 * again and published. Nobody types a number. The same card for complaints, custody and care.
 */
import { countingRules, type Table } from '@konbit/registers/released'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post, uuid7 } from '../../api/client.ts'
import { useGet, useMeasures, useMission } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './accountability.module.css'

type Proposal = { measure: string; isOut: boolean; table: Table | null }
/** More hidden parts than this are counted and not named. */
const HIDDEN_MAX = 8
/** Where a figure's parts have their words. */
const choiceOf: Readonly<Record<string, string>> = {
  'accountability.received': 'choice.complaint.about',
  'care.participants': 'choice.participant.programme',
  'care.completed': 'choice.participant.programme',
  'care.afterTwelve': 'choice.participant.outcomeTwelve',
}

export function usePart(): (measure: string, key: string) => string {
  const t = useWords()
  const term = useTerm()
  return (measure, key) =>
    key === 'none' ? t('published.none') : term(choiceOf[measure] ?? 'term', key)
}

export function Release({ measures }: { measures: readonly string[] }) {
  const t = useWords()
  return (
    <Card
      title={t('published.title')}
      aside={t('published.aside', {
        count: countingRules.leastCell,
        edition: countingRules.edition,
      })}
    >
      <ul className={css.offers}>
        {measures.map((measure) => (
          <Offer key={measure} measure={measure} />
        ))}
      </ul>
    </Card>
  )
}

function Offer({ measure }: { measure: string }) {
  const t = useWords()
  const format = useFormat()
  const part = usePart()
  const mission = useMission()
  const client = useQueryClient()
  const title = useMeasures().data?.items.find(({ name }) => name === measure)?.title ?? measure
  const asked = useGet<Proposal>('/figures/published', { measure }, { moment: false, keep: false })
  const [failure, setFailure] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  if (!asked.data) return asked.error ? <li className={css.quiet}>{title}</li> : null
  const { isOut, table } = asked.data
  const hidden = table?.cells.filter((one) => one.value === null) ?? []

  const publish = async (): Promise<void> => {
    if (!table) return
    setBusy(true)
    setFailure(undefined)
    try {
      const { periodFirst, periodLast } = table
      await post(`/${mission.id}/figures/published`, {
        ...{ id: uuid7(), record: uuid7(), measure, periodFirst, periodLast },
      })
      await client.invalidateQueries({ queryKey: [mission.id] })
    } catch (problem) {
      setFailure(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li>
      <div>
        <b>{title}</b>
        {table && (
          <span className={css.quiet}>
            {table.periodFirst === table.periodLast
              ? format.when(table.periodLast)
              : t('published.period', {
                  from: format.when(table.periodFirst),
                  to: format.when(table.periodLast),
                })}
          </span>
        )}
        {table && hidden.length > 0 && (
          <span className={css.quiet}>
            {hidden.length > HIDDEN_MAX
              ? t('published.hidesMany', { count: hidden.length })
              : t('accountability.releaseHides', {
                  list: hidden.map(({ key }) => part(measure, key)).join(', '),
                })}
          </span>
        )}
        {!table && <span className={css.quiet}>{t('accountability.releaseTooFew')}</span>}
        {failure !== undefined && <ErrorPanel error={failure} />}
      </div>
      <strong className={css.told}>
        {table?.value === undefined || table.value === null
          ? t('published.small', { least: countingRules.leastCell })
          : format.number(table.value)}
      </strong>
      {isOut ? (
        <span className={css.quiet}>{t('accountability.isReleased')}</span>
      ) : (
        <Button size="small" disabled={isBusy || !table} onClick={() => void publish()}>
          {t('accountability.publish')}
        </Button>
      )}
    </li>
  )
}
