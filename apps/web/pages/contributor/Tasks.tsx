/** What a contributor may not be told to do, against what it really did: tasks by patrols and hours, clashes named. */
import { useList } from '../../api/hooks.ts'
import { useExposure } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { OutlineChip, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './contributor.module.css'
import { taskRows } from './tasks.ts'

export function Tasks({ contributor }: { contributor: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const asked = useExposure(contributor)
  const caveats = useList('caveat', { contributor, state: 'standing', limit: 50 })
  const problem = [asked, caveats].find((query) => query.error)
  const item = asked.data?.items.find((one) => one.contributor.id === contributor)
  const rows = taskRows(item)
  const unplaced = item?.unplaced ?? 0
  const clashes = item?.clashesCount ?? 0
  const others = (caveats.data?.items ?? []).filter(
    ({ id }) => !rows.some((row) => row.caveats.some((one) => one.id === id)),
  )
  return (
    <Card
      title={clashes > 0 ? t('chain.clashes', { count: clashes }) : t('chain.tasks')}
      aside={t('chain.tasksAside')}
      action={
        <Go to="/r/caveat" search={{ contributor }}>
          {t('chain.allCaveats')}
        </Go>
      }
    >
      {problem ? (
        <ErrorPanel error={problem.error} again={() => void problem.refetch()} />
      ) : !asked.data || !caveats.data ? (
        <Skeleton lines={5} height={22} />
      ) : rows.length === 0 && others.length === 0 ? (
        <Empty title={t('chain.noTasks')} why={t('chain.noTasksWhy')} />
      ) : (
        <>
          {rows.length > 0 && (
            <Rows
              caption={t('chain.tasks')}
              keyOf={({ task }) => task ?? 'unsaid'}
              rows={rows}
              columns={[
                {
                  key: 'task',
                  title: t('chain.task'),
                  cell: ({ task }) =>
                    task === null
                      ? t('chain.taskUnsaid')
                      : capital(term('choice.caveat.excludes', task)),
                },
                {
                  key: 'may',
                  title: t('chain.may'),
                  cell: (row) =>
                    row.caveats.length > 0 ? (
                      <span className={css.clash}>
                        <StateChip tone="limited">{t('chain.excluded')}</StateChip>
                        {row.caveats.slice(0, 2).map((one) => (
                          <GoRecord key={one.id} register="caveat" id={one.id}>
                            {one.caption}
                          </GoRecord>
                        ))}
                      </span>
                    ) : (
                      <span className={css.quiet}>{t('chain.free')}</span>
                    ),
                },
                {
                  key: 'patrols',
                  title: t('chain.times'),
                  number: true,
                  cell: ({ patrols }) => (
                    <Cell
                      value={patrols === null ? null : format.number(patrols)}
                      why={t('chain.notDone')}
                    />
                  ),
                },
                {
                  key: 'hours',
                  title: t('chain.hours'),
                  number: true,
                  cell: ({ hours }) => (
                    <Cell
                      value={hours === null ? null : format.number(hours, 0)}
                      why={t('chain.noHours')}
                    />
                  ),
                },
                {
                  key: 'clash',
                  title: t('chain.against'),
                  cell: (row) =>
                    row.clashes.length === 0 ? (
                      <Cell value={null} why={t('chain.noClash')} />
                    ) : (
                      <span className={css.clash}>
                        <StateChip tone="out">
                          {t('chain.clashCount', { count: row.clashes.length })}
                        </StateChip>
                        {row.clashes.slice(0, 2).map(({ record, on, why }) => (
                          <span key={record.id}>
                            <GoRecord register={record.register ?? 'patrol'} id={record.id}>
                              {format.when(on)}
                            </GoRecord>{' '}
                            <span className={css.quiet}>{t(`chain.why.${why}`)}</span>
                          </span>
                        ))}
                      </span>
                    ),
                },
              ]}
            />
          )}
          {unplaced > 0 && <p className={css.quiet}>{t('chain.unplaced', { count: unplaced })}</p>}
          {others.length > 0 && (
            <>
              <h3 className={css.group}>{t('chain.otherCaveats')}</h3>
              <p className={css.clash}>
                {others.map(({ id, caption, fields }) => (
                  <GoRecord key={id} register="caveat" id={id}>
                    <OutlineChip>
                      {capital(term('choice.caveat.kind', String(fields.kind ?? '')))}: {caption}
                    </OutlineChip>
                  </GoRecord>
                ))}
              </p>
            </>
          )}
        </>
      )}
    </Card>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
