/**
 * Scenarios side by side: the plan as recorded, what stands on the Plan page now, and those that were kept. All are played
 * under the same luck, so that the difference has a band of its own and says whether it can be told from nothing.
 */
import { useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useList } from '../api/hooks.ts'
import { type PlanModel, usePlanModel } from '../api/plan.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { Skeleton, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { Compare } from './Compare.tsx'
import { adopted, type PlanSearch, readChoices } from './choices.ts'
import { PlanTabs } from './PlanTabs.tsx'
import css from './plan.module.css'
import { ScenarioList } from './ScenarioList.tsx'
import { Studies } from './Studies.tsx'
import { type Candidate, candidatesOf, heldIn } from './scenarios.ts'
import { poolContext, useNewPool } from './usePool.ts'

/** More than that nobody tells apart in one picture. */
const MOST = 4

export default function ScenariosPage() {
  const t = useWords()
  const pool = useNewPool()
  const plan = usePlanModel()
  return (
    <poolContext.Provider value={pool}>
      <PageHead title={t('plan.scenarios')} question={t('plan.scenariosQuestion')} />
      <PlanTabs />
      <When
        query={plan}
        skeleton={
          <Card>
            <Skeleton lines={10} height={22} />
          </Card>
        }
      >
        {(data) => <Scenarios plan={data} />}
      </When>
    </poolContext.Provider>
  )
}

function Scenarios({ plan }: { plan: PlanModel }) {
  const t = useWords()
  const search = useSearch({ strict: false }) as PlanSearch
  const said = JSON.stringify(search)
  const records = useList('scenario', { limit: 50 }).data?.items
  const titles = useMemo(() => ({ recorded: t('plan.asRecorded'), page: t('plan.onThePage') }), [t])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` is all that counts of the address
  const choices = useMemo(() => {
    const own = readChoices(search)
    const kept = records?.find(({ id }) => id === own.scenario)
    return adopted(own, kept && heldIn(kept), plan.levers)
  }, [plan, said, records])
  const all = useMemo(
    () => candidatesOf(plan, choices, records ?? [], titles),
    [plan, choices, records, titles],
  )
  const [picked, setPicked] = useState<readonly string[]>()
  const usual = all.filter(({ model }) => model).slice(0, 2)
  const chosen = picked
    ? picked.flatMap((key) => all.find((one) => one.key === key && one.model) ?? [])
    : usual
  const toggle = ({ key }: Candidate): void => {
    const now = chosen.map((one) => one.key)
    setPicked(now.includes(key) ? now.filter((one) => one !== key) : [...now, key].slice(-MOST))
  }
  return (
    <div className={css.page}>
      <div className={css.main}>
        <Compare plan={plan} chosen={chosen} choices={choices} />
      </div>
      <div className={css.side}>
        <ScenarioList all={all} chosen={chosen} onToggle={toggle} />
        <Studies plan={plan} candidates={chosen} choices={choices} />
      </div>
    </div>
  )
}
