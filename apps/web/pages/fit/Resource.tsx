/** One resource of one place: what there is and what is planned for it, by day, and figures of it that differ. */
import { useNavigate } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import type { FitResource } from '../../api/people.ts'
import { SupplyDemand } from '../../charts/SupplyDemand.tsx'
import { useFormat } from '../../format.ts'
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
  const title = first
    ? t('fit.shortOf', { what: name, count: first.short, date: format.when(first.from) })
    : t('fit.enough', { what: name })
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
        recordOn={(on) =>
          [...resource.demand, ...resource.supply].find((s) => s.day === on)?.record
        }
        onOpen={(id) => {
          const isSupply = resource.supply.some(({ record }) => record === id)
          const isDemand = resource.demand.some(({ record }) => record === id)
          if (isSupply || isDemand)
            void navigate({
              to: `/${mission.id}/r/${isDemand ? 'movement' : 'capacity'}/${id}` as never,
            })
        }}
      />
      {resource.disputed.length > 0 && (
        <p className={css.disputed}>
          <IconRivals size={14} stroke={1.6} aria-hidden />
          <span>
            {t('fit.disputed')}{' '}
            {[
              `${format.number(supply.findLast((one) => one.day <= day)?.amount ?? supply[0]?.amount ?? 0)} (${t('fit.own')})`,
              ...resource.disputed.map((one) => `${format.number(one.amount)} (${one.saidBy})`),
            ].join(' · ')}
          </span>
        </p>
      )}
    </div>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
