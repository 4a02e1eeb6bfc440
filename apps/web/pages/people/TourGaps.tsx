/** Rotations that end and are not wholly relieved in time, soonest first. */
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { Rows } from '../../parts/Rows.tsx'
import { useWords } from '../../words.tsx'
import css from './people.module.css'
import type { gapsOf, TourLane } from './tours.ts'

const SHOWN = 12

export function TourGaps({
  gaps,
  day,
  onOpen,
}: {
  gaps: ReturnType<typeof gapsOf>
  day: string
  onOpen: (rotation: string) => void
}) {
  const t = useWords()
  const format = useFormat()
  if (gaps.length === 0) return null
  return (
    <Card
      title={t('tours.gaps')}
      aside={t('tours.gapsAside', { shown: Math.min(SHOWN, gaps.length), count: gaps.length })}
    >
      <Rows
        caption={t('tours.gaps')}
        keyOf={(one) => one.key}
        rows={gaps.slice(0, SHOWN)}
        columns={[
          {
            key: 'unit',
            title: t('tours.unit'),
            cell: ({ lane }) => <UnitName lane={lane} />,
          },
          { key: 'to', title: t('tours.to'), cell: ({ to }) => format.when(to) },
          {
            key: 'left',
            title: t('tours.left'),
            number: true,
            cell: ({ to }) => format.number(daysBetween(day, to)),
          },
          {
            key: 'persons',
            title: t('tours.ending'),
            number: true,
            cell: ({ persons }) => format.number(persons),
          },
          {
            key: 'open',
            title: t('tours.unrelieved'),
            number: true,
            cell: ({ open }) => <b>{format.number(open)}</b>,
          },
          {
            key: 'gap',
            title: t('tours.gapLong'),
            number: true,
            cell: ({ gapDays, open }) =>
              gapDays ? format.days(gapDays) : open > 0 ? t('tours.noEnd') : format.days(0),
          },
          {
            key: 'who',
            title: '',
            cell: ({ key }) => (
              <button type="button" className={css.quiet} onClick={() => onOpen(key)}>
                {t('tours.who')}
              </button>
            ),
          },
        ]}
      />
    </Card>
  )
}

function UnitName({ lane }: { lane: TourLane }) {
  return lane.contingentId ? (
    <GoRecord register="contingent" id={lane.contingentId}>
      {lane.label}
    </GoRecord>
  ) : (
    <Go to={`/contributor/${lane.contributorId}`}>{lane.label}</Go>
  )
}
