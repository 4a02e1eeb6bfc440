/** The tables of posts and cover: a line for each unit, base or contributor, and the posts that stand empty the longest. */
import type { Tongue, VacantPost } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { Go, GoRecord } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Cell, Rows, type RowsColumn } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './people.module.css'
import type { Gather, PostLine } from './posts.ts'

const SHOWN = 12
const tongues = ['fr', 'ht'] as const
const registers = { contingent: 'contingent', base: 'site' } as const

export function CoverTable({
  lines,
  whole,
  by,
}: {
  lines: readonly PostLine[]
  whole: PostLine
  by: Gather
}) {
  const t = useWords()
  const format = useFormat()
  const share = (part: number, all: number): string =>
    `${format.number(part)} · ${format.number(Math.round((100 * part) / all))} %`
  const there = (part: (line: PostLine) => number) => (line: PostLine) => (
    <Cell
      value={line.persons === 0 ? null : share(part(line), line.persons)}
      why={t('posts.nobody')}
    />
  )
  const covered = (tongue: (typeof tongues)[number]) => (line: PostLine) => (
    <Covered {...line.languages[tongue]} />
  )
  const columns: RowsColumn<PostLine>[] = [
    { key: 'name', title: t(`posts.by.${by}`), cell: (line) => <Name line={line} by={by} /> },
    {
      key: 'filled',
      title: t('posts.filled'),
      number: true,
      cell: (line) => (
        <>
          {format.number(line.filled)}
          {line.absent > 0 && (
            <>
              {' '}
              <StateChip tone="limited">
                {t('posts.absent')}: {format.number(line.absent)}
              </StateChip>
            </>
          )}
        </>
      ),
    },
    {
      key: 'open',
      title: t('posts.empty'),
      number: true,
      cell: ({ open }) => format.number(open),
    },
    {
      key: 'persons',
      title: t('posts.persons'),
      number: true,
      cell: ({ persons }) => format.number(persons),
    },
    {
      key: 'women',
      title: t('posts.women'),
      number: true,
      cell: (line) => (
        <>
          {there(({ women }) => women)(line)}
          {line.sexUnsaid > 0 && (
            <span className={css.aside}>{t('posts.womenUnsaid', { count: line.sexUnsaid })}</span>
          )}
        </>
      ),
    },
    ...tongues.map((tongue) => ({
      key: `speaks ${tongue}`,
      title: t(`posts.speaks.${tongue}`),
      number: true,
      cell: there(({ languages }) => languages[tongue].speakers),
    })),
    ...tongues.map((tongue) => ({
      key: `needs ${tongue}`,
      title: t(`posts.needs.${tongue}`),
      number: true,
      cell: covered(tongue),
    })),
  ]
  return (
    <Card title={t('posts.cover')} aside={t('posts.coverAside')}>
      <Rows
        caption={t('posts.cover')}
        keyOf={({ key }) => key}
        tone={({ key }) => (key === 'whole' ? 'whole' : undefined)}
        rows={lines.length > 1 ? [...lines, whole] : lines}
        columns={columns}
      />
      <p className={css.source}>
        {t('posts.coverSource')}{' '}
        {whole.languageUnsaid > 0 && t('posts.languageUnsaid', { count: whole.languageUnsaid })}
      </p>
    </Card>
  )
}

function Name({ line: { key, name }, by }: { line: PostLine; by: Gather }) {
  const t = useWords()
  if (key === 'whole') return t('people.whole')
  if (!name) return t('posts.unsaidPlace')
  return by === 'contributor' ? (
    <Go to={`/contributor/${name.id}`}>{name.caption}</Go>
  ) : (
    <GoRecord register={registers[by]} id={name.id}>
      {name.caption}
    </GoRecord>
  )
}

/** Posts that need a language: how many have somebody who speaks it. None there to be covered is no gap. */
function Covered({ posts, covered }: Tongue) {
  const t = useWords()
  if (posts === 0) return <Cell value={null} why={t('posts.noNeed')} />
  const said = t('posts.ofNeeded', { covered, posts })
  return covered === posts ? said : <StateChip tone="limited">{said}</StateChip>
}

export function VacantList({
  vacant,
  total,
  more,
  finding,
}: {
  vacant: readonly VacantPost[]
  total: number
  more: boolean
  /** Said here where no chart says it. */
  finding: string | undefined
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const shown = vacant.slice(0, SHOWN)
  return (
    <Card
      title={finding ?? t('posts.vacant')}
      aside={
        total > 0
          ? t('posts.vacantAside', {
              shown: format.number(shown.length),
              count: format.number(total),
            })
          : undefined
      }
      action={
        <Go to="/r/post" search={{ state: 'open', sort: 'vacantSince' }}>
          {t('desk.all')}
        </Go>
      }
    >
      {shown.length === 0 ? (
        <p className={css.source}>{t('posts.noVacant')}</p>
      ) : (
        <List label={t('posts.vacant')}>
          {shown.map((post) => (
            <ListRow
              key={post.id}
              lead={post.days === null ? '–' : format.days(post.days)}
              title={post.caption}
              caption={[
                post.contingent?.caption,
                post.base?.caption,
                post.days === null ? t('posts.sinceUnsaid') : '',
              ]
                .filter(Boolean)
                .join(' · ')}
              end={
                post.needsLanguage
                  ? t('posts.needsLanguage', {
                      language: term('choice.post.needsLanguage', post.needsLanguage),
                    })
                  : undefined
              }
              to={`/r/post/${post.id}`}
            />
          ))}
        </List>
      )}
      {more && <p className={css.source}>{t('posts.source')}</p>}
    </Card>
  )
}
