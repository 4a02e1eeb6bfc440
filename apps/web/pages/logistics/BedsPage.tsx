/**
 * Beds: who sleeps at a site against the beds it has and will have, through time: the past as it was, the plan beyond
 * today, expansions on their days with those that slipped, and capacities that are disputed.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useHistories, useOccupancy } from '../../api/force.ts'
import { useList, useMission, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { TimeLines } from '../../charts/TimeLines.tsx'
import { useFormat } from '../../format.ts'
import { addMonths, daysBetween } from '../../frame/days.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton, When } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport, DeskLists } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './beds.module.css'
import { firstShort, partsOf, type Said, type Work, workOf } from './beds.ts'

type Search = { site?: string }

export default function BedsPage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { site } = useSearch({ strict: false }) as Search
  const sites = useList('site', { limit: 60 })
  return (
    <>
      <PageHead
        title={t('beds.title')}
        question={t('beds.question', { date: format.when(day) })}
        brief
        actions={<DeskExport desk="logistics" />}
      />
      <DeskTabs desk="logistics" />
      <div className={css.page}>
        <When
          query={sites}
          skeleton={
            <Card title={t('beds.title')}>
              <Skeleton lines={10} height={26} />
            </Card>
          }
        >
          {({ items }) => {
            const chosen = items.find((one) => one.id === site) ?? bySize(items)[0]
            return chosen ? (
              <>
                <Sites sites={bySize(items)} chosen={chosen.id} />
                <Site key={chosen.id} site={chosen} day={day} />
              </>
            ) : (
              <Card title={t('beds.title')}>
                <Empty
                  title={t('beds.noSites')}
                  why={t('beds.noSitesWhy')}
                  action={<Go to="/r/site">{t('beds.toSites')}</Go>}
                />
              </Card>
            )
          }}
        </When>
        <DeskLists desk="logistics" />
      </div>
    </>
  )
}

/** The largest first: that is where it binds. Closed ones come last. */
const bySize = (sites: readonly RecordView[]): RecordView[] =>
  [...sites].sort(
    (a, b) =>
      Number(a.state === 'closed') - Number(b.state === 'closed') ||
      Number(b.fields.bedsPlanned ?? 0) - Number(a.fields.bedsPlanned ?? 0),
  )

function Sites({ sites, chosen }: { sites: readonly RecordView[]; chosen: string }) {
  const t = useWords()
  const navigate = useNavigate()
  return (
    <fieldset className={css.sites} data-print="no">
      <legend className="aside-only">{t('beds.site')}</legend>
      {sites.slice(0, 24).map((one) => (
        <label key={one.id}>
          <input
            type="radio"
            name="site"
            value={one.id}
            checked={one.id === chosen}
            onChange={() =>
              void navigate({
                to: '.',
                search: ((before: Search) => ({ ...before, site: one.id })) as never,
                replace: true,
                resetScroll: false,
              })
            }
          />
          <span>{one.caption}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Site({ site, day }: { site: RecordView; day: string }) {
  const t = useWords()
  const keeps = useRegister('capacity') !== undefined
  const from = addMonths(day, -12)
  const to = addMonths(day, 6)
  const asked = useOccupancy(site.id, from, to)
  const list = useList(
    'capacity',
    { site: site.id, resource: 'beds', limit: 60, sort: 'availableOn' },
    { enabled: keeps },
  )
  const parts = partsOf(list.data?.items ?? [])
  const dated = parts.own.filter((one) => one.fields.kindOfWork !== 'installed').slice(0, 20)
  const past = useHistories(
    'capacity',
    dated.map((one) => one.id),
  )
  const works = dated.map((one, i) => workOf(one, past[i]?.data?.items, day))
  if (asked.error) return <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
  if (!asked.data || (keeps && !list.data))
    return (
      <Card title={site.caption}>
        <Skeleton lines={10} height={26} />
      </Card>
    )
  return (
    <>
      <Chart
        site={site}
        day={day}
        from={from}
        to={to}
        asked={asked.data.days}
        works={works}
        said={parts.said}
      />
      <div className={css.two}>
        <Works works={works} day={day} />
        <Disputed site={site} said={parts.said} own={bedsOn(asked.data.days, day)} />
      </div>
      <p className={css.credit}>{t('beds.note')}</p>
    </>
  )
}

type Day = { day: string; beds: number | null; occupied: number | null; planned: number | null }
const bedsOn = (days: readonly Day[], day: string): number | null =>
  days.findLast((one) => one.day <= day && one.beds !== null)?.beds ?? null

function Chart({
  site,
  day,
  from,
  to,
  asked,
  works,
  said,
}: {
  site: RecordView
  day: string
  from: string
  to: string
  asked: readonly Day[]
  works: readonly Work[]
  said: readonly Said[]
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const known = asked.filter((one) => one.beds !== null || one.occupied !== null)
  if (known.length === 0)
    return (
      <Card title={site.caption}>
        <Empty
          title={t('beds.none')}
          why={t('beds.noneWhy')}
          action={
            <GoRecord register="site" id={site.id}>
              {site.caption}
            </GoRecord>
          }
        />
      </Card>
    )
  const beds = bedsOn(asked, day)
  const now = asked.findLast((one) => one.day <= day && one.occupied !== null)?.occupied ?? null
  const short = firstShort(asked, day)
  const values = { site: site.caption, beds: beds ?? 0, occupied: now ?? 0 }
  const title =
    beds === null || now === null || !asked.some((one) => one.planned !== null)
      ? t('beds.plain', values)
      : short && short.day <= day
        ? t('beds.full', { ...values, short: short.short })
        : short
          ? t('beds.binds', {
              ...values,
              days: t('unit.days', { count: daysBetween(day, short.day) }),
              date: format.when(short.day),
              short: short.short,
            })
          : t('beds.fits', values)
  const points = (of: keyof Omit<Day, 'day'>) =>
    asked.map((one) => ({ day: one.day, value: one[of] }))
  const hasPlan = asked.some((one) => one.planned !== null)
  // Only a figure for the whole is a level to compare with; what is said of one expansion stands beside it.
  const largest = said
    .filter((one) => one.kind === 'installed')
    .toSorted((a, b) => b.amount - a.amount)[0]
  return (
    <TimeLines
      title={title}
      subtitle={t('beds.sub', {
        from: format.when(from.slice(0, 7)),
        to: format.when(to.slice(0, 7)),
      })}
      source={t('beds.source')}
      file={`beds-${mission.id}-${site.caption.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${day}`}
      unit={t('beds.unit')}
      height={260}
      day={day}
      first={from}
      last={to}
      write={(value) => format.number(value, 0)}
      onOpen={(id) => void navigate({ to: `/${mission.id}/r/capacity/${id}` as never })}
      reference={
        largest && {
          value: largest.amount,
          label: t('beds.saidLine', { by: largest.saidBy, count: largest.amount }),
        }
      }
      lines={[
        {
          key: 'beds',
          label: t('beds.lineBeds'),
          color: 'var(--ink2)',
          points: points('beds'),
          planFrom: day,
        },
        {
          key: 'occupied',
          label: t('beds.lineOccupied'),
          color: 'var(--accent)',
          points: points('occupied').filter((one) => one.day <= day),
          filled: true,
        },
        ...(hasPlan
          ? [
              {
                key: 'planned',
                label: t('beds.linePlanned'),
                color: 'var(--series-2)',
                points: points('planned'),
                isPlan: true,
              },
            ]
          : []),
      ]}
      marks={works
        .filter((one) => one.state !== 'cancelled')
        .map((one) => ({
          id: one.id,
          day: one.on,
          label: `${one.kind === 'loss' ? '−' : '+'}${format.number(one.amount)}${
            one.late > 0 && !one.isDone ? `, ${t('beds.lateShort', { count: one.late })}` : ''
          }`,
          lines: [
            `${term('choice.capacity.kindOfWork', one.kind)} · ${term('state.capacity', one.state)}`,
            format.when(one.on),
            ...(one.wasOn ? [t('beds.firstFor', { date: format.when(one.wasOn) })] : []),
          ],
          tone: one.kind === 'loss' ? 'out' : one.late > 0 ? 'limited' : 'plain',
          ...(one.wasOn ? { wasOn: one.wasOn } : {}),
        }))}
    />
  )
}

function Works({ works, day }: { works: readonly Work[]; day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const slipped = works.filter((one) => one.late > 0).length
  return (
    <Card
      title={slipped > 0 ? t('beds.slipped', { count: slipped }) : t('beds.works')}
      aside={t('beds.worksAside')}
    >
      {works.length === 0 ? (
        <Empty title={t('beds.noWorks')} why={t('beds.noWorksWhy')} />
      ) : (
        <List label={t('beds.works')}>
          {works.map((one) => (
            <ListRow
              key={one.id}
              leadStrong
              lead={`${one.kind === 'loss' ? '−' : '+'}${format.number(one.amount)}`}
              title={`${term('choice.capacity.kindOfWork', one.kind)}, ${format.when(one.on)}`}
              caption={
                one.wasOn
                  ? t('beds.moved', { count: one.moves, date: format.when(one.wasOn) })
                  : !one.isDone && one.on < day
                    ? t('beds.overdue')
                    : t('beds.asPromised')
              }
              end={
                one.late > 0 && !one.isDone ? (
                  <StateChip tone="late">{t('beds.late', { count: one.late })}</StateChip>
                ) : (
                  <RecordState state={one.state} register="capacity" />
                )
              }
              to={recordPath('capacity', one.id)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

function Disputed({
  site,
  said,
  own,
}: {
  site: RecordView
  said: readonly Said[]
  own: number | null
}) {
  const t = useWords()
  const format = useFormat()
  const planned = typeof site.fields.bedsPlanned === 'number' ? site.fields.bedsPlanned : null
  return (
    <Card
      title={said.length > 0 ? t('beds.disputed', { count: said.length }) : t('beds.capacity')}
      aside={t('beds.disputedAside')}
    >
      <List>
        <ListRow
          leadStrong
          lead={own === null ? '—' : format.number(own)}
          title={t('beds.ownRecord')}
          caption={own === null ? t('beds.ownWhy') : t('beds.counted')}
          to={recordPath('site', site.id)}
        />
        {planned !== null && planned !== own && (
          <ListRow
            leadStrong
            lead={format.number(planned)}
            title={t('beds.plannedSite')}
            caption={t('beds.plannedWhy')}
            to={recordPath('site', site.id)}
          />
        )}
        {said.map((one) => (
          <ListRow
            key={one.id}
            leadStrong
            lead={`${one.kind === 'installed' ? '' : one.kind === 'loss' ? '−' : '+'}${format.number(one.amount)}`}
            title={one.saidBy}
            caption={
              one.rival === null
                ? t('beds.saidOn', { date: format.when(one.on) })
                : t('beds.insteadOf', { count: one.rival, date: format.when(one.on) })
            }
            end={<StateChip tone="unknown">{t('beds.notCounted')}</StateChip>}
            to={recordPath('capacity', one.id)}
          />
        ))}
      </List>
    </Card>
  )
}
