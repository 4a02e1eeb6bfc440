/**
 * Runway: until which day the money at hand lasts by what is expected and what falls due, and what it does to that day
 * when a donor freezes. Arithmetic on the plan; no chances are given here.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Runway, useRunway } from '../../api/force.ts'
import { useList, useMission } from '../../api/hooks.ts'
import type { RecordView, Refs } from '../../api/types.ts'
import { TimeLines } from '../../charts/TimeLines.tsx'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { GoRecord, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport, DeskLists } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './runway.module.css'

type Search = { without?: string }

export default function RunwayPage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { without } = useSearch({ strict: false }) as Search
  const left = (without ?? '').split(',').filter(Boolean)
  const contributions = useList('contribution', {
    state: ['pledged', 'committed', 'received'],
    limit: 200,
  })
  const donors = donorsOf(contributions.data?.items ?? [], contributions.data?.refs ?? {})
  const frozen = donors.filter((one) => left.includes(one.donor))
  const ids = frozen.flatMap((one) => one.ids)
  const plan = useRunway([])
  const other = useRunway(ids)
  const problem = plan.error ?? other.error
  return (
    <>
      <PageHead
        title={t('runway.title')}
        question={t('runway.question', { date: format.when(day) })}
        brief
        actions={<DeskExport desk="funds" />}
      />
      <DeskTabs desk="funds" />
      <div className={css.page}>
        {problem ? (
          <ErrorPanel error={problem} again={() => void plan.refetch()} />
        ) : !plan.data || !other.data ? (
          <Card title={t('runway.title')}>
            <Skeleton lines={10} height={26} />
          </Card>
        ) : plan.data.balance === null ? (
          <Card title={t('runway.title')}>
            <Empty
              title={t('runway.none')}
              why={t(plan.data.why ? `funds.why.${plan.data.why}` : 'runway.noneWhy')}
            />
          </Card>
        ) : (
          <div className={css.two}>
            <div className={css.stack}>
              <Chart
                plan={plan.data}
                other={ids.length > 0 ? other.data : undefined}
                names={frozen.map((one) => one.name)}
                day={day}
              />
              <Events runway={plan.data} day={day} />
            </div>
            <Donors
              donors={donors}
              left={left}
              day={day}
              plan={plan.data}
              other={ids.length > 0 ? other.data : undefined}
            />
          </div>
        )}
        <DeskLists desk="funds" />
      </div>
    </>
  )
}

type Donor = { donor: string; name: string; ids: string[] }

/** Donors whose money is still counted on, by name. In kind there is nothing to run out of. */
export function donorsOf(contributions: readonly RecordView[], refs: Refs): Donor[] {
  const found = new Map<string, Donor>()
  for (const { id, fields } of contributions) {
    if (fields.channel === 'inKind') continue
    const donor = String(fields.donor ?? '')
    const one = found.get(donor) ?? { donor, name: refs[donor]?.caption ?? '', ids: [] }
    one.ids.push(id)
    found.set(donor, one)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
}

const short = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

function Chart({
  plan,
  other,
  names,
  day,
}: {
  plan: Runway
  other: Runway | undefined
  names: readonly string[]
  day: string
}) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const { currency } = plan
  const balance = plan.balance?.minor ?? 0
  const days = (of: Runway): string | null =>
    of.emptyOn ? t('unit.days', { count: Math.max(0, daysBetween(day, of.emptyOn)) }) : null
  const title = other
    ? plan.emptyOn && plan.emptyOn === other.emptyOn
      ? t('runway.findingSame', { names: names.join(', '), date: format.when(plan.emptyOn) })
      : plan.emptyOn && other.emptyOn
        ? t('runway.findingFreeze', {
            names: names.join(', '),
            date: format.when(other.emptyOn),
            count: t('unit.days', { count: daysBetween(other.emptyOn, plan.emptyOn) }),
          })
        : other.emptyOn
          ? t('runway.findingFreezeOnly', {
              names: names.join(', '),
              date: format.when(other.emptyOn),
            })
          : t('runway.findingFreezeNone', { names: names.join(', ') })
    : plan.emptyOn
      ? t('runway.finding', {
          balance: format.money({ minor: balance, currency }, true),
          date: format.when(plan.emptyOn),
          days: days(plan) ?? '',
        })
      : t('runway.findingLasts', { balance: format.money({ minor: balance, currency }, true) })
  const last = [plan.series.at(-1)?.day ?? day, other?.series.at(-1)?.day ?? day]
    .sort()
    .at(-1) as string
  const first = plan.series[0]?.day ?? day
  // The picture ends some time after the money does: what lies far beyond is not foreseen.
  const end = plan.emptyOn ? ([addMonthsTo(plan.emptyOn), last].sort()[0] as string) : last
  const amounts = [...plan.events].sort((a, b) => Math.abs(b.minor) - Math.abs(a.minor)).slice(0, 5)
  return (
    <TimeLines
      title={title}
      subtitle={t('runway.sub', {
        currency,
        from: format.when(first.slice(0, 7)),
        to: format.when(end.slice(0, 7)),
      })}
      source={t('runway.source', { count: plan.events.length })}
      file={`runway-${mission.id}-${day}`}
      unit={currency}
      height={280}
      day={day}
      first={first}
      last={end}
      onOpen={(id) => {
        const event = plan.events.find((one) => one.record === id)
        if (event) void navigate({ to: `/${mission.id}/r/${event.register}/${id}` as never })
      }}
      marks={amounts
        .filter((one, i, all) => all.findIndex((two) => two.record === one.record) === i)
        .map((one) => ({
          id: one.record,
          day: one.day,
          label: `${one.minor > 0 ? '+' : '−'}${format.money({ minor: Math.abs(one.minor), currency }, true)}`,
          lines: [short(one.caption, 60), format.when(one.day)],
          tone: one.minor > 0 ? 'plain' : 'limited',
        }))}
      lines={[
        {
          key: 'plan',
          label: t('runway.line'),
          color: 'var(--accent)',
          points: slopes(plan),
          filled: true,
          isSloped: true,
        },
        ...(other
          ? [
              {
                key: 'freeze',
                label: t('runway.lineFreeze'),
                color: 'var(--series-2)',
                points: slopes(other),
                isPlan: true,
                isSloped: true,
              },
            ]
          : []),
      ]}
    />
  )
}

const addMonthsTo = (day: string): string => {
  const [y = 0, m = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(y, m + 1, 0)).toISOString().slice(0, 10)
}

/** Down day by day by what running costs, and at once by what is paid or comes in on a day. */
export const slopes = ({ series, events }: Pick<Runway, 'series' | 'events'>) =>
  series.flatMap(({ day, balance }) => {
    const here = events.reduce((sum, one) => sum + (one.day === day ? one.minor : 0), 0)
    const after = { day, value: balance / 100 }
    return here === 0 ? [after] : [{ day, value: (balance - here) / 100 }, after]
  })

function Donors({
  donors,
  left,
  day,
  plan,
  other,
}: {
  donors: readonly Donor[]
  left: readonly string[]
  day: string
  plan: Runway
  other: Runway | undefined
}) {
  const t = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const set = (next: readonly string[]): void =>
    void navigate({
      to: '.',
      search: ((before: Search) => ({ ...before, without: next.join(',') || undefined })) as never,
      replace: true,
      resetScroll: false,
    })
  const date = (of: Runway): string => (of.emptyOn ? format.when(of.emptyOn) : t('runway.beyond'))
  return (
    <Card title={t('runway.freeze')} aside={t('runway.freezeAside')}>
      <dl className={css.dates}>
        <div>
          <dt>{t('runway.asPlanned')}</dt>
          <dd>{date(plan)}</dd>
          {plan.emptyOn && (
            <dd className={css.small}>
              {t('unit.days', { count: Math.max(0, daysBetween(day, plan.emptyOn)) })}
            </dd>
          )}
        </div>
        <div>
          <dt>{t('runway.withoutThem')}</dt>
          <dd>{other ? date(other) : '—'}</dd>
          {other?.emptyOn ? (
            <dd className={css.small}>
              {t('unit.days', { count: Math.max(0, daysBetween(day, other.emptyOn)) })}
            </dd>
          ) : (
            !other && <dd className={css.small}>{t('runway.choose')}</dd>
          )}
        </div>
      </dl>
      <ul className={css.facts}>
        {plan.monthly && (
          <li>
            {t('runway.monthly', {
              amount: format.money(
                { minor: Math.round(plan.monthly.minor / 100) * 100, currency: plan.currency },
                true,
              ),
              count: plan.monthly.payments,
            })}
          </li>
        )}
        {plan.held && plan.held.minor > 0 && (
          <li>{t('runway.held', { amount: format.money(plan.held, true) })}</li>
        )}
        {plan.undated.count > 0 && (
          <li>
            {t('runway.undated', {
              count: plan.undated.count,
              amount: format.money({ minor: plan.undated.minor, currency: plan.currency }, true),
            })}
          </li>
        )}
        {plan.notConverted > 0 && <li>{t('runway.notConverted', { count: plan.notConverted })}</li>}
      </ul>
      {donors.length === 0 ? (
        <p className={css.small}>{t('runway.noDonors')}</p>
      ) : (
        <fieldset className={css.donors}>
          <legend className="aside-only">{t('runway.freeze')}</legend>
          {donors.slice(0, 60).map((one) => (
            <label key={one.donor}>
              <input
                type="checkbox"
                checked={left.includes(one.donor)}
                onChange={(event) =>
                  set(
                    event.currentTarget.checked
                      ? [...left, one.donor]
                      : left.filter((id) => id !== one.donor),
                  )
                }
              />
              <span>{one.name || t('notAvailable')}</span>
              <small>{t('runway.gifts', { count: one.ids.length })}</small>
            </label>
          ))}
        </fieldset>
      )}
    </Card>
  )
}

const LONG = 24

function Events({ runway, day }: { runway: Runway; day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const shown = runway.events.slice(0, LONG)
  return (
    <Card
      title={t('runway.events')}
      aside={
        runway.events.length > LONG
          ? t('table.shownOf', { shown: LONG, total: runway.events.length })
          : t('runway.eventsAside')
      }
    >
      {shown.length === 0 ? (
        <Empty title={t('runway.noEvents')} why={t('runway.noEventsWhy')} />
      ) : (
        <List label={t('runway.events')}>
          {shown.map((one, i) => (
            <ListRow
              // biome-ignore lint/suspicious/noArrayIndexKey: one record may stand on several days
              key={`${one.record}${i}`}
              lead={format.when(one.day)}
              title={
                one.caption || (
                  <GoRecord register={one.register} id={one.record}>
                    {t('notAvailable')}
                  </GoRecord>
                )
              }
              caption={t('runway.kind', {
                kind: term('runway.kind', one.kind),
                days: t('unit.days', { count: Math.max(0, daysBetween(day, one.day)) }),
              })}
              end={
                <b>
                  {one.minor > 0 ? '+' : '−'}
                  {format.money({ minor: Math.abs(one.minor), currency: runway.currency }, true)}
                </b>
              }
              to={recordPath(one.register, one.record)}
            />
          ))}
        </List>
      )}
    </Card>
  )
}
