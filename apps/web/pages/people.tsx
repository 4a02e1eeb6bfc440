/**
 * People: what is missing by capability, where people stand still and why, from what was required to who is effective
 * by contributor, and the record of strength against every statement. Every number opens into its entries and rivals,
 * every contributor into its whole chain.
 */
import { useMeasure, useTimeline } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { figureOf, useArrived, useFigures } from '../api/people.ts'
import { useFormat } from '../format.ts'
import { lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { IconPrinter } from '../parts/icons.ts'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { Gap } from './people/Gap.tsx'
import { PipelineCard } from './people/PipelineCard.tsx'
import css from './people/people.module.css'
import { type Pledged, type StageName, stages } from './people/pipeline.ts'
import { Still } from './people/Still.tsx'
import { Strength } from './people/Strength.tsx'
import { useHues } from './people/useHues.ts'

const by = { by: 'contributor' }
/** Those two are asked with their statements: a bound or a rival stands in them. */
const spoken: readonly StageName[] = ['pledged', 'waiting']
const silent = stages.filter((name) => !spoken.includes(name))

export default function People() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const day = lastDay(moment.at ?? today)
  const figures = useFigures(
    silent.map((name) => `people.${name}`),
    'contributor',
  )
  const pledged = useMeasure('people.pledged', by)
  const waiting = useMeasure('people.waiting', by)
  const arrived = useArrived()
  const timeline = useTimeline()
  const asked = [figures, pledged, waiting, arrived]
  const problem = asked.find((one) => one.error)
  const ready = asked.every((one) => one.data)
  const offers: Pledged[] = (arrived.data?.items ?? []).map(({ contributor, persons, high }) => ({
    contributor: contributor.id,
    persons,
    high,
  }))
  const views = {
    ...Object.fromEntries(silent.map((name) => [name, figureOf(figures.data, `people.${name}`)])),
    pledged: pledged.data,
    waiting: waiting.data,
  }
  const deployed = figureOf(figures.data, 'people.deployed')
  const hues = useHues((deployed?.rows ?? []).flatMap(({ key }) => key ?? []))

  return (
    <>
      <PageHead
        title={t('people.title')}
        question={t('people.question', { date: format.when(day) })}
        actions={
          <>
            <GoButton
              to="/people/strength"
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
            >
              {t('people.report')}
            </GoButton>
            <DeskExport desk="people" />
          </>
        }
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        <Gap day={day} />
        {problem ? (
          <ErrorPanel error={problem.error} again={() => void problem.refetch()} />
        ) : ready ? (
          <PipelineCard views={views} pledges={offers} hues={hues} />
        ) : (
          <Card>
            <Skeleton lines={9} height={22} />
          </Card>
        )}
        <Still day={day} />
        {timeline.data && deployed && (
          <Strength day={day} timeline={timeline.data} rows={deployed.rows} hues={hues} />
        )}
        <DeskLists desk="people" />
      </div>
    </>
  )
}
