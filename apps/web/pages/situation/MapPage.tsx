/**
 * Every incident that stands, on the map, however many: cells of tiles that count what the list counts, at the page's moment,
 * in the months that are chosen under it.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useGeo, useGet, useMission } from '../../api/hooks.ts'
import { dayNumber, scale } from '../../charts/scale.ts'
import { monthAfter, TimeBrush } from '../../charts/TimeBrush.tsx'
import { useWidth } from '../../charts/useWidth.ts'
import { useFormat } from '../../format.ts'
import { addDays } from '../../frame/days.ts'
import { AreaMap } from '../../map/AreaMap.tsx'
import { useLayers } from '../../map/layers.ts'
import type { Bounds, Features } from '../../map/project.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Empty, ErrorPanel, Skeleton, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { colorOf, touched } from './incidents.ts'
import css from './mapPage.module.css'
import { type Seen, useTiles } from './useTiles.ts'

const standing = ['reported', 'assessed', 'disputed']
const BARS = 64

type Summary = {
  records: number
  placed: number
  kinds: Record<string, number>
  months: { month: string; records: number }[]
}
type Search = { from?: string; to?: string }

export default function MapPage() {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const { from, to } = useSearch({ strict: false }) as Search
  const days = {
    ...(from ? { from: `${from}-01` } : {}),
    ...(to ? { to: addDays(monthAfter(`${to}-01`, 1), -1) } : {}),
  }
  const params = { state: standing, ...days }
  const all = useGet<Summary>('/tiles/incident', { state: standing })
  const chosen = useGet<Summary>('/tiles/incident', params)
  const layers = useLayers(
    useGeo<Features>('departments').data,
    undefined,
    useGeo<Features>('basemap').data,
  )
  const [seen, setSeen] = useState<Seen>()
  const onView = useCallback(
    (bounds: Bounds, k: number) =>
      setSeen((before) =>
        before?.k === k && before.bounds.left === bounds.left && before.bounds.top === bounds.top
          ? before
          : { bounds, k },
      ),
    [],
  )
  const { items, error } = useTiles(seen, layers?.project, params)
  const kinds = useMemo(
    () =>
      Object.fromEntries(
        touched.map((one) => [one, { color: colorOf[one], title: t(`situation.touches.${one}`) }]),
      ),
    [t],
  )
  const show = (change: Search): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...change })) as never,
      replace: true,
      resetScroll: false,
    })
  const pick = ([id]: string[]): void => {
    if (id && !id.includes('/')) void navigate({ to: `/${mission.id}/r/incident/${id}` as never })
  }
  const counted = chosen.data ?? all.data
  return (
    <>
      <PageHead
        title={t('situation.map.title')}
        question={t('situation.map.question')}
        actions={<DeskExport desk="situation" />}
      />
      <DeskTabs desk="situation" />
      <div className={css.beside}>
        <Card
          flush
          title={
            counted ? t('situation.count', { count: counted.records }) : t('overview.incidents')
          }
          aside={
            counted &&
            t('situation.countAside', {
              placed: counted.placed,
              unplaced: counted.records - counted.placed,
            })
          }
        >
          {error && <ErrorPanel error={error} />}
          {counted === undefined && <p className={css.note}>{t('situation.map.reading')}</p>}
          {layers ? (
            <AreaMap
              layers={layers}
              label={t('situation.map.label', { count: counted?.placed ?? 0 })}
              height={520}
              items={items}
              kinds={kinds}
              around={layers.bounds}
              onView={onView}
              onPick={pick}
            />
          ) : (
            <Skeleton lines={8} height={60} />
          )}
          <When query={all} skeleton={<Skeleton lines={1} height={BARS} />}>
            {({ months }) =>
              months.length === 0 ? (
                <Empty title={t('situation.map.none')} />
              ) : (
                <Months
                  months={months}
                  from={from}
                  to={to}
                  onRange={(next) => show({ from: next[0], to: next[1] })}
                />
              )
            }
          </When>
        </Card>
        <Card flush title={t('situation.map.touches')}>
          <ul className={css.key}>
            {touched.map((one) => (
              <li key={one}>
                <i style={{ background: colorOf[one] }} aria-hidden="true" />
                {t(`situation.touches.${one}`)} {format.number(counted?.kinds[one] ?? 0)}
              </li>
            ))}
          </ul>
          <p className={css.note}>{t('situation.map.note')}</p>
        </Card>
      </div>
    </>
  )
}

/** Incidents by month, and the two handles that choose among them. */
function Months(props: {
  months: Summary['months']
  from: string | undefined
  to: string | undefined
  onRange: (range: readonly [from: string, to: string]) => void
}) {
  const t = useWords()
  const format = useFormat()
  const [box, width] = useWidth<HTMLDivElement>()
  const { months } = props
  const first = `${months[0]?.month}-01`
  const last = monthAfter(`${months.at(-1)?.month}-01`, 1)
  const range = [
    props.from ? `${props.from}-01` : first,
    props.to ? monthAfter(`${props.to}-01`, 1) : last,
  ] as const
  const x = scale([dayNumber(first), dayNumber(last)], [16, width - 16])
  const most = Math.max(...months.map(({ records }) => records))
  const wide = Math.max(1, x(dayNumber(monthAfter(first, 1))) - x(dayNumber(first)) - 1)
  return (
    <div ref={box} className={css.months}>
      <svg
        width={width}
        height={BARS}
        viewBox={`0 0 ${width} ${BARS}`}
        role="img"
        aria-label={t('situation.map.months', {
          from: format.when(first.slice(0, 7)),
          to: format.when(addDays(last, -1).slice(0, 7)),
          most: format.number(most),
        })}
      >
        {months.map(({ month, records }) => {
          const day = `${month}-01`
          const height = Math.max(1, (records / most) * (BARS - 4))
          return (
            <rect
              key={month}
              x={x(dayNumber(day))}
              y={BARS - height}
              width={wide}
              height={height}
              className={day >= range[0] && day < range[1] ? css.in : css.out}
            />
          )
        })}
      </svg>
      <TimeBrush
        first={first}
        last={last}
        x={x}
        height={BARS}
        range={range}
        onRange={([from, to]) => props.onRange([from.slice(0, 7), addDays(to, -1).slice(0, 7)])}
      />
      <div className={css.ends}>
        <span>{format.when(range[0].slice(0, 7))}</span>
        <span>{format.when(addDays(range[1], -1).slice(0, 7))}</span>
      </div>
    </div>
  )
}
