/** What a watch is made of beside its form: its log, the handover that waits for another, and the watches before. */
import { useState } from 'react'
import { useHere, useList, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useDeed } from '../../field/useDeed.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { OutlineChip, StateChip } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useWhoIs } from '../../parts/usePersonTitle.ts'
import { useTerm, useWords } from '../../words.tsx'
import css from './watch.module.css'

export const LINES = 60
export const EARLIER = 5

export function Log({ lines }: { lines: readonly RecordView[] | undefined }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { mission } = useHere()
  if (!lines) return <Skeleton lines={4} height={40} />
  if (lines.length === 0) return <Empty title={t('watch.noLine')} why={t('watch.noLineWhy')} />
  return (
    <Card title={t('watch.log', { count: lines.length })}>
      <ol className={css.log}>
        {lines.map(({ id, fields }) => (
          <li key={id}>
            <time dateTime={String(fields.occurredOn)}>{clock(String(fields.occurredOn))}</time>
            <div>
              <GoRecord register="watchLog" id={id}>
                {String(fields.title)}
              </GoRecord>
              <span>{term('choice.watchLog.kind', String(fields.kind))}</span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )

  function clock(when: string): string {
    return when.includes('T') ? format.instant(when, mission.zone).slice(-5) : format.when(when)
  }
}

export function ToAccept({ watch }: { watch: RecordView }) {
  const t = useWords()
  const deed = useDeed()
  const { person } = useHere()
  const whoIs = useWhoIs()
  const titleOf = useWatchTitle()
  const [because, setBecause] = useState('')
  const [refusing, setRefusing] = useState(false)
  const may = useRegister('watchHandover')?.may.includes('accept')
  const lines = useList('watchLog', { watch: watch.id, limit: LINES, sort: '-occurredOn' })
  const { givenBy, body, openPoints } = watch.fields
  const isOwn = givenBy === person.id
  const points = String(openPoints ?? '')
    .split('\n')
    .filter(Boolean)
  return (
    <>
      <Card title={titleOf(watch)} aside={<StateChip tone="late">{t('watch.waits')}</StateChip>}>
        <p className={css.by}>{t('watch.givenBy', { who: whoIs(givenBy) })}</p>
        <p className={css.body}>{String(body ?? '')}</p>
        {points.length > 0 && (
          <>
            <h3 className={css.points}>{t('watch.openPoints')}</h3>
            <ul className={css.open}>
              {points.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        )}
        {deed.problem !== undefined && <ErrorPanel error={deed.problem} />}
        {isOwn ? (
          <p className={css.say}>{t('watch.anotherAccepts')}</p>
        ) : (
          may && (
            <div className={css.form}>
              <Button
                look="filled"
                className={css.big}
                disabled={deed.sending}
                onClick={() =>
                  void deed.act({
                    register: 'watchHandover',
                    record: watch.id,
                    verb: 'accept',
                    input: {},
                  })
                }
              >
                {t('watch.accept')}
              </Button>
              {refusing ? (
                <>
                  <label className={css.label}>
                    {t('watch.backWhy')}
                    <textarea
                      rows={2}
                      maxLength={500}
                      value={because}
                      onChange={(event) => setBecause(event.currentTarget.value)}
                    />
                  </label>
                  <Button
                    className={css.big}
                    disabled={deed.sending || because.trim() === ''}
                    onClick={() =>
                      void deed.act({
                        register: 'watchHandover',
                        record: watch.id,
                        verb: 'sendBack',
                        input: {},
                        because: because.trim(),
                      })
                    }
                  >
                    {t('watch.sendBack')}
                  </Button>
                </>
              ) : (
                <Button look="quiet" className={css.big} onClick={() => setRefusing(true)}>
                  {t('watch.sendBack')}
                </Button>
              )}
            </div>
          )
        )}
      </Card>
      <details className={css.details}>
        <summary>{t('watch.log', { count: lines.data?.total ?? 0 })}</summary>
        <Log lines={lines.data?.items} />
      </details>
    </>
  )
}

export function Earlier({ list }: { list: readonly RecordView[] }) {
  const t = useWords()
  const whoIs = useWhoIs()
  const titleOf = useWatchTitle()
  if (list.length === 0) return null
  return (
    <Card title={t('watch.earlier')}>
      <ul className={css.earlier}>
        {list.slice(0, EARLIER).map((one) => (
          <li key={one.id}>
            <GoRecord register="watchHandover" id={one.id}>
              {titleOf(one)}
            </GoRecord>
            <OutlineChip>
              {t('watch.signedBy', {
                giver: whoIs(one.fields.givenBy),
                taker: whoIs(one.fields.takenBy),
              })}
            </OutlineChip>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** A watch whose title is a bare day and a word is told as the page tells days. */
export function useWatchTitle(): (watch: RecordView) => string {
  const t = useWords()
  const format = useFormat()
  return ({ fields }) => {
    const title = String(fields.title)
    const [, date, part] = /^(\d{4}-\d\d-\d\d), (day|night)$/.exec(title) ?? []
    return date ? t('watch.titled', { date: format.when(date), part: t(`watch.${part}`) }) : title
  }
}
