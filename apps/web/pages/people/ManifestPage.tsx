/** The manifest of one movement: planned against done, and seat by seat who is booked, boarded, or did not come. */
import { useParams } from '@tanstack/react-router'
import { useRegister } from '../../api/hooks.ts'
import { type ManifestRow, useManifest } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { Button, GoButton } from '../../parts/Button.tsx'
import { Card, PageHead, Path } from '../../parts/Card.tsx'
import { RecordState } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { IconPrinter } from '../../parts/icons.ts'
import { Empty, ErrorPanel, Skeleton, When } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { usePages } from '../../table/usePages.ts'
import { useWords } from '../../words.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { Against } from './Against.tsx'
import { differsOf } from './manifests.ts'
import css from './people.module.css'

export default function ManifestPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = useManifest(id)
  return (
    <When
      query={asked}
      skeleton={
        <Card>
          <Skeleton lines={10} height={24} />
        </Card>
      }
    >
      {({ items: [row] }) => (row ? <Manifest row={row} /> : null)}
    </When>
  )
}

function Manifest({ row }: { row: ManifestRow }) {
  const t = useWords()
  const { movement } = row
  const mayBook = useRegister('seat')?.may.includes('enter') ?? false
  return (
    <>
      <PageHead
        path={
          <Path label={t('record.path')}>
            <li>
              <Go to="/people/manifests">{t('manifests.back')}</Go>
            </li>
            <li>
              <GoRecord register="movement" id={movement.id}>
                {t('manifests.toRecord')}
              </GoRecord>
            </li>
          </Path>
        }
        title={t('manifests.of', { movement: movement.caption })}
        marks={<RecordState state={row.state} register="movement" />}
        actions={
          <>
            <Button
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
              onClick={() => print()}
            >
              {t('print')}
            </Button>
            {mayBook && row.state === 'planned' && (
              <GoButton
                look="filled"
                to="/r/seat/new"
                search={{ movement: movement.id, contributor: row.contributor?.id }}
              >
                {t('manifests.book')}
              </GoButton>
            )}
          </>
        }
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        <Figures row={row} />
        <Seats row={row} />
      </div>
    </>
  )
}

function Figures({ row }: { row: ManifestRow }) {
  const t = useWords()
  const format = useFormat()
  const differs = differsOf(row)
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? null : format.number(value)
  const facts: [string, React.ReactNode, string][] = [
    ['plannedFor', row.plannedOn && format.when(row.plannedOn), t('notAvailable')],
    ['movedOn', row.movedOn && format.when(row.movedOn), t('manifests.notYet')],
    ['carrier', row.carrier, t('notAvailable')],
    ['from', row.fromBase?.caption, t('notAvailable')],
    ['to', row.base?.caption, t('notAvailable')],
    ['seats', number(row.seats), t('manifests.noSeats')],
    ['personsPlanned', number(row.personsPlanned), t('notAvailable')],
    ['booked', number(row.manifest?.booked), t('manifests.noSeats')],
    ['boarded', number(row.manifest?.boarded), t('manifests.noSeats')],
    ['noShow', number(row.manifest?.noShow), t('manifests.noSeats')],
    ['removed', number(row.manifest?.removed), t('manifests.noSeats')],
    ['persons', number(row.persons), t('manifests.notYet')],
  ]
  return (
    <Card>
      <dl className={css.facts}>
        {facts.map(([key, value, why]) => (
          <div key={key}>
            <dt>{t(`manifests.${key}`)}</dt>
            <dd>
              <Cell value={value || null} why={why} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.more}>
        <Against row={row} />
      </p>
      {differs && <p className={css.late}>{t('manifests.differs', differs)}</p>}
    </Card>
  )
}

function Seats({ row }: { row: ManifestRow }) {
  const t = useWords()
  const seat = useRegister('seat')
  const { query, rows, refs, total } = usePages('seat', { movement: row.movement.id }, 200)
  return (
    <Card
      title={t('manifests.whom')}
      aside={total ? t('table.count', { count: total }) : undefined}
      action={
        <Go to="/r/seat" search={{ movement: row.movement.id }}>
          {t('desk.all')}
        </Go>
      }
    >
      {query.error ? (
        <ErrorPanel error={query.error} again={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton lines={6} height={24} />
      ) : rows.length === 0 ? (
        <Empty title={t('manifests.nobody')} why={t('manifests.nobodyWhy')} />
      ) : (
        <Rows
          caption={t('manifests.whom')}
          keyOf={({ id }) => id}
          rows={rows}
          columns={[
            {
              key: 'officer',
              title: t('manifests.officer'),
              cell: ({ fields }) => {
                const id = String(fields.officer ?? '')
                return refs[id] ? (
                  <GoRecord register="person" id={id}>
                    {refs[id].caption}
                  </GoRecord>
                ) : (
                  t('notAvailable')
                )
              },
            },
            {
              key: 'state',
              title: t('manifests.seatState'),
              cell: ({ id, state }) => (
                <GoRecord register="seat" id={id}>
                  <RecordState state={state} register="seat" />
                </GoRecord>
              ),
            },
            {
              key: 'note',
              title: seat?.fields.note?.title ?? '',
              cell: ({ fields }) => <Cell value={fields.note ? String(fields.note) : null} />,
            },
          ]}
        />
      )}
      <p className={css.more}>
        {query.hasNextPage && (
          <Button size="small" onClick={() => void query.fetchNextPage()}>
            {t('table.more', { count: Math.min(200, (total ?? 0) - rows.length) })}
          </Button>
        )}
      </p>
    </Card>
  )
}
