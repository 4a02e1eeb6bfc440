/** One resource of one place: what there is and what is planned for it, by day, and figures of it that differ. */
import { useNavigate } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import type { FitResource } from '../../api/people.ts'
import { SupplyDemand } from '../../charts/SupplyDemand.tsx'
import { useFormat } from '../../format.ts'
import { GoRecord } from '../../parts/Go.tsx'
import { IconRivals } from '../../parts/icons.ts'
import { useTerm, useWords } from '../../words.tsx'
import css from './fit.module.css'
import { levelsOf } from './levels.ts'
import { useUnit } from './useUnit.ts'

export function Resource({
  resource,
  place,
  day,
  until,
}: {
  resource: FitResource
  place: string
  day: string
  until: string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const unit = useUnit()(resource.unit)
  const name = capital(term('fit.resource', resource.resource))
  const supply = levelsOf(resource.supply)
  const demand = levelsOf(resource.demand)
  const first = resource.binds[0]
  const steps = [...resource.demand, ...resource.supply]
  const stepOn = (on: string) => steps.find((step) => step.day === on && step.record)
  const title = first
    ? t('fit.shortOf', { what: name, count: first.short, date: format.when(first.from) })
    : resource.isKnown
      ? t('fit.enough', { what: name })
      : t(resource.tooMany ? 'fit.tooMany' : 'fit.unknown', { what: name })
  return (
    <div className={css.resource} data-binds={first ? '' : undefined}>
      <SupplyDemand
        title={title}
        subtitle={t('fit.sub', { unit, from: format.when(day), to: format.when(until) })}
        source={t('fit.chartSource', {
          supply: resource.supply.length,
          demand: resource.demand.length,
        })}
        file={`fit-${mission.id}-${resource.resource}-${place}`}
        unit={unit}
        supply={supply}
        demand={demand}
        binds={resource.binds}
        rivals={resource.disputed}
        day={day}
        first={day}
        last={until}
        recordOn={(on) => stepOn(on)?.record ?? undefined}
        onOpen={(id) => {
          const step = steps.find(({ record }) => record === id)
          if (step?.record && step.register)
            void navigate({ to: `/${mission.id}/r/${step.register}/${step.record}` as never })
        }}
      />
      {resource.disputed.length > 0 && (
        <p className={css.disputed}>
          <IconRivals size={14} stroke={1.6} aria-hidden />
          <span>
            {t('fit.disputed')}{' '}
            {[
              `${format.number(supply.findLast((one) => one.day <= day)?.amount ?? supply[0]?.amount ?? 0)} (${t('fit.own')})`,
            ].join('')}
            {resource.disputed.map((one) => (
              <span key={`${one.saidBy}${one.amount}`}>
                {' · '}
                {one.claim ? (
                  <GoRecord register={one.claim.register} id={one.claim.id}>
                    {format.number(one.amount)}
                  </GoRecord>
                ) : (
                  format.number(one.amount)
                )}{' '}
                ({one.saidBy})
              </span>
            ))}
          </span>
        </p>
      )}
    </div>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
