/** Who stands with whom on a day that is slid to, and what was alarming on the way: rivals that stopped, a front that formed. */
import { frontsOf } from '@konbit/registers'
import { useState } from 'react'
import { useGet } from '../../api/hooks.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { FrontGraph } from '../../charts/FrontGraph.tsx'
import { huesOf } from '../../charts/hues.ts'
import { useFormat } from '../../format.ts'
import { addDays, daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Empty, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { type FrontsView, standsOn } from './answers.ts'
import css from './fronts.module.css'

/** Ties that hold a front together, as the alarm has it. */
const together = ['allied', 'joined']
const LEAST = 3
const TOLD = 6

export function Fronts({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const { data } = useGet<FrontsView>('/situation/fronts')
  const [chosen, setChosen] = useState<string>()
  if (!data)
    return (
      <Card title={t('situation.fronts')}>
        <Skeleton lines={7} height={32} />
      </Card>
    )
  if (data.stands.length === 0)
    return (
      <Card title={t('situation.fronts')}>
        <Empty title={t('situation.noGroups')} why={t('situation.noGroupsWhy')} />
      </Card>
    )
  const changes = [...new Set(data.stands.map(({ on }) => on))].sort()
  const first = changes[0] as string
  const at = chosen && chosen <= day ? chosen : day
  const stands = standsOn(data.stands, at)
  const named = new Set(data.stands.flatMap(({ group, other }) => [group, other]))
  const groups = data.groups.filter(({ id }) => named.has(id))
  const hues = huesOf(groups.map(({ id }) => id))
  const names = new Map(data.groups.map(({ id, name }) => [id, name]))
  const name = (id: string): string => names.get(id) ?? t('situation.groupUnknown')
  const word = (state: string): string => term('state.alignment', state)
  const fronts = frontsOf(stands, together, LEAST)
  const alarms = data.alarms.filter(({ on }) => on <= at).toReversed()
  const [latest] = alarms
  const finding = fronts[0]
    ? t('situation.frontOf', { names: fronts[0].map(name).join(', ') })
    : t('situation.noFront')
  const before = changes.filter((one) => one < at).at(-1)
  const after = changes.find((one) => one > at)

  return (
    <ChartFrame
      title={finding}
      subtitle={t('situation.frontsSub', { day: format.when(at) })}
      source={t('situation.alliancesSource')}
      file="fronts"
      table={{
        columns: [
          { key: 'date', title: t('chart.date') },
          { key: 'group', title: t('chart.group') },
          { key: 'word', title: t('chart.stands') },
          { key: 'other', title: t('chart.other') },
          { key: 'by', title: t('chart.saidBy') },
        ],
        rows: stands.map((one) => ({
          date: format.when(one.on),
          group: name(one.group),
          word: word(one.state),
          other: name(one.other),
          by: one.saidBy ?? '',
        })),
      }}
    >
      {(width) => (
        <>
          <FrontGraph
            label={`${finding} ${t('situation.frontsSub', { day: format.when(at) })}`}
            width={width}
            groups={groups.map(({ id, kind }) => ({
              id,
              name: name(id),
              color: hues.get(id) ?? 'var(--control)',
              isCoalition: kind === 'coalition',
            }))}
            ties={stands.map((one) => ({
              id: one.alignment,
              group: one.group,
              other: one.other,
              state: one.state,
              word: word(one.state),
            }))}
            fronts={fronts}
          />
          <div className={css.slider} data-print="no">
            <button
              type="button"
              disabled={!before}
              onClick={() => setChosen(before)}
              aria-label={t('situation.changeBefore')}
            >
              ‹
            </button>
            <input
              type="range"
              min={0}
              max={daysBetween(first, day)}
              value={Math.max(0, daysBetween(first, at))}
              aria-label={t('situation.onDay')}
              aria-valuetext={format.when(at)}
              onChange={(event) => setChosen(addDays(first, Number(event.currentTarget.value)))}
            />
            <button
              type="button"
              disabled={!after}
              onClick={() => setChosen(after)}
              aria-label={t('situation.changeAfter')}
            >
              ›
            </button>
            <output>{format.when(at)}</output>
          </div>
          <section className={css.alarms} aria-label={t('situation.alarms')}>
            <h3>{t('situation.alarms')}</h3>
            {!latest && <p>{t('situation.noAlarms')}</p>}
            <ul>
              {alarms.slice(0, TOLD).map((one) => (
                <li key={`${one.name} ${one.on} ${one.alignment}`}>
                  <span>{format.when(one.on)}</span>
                  <GoRecord register="alignment" id={one.alignment}>
                    {t(`situation.alarm.${one.name}`, { names: one.groups.map(name).join(', ') })}
                  </GoRecord>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </ChartFrame>
  )
}
