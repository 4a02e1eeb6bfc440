/** The levers of the model, with where each number comes from, and one press that puts all of them back. */

import { type Lever, standsAt } from '@konbit/planner'
import { memo } from 'react'
import { originOf, type PlanModel } from '../api/plan.ts'
import { Card } from '../parts/Card.tsx'
import { useWords } from '../words.tsx'
import type { Choices } from './choices.ts'
import { LeverRow } from './LeverRow.tsx'
import css from './plan.module.css'

export const Levers = memo(function Levers({
  plan,
  choices,
  onChange,
}: {
  plan: PlanModel
  choices: Choices
  onChange: (change: Partial<Choices>) => void
}) {
  const t = useWords()
  const isTurned = Object.keys(choices.levers).length > 0
  const turn = ({ key }: Lever, value: number | undefined): void => {
    const { [key]: _, ...others } = choices.levers
    onChange({ levers: value === undefined ? others : { ...others, [key]: value } })
  }
  return (
    <Card
      title={t('plan.levers')}
      aside={t('plan.leversAside')}
      action={
        isTurned ? (
          <button type="button" className={css.reset} onClick={() => onChange({ levers: {} })}>
            {t('plan.resetAll')}
          </button>
        ) : undefined
      }
    >
      {plan.levers.map((lever) => {
        const stands = standsAt(plan.model, lever)
        return stands === undefined ? null : (
          <LeverRow
            key={lever.key}
            lever={lever}
            stands={stands}
            value={choices.levers[lever.key] ?? stands}
            origin={originOf(plan.origins, lever.path)}
            onTurn={(value) => turn(lever, value)}
          />
        )
      })}
    </Card>
  )
})
