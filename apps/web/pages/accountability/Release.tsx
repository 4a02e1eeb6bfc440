/** What of the last quarters may be told: counted now, small cells hidden by the rules, and published as an entry of the record. */
import { countingRules, protect, type Table } from '@konbit/registers/released'
import { useState } from 'react'
import { uuid7 } from '../../api/client.ts'
import { useHead, useList, useMeasureAt, useRegister } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { addDays, addMonths, lastDay } from '../../frame/days.ts'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { ErrorPanel } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './accountability.module.css'

/** The last calendar quarter that ended long enough ago. */
export function lastQuarter(day: string): { first: string; last: string } {
  const settled = addDays(day, -countingRules.daysOld)
  const month = Number(settled.slice(5, 7))
  const start = `${settled.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return { first: addMonths(start, -3), last: addDays(start, -1) }
}

export function Release({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const send = useSend()
  const head = useHead()
  const [isSent, setSent] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const { first, last } = lastQuarter(day)
  const ask = { by: 'about' }
  const ended = useMeasureAt('accountability.received', { at: last }, ask)
  const begun = useMeasureAt('accountability.received', { at: addDays(first, -1) }, ask)
  const abouts = useRegister('complaint')?.fields.about?.options ?? []
  const before = useList(
    'publishedFigure',
    { measure: 'accountability.received', limit: 200 },
    { moment: false },
  )
  if (!ended.data || !begun.data || !before.data || abouts.length === 0) return null
  const released: Table[] = before.data.items
    .filter(({ fields }) => String(fields.periodFirst).slice(0, 4) === first.slice(0, 4))
    .map(({ fields }) => ({
      periodFirst: String(fields.periodFirst),
      periodLast: String(fields.periodLast),
      value: Number(fields.value),
      cells: JSON.parse(String(fields.cells ?? '[]')) as Table['cells'],
    }))
  const isOut = released.some(
    (one) => one.periodFirst === first && lastDay(one.periodLast) === last,
  )
  const count = (rows: readonly { key: string | null; value: number }[], key: string): number =>
    rows.find((one) => one.key === key)?.value ?? 0
  const cells = abouts.map((key) => ({
    key,
    value: count(ended.data.rows, key) - count(begun.data.rows, key),
  }))
  const value = cells.reduce((sum, one) => sum + one.value, 0)
  const table = protect({ periodFirst: first, periodLast: last, value, cells }, released)
  const hidden = table?.cells.filter((one) => one.value === null) ?? []

  const publish = async (): Promise<void> => {
    if (!table) return
    setFailure(undefined)
    try {
      await send({
        id: uuid7(),
        register: 'publishedFigure',
        verb: 'enter',
        input: {
          measure: 'accountability.received',
          periodFirst: first,
          periodLast: last,
          value,
          knownSeq: head.data?.size ?? 0,
          edition: countingRules.edition,
          leastCell: countingRules.leastCell,
          cells: JSON.stringify(table.cells),
        },
      })
      setSent(true)
    } catch (problem) {
      setFailure(problem)
    }
  }
  return (
    <Card
      title={t('accountability.release', { from: format.when(first), to: format.when(last) })}
      aside={t('accountability.releaseAside', {
        count: countingRules.leastCell,
        edition: countingRules.edition,
      })}
    >
      {isOut || isSent ? (
        <p className={css.quiet}>{t('accountability.isReleased')}</p>
      ) : table ? (
        <div className={css.form}>
          <p>{t('accountability.releaseCounts', { count: value, hidden: hidden.length })}</p>
          {hidden.length > 0 && (
            <p className={css.quiet}>
              {t('accountability.releaseHides', {
                list: hidden.map(({ key }) => term('choice.complaint.about', key)).join(', '),
              })}
            </p>
          )}
          <div className={css.buttons}>
            <Button look="filled" onClick={() => void publish()}>
              {t('accountability.publish')}
            </Button>
          </div>
        </div>
      ) : (
        <p className={css.quiet}>{t('accountability.releaseTooFew')}</p>
      )}
      {failure !== undefined && <ErrorPanel error={failure} />}
    </Card>
  )
}
