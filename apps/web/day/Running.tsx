/**
 * For the chief of staff: the daily rhythm of all roles, and which desks the mission staffs. Both are records with their
 * history; here each is one look and one act.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { uuid7 } from '../api/client.ts'
import { useList, useMission, useRegisters } from '../api/hooks.ts'
import type { RecordView } from '../api/types.ts'
import { deskOrder } from '../frame/desks.ts'
import { useSend } from '../outbox/send.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { IconPlus } from '../parts/icons.ts'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, ErrorPanel, When } from '../parts/Rest.tsx'
import { useModelWord } from '../record/modelWords.ts'
import { useTerm, useWords } from '../words.tsx'
import { isDay } from './Acknowledge.tsx'
import css from './day.module.css'
import type { DayView } from './types.ts'

/** Who may do what is never off. */
const always = new Set(['access'])

export default function Running({ off }: { off: DayView['off'] }) {
  const t = useWords()
  return (
    <>
      <Rhythm />
      <Card title={t('running.desks')} aside={t('running.desksAside')}>
        <Desks off={off} />
      </Card>
      <Card title={t('running.alerts')} action={<Go to="/r/alertRule">{t('running.all')}</Go>}>
        <Alerts />
      </Card>
    </>
  )
}

function Rhythm() {
  const t = useWords()
  const term = useTerm()
  const roleWord = useModelWord('role')
  const list = useList('rhythm', { state: 'kept', sort: 'dueAt', limit: 50 })
  return (
    <Card
      title={t('running.rhythm')}
      aside={t('running.rhythmAside')}
      action={<Go to="/r/rhythm">{t('running.all')}</Go>}
    >
      <When query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('running.noRhythm')} why={t('running.noRhythmWhy')} />
          ) : (
            <List>
              {items.map(({ id, caption, fields }) => (
                <ListRow
                  key={id}
                  lead={String(fields.dueAt)}
                  title={caption}
                  caption={`${roleWord(String(fields.role))} · ${days(fields.weekdays)}`}
                  to={recordPath('rhythm', id)}
                />
              ))}
            </List>
          )
        }
      </When>
      <p className={css.foot}>
        <GoButton
          size="small"
          to="/r/rhythm/new"
          icon={<IconPlus size={16} stroke={2} aria-hidden />}
        >
          {t('running.addRhythm')}
        </GoButton>
      </p>
    </Card>
  )

  function days(given: unknown): string {
    const named = Array.isArray(given) ? (given as string[]) : []
    return named.length === 0
      ? t('running.everyDay')
      : named.map((one) => term('term', one)).join(', ')
  }
}

function Alerts() {
  const t = useWords()
  const roleWord = useModelWord('role')
  const list = useList('alertRule', { state: 'standing', limit: 20 })
  return (
    <When query={list}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title={t('running.noAlerts')}
            why={t('running.noAlertsWhy')}
            action={<GoButton to="/r/alertRule/new">{t('running.addAlert')}</GoButton>}
          />
        ) : (
          <List>
            {items.map(({ id, caption, fields }) => (
              <ListRow
                key={id}
                title={caption}
                caption={((fields.toRoles ?? []) as string[]).map(roleWord).join(', ')}
                to={recordPath('alertRule', id)}
              />
            ))}
          </List>
        )
      }
    </When>
  )
}

function Desks({ off }: { off: DayView['off'] }) {
  const kept = useMission().desks ?? []
  const switches = useList('deskSwitch', { limit: 200 })
  const desks = [...deskOrder, 'plan', 'sources'].filter(
    (desk) => kept.includes(desk) && !always.has(desk),
  )
  return (
    <ul className={css.desks}>
      {desks.map((desk) => (
        <DeskLine
          key={desk}
          desk={desk}
          isOff={off.desks.includes(desk)}
          record={switches.data?.items.find(({ fields }) => fields.switched === `desk:${desk}`)}
        />
      ))}
    </ul>
  )
}

function DeskLine({
  desk,
  isOff,
  record,
}: {
  desk: string
  isOff: boolean
  record: RecordView | undefined
}) {
  const t = useWords()
  const id = useId()
  const client = useQueryClient()
  const send = useSend()
  const registers = useRegisters().data?.items ?? []
  const [asks, setAsks] = useState(false)
  const [why, setWhy] = useState('')
  const [error, setError] = useState<unknown>()
  const switchIt = async (): Promise<void> => {
    setError(undefined)
    const because = why.trim()
    try {
      await send(
        record
          ? {
              register: 'deskSwitch',
              record: record.id,
              verb: isOff ? 'switchOn' : 'switchOff',
              id: uuid7(),
              because,
              expects: record.seq,
            }
          : {
              register: 'deskSwitch',
              verb: 'enter',
              id: uuid7(),
              because,
              input: { switched: `desk:${desk}` },
            },
      )
      setAsks(false)
      setWhy('')
      await client.invalidateQueries({
        predicate: ({ queryKey: [first, , path] }) =>
          first === 'missions' || isDay(path) || path === '/deskSwitch' || path === '/overview',
      })
    } catch (cause) {
      setError(cause)
    }
  }
  const count = registers.filter((one) => one.desk === desk).length
  return (
    <li>
      <div className={css.desk}>
        <span className={css.main}>
          <span className={css.title}>{t(`desk.${desk}`)}</span>
          <span className={css.note}>
            {isOff ? t('running.isOff') : t('running.registers', { count })}
          </span>
        </span>
        <Button
          size="small"
          look="quiet"
          aria-expanded={asks}
          aria-label={t(isOff ? 'running.onWhat' : 'running.offWhat', { desk: t(`desk.${desk}`) })}
          onClick={() => setAsks(!asks)}
        >
          {t(isOff ? 'running.on' : 'running.off')}
        </Button>
      </div>
      {asks && (
        <form
          className={css.why}
          onSubmit={(event) => {
            event.preventDefault()
            void switchIt()
          }}
        >
          <label htmlFor={id}>{t('running.why')}</label>
          <input
            id={id}
            className={css.input}
            value={why}
            maxLength={500}
            required
            // biome-ignore lint/a11y/noAutofocus: it was asked for by the button before it
            autoFocus
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button type="submit" size="small" disabled={why.trim() === ''}>
            {t(isOff ? 'running.on' : 'running.off')}
          </Button>
          {error !== undefined && <ErrorPanel error={error} />}
        </form>
      )}
    </li>
  )
}
