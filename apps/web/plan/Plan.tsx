/** One plan at work: choices make a model of the one given, the model is played, and every card reads the same sample. */
import { scenarioOf } from '@konbit/planner'
import { useCallback, useMemo, useState } from 'react'
import type { PlanModel } from '../api/plan.ts'
import type { RecordView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { Button, GoButton } from '../parts/Button.tsx'
import { PageHead } from '../parts/Card.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconPrinter, IconStamp } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import { Ahead } from './Ahead.tsx'
import { Binds } from './Binds.tsx'
import { Chance } from './Chance.tsx'
import { adopted, type Choices, chosenScenario, writeChoices } from './choices.ts'
import { Keep } from './Keep.tsx'
import { Levers } from './Levers.tsx'
import { OneMore } from './OneMore.tsx'
import { PlanTabs } from './PlanTabs.tsx'
import css from './plan.module.css'
import { Refused } from './Refused.tsx'
import { RunFoot } from './RunFoot.tsx'
import { askedOf, readingOf } from './reading.ts'
import { Scored } from './Scored.tsx'
import { Shocks } from './Shocks.tsx'
import { useChoices } from './useChoices.ts'
import { useHeld } from './useHeld.ts'
import { usePlay } from './usePlay.ts'

export function Plan({
  plan,
  scenario,
}: {
  plan: PlanModel
  /** The kept one that the address names. */
  scenario: RecordView | undefined
}) {
  const t = useWords()
  const format = useFormat()
  const held = useHeld(scenario)
  const adopt = useCallback(
    (said: Choices) => adopted(said, held, plan.levers),
    [held, plan.levers],
  )
  const [choices, change] = useChoices(adopt)
  const [keeps, setKeeps] = useState(false)
  const built = useBuilt(plan, choices)
  const model = 'model' in built ? built.model : undefined
  const played = usePlay(model, choices.seed, choices.runs)
  // A lever that moves asks nothing else: what stands there need not be read anew.
  const { least, by, when, figure } = choices
  const asked = useMemo(
    () => askedOf(plan, { least, by, when, figure }),
    [plan, least, by, when, figure],
  )
  const reading = useMemo(
    () => played.sample && readingOf(played.sample, asked),
    [played.sample, asked],
  )
  const isStale = !played.isOwn
  const base = played.isOwn && played.at === 'done' ? played.sample : undefined
  const show = useCallback((name: string) => change({ figure: name }), [change])
  // Nothing is on its way where nothing can be played.
  const isDrawn = reading !== undefined || (model !== undefined && played.at !== 'failed')
  const search = writeChoices(choices) as Record<string, string | string[] | undefined>
  return (
    <>
      <PageHead
        title={t('plan.title')}
        question={t('plan.head', {
          date: format.when(plan.starts),
          frame: t(`plan.frame.${plan.frame}`),
        })}
        actions={
          <>
            <Button
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
              onClick={() => print()}
            >
              {t('print')}
            </Button>
            <GoButton to="/plan/memo" search={search}>
              {t('plan.memo')}
            </GoButton>
            <Button
              look="filled"
              icon={<IconStamp size={17} stroke={1.75} aria-hidden />}
              disabled={played.at !== 'done' || !played.digest}
              onClick={() => setKeeps(true)}
            >
              {t('plan.keep')}
            </Button>
          </>
        }
      />
      <PlanTabs />
      {scenario && choices.scenario && (
        <p className={css.partial}>
          {t('plan.ofScenario')}{' '}
          <GoRecord register="scenario" id={scenario.id}>
            {scenario.caption}
          </GoRecord>{' '}
          <button
            type="button"
            className={css.reset}
            onClick={() =>
              change({ scenario: undefined, beyond: undefined, levers: {}, shocks: [] })
            }
          >
            {t('plan.leaveScenario')}
          </button>
        </p>
      )}
      {plan.partial && <p className={css.partial}>{t('plan.partial')}</p>}
      {'refusals' in built && <Refused refusals={built.refusals} />}
      {played.at === 'failed' && <Refused why={played.failed ?? ''} />}
      <div className={css.page}>
        <div className={css.main}>
          {isDrawn && (
            <div className={css.ahead} data-stale={isStale || undefined}>
              <Ahead
                plan={plan}
                model={played.model ?? plan.model}
                asked={asked}
                reading={reading}
                onFigure={show}
              />
            </div>
          )}
          {isDrawn && (
            <div className={css.binds} data-stale={isStale || undefined}>
              <Binds plan={plan} reading={reading} />
            </div>
          )}
          <div className={css.whatIf}>
            <Shocks model={plan.model} starts={plan.starts} choices={choices} onChange={change} />
          </div>
          <div className={css.foot}>
            <RunFoot plan={plan} choices={choices} played={played} onChange={change} />
          </div>
          <div className={css.foot}>
            <Scored />
          </div>
        </div>
        <div className={css.side}>
          <div className={css.chance}>
            <Chance
              plan={plan}
              asked={asked}
              reading={reading}
              isStale={isStale}
              onChange={change}
            />
          </div>
          <div className={css.levers}>
            <Levers plan={plan} choices={choices} onChange={change} />
          </div>
          {isDrawn && (
            <div className={css.oneMore}>
              <OneMore
                plan={plan}
                model={model}
                asked={asked}
                base={base}
                runs={choices.runs}
                seed={choices.seed}
              />
            </div>
          )}
        </div>
      </div>
      {keeps && model && reading && (
        <Keep
          plan={plan}
          model={model}
          choices={choices}
          asked={asked}
          played={played}
          reading={reading}
          onClose={() => setKeeps(false)}
        />
      )}
    </>
  )
}

type Built = ReturnType<typeof scenarioOf>

/** The model that the choices make, the same object as long as levers and shocks are the same: a player knows it by that. */
function useBuilt(plan: PlanModel, { levers, shocks, beyond }: Choices): Built {
  return useMemo(
    () => scenarioOf(plan.model, chosenScenario({ levers, shocks, beyond }, plan.levers, 'page')),
    [plan, levers, shocks, beyond],
  )
}
