/**
 * Situation: harm and events, how surely they are placed, and who is said to hold ground. The list equals the map; the
 * brush under it chooses the months; below, influence and alliances through time.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useMoment } from '../api/moment.ts'
import { monthAfter } from '../charts/TimeBrush.tsx'
import { useFormat } from '../format.ts'
import { addDays, lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { AreaMap } from '../map/AreaMap.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { Alliances } from './situation/Alliances.tsx'
import { Fronts } from './situation/Fronts.tsx'
import { IncidentList } from './situation/IncidentList.tsx'
import { Influence } from './situation/Influence.tsx'
import {
  colorOf,
  type Incident,
  isPlaced,
  itemsOf,
  shortName,
  touched,
  twinsOf,
  within,
} from './situation/incidents.ts'
import { Killed } from './situation/Killed.tsx'
import { Legend } from './situation/Legend.tsx'
import css from './situation/situation.module.css'
import { useSituation } from './situation/useSituation.ts'

type Search = {
  from?: string
  to?: string
  without?: string | string[]
  incident?: string | string[]
}
const MONTHS = 18

export default function Situation() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const day = lastDay(moment.at ?? today)
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const set = (change: Search): void =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, ...change })) as never,
      replace: true,
      resetScroll: false,
    })
  const without = new Set([search.without ?? []].flat())
  const situation = useSituation(day)
  const usual = useMemo(
    (): readonly [string, string] => [monthAfter(day, 1 - MONTHS), monthAfter(day, 1)],
    [day],
  )
  const range: readonly [string, string] = [
    search.from ? `${search.from}-01` : usual[0],
    search.to ? monthAfter(`${search.to}-01`, 1) : usual[1],
  ]
  const chosen = search.from !== undefined || search.to !== undefined
  const shown = situation.list.filter((one) => within(one, range) && !without.has(one.touches))
  const selected = useMemo(() => new Set([search.incident ?? []].flat()), [search.incident])
  const months = `${format.when(range[0].slice(0, 7))} – ${format.when(addDays(range[1], -1).slice(0, 7))}`

  return (
    <>
      <PageHead
        title={t('situation.title')}
        question={t('situation.question')}
        actions={
          <>
            <span className={css.filters}>
              {touched.map((one) => (
                <button
                  key={one}
                  type="button"
                  className={css.filter}
                  aria-pressed={!without.has(one)}
                  onClick={() =>
                    set({
                      without: touched.filter((it) =>
                        it === one ? !without.has(it) : without.has(it),
                      ),
                    })
                  }
                >
                  <i style={{ background: colorOf[one] }} aria-hidden="true" />
                  {t(`situation.touches.${one}`)}
                </button>
              ))}
            </span>
            {chosen ? (
              <button
                type="button"
                className={css.chip}
                onClick={() => set({ from: undefined, to: undefined } as never)}
                aria-label={t('situation.allMonths')}
              >
                {months} <span aria-hidden="true">×</span>
              </button>
            ) : (
              <span className={css.chip}>{months}</span>
            )}
            <DeskExport desk="situation" />
          </>
        }
      />
      <DeskTabs desk="situation" />
      <div className={css.page}>
        <div className={css.upper}>
          <Card flush className={css.mapCard}>
            <Mapped
              situation={situation}
              shown={shown}
              selected={selected}
              onPick={(ids) => set({ incident: ids })}
            />
            <Killed
              day={day}
              range={range}
              onRange={([from, to]) =>
                set({ from: from.slice(0, 7), to: addDays(to, -1).slice(0, 7) })
              }
              incidents={situation.list}
            />
          </Card>
          <Card
            flush
            className={css.listCard}
            title={
              situation.incidents.data
                ? t('situation.count', { count: shown.length })
                : t('overview.incidents')
            }
            aside={
              situation.incidents.data &&
              t('situation.countAside', {
                placed: shown.filter(isPlaced).length,
                unplaced: shown.filter((one) => !isPlaced(one)).length,
              })
            }
          >
            <When
              query={situation.incidents}
              skeleton={
                <div className={css.pad}>
                  <Skeleton lines={10} height={30} />
                </div>
              }
            >
              {() =>
                shown.length === 0 ? (
                  <Empty title={t('situation.none')} why={t('situation.noneWhy')} />
                ) : (
                  <IncidentList
                    incidents={shown}
                    sources={situation.sources}
                    selected={selected}
                    onSelect={(id) => set({ incident: selected.has(id) ? undefined : id } as never)}
                  />
                )
              }
            </When>
          </Card>
        </div>
        <div className={css.lower}>
          <Fronts day={day} />
          <Alliances day={day} />
          <Influence day={day} />
        </div>
        <DeskLists desk="situation" />
      </div>
    </>
  )
}

type MappedProps = {
  situation: ReturnType<typeof useSituation>
  shown: readonly Incident[]
  selected: ReadonlySet<string>
  onPick: (ids: string[]) => void
}

function Mapped({ situation, shown, selected, onPick }: MappedProps) {
  const t = useWords()
  const { layers, holdings } = situation
  const items = useMemo(() => (layers ? itemsOf(shown, layers) : []), [shown, layers])
  if (!layers)
    return (
      <div className={css.mapWait}>
        <Skeleton lines={8} height={40} />
      </div>
    )
  const kinds = Object.fromEntries(
    touched.map((one) => [one, { color: colorOf[one], title: t(`situation.touches.${one}`) }]),
  )
  const twins = twinsOf(shown, layers, (one) => ({
    title: t(
      one.killed?.low === 1 && one.killed.high === 1 ? 'situation.oneDeath' : 'situation.oneEvent',
    ),
    lines: [
      t('situation.or', {
        one: shortName(one.where?.name) ?? '',
        other: shortName(one.whereElse?.name) ?? '',
      }),
    ],
  }))
  const narrow = typeof innerWidth === 'number' && innerWidth < 768
  return (
    <AreaMap
      layers={layers}
      label={t('situation.map', { count: shown.length })}
      height={narrow ? 380 : 516}
      items={items}
      kinds={kinds}
      holdings={holdings}
      twins={twins}
      selected={selected}
      onPick={onPick}
      legend={<Legend holdings={holdings} />}
      lens
    />
  )
}
