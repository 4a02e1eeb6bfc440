/** The clocks of everybody held: whose runs out first stands first. References only; a name is on its own page. */
import { useList } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { Card } from '../../parts/Card.tsx'
import { OutlineChip, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { handOverClock, judgeClock, nearest, renewalClock } from './clocks.ts'
import css from './custody.module.css'
import { TimeLeft } from './TimeLeft.tsx'

const SHOWN = 25
const conditions = ['healthCheckOn', 'counselOn', 'kinToldOn'] as const

export function Held({ now }: { now: number }) {
  const t = useWords()
  const term = useTerm()
  const asked = useList('custody', { state: ['held', 'handedOver'], limit: 200 })
  return (
    <When
      query={asked}
      skeleton={
        <Card title={t('custody.clocks')}>
          <Skeleton lines={8} height={28} />
        </Card>
      }
    >
      {({ items, total }) => {
        const rows = [...items].sort((a, b) => nearest(a, now) - nearest(b, now))
        const unseen = rows.filter(({ fields }) => !fields.presentedOn)
        const over = unseen.filter((one) => {
          const clock = judgeClock(one, now)
          return clock && 'left' in clock && clock.left < 0
        }).length
        const columns = [
          {
            key: 'reference',
            title: t('custody.person'),
            cell: (one: RecordView) => (
              <GoRecord register="custody" id={one.id}>
                {one.caption}
              </GoRecord>
            ),
          },
          {
            key: 'judge',
            title: t('custody.toJudge'),
            cell: (one: RecordView) => (
              <TimeLeft clock={judgeClock(one, now)} none={t('custody.noTime')} />
            ),
          },
          {
            key: 'handOver',
            title: t('custody.toHandOver'),
            cell: (one: RecordView) => (
              <TimeLeft clock={handOverClock(one, now)} none={t('custody.noRule')} />
            ),
          },
          {
            key: 'renewal',
            title: t('custody.toRenewal'),
            cell: (one: RecordView) => (
              <TimeLeft clock={renewalClock(one, now)} none={t('custody.noRenewal')} />
            ),
          },
          {
            key: 'conditions',
            title: t('custody.done'),
            cell: (one: RecordView) => (
              <span className={css.checks}>
                {conditions.map((name) => (
                  <StateChip key={name} tone={one.fields[name] ? 'fit' : 'unknown'}>
                    {t(`custody.check.${name}`)}
                  </StateChip>
                ))}
              </span>
            ),
          },
          {
            key: 'state',
            title: t('custody.where'),
            cell: (one: RecordView) => (
              <OutlineChip>{term('state.custody', one.state)}</OutlineChip>
            ),
          },
        ]
        return (
          <Card
            title={
              rows.length === 0
                ? t('custody.clocks')
                : over > 0
                  ? t('custody.findingOver', { count: over })
                  : unseen.length === 0
                    ? t('custody.findingNone')
                    : t('custody.finding', { count: unseen.length })
            }
            aside={t('custody.clocksAside')}
            action={<Go to="/r/custody">{t('custody.all', { count: total ?? rows.length })}</Go>}
          >
            {rows.length === 0 ? (
              <Empty title={t('custody.nobody')} why={t('custody.nobodyWhy')} />
            ) : (
              <Rows
                caption={t('custody.clocks')}
                columns={columns}
                rows={rows.slice(0, SHOWN)}
                keyOf={({ id }) => id}
              />
            )}
          </Card>
        )
      }}
    </When>
  )
}
