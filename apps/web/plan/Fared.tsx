/** One forecast that was kept: its bands at the days it told of, joined by straight lines, and what came. */
import { useState } from 'react'
import type { ForecastView } from '../api/plan.ts'
import { BandChart } from '../charts/BandChart.tsx'
import { useFormat } from '../format.ts'
import { addDays } from '../frame/days.ts'
import { useWords } from '../words.tsx'
import { unitOf, useNames } from './names.ts'
import css from './plan.module.css'

const names5 = ['p5', 'p25', 'p50', 'p75', 'p95'] as const
type Told = ForecastView['bands'][number]

/** One number for each day between those that were told, straight from one to the next. */
export function daily(told: readonly Told[]): Record<(typeof names5)[number], number[]> {
  const days = told.toSorted((a, b) => a.day - b.day)
  const last = days.at(-1)?.day ?? 0
  const first = days[0] as Told
  const at = (name: (typeof names5)[number], day: number): number => {
    const next = days.find((one) => one.day >= day) ?? (days.at(-1) as Told)
    const before = days.findLast((one) => one.day <= day) ?? first
    if (next.day === before.day) return before[name]
    const part = (day - before.day) / (next.day - before.day)
    return before[name] + part * (next[name] - before[name])
  }
  return Object.fromEntries(
    names5.map((name) => [
      name,
      Array.from({ length: last - first.day + 1 }, (_, i) => at(name, first.day + i)),
    ]),
  ) as Record<(typeof names5)[number], number[]>
}

export function Fared({ forecast }: { forecast: ForecastView }) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const [figure, setFigure] = useState('deployed')
  const figures = [...new Set(forecast.bands.map((one) => one.figure))]
  const told = forecast.bands.filter((one) => one.figure === figure)
  if (told.length === 0) return null
  const scores = forecast.scores.filter((one) => one.figure === figure)
  const first = Math.min(...told.map(({ day }) => day))
  const held = scores.filter(({ isIn90 }) => isIn90).length
  const unit = names.unit(unitOf(figure))
  const { goalPersons, goalOn } = forecast
  return (
    <BandChart
      title={
        scores.length === 0
          ? t('plan.faredNotYet', { title: forecast.title })
          : t('plan.fared', { title: forecast.title, held, of: scores.length })
      }
      subtitle={t('plan.bandsOf', { figure: names.figure(figure), unit })}
      source={t('plan.faredSource', {
        runs: forecast.runs,
        date: format.when(forecast.startsOn),
        seq: forecast.knownSeq,
        engine: forecast.engine,
      })}
      file={`forecast-${forecast.startsOn}`}
      unit={unit}
      starts={addDays(forecast.startsOn, first)}
      height={240}
      plans={[
        { key: 'kept', label: names.figure(figure), color: 'var(--accent)', bands: daily(told) },
      ]}
      after={scores.map(({ day, value }) => ({ day: addDays(forecast.startsOn, day), value }))}
      goal={
        figure === 'deployed' && goalPersons !== null && goalOn !== null
          ? {
              least: goalPersons,
              day: goalOn,
              label: t('plan.goalLine', { least: goalPersons, date: format.when(goalOn) }),
            }
          : undefined
      }
      tools={
        <label className={css.figure} data-print="no">
          <span className="aside-only">{t('plan.figureShown')}</span>
          <select value={figure} onChange={({ target }) => setFigure(target.value)}>
            {figures.map((name) => (
              <option key={name} value={name}>
                {names.figure(name)}
              </option>
            ))}
          </select>
        </label>
      }
    />
  )
}
