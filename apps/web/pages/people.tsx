/**
 * People: from what was planned to who is there, by contributor, and the record of strength against every statement.
 * Every number opens into its entries and rivals.
 */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useList, useMeasure, useTimeline } from '../api/hooks.ts'
import { figureAddress, useFigureAddress, useMoment } from '../api/moment.ts'
import type { MeasureView } from '../api/types.ts'
import { huesOf } from '../charts/hues.ts'
import { PipelineTable, useAmount } from '../charts/PipelineTable.tsx'
import { useFormat } from '../format.ts'
import { lastDay } from '../frame/days.ts'
import { useToday } from '../frame/TimeMachine.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { ErrorPanel, Skeleton } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import css from './people/people.module.css'
import {
  type Counted,
  isCounted,
  type Pledged,
  pipelineOf,
  stages,
  stageView,
} from './people/pipeline.ts'
import { Strength } from './people/Strength.tsx'

const by = { by: 'contributor' }

export default function People() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const today = useToday()
  const day = lastDay(moment.at ?? today)
  const planned = useMeasure('people.planned', by)
  const pledged = useMeasure('people.pledged', by)
  const waiting = useMeasure('people.waiting', by)
  const arrived = useMeasure('people.arrived', by)
  const deployed = useMeasure('people.deployed', by)
  const pledges = useList('pledge', { limit: 200, sort: 'statedOn' })
  const arrivals = useList('movement', {
    kind: 'arrival',
    state: 'done',
    sort: 'movedOn',
    limit: 200,
  })
  const timeline = useTimeline()
  const asked = [planned, pledged, waiting, arrived, deployed]
  const problem = asked.find((one) => one.error)?.error
  const ready = asked.every((one) => one.data) && pledges.data !== undefined
  const offers: Pledged[] = (pledges.data?.items ?? [])
    .filter(({ state }) => state !== 'withdrawn')
    .map(({ fields }) => ({
      contributor: String(fields.contributor),
      persons: Number(fields.persons ?? 0),
      high: Number(fields.personsHigh ?? fields.persons ?? 0),
    }))
  // Those who came first keep the first hues; the moment never changes the order.
  const hues = huesOf([
    ...(arrivals.data?.items ?? []).map(({ fields }) => String(fields.contributor)),
    ...rowsOf(arrived.data),
    ...offers.map((one) => one.contributor),
  ])

  return (
    <>
      <PageHead
        title={t('people.title')}
        question={t('people.question', { date: format.when(day) })}
        actions={<DeskExport desk="people" />}
      />
      <div className={css.page}>
        {problem ? (
          <ErrorPanel error={problem} />
        ) : ready ? (
          <PipelineCard
            views={{
              planned: planned.data,
              pledged: pledged.data,
              waiting: waiting.data,
              arrived: arrived.data,
              deployed: deployed.data,
            }}
            pledges={offers}
            hues={hues}
          />
        ) : (
          <Card>
            <Skeleton lines={9} height={22} />
          </Card>
        )}
        {timeline.data && deployed.data && (
          <Strength day={day} timeline={timeline.data} rows={deployed.data.rows} hues={hues} />
        )}
        <DeskLists desk="people" />
      </div>
    </>
  )
}

const rowsOf = (view: MeasureView | undefined): string[] =>
  (view?.rows ?? []).flatMap(({ key }) => (key ? [key] : []))

type CardProps = {
  views: Partial<Record<Counted, MeasureView | undefined>>
  pledges: readonly Pledged[]
  hues: ReadonlyMap<string, string>
}

function PipelineCard({ views, pledges, hues }: CardProps) {
  const t = useWords()
  const words = useAmount()
  const { figure } = useFigureAddress()
  const known = Object.fromEntries(Object.entries(views).filter(([, view]) => view)) as Record<
    Counted,
    MeasureView
  >
  const { totals, rows, absent, absentLow } = pipelineOf(known, pledges, hues, t('people.absent'))
  const cell = (stage: string, row: string | null, content: ReactNode): ReactNode => {
    if (!isCounted(stage) || row === 'absent') return content
    const address = figureAddress(`people.${stage}`, row ?? undefined)
    return (
      <Link
        to="."
        search={((before: object) => ({ ...before, figure: address })) as never}
        resetScroll={false}
        className={`${css.cell} ${figure === address ? css.open : ''}`}
      >
        {content}
      </Link>
    )
  }
  return (
    <Card title={title()} aside={t('unit.word.persons')}>
      <PipelineTable
        caption={t('people.pipeline')}
        wholeTitle={t('people.whole')}
        level="planned"
        stages={stages.map((name) =>
          stageView(
            name,
            totals[name],
            t(`people.stage.${name}`),
            isCounted(name) ? t('people.noCount') : t(`people.why.${name}`),
          ),
        )}
        rows={rows}
        cell={cell}
        note={note()}
      />
    </Card>
  )

  function title(): string {
    const { deployed, planned } = totals
    if (!deployed) return t('people.pipeline')
    if (!planned) return t('people.thereOnly', { deployed: deployed.low })
    const there = t('people.there', { deployed: deployed.low, planned: planned.low })
    return absentLow > 0 ? t('people.thereAbsent', { there, absent: absentLow }) : there
  }

  function note(): ReactNode {
    const parts: string[] = []
    if (absent.length > 0)
      parts.push(
        t('people.absentNames', {
          names: absent.map((one) => `${one.name} ${words(one.amount)}`).join(', '),
        }),
      )
    const texts = (known.pledged?.claims ?? []).filter(
      (c) => c.value !== null && c.subject === 'mission' && c.unit === 'persons',
    )
    const said = texts.map((c) => c.value as number)
    if (said.length > 1)
      parts.push(t('people.pledgeTexts', { low: Math.min(...said), high: Math.max(...said) }))
    if (known.deployed?.partial) parts.push(t('figure.partial'))
    return parts.join(' ')
  }
}
