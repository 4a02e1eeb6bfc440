/**
 * Logistics: what can move tomorrow. Vehicles by class and base as a board: fit for the task chosen, serviceable and not
 * fit (what each lacks), off the road (since when, waiting for what), expected. Serviceable is not fit.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Fitness, useFitness } from '../api/force.ts'
import { useList, useRegister, useRegisters } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { Empty, Skeleton, When } from '../parts/Rest.tsx'
import { useTerm, useWords } from '../words.tsx'
import { DeskFigures } from './desk/DeskFigures.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { DeskTabs } from './desk/DeskTabs.tsx'
import { usePageDay } from './desk/usePageDay.ts'
import { boardOf, countIn, type Filter, heldOf, matrixOf } from './logistics/board.ts'
import { Lanes } from './logistics/Lanes.tsx'
import css from './logistics/logistics.module.css'
import { MatrixTable } from './logistics/MatrixTable.tsx'
import { Received } from './logistics/Received.tsx'
import { ServiceDue } from './logistics/ServiceDue.tsx'
import { TaskPicker } from './logistics/TaskPicker.tsx'

type Search = { task?: string; type?: string; base?: string }

export default function Logistics() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { task, type, base } = useSearch({ strict: false }) as Search
  const registers = useRegisters()
  const keeps = useRegister('configuration') !== undefined
  const tasks = useList('configuration', { limit: 50 }, { enabled: keeps })
  const items = tasks.data?.items ?? []
  // A patrol is what most vehicles are asked for, so it is what the page opens with.
  const first = items.find((one) => /patrol/i.test(one.caption)) ?? items[0]
  const chosen = task === 'none' ? undefined : (task ?? first?.id)
  const waiting = registers.isPending || (keeps && !tasks.data && !tasks.error)
  const fitness = useFitness(chosen, { type, base }, !waiting)
  return (
    <>
      <PageHead
        title={t('logistics.title')}
        question={t('logistics.question', { date: format.when(day) })}
        brief
        actions={<DeskExport desk="logistics" />}
      />
      <DeskTabs desk="logistics" />
      <div className={css.page}>
        <DeskFigures
          label={t('logistics.figures')}
          names={['logistics.serviceable', 'logistics.fit', 'logistics.offRoad', 'base.free']}
        />
        <When
          query={fitness}
          skeleton={
            <Card title={t('logistics.board')}>
              <Skeleton lines={12} height={26} />
            </Card>
          }
        >
          {(data) => (
            <Board
              data={data}
              day={day}
              picker={<TaskPicker tasks={items} chosen={chosen ?? 'none'} />}
            />
          )}
        </When>
        <Received />
        <DeskLists desk="logistics" />
      </div>
    </>
  )
}

function Board({ data, day, picker }: { data: Fitness; day: string; picker: React.ReactNode }) {
  const t = useWords()
  const term = useTerm()
  const navigate = useNavigate()
  const { type, base } = useSearch({ strict: false }) as Search
  const filter: Filter = {
    type,
    base: base === undefined ? undefined : base === 'none' ? null : base,
  }
  const matrix = matrixOf(data)
  const { whole } = matrix
  const held = heldOf(whole)
  if (held + whole.expected === 0)
    return (
      <Card title={t('logistics.board')}>
        <Empty
          title={t('logistics.none')}
          why={t('logistics.noneWhy')}
          action={<Go to="/r/vehicle">{t('logistics.toVehicles')}</Go>}
        />
      </Card>
    )
  const title = data.task
    ? t('logistics.finding', {
        fit: whole.fit,
        held,
        task: data.task.caption,
        unfit: whole.unfit,
        off: whole.offRoad,
      })
    : t('logistics.findingNoTask', {
        serviceable: whole.fit + whole.unfit,
        held,
        off: whole.offRoad,
      })
  const choose = (next: Filter): void =>
    void navigate({
      to: '.',
      search: ((before: Search) => ({
        ...before,
        type: next.type,
        base: next.base === undefined ? undefined : (next.base ?? 'none'),
      })) as never,
      resetScroll: false,
    })
  const said = [
    type && term('choice.vehicle.type', type),
    base && (base === 'none' ? t('logistics.noBase') : (data.refs[base] ?? base)),
  ].filter(Boolean)
  return (
    <>
      <Card title={title} aside={t('logistics.boardAside')} action={picker}>
        <MatrixTable
          matrix={matrix}
          refs={data.refs}
          hasTask={data.task !== null}
          filter={filter}
          onChoose={choose}
        />
      </Card>
      {said.length > 0 && (
        <p className={css.filtered}>
          {t('logistics.filtered', { what: said.join(' · ') })}{' '}
          <button type="button" onClick={() => choose({})}>
            {t('logistics.all')}
          </button>
        </p>
      )}
      <Lanes
        board={boardOf(data.items, filter)}
        refs={data.refs}
        day={day}
        hasTask={data.task !== null}
        counts={countIn(data.totals, filter)}
        lacks={data.lacks}
      />
      <ServiceDue />
    </>
  )
}
