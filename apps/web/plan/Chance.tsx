/** How likely it is that so many are there by a day; both may be typed. And by when it is as likely as one would wish. */
import { memo } from 'react'
import { originOf, type PlanModel } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { addDays, isDay } from '../frame/days.ts'
import { Card } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import type { Choices } from './choices.ts'
import { OriginText, TypedNumber } from './LeverRow.tsx'
import levers from './levers.module.css'
import css from './plan.module.css'
import { type Asked, LIKELY, type Reading } from './reading.ts'

export const Chance = memo(function Chance({
  plan,
  asked,
  reading,
  isStale,
  onChange,
}: {
  plan: PlanModel
  asked: Asked
  reading: Reading | undefined
  isStale: boolean
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useWords()
  const format = useFormat()
  const last = addDays(plan.starts, plan.model.days - 1)
  return (
    <Card>
      <div className={css.asked}>
        <span>{t('plan.chanceOf')}</span>
        <TypedNumber
          label={t('plan.chanceLeast')}
          value={asked.least}
          step={10}
          least={1}
          most={100_000}
          onType={(least) => onChange({ least: Math.round(least) })}
        />
        <select
          aria-label={t('plan.chanceWhen')}
          value={asked.when}
          onChange={({ target }) => onChange({ when: target.value as Asked['when'] })}
        >
          <option value="by">{t('plan.chanceBy')}</option>
          <option value="on">{t('plan.chanceOn')}</option>
        </select>
        <label>
          <span className="aside-only">{t('plan.chanceDay')}</span>
          <input
            type="date"
            value={asked.by}
            min={plan.starts}
            max={last}
            onChange={({ target }) =>
              isDay(target.value) &&
              target.value >= plan.starts &&
              target.value <= last &&
              onChange({ by: target.value })
            }
          />
        </label>
      </div>
      {asked.least === plan.goal.least && (
        <p className={levers.origin}>
          <OriginText origin={originOf(plan.origins, '/goal')} unit="persons" />
        </p>
      )}
      <div className={css.answer} data-stale={isStale || undefined}>
        <output>{reading ? format.share(reading.chance.chance) : '…'}</output>
        <p>
          {reading && (
            <>
              {t('plan.plusMinus', { points: format.number(reading.chance.error * 196, 1) })}
              <br />
              {t('plan.fromRuns', { count: reading.runs })}
            </>
          )}
        </p>
      </div>
      {reading && (
        <p className={css.likely}>
          {t('plan.there', {
            date: format.when(asked.by),
            middle: Math.round(reading.there.p50),
            low: Math.round(reading.there.p5),
            high: Math.round(reading.there.p95),
          })}{' '}
          {asked.when === 'on'
            ? ''
            : reading.likelyOn === undefined
              ? t('plan.notLikely', { share: format.share(LIKELY), date: format.when(last) })
              : t('plan.likelyOn', {
                  share: format.share(LIKELY),
                  date: format.when(addDays(plan.starts, reading.likelyOn)),
                })}
        </p>
      )}
    </Card>
  )
})
