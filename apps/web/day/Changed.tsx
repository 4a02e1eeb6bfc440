/**
 * What others changed on my desks since I last looked: how many of which kind, and the latest by name. The mark moves when I
 * say so, and when I leave the page after it stood before me.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { post } from '../api/client.ts'
import { useHere, useRegisters } from '../api/hooks.ts'
import { useMoment, useViewAs } from '../api/moment.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { useCaption } from '../parts/caption.ts'
import { recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, Skeleton } from '../parts/Rest.tsx'
import { verbDone } from '../record/verbTitle.ts'
import { useWords } from '../words.tsx'
import css from './day.module.css'
import type { DayView } from './types.ts'

/** Less than this is passing by, not looking. */
const LOOK_MS = 3000
const GROUPS = 6
const NAMED = 12

export default function Changed({ data }: { data: DayView }) {
  const t = useWords()
  const captionIn = useCaption()
  const format = useFormat()
  const { mission } = useHere()
  const { changed, changedCount, isWhole, groups, looked } = data
  const named = useRegisters().data?.items
  const registers = new Map(named?.map((one) => [one.name, one]))
  const [all, setAll] = useState(false)
  const say = useLooking(looked.end, changedCount > 0)
  const shown = all ? changed : changed.slice(0, NAMED)
  return (
    <Card
      title={t('day.changed')}
      aside={
        changedCount > 0
          ? t(isWhole ? 'day.entries' : 'day.entriesLeast', { count: changedCount })
          : ''
      }
      action={
        changedCount > 0 && say ? (
          <Button size="small" look="quiet" onClick={say}>
            {t('day.seen')}
          </Button>
        ) : undefined
      }
    >
      {changedCount === 0 ? (
        <Empty title={t('day.nothingNew')} why={t('day.nothingNewWhy')} />
      ) : !named ? (
        <Skeleton lines={6} height={28} />
      ) : (
        <>
          <ul className={css.groups} aria-label={t('day.groups')}>
            {groups.slice(0, GROUPS).map(({ register, verb, count }) => (
              <li key={`${register} ${verb}`}>
                <b>{format.number(count)}</b> {registers.get(register)?.plural ?? register}:{' '}
                {title(register, verb)}
              </li>
            ))}
          </ul>
          <List label={t('day.latest')}>
            {shown.map((one) => (
              <ListRow
                key={one.seq}
                lead={short(one.known)}
                title={captionIn(one.register, one.caption)}
                caption={`${registers.get(one.register)?.title ?? one.register}: ${title(one.register, one.verb)}${one.byTitle ? ` · ${one.byTitle}` : ''}`}
                to={recordPath(one.register, one.record)}
              />
            ))}
          </List>
          {!all && changed.length > NAMED && (
            <Button size="small" look="quiet" onClick={() => setAll(true)}>
              {t('day.more', { count: changed.length - NAMED })}
            </Button>
          )}
        </>
      )}
    </Card>
  )

  /** Day and time without the year. */
  function short(known: string): string {
    const time = format.instant(known, mission.zone).split(', ').at(-1)
    return `${format.when(known.slice(0, 10), 'day')}, ${time}`
  }
  function title(register: string, verb: string): string {
    return verbDone(t, verb, registers.get(register)?.verbs[verb]).toLowerCase()
  }
}

/** Tells the server how far I looked: at once by what it hands back, else on leaving. Only of now, and only with one's own eyes. */
function useLooking(end: number, isNew: boolean): (() => void) | undefined {
  const { mission } = useHere()
  const client = useQueryClient()
  const moment = useMoment()
  const { as } = useViewAs()
  const may = moment.isNow && !as
  const last = useRef({ end, since: Date.now() })
  last.current.end = end
  const tell = useCallback(
    (isLeaving: boolean): void => {
      const { end: seq } = last.current
      const sent = isLeaving
        ? fetch(`/api/${mission.id}/day/looked`, {
            method: 'POST',
            keepalive: true,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ seq }),
          })
        : post(`/${mission.id}/day/looked`, { seq })
      // Without a line it is told the next time.
      void sent.then(
        () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === '/day' }),
        () => {},
      )
    },
    [mission.id, client],
  )
  useEffect(() => {
    if (!may || !isNew) return
    const { current } = last
    current.since = Date.now()
    const leave = (): void => {
      if (Date.now() - current.since >= LOOK_MS) tell(true)
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [may, isNew, tell])
  return may ? () => tell(false) : undefined
}
