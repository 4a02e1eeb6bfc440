/** What binds on each day, with what probability; rows that never bind are told in a line and not drawn. */
import { memo } from 'react'
import type { PlanModel } from '../api/plan.ts'
import { BindingStrip } from '../charts/BindingStrip.tsx'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { useNames } from './names.ts'
import type { Reading } from './reading.ts'

/** Of that many days or fewer nobody needs to be told. */
const SELDOM = 0.5

export const Binds = memo(function Binds({
  plan,
  reading,
}: {
  plan: PlanModel
  reading: Reading | undefined
}) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  if (!reading)
    return (
      <Card>
        <Skeleton lines={6} height={20} />
      </Card>
    )
  const { binding, sample } = reading
  const all = binding.names.filter((name) => name !== 'none')
  const days = (name: string): number => binding.daysExpected[name] ?? 0
  const often = all.filter((name) => days(name) >= SELDOM)
  const seldom = all.filter((name) => days(name) < SELDOM)
  return (
    <BindingStrip
      title={t('plan.binds')}
      subtitle={t('plan.bindsAside', { days: sample.days })}
      source={[
        t('plan.bindsHelp'),
        ...(seldom.length > 0
          ? [t('plan.seldom', { names: seldom.map(names.binder).join(', ') })]
          : []),
        t('plan.free', { count: Math.round(days('none')) }),
      ].join(' ')}
      file={`plan-binds-${format.when(plan.starts)}`}
      starts={plan.starts}
      days={sample.days}
      rows={often.map((name) => ({
        key: name,
        label: names.binder(name),
        share: binding.share[name] ?? [],
        days: days(name),
      }))}
    />
  )
})
