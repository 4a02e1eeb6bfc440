/**
 * Community: what residents said and what came of it, for everybody to read; and for whoever answers, what still waits: feedback,
 * rumours, promises, claims for damage, each by its clock.
 */
import { useHere, useList, useRegister } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Card, PageHead } from '../parts/Card.tsx'
import { RecordState } from '../parts/Chip.tsx'
import { Go, GoRecord, recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, When } from '../parts/Rest.tsx'
import { Cell, Rows } from '../parts/Rows.tsx'
import { useWords } from '../words.tsx'
import css from './accountability/accountability.module.css'
import { Follow } from './accountability/Follow.tsx'
import { DeskFigures } from './desk/DeskFigures.tsx'
import { DeskLists } from './desk/DeskLists.tsx'
import { Untold } from './desk/Untold.tsx'
import { usePageDay } from './desk/usePageDay.ts'

export default function Community() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const { person } = useHere()
  const isPartner = (person.clearances ?? []).some(
    ({ label, unit }) => label !== 'public' && unit === '*',
  )
  return (
    <>
      <PageHead
        title={t('community.title')}
        question={t('community.question', { date: format.when(day) })}
        brief
      />
      <div className={css.page}>
        <Untold register="saidAndDone" />
        {isPartner && (
          <DeskFigures
            label={t('community.figures')}
            names={[
              'community.feedback',
              'community.feedbackLate',
              'community.rumours',
              'community.claims',
              'community.claimsLate',
              'community.met',
            ]}
          />
        )}
        <SaidAndDone />
        {isPartner && (
          <>
            <div className={css.two}>
              <Follow register="feedback" day={day} />
              <Follow register="rumour" day={day} />
            </div>
            <div className={css.two}>
              <Follow register="damageClaim" day={day} />
              <Meetings />
            </div>
          </>
        )}
        <Surveys />
        {isPartner && <DeskLists desk="community" />}
      </div>
    </>
  )
}

function SaidAndDone() {
  const t = useWords()
  const format = useFormat()
  const asked = useList('saidAndDone', { sort: '-publishedOn', limit: 30 })
  return (
    <Card
      title={t('community.saidAndDone')}
      aside={t('community.saidAndDoneAside')}
      action={<Go to="/r/saidAndDone">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('community.nothingSaid')} why={t('community.nothingSaidWhy')} />
          ) : (
            items.map(({ id, state, caption, fields }) => (
              <article key={id} className={css.beside}>
                <div>
                  <p className={css.quiet}>{t('community.youSaid')}</p>
                  <h3>
                    <GoRecord register="saidAndDone" id={id}>
                      {caption}
                    </GoRecord>
                  </h3>
                  {typeof fields.voices === 'number' && (
                    <p className={css.quiet}>{t('community.voices', { count: fields.voices })}</p>
                  )}
                </div>
                <div>
                  <p className={css.quiet}>{t('community.weDid')}</p>
                  <p>{String(fields.done)}</p>
                  <p className={css.marks}>
                    <RecordState register="saidAndDone" state={state} />
                    <span className={css.quiet}>{format.when(String(fields.publishedOn))}</span>
                  </p>
                </div>
              </article>
            ))
          )
        }
      </When>
    </Card>
  )
}

function Meetings() {
  const t = useWords()
  const format = useFormat()
  const asked = useList('engagement', { sort: '-plannedOn', limit: 12 })
  return (
    <Card
      title={t('community.meetings')}
      action={<Go to="/r/engagement">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('community.noMeetings')} />
          ) : (
            <List>
              {items.map(({ id, caption, state, fields }) => (
                <ListRow
                  key={id}
                  lead={format.when(String(fields.plannedOn))}
                  title={caption}
                  caption={
                    typeof fields.promiseBy === 'string' && fields.keptOn === undefined
                      ? t('community.promised', { date: format.when(fields.promiseBy) })
                      : fields.keptOn
                        ? t('community.kept', { date: format.when(String(fields.keptOn)) })
                        : undefined
                  }
                  end={<RecordState register="engagement" state={state} />}
                  to={recordPath('engagement', id)}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}

function Surveys() {
  const t = useWords()
  const format = useFormat()
  const register = useRegister('perceptionSurvey')
  const title = (field: string): string => register?.fields[field]?.title ?? field
  const asked = useList('perceptionSurvey', { sort: '-heldOn', limit: 12 })
  const percent = (value: unknown) => (
    <Cell
      value={typeof value === 'number' ? `${format.number(value)} %` : null}
      why={t('community.notSaid')}
    />
  )
  return (
    <Card
      title={t('community.surveys')}
      aside={t('community.surveysAside')}
      action={<Go to="/r/perceptionSurvey">{t('accountability.all')}</Go>}
    >
      <When query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('community.noSurveys')} why={t('community.noSurveysWhy')} />
          ) : (
            <Rows
              caption={t('community.surveys')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  key: 'question',
                  title: title('question'),
                  cell: ({ id, fields }) => (
                    <GoRecord register="perceptionSurvey" id={id}>
                      {String(fields.question)}
                    </GoRecord>
                  ),
                },
                {
                  key: 'saidBy',
                  title: title('saidBy'),
                  cell: ({ fields }) => String(fields.saidBy),
                },
                {
                  key: 'heldOn',
                  title: title('heldOn'),
                  cell: ({ fields }) => format.when(String(fields.heldOn)),
                },
                {
                  key: 'sample',
                  title: title('sample'),
                  number: true,
                  cell: ({ fields }) => (
                    <Cell
                      value={
                        typeof fields.sample === 'number' ? format.number(fields.sample) : null
                      }
                      why={t('community.notSaid')}
                    />
                  ),
                },
                {
                  key: 'for',
                  title: title('favourablePercent'),
                  number: true,
                  cell: ({ fields }) => percent(fields.favourablePercent),
                },
                {
                  key: 'against',
                  title: title('unfavourablePercent'),
                  number: true,
                  cell: ({ fields }) => percent(fields.unfavourablePercent),
                },
              ]}
            />
          )
        }
      </When>
    </Card>
  )
}
