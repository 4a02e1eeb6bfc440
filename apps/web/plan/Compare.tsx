/** Two or more plans in one picture, what each says in a row, and how the second differs from the first, with its own band. */
import { bindingOf, chanceOf, compared, dayBy, type Sample } from '@konbit/planner'
import { useMemo } from 'react'
import type { PlanModel } from '../api/plan.ts'
import { BandChart } from '../charts/BandChart.tsx'
import { hueOf } from '../charts/hues.ts'
import { useFormat } from '../format.ts'
import { addDays } from '../frame/days.ts'
import { Card } from '../parts/Card.tsx'
import { Empty, Skeleton } from '../parts/Rest.tsx'
import { Rows } from '../parts/Rows.tsx'
import { useWords } from '../words.tsx'
import type { Choices } from './choices.ts'
import { useNames } from './names.ts'
import { askedOf, LIKELY, readingOf } from './reading.ts'
import type { Candidate } from './scenarios.ts'
import css from './studies.module.css'
import { useSeveral } from './useSeveral.ts'

type Played = Candidate & { sample: Sample; color: string }

export function Compare({
  plan,
  chosen,
  choices,
}: {
  plan: PlanModel
  chosen: readonly Candidate[]
  choices: Choices
}) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const asked = askedOf(plan, choices)
  const models = chosen.flatMap(({ model }) => model ?? [])
  const { samples, done, of, failed } = useSeveral(models, choices.seed, choices.runs)
  const played = chosen.flatMap((one, place): Played[] => {
    const sample = one.model && samples.get(one.model)
    return sample ? [{ ...one, sample, color: hueOf(place) }] : []
  })
  const [first, second] = played
  if (failed) return <Card title={t('plan.compared')}>{failed}</Card>
  if (chosen.length === 0)
    return (
      <Card title={t('plan.compared')}>
        <Empty title={t('plan.noneChosen')} why={t('plan.noneChosenWhy')} />
      </Card>
    )
  if (!first)
    return (
      <Card>
        <Skeleton lines={12} height={24} />
      </Card>
    )
  return (
    <>
      <BandChart
        title={t('plan.comparedTitle', { count: played.length })}
        subtitle={
          second
            ? t('plan.comparedAside', { unit: names.unit('persons') })
            : t('plan.bandsOf', {
                figure: names.figure('deployed'),
                unit: names.unit('persons'),
              })
        }
        source={t('plan.comparedSource', {
          done,
          of,
          seed: choices.seed,
          date: format.when(plan.starts),
        })}
        file={`plan-compared-${plan.starts}`}
        unit={names.unit('persons')}
        starts={plan.starts}
        whole
        height={280}
        plans={played.map(({ key, title, color, sample }) => ({
          key,
          label: title,
          color,
          bands: readingOf(sample, { ...asked, figure: 'deployed' }).bands,
        }))}
        goal={{
          least: asked.least,
          day: asked.by,
          label: t('plan.goalLine', { least: asked.least, date: format.when(asked.by) }),
        }}
      />
      {second && first.sample.to === second.sample.to && (
        <Difference plan={plan} first={first} second={second} />
      )}
      <Card title={t('plan.eachSays')}>
        <Rows
          caption={t('plan.eachSays')}
          keyOf={({ key }) => key}
          rows={played}
          columns={[
            {
              key: 'title',
              title: t('plan.column.scenario'),
              cell: ({ title, color }) => (
                <span className={css.named}>
                  <span className={css.hue} style={{ background: color }} aria-hidden />
                  {title}
                </span>
              ),
            },
            {
              key: 'chance',
              title: t(`plan.column.chance.${asked.when}`, {
                least: asked.least,
                date: format.when(asked.by),
              }),
              number: true,
              cell: ({ sample }) => {
                const { chance, error } = chanceOf(
                  sample,
                  'deployed',
                  asked.least,
                  asked.day,
                  asked.when,
                )
                return `${format.share(chance)} ±${format.number(error * 196, 1)}`
              },
            },
            {
              key: 'likely',
              title: t('plan.column.likely', { share: format.share(LIKELY) }),
              cell: ({ sample }) => {
                const day = dayBy(sample, 'deployed', asked.least, LIKELY)
                return day === undefined
                  ? t('plan.notWithin')
                  : format.when(addDays(plan.starts, day))
              },
            },
            {
              key: 'binds',
              title: t('plan.column.binds'),
              cell: ({ sample }) =>
                names.order([
                  ...new Set(
                    bindingOf(sample)
                      .order.map(({ name }) => name)
                      .filter((name) => name !== 'none'),
                  ),
                ]),
            },
          ]}
        />
      </Card>
    </>
  )
}

function Difference({ plan, first, second }: { plan: PlanModel; first: Played; second: Played }) {
  const t = useWords()
  const format = useFormat()
  const names = useNames()
  const { bands, isTold, error } = useMemo(
    () => compared(first.sample, second.sample, 'deployed'),
    [first.sample, second.sample],
  )
  const last = isTold.length - 1
  const most = isTold.reduce(
    (best, told, day) =>
      told && Math.abs(bands.mean[day] as number) > Math.abs(bands.mean[best] ?? 0) ? day : best,
    -1,
  )
  const at = most < 0 ? last : most
  return (
    <BandChart
      title={
        most < 0
          ? t('plan.noDifference', { second: second.title, first: first.title })
          : t('plan.difference', {
              second: second.title,
              first: first.title,
              value: format.signed(Math.round(bands.mean[at] as number)),
              error: format.number(error[at] as number, 1),
              date: format.when(addDays(plan.starts, at)),
            })
      }
      subtitle={t('plan.differenceAside', { unit: names.unit('persons') })}
      source={t('plan.differenceSource')}
      file={`plan-difference-${plan.starts}`}
      unit={names.unit('persons')}
      starts={plan.starts}
      whole
      height={190}
      level={{ value: 0, label: t('plan.levelNone') }}
      plans={[{ key: 'difference', label: second.title, color: 'var(--accent)', bands }]}
    />
  )
}
