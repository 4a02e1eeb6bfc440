/**
 * Long studies, which the server's workers play while one does something else: many replications, or the cheapest mix of
 * levers that reaches the goal. Asked for here, watched here, cancelled here.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post, uuid7 } from '../api/client.ts'
import { useMission } from '../api/hooks.ts'
import { type PlanModel, type Study, useStudies, useStudy } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import type { Choices } from './choices.ts'
import { useNames } from './names.ts'
import css from './plan.module.css'
import { askedOf, LIKELY } from './reading.ts'
import type { Candidate } from './scenarios.ts'
import runs from './studies.module.css'

const RUNS = { run: 10_000, search: 400 } as const
const tones = {
  waiting: 'unknown',
  running: 'limited',
  done: 'fit',
  cancelled: 'unknown',
  failed: 'out',
} as const

export function Studies({
  plan,
  candidates,
  choices,
}: {
  plan: PlanModel
  candidates: readonly Candidate[]
  choices: Choices
}) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const client = useQueryClient()
  const studies = useStudies()
  const [error, setError] = useState<unknown>()
  const [open, setOpen] = useState<string>()
  const asked = askedOf(plan, choices)
  const priced = plan.levers.filter(({ price }) => price !== undefined)
  const subject = candidates.at(-1)
  const refresh = (): Promise<void> =>
    client.invalidateQueries({
      queryKey: [mission.id],
      predicate: ({ queryKey }) => String(queryKey[2]).startsWith('/plan/studies'),
    })
  const tell = async (what: () => Promise<unknown>): Promise<void> => {
    setError(undefined)
    try {
      await what()
    } catch (cause) {
      setError(cause)
    }
    await refresh()
  }
  const ask = (kind: keyof typeof RUNS): Promise<void> =>
    tell(() =>
      post(`/${mission.id}/plan/studies`, {
        id: uuid7(),
        kind,
        name: t(`plan.study.${kind}.name`, {
          title: subject?.title ?? '',
          least: asked.least,
          date: format.when(asked.by),
          runs: RUNS[kind],
        }).slice(0, 120),
        model: plan.model,
        ...(subject ? { scenario: subject.scenario } : {}),
        seed: choices.seed,
        runs: RUNS[kind],
        ...(kind === 'run' ? { figures: ['deployed', 'cash'] } : { levers: priced }),
        goal: { figure: 'deployed', least: asked.least, day: asked.day, chance: LIKELY },
      }),
    )
  return (
    <Card title={t('plan.studies')} aside={t('plan.studiesAside')}>
      <div className={runs.asks}>
        <Button size="small" disabled={!subject} onClick={() => void ask('run')}>
          {t('plan.study.run', { runs: RUNS.run })}
        </Button>
        <Button size="small" disabled={priced.length === 0} onClick={() => void ask('search')}>
          {t('plan.study.search', { share: format.share(LIKELY) })}
        </Button>
      </div>
      {error !== undefined && <ErrorPanel error={error} />}
      {studies.error && <p className={css.quiet}>{t('plan.noStudies')}</p>}
      <ul className={runs.studies}>
        {studies.data?.items.map((study) => (
          <li key={study.id}>
            <p className={runs.studyHead}>
              <b>{study.name}</b>
              <StateChip tone={tones[study.state]}>{t(`plan.study.${study.state}`)}</StateChip>
            </p>
            {(study.state === 'running' || study.state === 'waiting') && (
              <p className={runs.runSaid}>
                {/* A search knows no end beforehand: an empty bar would say that nothing was done. */}
                {study.progress !== null && (
                  <progress aria-label={t('plan.progress')} max={1} value={study.progress} />
                )}
                <span>{t('plan.study.played', { count: study.played })}</span>
                <Button
                  size="small"
                  onClick={() =>
                    void tell(() => post(`/${mission.id}/plan/studies/${study.id}/cancel`, {}))
                  }
                >
                  {t('plan.cancel')}
                </Button>
              </p>
            )}
            {study.state === 'failed' && (
              <p className={css.quiet}>{t('plan.studyFailed', { why: study.why ?? '' })}</p>
            )}
            {study.state === 'done' && (
              <Button
                size="small"
                look="bare"
                aria-expanded={open === study.id}
                onClick={() => setOpen(open === study.id ? undefined : study.id)}
              >
                {t('plan.result')}
              </Button>
            )}
            {open === study.id && <Result study={study} plan={plan} />}
          </li>
        ))}
      </ul>
    </Card>
  )
}

type Mix = { values: Record<string, number>; price: number; chance: number; error: number }
type Found = {
  outcome?: 'found' | 'notReached' | 'stopped'
  best?: Mix
  most?: Mix
  tried?: readonly unknown[]
  space?: { mixes: number; levers: readonly { key: string }[] }
  goal?: { least?: number; chance?: number; error?: number; likelyBy?: number | null } | null
}

function Result({ study, plan }: { study: Study; plan: PlanModel }) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const { data, error } = useStudy(study.id, true)
  if (error) return <ErrorPanel error={error} />
  const found = data?.result as Found | null | undefined
  if (!found) return null
  const mix = found.best ?? (found.outcome ? found.most : undefined)
  return (
    <div className={runs.result}>
      {found.outcome && (
        <p>
          {t(`plan.search.${found.outcome}`, {
            tried: found.tried?.length ?? 0,
            mixes: found.space?.mixes ?? 0,
          })}
        </p>
      )}
      {mix && (
        <ul>
          {Object.entries(mix.values).map(([key, value]) => {
            const lever = plan.levers.find((one) => one.key === key)
            return (
              <li key={key}>
                {names.lever({ key })}: <b>{format.number(value)}</b>{' '}
                {lever && names.unit(lever.unit)}
              </li>
            )
          })}
          <li>
            {t('plan.search.price', { price: format.number(mix.price, 1) })}{' '}
            {t('plan.search.chance', {
              chance: format.share(mix.chance),
              points: format.number(mix.error * 196, 1),
            })}
          </li>
        </ul>
      )}
      {!found.outcome && found.goal?.chance !== undefined && (
        <p>
          {t('plan.search.chance', {
            chance: format.share(found.goal.chance, 1),
            points: format.number((found.goal.error ?? 0) * 196, 1),
          })}
        </p>
      )}
      {study.digest && (
        <p className={runs.digest}>
          {t('plan.digest')} <code>{study.digest.slice(0, 16)}</code>
        </p>
      )}
    </div>
  )
}
