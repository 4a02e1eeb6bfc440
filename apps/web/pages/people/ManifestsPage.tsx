/** Manifests: movement by movement, what was planned, who is booked, who came and who did not, and the seats left. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import { useHere } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import type { ManifestRow, Manifests } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go } from '../../parts/Go.tsx'
import { IconPrinter } from '../../parts/icons.ts'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import { Against } from './Against.tsx'
import { freeOf } from './manifests.ts'
import css from './people.module.css'

const states = ['planned', 'done', 'cancelled'] as const

export default function ManifestsPage() {
  const t = useWords()
  const format = useFormat()
  const navigate = useNavigate()
  const day = usePageDay()
  const { state: asked } = useSearch({ strict: false }) as { state?: string }
  const state = states.find((one) => one === asked) ?? 'planned'
  const query = useManifests(state)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHead
        title={t('manifests.title')}
        question={t('manifests.question', { date: format.when(day) })}
        actions={
          <>
            <Button
              icon={<IconPrinter size={17} stroke={1.75} aria-hidden />}
              onClick={() => print()}
            >
              {t('print')}
            </Button>
            <DeskExport desk="people" />
          </>
        }
      />
      <DeskTabs desk="people" />
      <div className={css.page}>
        <Segments
          label={t('manifests.which')}
          value={state}
          choices={states.map((value) => ({ value, title: t(`manifests.${value}`) }))}
          onChoose={(value) =>
            void navigate({
              to: '.',
              search: ((before: object) => ({ ...before, state: value })) as never,
              replace: true,
              resetScroll: false,
            })
          }
        />
        <Card title={t('manifests.list')} aside={t('manifests.listAside')}>
          {query.error ? (
            <ErrorPanel error={query.error} again={() => void query.refetch()} />
          ) : query.isPending ? (
            <Skeleton lines={8} height={24} />
          ) : items.length === 0 ? (
            <Empty
              title={t('manifests.none')}
              why={t('manifests.noneWhy')}
              action={<Go to="/r/movement">{t('manifests.noneDo')}</Go>}
            />
          ) : (
            <Table items={items} />
          )}
          <p className={css.more}>
            {query.hasNextPage && (
              <Button size="small" onClick={() => void query.fetchNextPage()}>
                {t('table.more', { count: 50 })}
              </Button>
            )}
          </p>
          <p className={css.source}>{t('manifests.source')}</p>
        </Card>
      </div>
    </>
  )
}

function useManifests(state: string) {
  const { mission, person } = useHere()
  const moment = useMoment()
  const asked = { ...moment.params, state, limit: 50 }
  return useInfiniteQuery({
    queryKey: [mission.id, person.id, '/manifests', 'pages', asked],
    queryFn: ({ pageParam, signal }) =>
      get<Manifests>(
        `/${mission.id}/manifests`,
        { ...asked, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Manifests) => last.next ?? undefined,
    staleTime: 30_000,
  })
}

function Table({ items }: { items: readonly ManifestRow[] }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const number = (value: number | null, why: string) => (
    <Cell value={value === null ? null : format.number(value)} why={why} />
  )
  const seat = (part: 'booked' | 'boarded' | 'noShow') => (row: ManifestRow) =>
    number(row.manifest?.[part] ?? null, t('manifests.noSeats'))
  return (
    <Rows
      caption={t('manifests.list')}
      keyOf={({ movement }) => movement.id}
      rows={items}
      columns={[
        {
          key: 'movement',
          title: t('manifests.movement'),
          cell: ({ movement, kind, carrier }) => (
            <>
              <Go to={`/people/manifests/${movement.id}`}>{movement.caption}</Go>
              <span className={css.aside}>
                {[kind && term('report.kind', kind), carrier].filter(Boolean).join(' · ')}
              </span>
            </>
          ),
        },
        {
          key: 'day',
          title: t('manifests.day'),
          cell: ({ plannedOn, movedOn }) => format.when(movedOn ?? plannedOn ?? ''),
        },
        {
          key: 'seats',
          title: t('manifests.seats'),
          number: true,
          cell: (row) => {
            const free = freeOf(row)
            return (
              <>
                {number(row.seats, t('manifests.noSeats'))}
                {free !== null && row.state === 'planned' && (
                  <span className={css.aside}>
                    {free === 0 ? t('manifests.full') : t('manifests.free', { count: free })}
                  </span>
                )}
              </>
            )
          },
        },
        {
          key: 'planned',
          title: t('manifests.personsPlanned'),
          number: true,
          cell: ({ personsPlanned }) => number(personsPlanned, t('notAvailable')),
        },
        { key: 'booked', title: t('manifests.booked'), number: true, cell: seat('booked') },
        { key: 'boarded', title: t('manifests.boarded'), number: true, cell: seat('boarded') },
        {
          key: 'noShow',
          title: t('manifests.noShow'),
          number: true,
          cell: (row) =>
            (row.manifest?.noShow ?? 0) > 0 ? (
              <StateChip tone="limited">{format.number(row.manifest?.noShow ?? 0)}</StateChip>
            ) : (
              seat('noShow')(row)
            ),
        },
        {
          key: 'persons',
          title: t('manifests.persons'),
          number: true,
          cell: ({ persons }) => number(persons, t('manifests.notYet')),
        },
        {
          key: 'against',
          title: '',
          cell: (row) => <Against row={row} />,
        },
      ]}
    />
  )
}
