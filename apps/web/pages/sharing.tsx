/**
 * Information sharing: what is asked and by when, what was let go, to whom and whether they have it, and who may be given
 * anything at all. What ends next stands first.
 */
import { useList, useRegister } from '../api/hooks.ts'
import type { RecordView } from '../api/types.ts'
import { useFormat } from '../format.ts'
import { daysBetween } from '../frame/days.ts'
import { GoButton } from '../parts/Button.tsx'
import { Card, PageHead } from '../parts/Card.tsx'
import { OutlineChip, RecordState, StateChip, type Tone } from '../parts/Chip.tsx'
import { Go, recordPath } from '../parts/Go.tsx'
import { List, ListRow } from '../parts/ListRow.tsx'
import { Empty, When } from '../parts/Rest.tsx'
import { Rows } from '../parts/Rows.tsx'
import { useTerm, useWords } from '../words.tsx'
import { DeskFigures } from './desk/DeskFigures.tsx'
import { DeskExport, DeskLists } from './desk/DeskLists.tsx'
import { dayOf } from './desk/deadlineRows.tsx'
import { Untold } from './desk/Untold.tsx'
import { usePageDay } from './desk/usePageDay.ts'
import { type CopyCount, countCopies } from './sharing/copies.ts'
import css from './sharing/sharing.module.css'

const soonDays = 30
/** Of those that are over, the last few; the rest stand in the list. */
const overMax = 4
const over = ['recalled', 'expired', 'withdrawn']
const shortened = (rows: readonly RecordView[]): RecordView[] => [
  ...rows.filter(({ state }) => !over.includes(state)),
  ...rows.filter(({ state }) => over.includes(state)).slice(0, overMax),
]

export default function Sharing() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const mayEnter = useRegister('release')?.may?.includes('enter')
  return (
    <>
      <PageHead
        title={t('sharing.title')}
        question={t('sharing.question', { date: format.when(day) })}
        actions={
          <>
            {mayEnter && (
              <GoButton to="/r/release/new" look="filled">
                {t('sharing.compose')}
              </GoButton>
            )}
            <GoButton to="/sharing/trace">{t('sharing.trace')}</GoButton>
            <DeskExport desk="sharing" />
          </>
        }
      />
      <div className={css.page}>
        <Untold register="release" />
        <DeskFigures
          label={t('sharing.figures')}
          names={['sharing.open', 'sharing.late', 'sharing.released', 'sharing.unreceived']}
        />
        <Releases day={day} />
        <div className={css.two}>
          <Requests day={day} />
          <Counterparts day={day} />
        </div>
        <DeskLists desk="sharing" />
      </div>
    </>
  )
}

/** Days to a day, in words and with a tone: what is past is late. */
function Clock({ until, day }: { until: string | null; day: string }) {
  const t = useWords()
  if (!until) return <OutlineChip>{t('sharing.noClock')}</OutlineChip>
  const days = daysBetween(day, until)
  if (days < 0)
    return (
      <StateChip tone="late">
        {t('sharing.lateBy', { days: t('unit.days', { count: -days }) })}
      </StateChip>
    )
  return (
    <StateChip tone={days <= 3 ? 'limited' : 'fit'}>
      {days === 0
        ? t('sharing.today')
        : t('sharing.left', { days: t('unit.days', { count: days }) })}
    </StateChip>
  )
}

function Releases({ day }: { day: string }) {
  const t = useWords()
  const format = useFormat()
  const releases = useList('release', { limit: 50, sort: '-validUntil' })
  const copies = useList('releaseCopy', { limit: 200 })
  return (
    <Card
      title={t('sharing.releases')}
      aside={t('sharing.releasesAside')}
      action={<Go to="/r/release">{t('sharing.all')}</Go>}
    >
      <When query={releases}>
        {({ items }) => {
          if (items.length === 0)
            return <Empty title={t('sharing.noReleases')} why={t('sharing.noReleasesWhy')} />
          const counts = countCopies(copies.data?.items ?? [])
          const order = ['previewed', 'draft', 'released', 'recalled', 'expired', 'withdrawn']
          const rows = [...items].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
          return (
            <Rows
              caption={t('sharing.releases')}
              keyOf={({ id }) => id}
              rows={shortened(rows)}
              columns={[
                {
                  key: 'release',
                  title: t('sharing.release'),
                  cell: ({ id, fields }) => (
                    <>
                      <Go to={`/sharing/release/${id}`}>{String(fields.title)}</Go>
                      <span className={css.aside}>{String(fields.number)}</span>
                    </>
                  ),
                },
                {
                  key: 'state',
                  title: t('sharing.state'),
                  cell: ({ state }) => <RecordState register="release" state={state} />,
                },
                {
                  key: 'received',
                  title: t('sharing.received'),
                  cell: ({ id, state, fields }) => (
                    <Received count={counts.get(id)} state={state} audience={fields.audience} />
                  ),
                },
                {
                  key: 'ends',
                  title: t('sharing.ends'),
                  cell: ({ state, fields }) =>
                    state === 'recalled' ? (
                      t('sharing.recalledOn', { date: format.when(String(fields.recalledOn)) })
                    ) : state === 'released' ? (
                      <Clock until={dayOf(fields.validUntil)} day={day} />
                    ) : (
                      format.when(String(fields.validUntil))
                    ),
                },
              ]}
            />
          )
        }}
      </When>
    </Card>
  )
}

function Received({
  count,
  state,
  audience,
}: {
  count: CopyCount | undefined
  state: string
  audience: unknown
}) {
  const t = useWords()
  const offices = Array.isArray(audience) ? audience.length : 0
  if (!count) return <>{t('sharing.offices', { count: offices })}</>
  return (
    <>
      {t('sharing.receivedOf', { received: count.received, all: count.all })}
      {state === 'recalled' && (
        <span className={css.aside}>
          {t('sharing.destroyedOf', { destroyed: count.destroyed, all: count.all })}
        </span>
      )}
    </>
  )
}

function Requests({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const requests = useList('informationRequest', { limit: 50, sort: 'answerBy', state: 'open' })
  const settled = useList('informationRequest', {
    ...{ limit: 5, sort: '-answerBy', state: ['answered', 'refused'] },
  })
  const may = useRegister('informationRequest')?.may?.includes('enter')
  return (
    <Card
      title={t('sharing.requests')}
      aside={t('sharing.requestsAside')}
      action={<Go to="/r/informationRequest">{t('sharing.all')}</Go>}
    >
      <When query={requests}>
        {({ items, refs }) => (
          <>
            {items.length === 0 ? (
              <Empty
                title={t('sharing.noRequests')}
                why={t('sharing.noRequestsWhy')}
                action={may && <Go to="/r/informationRequest/new">{t('sharing.askOne')}</Go>}
              />
            ) : (
              <List label={t('sharing.requests')}>
                {items.map(({ id, fields }) => (
                  <ListRow
                    key={id}
                    title={String(fields.title)}
                    caption={[
                      term('choice.informationRequest.direction', String(fields.direction)),
                      refs?.[String(fields.counterpart)]?.caption,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                    end={<Clock until={dayOf(fields.answerBy)} day={day} />}
                    to={recordPath('informationRequest', id)}
                  />
                ))}
              </List>
            )}
            {(settled.data?.items.length ?? 0) > 0 && (
              <>
                <h3 className={css.under}>{t('sharing.settled')}</h3>
                <List label={t('sharing.settled')}>
                  {settled.data?.items.map(({ id, fields, state }) => (
                    <ListRow
                      key={id}
                      title={String(fields.title)}
                      caption={settled.data?.refs?.[String(fields.counterpart)]?.caption}
                      end={<RecordState register="informationRequest" state={state} />}
                      to={recordPath('informationRequest', id)}
                    />
                  ))}
                </List>
              </>
            )}
          </>
        )}
      </When>
    </Card>
  )
}

function Counterparts({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const counterparts = useList('counterpart', { limit: 50, sort: 'validUntil' })
  return (
    <Card
      title={t('sharing.counterparts')}
      aside={t('sharing.counterpartsAside')}
      action={<Go to="/r/counterpart">{t('sharing.all')}</Go>}
    >
      <When query={counterparts}>
        {({ items, refs }) =>
          items.length === 0 ? (
            <Empty title={t('sharing.noCounterparts')} why={t('sharing.noCounterpartsWhy')} />
          ) : (
            <List label={t('sharing.counterparts')}>
              {items.map(({ id, fields, state }) => {
                const until = dayOf(fields.validUntil)
                const [tone, word] = vettingOf(state, until)
                return (
                  <ListRow
                    key={id}
                    title={String(fields.title)}
                    caption={[
                      refs?.[String(fields.organisation)]?.caption,
                      fields.level && term('label', String(fields.level)),
                      state === 'vetted' &&
                        until &&
                        t('sharing.until', { date: format.when(until) }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                    end={<StateChip tone={tone}>{word}</StateChip>}
                    to={recordPath('counterpart', id)}
                  />
                )
              })}
            </List>
          )
        }
      </When>
    </Card>
  )

  function vettingOf(state: string, until: string | null): [Tone, string] {
    if (state !== 'vetted')
      return [state === 'proposed' ? 'limited' : 'out', term('state.counterpart', state)]
    const days = until ? daysBetween(day, until) : -1
    if (days < 0) return ['late', t('sharing.lapsed')]
    return days <= soonDays
      ? ['limited', t('sharing.endsIn', { days: t('unit.days', { count: days }) })]
      : ['fit', t('sharing.holds')]
  }
}
