/** What does not fit, on the day it binds, with what would free it. */
import type { Named } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Empty } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './fit.module.css'
import type { Conflict } from './levels.ts'
import { useUnit } from './useUnit.ts'

const SHOWN = 25

export function Conflicts({
  conflicts,
  day,
  until,
}: {
  conflicts: readonly Conflict[]
  day: string
  until: string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const unit = useUnit()
  return (
    <Card
      title={
        conflicts.length > 0
          ? t('fit.conflicts', { count: conflicts.length })
          : t('fit.noConflicts')
      }
      aside={t('fit.conflictsAside', { from: format.when(day), to: format.when(until) })}
    >
      {conflicts.length === 0 ? (
        <Empty title={t('fit.allFits')} why={t('fit.allFitsWhy')} />
      ) : (
        <Rows
          caption={t('fit.conflicts', { count: conflicts.length })}
          keyOf={({ from, resource }) => `${from} ${resource.resource} ${resource.site?.id ?? ''}`}
          rows={conflicts.slice(0, SHOWN)}
          columns={[
            {
              key: 'what',
              title: t('fit.what'),
              cell: ({ resource }) => (
                <>
                  {capital(term('fit.resource', resource.resource))}
                  <span className={css.place}>
                    {resource.site ? <PlaceName place={resource.site} /> : t('fit.wholeMission')}
                  </span>
                </>
              ),
            },
            {
              key: 'from',
              title: t('fit.from'),
              cell: ({ from, to }) => (
                <span className={css.when}>
                  {from <= day && to >= day ? (
                    <StateChip tone="out">{t('chart.bindsNow')}</StateChip>
                  ) : (
                    <>
                      <b>{format.when(from)}</b>{' '}
                      <span className={css.quiet}>
                        {t('fit.inDays', { count: daysBetween(day, from) })}
                      </span>
                    </>
                  )}
                </span>
              ),
            },
            {
              key: 'to',
              title: t('fit.lasts'),
              cell: ({ from, to }) =>
                to >= until
                  ? t('fit.toEnd')
                  : t('fit.forDays', {
                      count: daysBetween(from, to) + 1,
                      date: format.when(to),
                    }),
            },
            {
              key: 'short',
              title: t('fit.short'),
              number: true,
              cell: ({ short, resource }) => (
                <b>{`${format.number(short)} ${unit(resource.unit, short)}`}</b>
              ),
            },
            {
              key: 'freed',
              title: t('fit.freedBy'),
              cell: ({ freedBy }) =>
                freedBy ? (
                  <>
                    <GoRecord register={freedBy.register ?? 'capacity'} id={freedBy.record}>
                      {freedBy.caption}
                    </GoRecord>
                    <span className={css.place}>{format.when(freedBy.day)}</span>
                  </>
                ) : (
                  <span className={css.quiet}>{t('fit.freedByNothing')}</span>
                ),
            },
          ]}
        />
      )}
    </Card>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function PlaceName({ place }: { place: Named }) {
  return (
    <GoRecord register={place.register} id={place.id}>
      {place.caption}
    </GoRecord>
  )
}
