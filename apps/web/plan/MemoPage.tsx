/**
 * The memo: the plan in plain sentences, to be printed and read by somebody who has never seen a lever. Every number is a link
 * to what it rests on: an assumption in the table below, or the run that gave it.
 */
import { type MemoKind, memoOf, type Sentence, scenarioOf } from '@konbit/planner'
import { useSearch } from '@tanstack/react-router'
import { Fragment, type ReactNode, useMemo } from 'react'
import { type PlanModel, usePlanModel } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { addDays } from '../frame/days.ts'
import { Button } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { Skeleton, When } from '../parts/Rest.tsx'
import { Rows } from '../parts/Rows.tsx'
import { useLanguage, useSaid, useWords } from '../words.tsx'
import { adopted, chosenScenario, type PlanSearch, readChoices } from './choices.ts'
import { OriginText } from './LeverRow.tsx'
import { populationsContext, useNames } from './names.ts'
import { PlanTabs } from './PlanTabs.tsx'
import css from './plan.module.css'
import { Refused } from './Refused.tsx'
import { askedOf } from './reading.ts'
import { useBought } from './useBought.ts'
import { useHeld, useHeldRecord } from './useHeld.ts'
import { usePlay } from './usePlay.ts'
import { poolContext, useNewPool } from './usePool.ts'

/** What it rests on stands below as a table, which is sooner read than as many sentences. */
const parts = ['asked', 'answer', 'binds', 'change', 'run'] as const

export default function MemoPage() {
  const t = useWords()
  const pool = useNewPool()
  const plan = usePlanModel()
  return (
    <poolContext.Provider value={pool}>
      <PageHead
        title={t('plan.memo')}
        question={t('plan.memoQuestion')}
        actions={
          <Button
            look="filled"
            icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
            onClick={() => print()}
          >
            {t('print')}
          </Button>
        }
      />
      <PlanTabs />
      <When
        query={plan}
        skeleton={
          <Card>
            <Skeleton lines={12} height={22} />
          </Card>
        }
      >
        {(data) => (
          <populationsContext.Provider value={data.populations}>
            <Memo plan={data} />
          </populationsContext.Provider>
        )}
      </When>
    </poolContext.Provider>
  )
}

function Memo({ plan }: { plan: PlanModel }) {
  const t = useWords()
  const said = JSON.stringify(useSearch({ strict: false }))
  const { query } = useHeldRecord()
  const held = useHeld(query.data)
  const choices = useMemo(
    () => adopted(readChoices(JSON.parse(said) as PlanSearch), held, plan.levers),
    [said, held, plan.levers],
  )
  const asked = askedOf(plan, choices)
  const scenario = useMemo(() => chosenScenario(choices, plan.levers, 'memo'), [choices, plan])
  const built = useMemo(() => scenarioOf(plan.model, scenario), [plan, scenario])
  const model = 'model' in built ? built.model : undefined
  const played = usePlay(model, choices.seed, choices.runs)
  const base = played.at === 'done' && played.isOwn ? played.sample : undefined
  const { bought, isOwn } = useBought(plan.levers, model, base, choices.seed, asked.day)
  if ('refusals' in built) return <Refused refusals={built.refusals} />
  if (played.at === 'failed') return <Refused why={played.failed ?? ''} />
  if (!played.sample || !played.isOwn)
    return (
      <Card>
        <Skeleton lines={12} height={22} />
      </Card>
    )
  const sentences = memoOf({
    model: built.model,
    sample: played.sample,
    goal: { least: asked.least, day: asked.day, when: asked.when },
    run: {
      seed: choices.seed,
      engine: plan.engine,
      ...(played.digest ? { digest: played.digest } : {}),
    },
    origins: plan.origins,
    scenario: { base: plan.model, changes: scenario.changes },
    oneMoreWhen: 'mean',
    ...(bought && isOwn ? { oneMore: bought } : {}),
  })
  return (
    <div className={css.stack}>
      <Card>
        <div className={css.memo}>
          {parts.map((part) => {
            const said = sentences.filter((one) => one.part === part)
            return said.length === 0 ? null : part === 'asked' ? (
              <p key={part} className={css.memoAsked}>
                {said.map((one) => (
                  <Said key={one.key} sentence={one} starts={plan.starts} />
                ))}
              </p>
            ) : (
              <section key={part} id={part === 'run' ? 'memo-run' : undefined}>
                <h2>{t(`plan.memoPart.${part}`)}</h2>
                <ul>
                  {said.map((one, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a sentence has no identity but its place
                    <li key={i}>
                      <Said sentence={one} starts={plan.starts} />
                    </li>
                  ))}
                </ul>
              </section>
            )
          })}
          {played.at === 'work' && (
            <p className={css.quiet}>{t('plan.run.work', { done: played.done, of: played.of })}</p>
          )}
        </div>
      </Card>
      <Origins plan={plan} />
    </div>
  )
}

const anchorOf = (path: string): string => `origin${path.replaceAll(/[^\w-]/g, '-')}`

/** One sentence, each of its numbers a link. */
function Said({ sentence, starts }: { sentence: Sentence; starts: string }) {
  const { t } = useLanguage()
  const write = useWriting(starts)
  const { key, values, kinds, links } = sentence
  const pieces = t(key).split(/\{(\w+)\}/)
  return pieces.map((piece, i): ReactNode => {
    const place = `${i} ${piece}`
    if (i % 2 === 0) return <Fragment key={place}>{piece}</Fragment>
    const value = values[piece]
    if (value === undefined) return null
    const text = write(value, kinds[piece] ?? 'text')
    const link = links[piece]
    if (!link) return <b key={place}>{text}</b>
    return (
      <a key={place} href={'path' in link ? `#${anchorOf(link.path)}` : '#memo-run'}>
        {text}
      </a>
    )
  })
}

function useWriting(starts: string): (value: number | string, kind: MemoKind) => string {
  const t = useWords()
  const said = useSaid()
  const format = useFormat()
  const names = useNames()
  return (value, kind) => {
    if (typeof value === 'string') {
      if (kind === 'binds') return names.binder(value)
      if (kind === 'lever') return names.lever({ key: value })
      if (kind === 'figure') return names.figure(value)
      if (kind === 'parameter') return said(`plan.parameter.${value}`, value)
      return said(value, value)
    }
    if (kind === 'share') return format.share(value, value < 0.1 ? 1 : 0)
    if (kind === 'day') return format.when(addDays(starts, Math.round(value)))
    if (kind === 'days') return t('unit.days', { count: Math.round(value) })
    if (kind === 'count') return format.number(Math.round(value * 10) / 10)
    return format.number(Number(value.toPrecision(3)))
  }
}

/** Where the record may know what else is assumed. */
const figures: Readonly<Record<string, string>> = {
  '/goal': 'goal',
  '/cash/amount': 'cash',
  '/cash/cost/0/fixed': 'costFixed',
}

function Origins({ plan }: { plan: PlanModel }) {
  const t = useWords()
  const said = useSaid()
  const format = useFormat()
  const names = useNames()
  /** A fact of the record is called after what it is of: a contributor, a resource, a fleet; else as the figure it stands for. */
  const partOf = (path: string): string => {
    const [, kind = '', of] = path.split('/')
    const figure = figures[path]
    if (figure) return said(`plan.parameter.${figure}`, figure)
    return of && ['people', 'resources', 'fleets'].includes(kind) ? names.binder(of) : ''
  }
  return (
    <Card title={t('plan.restsOn')} aside={t('plan.restsOnAside', { count: plan.origins.length })}>
      <Rows
        caption={t('plan.restsOn')}
        keyOf={({ path, parameter }) => `${path} ${parameter ?? ''}`}
        rows={plan.origins}
        columns={[
          {
            key: 'what',
            title: t('plan.column.what'),
            cell: ({ path, parameter }) => (
              <span id={anchorOf(path)}>
                {parameter ? said(`plan.parameter.${parameter}`, parameter) : partOf(path)}{' '}
                <code className={css.path}>{path}</code>
              </span>
            ),
          },
          {
            key: 'value',
            title: t('plan.column.value'),
            number: true,
            cell: ({ value }) => format.number(Number(value.toPrecision(4))),
          },
          {
            key: 'from',
            title: t('plan.column.rests'),
            cell: (origin) => <OriginText origin={origin} unit="" />,
          },
        ]}
      />
    </Card>
  )
}
