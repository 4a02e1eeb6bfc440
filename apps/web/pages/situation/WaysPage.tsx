/**
 * Ways and the state: which roads, crossings and lines one gets through, who is there for the state, how far one can get in. Each
 * with the age of its evidence and the credibility that is left of it: what is old is shown to be old.
 */
import { gradeLeft, type Pace, type Stage, stageOf } from '@konbit/registers'
import { useList, useRegister } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'
import { GoButton } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { OutlineChip, RecordState, StateChip, type Tone } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './reports.module.css'

const order = ['closed', 'limited', 'unreported', 'passable']
const tones: Readonly<Record<Stage, Tone>> = {
  fresh: 'fit',
  ageing: 'limited',
  old: 'late',
  spent: 'unknown',
}

export default function WaysPage() {
  const t = useWords()
  const day = usePageDay()
  const mayEnter = useRegister('route')?.may.includes('enter')
  return (
    <>
      <PageHead
        title={t('situation.ways.title')}
        question={t('situation.ways.question')}
        actions={
          <>
            {mayEnter && <GoButton to="/r/route/new">{t('situation.ways.enter')}</GoButton>}
            <DeskExport desk="situation" />
          </>
        }
      />
      <DeskTabs desk="situation" />
      <div className={css.page}>
        <Routes day={day} />
        <Areas
          register="statePresence"
          title={t('situation.presence')}
          shows="presence"
          day={day}
        />
        <Areas register="influence" title={t('situation.access')} shows="access" day={day} />
      </div>
    </>
  )
}

/** What was last said of it is too old to be shown as if it held: it keeps its word and loses its colour. */
const isSpent = ({ evidenceOn }: RecordView['fields'], day: string): boolean =>
  typeof evidenceOn === 'string' &&
  stageOf(daysBetween(lastDay(evidenceOn), day), 'route') === 'spent'

/** How old the evidence is, in a word and in days, and what is left of its grade. */
function Age({ fields, day, pace }: { fields: RecordView['fields']; day: string; pace: Pace }) {
  const t = useWords()
  const said = fields.evidenceOn
  if (typeof said !== 'string')
    return <StateChip tone="unknown">{t('situation.evidence.none')}</StateChip>
  const days = Math.max(0, daysBetween(lastDay(said), day))
  const stage = stageOf(days, pace)
  const left = gradeLeft(fields.contentGrade, stage)
  return (
    <span className={css.age}>
      <StateChip tone={tones[stage]}>
        {t(`situation.evidence.${stage}`, { age: t('unit.days', { count: days }) })}
      </StateChip>
      {left && left !== fields.contentGrade && (
        <small className={css.left}>
          {t('situation.gradeLeft', { given: String(fields.contentGrade), left })}
        </small>
      )}
    </span>
  )
}

function Routes({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const routes = useList('route', { limit: 200, sort: 'code' })
  return (
    <Card title={t('situation.routes', { count: routes.data?.total ?? 0 })}>
      <When query={routes} skeleton={<Skeleton lines={6} height={34} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('situation.noRoutes')} why={t('situation.noRoutesWhy')} />
          ) : (
            <Rows
              caption={t('situation.routes', { count: items.length })}
              keyOf={({ id }) => id}
              rows={items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))}
              columns={[
                {
                  key: 'name',
                  title: t('situation.way'),
                  cell: ({ id, caption }) => (
                    <GoRecord register="route" id={id}>
                      {caption}
                    </GoRecord>
                  ),
                },
                {
                  key: 'state',
                  title: t('situation.now'),
                  cell: ({ state, fields }) => (
                    <>
                      {isSpent(fields, day) ? (
                        <OutlineChip>{term('state.route', state)}</OutlineChip>
                      ) : (
                        <RecordState register="route" state={state} />
                      )}
                      {state === 'limited' && typeof fields.passableFor === 'string' && (
                        <small className={css.left}>
                          {term('choice.route.passableFor', fields.passableFor)}
                        </small>
                      )}
                    </>
                  ),
                },
                {
                  key: 'age',
                  title: t('situation.evidence'),
                  cell: ({ fields }) => <Age fields={fields} day={day} pace="route" />,
                },
                {
                  key: 'by',
                  title: t('chart.saidBy'),
                  cell: ({ fields }) => String(fields.saidBy ?? '–'),
                },
              ]}
            />
          )
        }
      </When>
    </Card>
  )
}

function Areas({
  register,
  title,
  shows,
  day,
}: {
  register: 'statePresence' | 'influence'
  title: string
  shows: 'presence' | 'access'
  day: string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const list = useList(register, { state: 'stated', limit: 200, sort: '-evidenceOn' })
  return (
    <Card title={title}>
      <When query={list} skeleton={<Skeleton lines={6} height={34} />}>
        {({ items }) => {
          const latest = [
            ...new Map(items.toReversed().map((one) => [String(one.fields.pcode), one])).values(),
          ]
          if (latest.length === 0)
            return <Empty title={t('situation.noAreas')} why={t('situation.noAreasWhy')} />
          return (
            <Rows
              caption={title}
              keyOf={({ id }) => id}
              rows={latest.toSorted((a, b) => (a.caption < b.caption ? -1 : 1))}
              columns={[
                {
                  key: 'name',
                  title: t('situation.area'),
                  cell: ({ id, fields }) => (
                    <GoRecord register={register} id={id}>
                      {String(fields.name)}
                    </GoRecord>
                  ),
                },
                ...(shows === 'presence'
                  ? [
                      {
                        key: 'presence',
                        title: t('situation.presenceOf'),
                        cell: ({ fields }: RecordView) =>
                          term('choice.statePresence.presence', String(fields.presence)),
                      },
                    ]
                  : [
                      {
                        key: 'share',
                        title: t('situation.shareHeld'),
                        number: true,
                        cell: ({ fields }: RecordView) =>
                          typeof fields.sharePercent === 'number'
                            ? `${format.number(fields.sharePercent)} %`
                            : t('situation.seenThere'),
                      },
                    ]),
                {
                  key: 'access',
                  title: t('situation.accessTo'),
                  cell: ({ fields }) =>
                    typeof fields.access === 'string'
                      ? term(`choice.${register}.access`, fields.access)
                      : '–',
                },
                {
                  key: 'age',
                  title: t('situation.evidence'),
                  cell: ({ fields }) => <Age fields={fields} day={day} pace="ground" />,
                },
                {
                  key: 'by',
                  title: t('chart.saidBy'),
                  cell: ({ fields }) => String(fields.saidBy ?? '–'),
                },
              ]}
            />
          )
        }}
      </When>
    </Card>
  )
}
