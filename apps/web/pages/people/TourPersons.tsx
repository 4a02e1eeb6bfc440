/** The persons of one rotation: their tour, and who relieves each. By service number: the mission keeps duty data, not names. */
import type { RecordView, Refs } from '../../api/types.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card } from '../../parts/Card.tsx'
import { RecordState, StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { IconX } from '../../parts/icons.ts'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { usePages } from '../../table/usePages.ts'
import { useWords } from '../../words.tsx'
import css from './people.module.css'
import type { TourBar, TourLane } from './tours.ts'

export function TourPersons({
  lane,
  bar,
  onClose,
}: {
  lane: TourLane
  bar: TourBar
  onClose: () => void
}) {
  const t = useWords()
  const format = useFormat()
  const { query, rows, refs, total } = usePages(
    'tour',
    {
      ...(lane.contingentId
        ? { contingent: lane.contingentId }
        : { contributor: lane.contributorId }),
      endsOn: bar.to.slice(0, 7),
      state: bar.state,
      sort: 'endsOn',
    },
    50,
  )
  return (
    <Card
      title={t('tours.persons', { unit: lane.label, date: format.when(bar.to.slice(0, 7)) })}
      aside={total ? t('table.count', { count: total }) : undefined}
      action={
        <button type="button" className={css.close} aria-label={t('close')} onClick={onClose}>
          <IconX size={18} stroke={1.75} aria-hidden />
        </button>
      }
    >
      {query.error ? (
        <ErrorPanel error={query.error} again={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton lines={6} height={24} />
      ) : rows.length === 0 ? (
        <Empty title={t('tours.noPersons')} why={t('tours.noPersonsWhy')} />
      ) : (
        <Rows
          caption={t('tours.persons', {
            unit: lane.label,
            date: format.when(bar.to.slice(0, 7)),
          })}
          keyOf={({ id }) => id}
          rows={rows}
          columns={[
            {
              key: 'officer',
              title: t('tours.officer'),
              cell: (row) => <Named row={row} field="officer" refs={refs} />,
            },
            {
              key: 'state',
              title: t('field.state'),
              cell: (row) => <RecordState state={row.state} register="tour" />,
            },
            {
              key: 'from',
              title: t('tours.from'),
              cell: ({ fields }) => format.when(String(fields.startsOn ?? '')),
            },
            {
              key: 'to',
              title: t('tours.to'),
              cell: (row) => (
                <GoRecord register="tour" id={row.id}>
                  {format.when(String(row.fields.endsOn ?? ''))}
                </GoRecord>
              ),
            },
            {
              key: 'relief',
              title: t('tours.reliefBy'),
              cell: (row) =>
                row.fields.relief ? (
                  <Named row={row} field="relief" refs={refs} />
                ) : row.fields.withoutRelief === true ? (
                  t('tours.onPurpose')
                ) : (
                  <StateChip tone="out">{t('tours.nobody')}</StateChip>
                ),
            },
          ]}
        />
      )}
      <p className={css.more}>
        {query.hasNextPage && (
          <Button size="small" onClick={() => void query.fetchNextPage()}>
            {t('table.more', { count: Math.min(50, (total ?? 0) - rows.length) })}
          </Button>
        )}
        <Go
          to="/r/tour"
          search={{
            ...(lane.contingentId ? { contingent: lane.contingentId } : {}),
            endsOn: bar.to.slice(0, 7),
          }}
        >
          {t('tours.asList')}
        </Go>
      </p>
    </Card>
  )
}

function Named({ row, field, refs }: { row: RecordView; field: string; refs: Refs }) {
  const t = useWords()
  const id = String(row.fields[field] ?? '')
  const found = refs[id]
  return found ? (
    <GoRecord register="person" id={id}>
      {found.caption}
    </GoRecord>
  ) : (
    t('notAvailable')
  )
}
