/**
 * Duty shared out: one's own hours against the spread of one's group, with nobody's name; and, for the rota officer and the
 * commander, whose duties they may see, the hours of each, to be given to each as their own share.
 */
import { useState } from 'react'
import { uuid7 } from '../../api/client.ts'
import { useList, useRegister } from '../../api/hooks.ts'
import { type Duty, useDuty } from '../../api/operations.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Empty, ErrorPanel, Skeleton, When } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import css from './operations.module.css'

const SHARES = 6
const FEW = 20
const number = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined

export default function DutyPage() {
  const t = useWords()
  // Whoever gives the shares sees those of all: one's own is told to who sees no other.
  const mayGive = useRegister('dutyShare')?.may.includes('enter') ?? false
  return (
    <>
      <PageHead title={t('duty.title')} question={t('duty.question')} />
      <DeskTabs desk="operations" />
      <div className={css.page}>
        {!mayGive && <Own />}
        <Group mayGive={mayGive} />
      </div>
    </>
  )
}

function Own() {
  const t = useWords()
  const shares = useList('dutyShare', { limit: SHARES, sort: '-periodLast' })
  return (
    <Card title={t('duty.own')} aside={t('duty.ownAside')}>
      {shares.error ? (
        <ErrorPanel error={shares.error} again={() => void shares.refetch()} />
      ) : !shares.data ? (
        <Skeleton lines={4} height={22} />
      ) : shares.data.items.length === 0 ? (
        <Empty title={t('duty.noShare')} why={t('duty.noShareWhy')} />
      ) : (
        shares.data.items.map((one) => <Share key={one.id} one={one} />)
      )}
    </Card>
  )
}

/** Own hours as a mark on the band in which half of the group lies. */
function Share({ one: { fields, caption } }: { one: RecordView }) {
  const t = useWords()
  const format = useFormat()
  const own = number(fields.hoursOwn) ?? 0
  const quarter = number(fields.hoursQuarter)
  const middle = number(fields.hoursMiddle)
  const most = number(fields.hoursThreeQuarters)
  const end = Math.max(own, most ?? 0, 1) * 1.25
  const at = (hours: number): string => `${Math.min(97, (100 * hours) / end)}%`
  const period = t('duty.period', {
    from: format.when(String(fields.periodFirst)),
    to: format.when(String(fields.periodLast)),
  })
  return (
    <section aria-label={caption}>
      <p>
        <b>{t('duty.ownHours', { hours: format.number(own, 1) })}</b> · {period}
        {number(fields.nightsOwn) !== undefined &&
          ` · ${t('duty.nights', { count: number(fields.nightsOwn) as number })}`}
      </p>
      {quarter !== undefined && middle !== undefined && most !== undefined ? (
        <>
          <div className={css.spread} aria-hidden="true">
            <i style={{ left: at(quarter), right: `calc(100% - ${at(most)})` }} />
            <em style={{ left: at(middle) }} />
            <b style={{ left: at(own) }} />
            <span style={{ left: at(own) }}>{t('duty.you')}</span>
          </div>
          <p className={css.quiet}>
            {t('duty.spread', {
              persons: number(fields.persons) ?? 0,
              quarter: format.number(quarter, 1),
              middle: format.number(middle, 1),
              most: format.number(most, 1),
            })}
          </p>
        </>
      ) : (
        <p className={css.quiet}>{t('duty.small')}</p>
      )}
    </section>
  )
}

/** What follows from patrols that came back is written with one press, and typed by nobody. */
function Waiting({ data: { waiting } }: { data: Duty }) {
  const t = useWords()
  const send = useSend()
  const [written, setWritten] = useState<number>()
  const [error, setError] = useState<unknown>()
  async function write(): Promise<void> {
    setError(undefined)
    let done = 0
    setWritten(0)
    try {
      for (const { hours, member, ...one } of waiting) {
        const record = uuid7()
        const input = {
          ...one,
          kind: 'patrol',
          ...(hours === null ? {} : { hoursOnDuty: hours }),
          ...(member ? { member } : {}),
        }
        await send({ id: uuid7(), register: 'dutyShift', record, verb: 'enter', input })
        await send({ id: uuid7(), register: 'dutyShift', record, verb: 'stand', input: {} })
        done += 1
        setWritten(done)
      }
    } catch (cause) {
      setError(cause)
    }
  }
  const patrols = new Set(waiting.map(({ patrol }) => patrol)).size
  return (
    <Card
      title={t('duty.waiting', { count: waiting.length, patrols })}
      action={
        <Button onClick={() => void write()} disabled={written !== undefined && !error}>
          {written === undefined
            ? t('duty.write', { count: waiting.length })
            : t('duty.written', { done: written, count: waiting.length })}
        </Button>
      }
    >
      {error !== undefined && <ErrorPanel error={error} />}
      <p className={css.quiet}>{t('duty.waitingWhy')}</p>
    </Card>
  )
}

/** Whoever may see no duties but their own gets no table of others: the record decides, not this page. */
function Group({ mayGive }: { mayGive: boolean }) {
  const duty = useDuty()
  return (
    <When query={duty} skeleton={<Skeleton lines={6} height={22} />}>
      {(data) => (
        <>
          {data.waiting.length > 0 && <Waiting data={data} />}
          {mayGive && data.items.length > 0 && <Given data={data} />}
        </>
      )}
    </When>
  )
}

function Given({ data }: { data: Duty }) {
  const t = useWords()
  const format = useFormat()
  const shift = useRegister('dutyShift')
  const send = useSend()
  const [all, setAll] = useState(false)
  const [given, setGiven] = useState<number>()
  const [error, setError] = useState<unknown>()
  const { items, groups, refs, from, to } = data
  const spreads = new Map(groups.map((one) => [one.contingent, one]))
  const withAccount = items.filter(({ member }) => member !== null)
  const shown = all ? items : items.slice(0, FEW)
  const name = (id: string): string => refs[id] ?? t('notAvailable')
  async function give(): Promise<void> {
    setError(undefined)
    let done = 0
    setGiven(0)
    try {
      for (const one of withAccount) {
        const group = spreads.get(one.contingent)
        const spread = group?.spread
        await send({
          id: uuid7(),
          register: 'dutyShare',
          verb: 'enter',
          input: {
            member: one.member,
            contingent: one.contingent,
            periodFirst: from,
            periodLast: to,
            hoursOwn: one.hours,
            nightsOwn: one.nights,
            persons: group?.persons ?? 0,
            ...(spread
              ? {
                  hoursQuarter: spread.quarter,
                  hoursMiddle: spread.middle,
                  hoursThreeQuarters: spread.threeQuarters,
                }
              : {}),
          },
        })
        done += 1
        setGiven(done)
      }
    } catch (cause) {
      setError(cause)
    }
  }
  return (
    <Card
      title={t('duty.group', { count: items.length })}
      aside={t('duty.groupAside', { from: format.when(from), to: format.when(to) })}
      action={
        withAccount.length > 0 ? (
          <Button onClick={() => void give()} disabled={given !== undefined && !error}>
            {given === undefined
              ? t('duty.give', { count: withAccount.length })
              : t('duty.gave', { done: given, count: withAccount.length })}
          </Button>
        ) : undefined
      }
    >
      {error !== undefined && <ErrorPanel error={error} />}
      <Rows
        caption={t('duty.title')}
        rows={shown}
        keyOf={(one) => one.officer}
        columns={[
          { key: 'officer', title: shift?.fields.officer?.title, cell: (one) => name(one.officer) },
          {
            key: 'group',
            title: shift?.fields.contingent?.title,
            cell: (one) => name(one.contingent),
          },
          {
            key: 'hours',
            title: t('ops.hours'),
            number: true,
            cell: (one) => format.number(one.hours, 1),
          },
          { key: 'nights', title: t('duty.nightsHead'), number: true, cell: (one) => one.nights },
          { key: 'duties', title: t('duty.duties'), number: true, cell: (one) => one.duties },
          {
            key: 'middle',
            title: t('duty.middle'),
            number: true,
            cell: (one) => {
              const middle = spreads.get(one.contingent)?.spread?.middle
              return middle === undefined ? '–' : format.number(middle, 1)
            },
          },
        ]}
      />
      {items.length > shown.length && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t('table.more', { count: items.length - shown.length })}
        </button>
      )}
    </Card>
  )
}
