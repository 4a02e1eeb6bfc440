/** On what a contributor's people stand: authorisations at home with their expiry, pledges with conditions, its units. */
import { useList } from '../../api/hooks.ts'
import { Deadlines } from '../../charts/Deadlines.tsx'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { byDate, dayOf, deadlineOf } from '../desk/deadlineRows.tsx'
import css from './contributor.module.css'

export function Promises({ contributor, day }: { contributor: string; day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useList('authorisation', { contributor, limit: 50 })
  const pledges = useList('pledge', { contributor, limit: 50, sort: '-statedOn' })
  const problem = [asked, pledges].find((query) => query.error)
  if (problem)
    return (
      <Card title={t('chain.part.promises')}>
        <ErrorPanel error={problem.error} again={() => void problem.refetch()} />
      </Card>
    )
  if (!asked.data || !pledges.data)
    return (
      <Card title={t('chain.part.promises')}>
        <Skeleton lines={6} height={22} />
      </Card>
    )
  const standing = asked.data.items.filter(({ state }) => state !== 'lapsed')
  const gone = asked.data.items.filter(
    ({ state, fields }) => state === 'lapsed' || (dayOf(fields.endsOn) ?? '9999') < day,
  )
  const rows = byDate(
    standing.map((one) =>
      deadlineOf(
        one,
        dayOf(one.fields.endsOn),
        [
          term('choice.authorisation.kind', String(one.fields.kind ?? '')),
          one.state === 'standing' ? '' : term('state.authorisation', one.state),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
    day,
  )
  const first = rows.find(({ until }) => until)
  return (
    <Card
      title={
        first?.until
          ? t('chain.authorised', { count: daysBetween(day, first.until) })
          : t('chain.authorisations')
      }
      aside={t('chain.authorisedAside')}
    >
      {rows.length === 0 ? (
        <Empty title={t('chain.noAuthorisation')} why={t('chain.noAuthorisationWhy')} />
      ) : (
        <Deadlines items={rows} day={day} label={t('chain.authorisations')} />
      )}
      {gone.map((one) => (
        <p key={one.id} className={css.source}>
          <StateChip tone="out">{t('chain.ran')}</StateChip>{' '}
          <GoRecord register="authorisation" id={one.id}>
            {one.caption}
          </GoRecord>
        </p>
      ))}
      <h3 className={css.group}>{t('chain.pledges')}</h3>
      {pledges.data.items.length === 0 ? (
        <p className={css.source}>{t('chain.noPledge')}</p>
      ) : (
        <List>
          {pledges.data.items.slice(0, 6).map((one) => (
            <ListRow
              key={one.id}
              lead={format.when(String(one.fields.statedOn ?? ''))}
              title={`${format.number(Number(one.fields.persons ?? 0))} ${t('unit.word.persons')}`}
              caption={[
                one.fields.capability
                  ? term('choice.requirement.capability', String(one.fields.capability))
                  : '',
                one.fields.readiness
                  ? term('choice.pledge.readiness', String(one.fields.readiness))
                  : '',
                one.fields.conditions ? t('chain.conditions') : '',
              ]
                .filter(Boolean)
                .join(' · ')}
              end={<RecordState state={one.state} register="pledge" />}
              to={`/r/pledge/${one.id}`}
            />
          ))}
        </List>
      )}
    </Card>
  )
}

export function Units({ contributor, day }: { contributor: string; day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useList('contingent', { contributor, limit: 50 })
  return (
    <Card
      title={t('chain.units')}
      aside={t('chain.unitsAside')}
      action={
        <Go to="/people/tours" search={{ contributor }}>
          {t('chain.toTours')}
        </Go>
      }
    >
      {asked.error ? (
        <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
      ) : !asked.data ? (
        <Skeleton lines={5} height={28} />
      ) : asked.data.items.length === 0 ? (
        <Empty title={t('chain.noUnits')} why={t('chain.noUnitsWhy')} />
      ) : (
        <List>
          {asked.data.items.map((one) => {
            const ends = dayOf(one.fields.tourEndsOn)
            return (
              <ListRow
                key={one.id}
                title={one.caption}
                caption={[
                  one.fields.capability
                    ? term('choice.requirement.capability', String(one.fields.capability))
                    : term('choice.contingent.type', String(one.fields.type ?? '')),
                  one.fields.transferredOn
                    ? t('chain.transferred', {
                        date: format.when(String(one.fields.transferredOn)),
                      })
                    : t('chain.notTransferred'),
                  one.fields.commandRelation
                    ? term('choice.contingent.commandRelation', String(one.fields.commandRelation))
                    : '',
                  one.fields.transport
                    ? t('chain.transport', {
                        who: term('choice.contingent.transport', String(one.fields.transport)),
                      })
                    : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
                end={<RecordState state={one.state} register="contingent" />}
                endCaption={
                  ends
                    ? ends < day
                      ? t('chain.tourEnded', { date: format.when(ends) })
                      : t('chain.tourEnds', { date: format.when(ends) })
                    : undefined
                }
                to={`/r/contingent/${one.id}`}
              />
            )
          })}
        </List>
      )}
    </Card>
  )
}
