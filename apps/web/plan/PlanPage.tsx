/**
 * The planner: what binds next, when, and what one more of each thing buys. The model comes from the server at the page's
 * moment; everything after that happens here, in workers, while the hand is on a lever.
 */
import { usePlanModel } from '../api/plan.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { populationsContext } from './names.ts'
import { Plan } from './Plan.tsx'
import css from './plan.module.css'
import { useHeldRecord } from './useHeld.ts'
import { poolContext, useNewPool } from './usePool.ts'

export default function PlanPage() {
  const t = useWords()
  const pool = useNewPool()
  const plan = usePlanModel()
  const { id, query } = useHeldRecord()
  const isRead = !id || query.data !== undefined || query.error !== null
  if (plan.data && isRead)
    return (
      <poolContext.Provider value={pool}>
        <populationsContext.Provider value={plan.data.populations}>
          {id && query.error && (
            <ErrorPanel error={query.error} again={() => void query.refetch()} />
          )}
          <Plan
            key={`${plan.data.starts} ${plan.data.seq}`}
            plan={plan.data}
            scenario={id ? query.data : undefined}
          />
        </populationsContext.Provider>
      </poolContext.Provider>
    )
  return (
    <>
      <PageHead title={t('plan.title')} question={t('plan.question')} />
      {plan.error ? (
        <ErrorPanel error={plan.error} again={() => void plan.refetch()} />
      ) : (
        <div className={css.page}>
          <Card>
            <Skeleton lines={14} height={22} />
          </Card>
          <Card>
            <Skeleton lines={14} height={22} />
          </Card>
        </div>
      )}
    </>
  )
}
