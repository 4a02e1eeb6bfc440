/**
 * Posts against persons: which stand empty and for how long, whether somebody there speaks the language that a post needs, and
 * how many are women; by unit, base or contributor. Every number leads to its list.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import { usePosts } from '../../api/people.ts'
import { StepBars } from '../../charts/StepBars.tsx'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Button } from '../../parts/Button.tsx'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { IconPrinter } from '../../parts/icons.ts'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { Segments } from '../../parts/Segments.tsx'
import { useWords } from '../../words.tsx'
import { DeskExport } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import { CoverTable, VacantList } from './Cover.tsx'
import css from './people.module.css'
import { type Gather, gathers, linesBy, vacancyAges, wholeOf } from './posts.ts'

const colors = {
  days30: 'var(--series-6)',
  days90: 'var(--series-2)',
  older: 'var(--series-8)',
  unsaid: 'var(--bar-old)',
} as const
/** So many bars stand in the chart; its table and the list hold them all. */
const BARS = 16

export default function PostsPage() {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const day = usePageDay()
  const { by: asked } = useSearch({ strict: false }) as { by?: string }
  const by: Gather = gathers.find((one) => one === asked) ?? 'contingent'
  const posts = usePosts()
  return (
    <>
      <PageHead
        title={t('posts.title')}
        question={t('posts.question', { date: format.when(day) })}
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
        <When
          query={posts}
          skeleton={
            <Card>
              <Skeleton lines={10} height={24} />
            </Card>
          }
        >
          {({ rows, vacant, vacantMore, day: counted }) => {
            const lines = linesBy(rows, by)
            const whole = wholeOf(rows)
            const all = whole.open + whole.filled
            if (all === 0 && whole.persons === 0)
              return (
                <Card title={t('posts.title')}>
                  <Empty
                    title={t('posts.none')}
                    why={t('posts.noneWhy')}
                    action={<Go to="/r/post">{t('posts.noneDo')}</Go>}
                  />
                </Card>
              )
            const empty = lines.filter(({ open }) => open > 0)
            const finding =
              whole.open === 0
                ? t('posts.findingNone')
                : t(whole.oldestOn ? 'posts.findingOldest' : 'posts.finding', {
                    count: whole.open,
                    all,
                    days: whole.oldestOn ? format.days(daysBetween(whole.oldestOn, counted)) : '',
                  })
            return (
              <>
                <div className={css.tools} data-print="no">
                  <span>{t('posts.by')}</span>
                  <Segments
                    label={t('posts.by')}
                    value={by}
                    choices={gathers.map((value) => ({ value, title: t(`posts.by.${value}`) }))}
                    onChoose={(value) =>
                      void navigate({
                        to: '.',
                        search: ((before: object) => ({ ...before, by: value })) as never,
                        replace: true,
                        resetScroll: false,
                      })
                    }
                  />
                </div>
                {empty.length > 0 && (
                  <StepBars
                    title={finding}
                    subtitle={t('posts.sub', { date: format.when(day) })}
                    source={t('posts.source')}
                    file={`posts-${mission.id}-${day}`}
                    unit={t('posts.empty').toLowerCase()}
                    name={t(`posts.by.${by}`)}
                    parts={vacancyAges.map((key) => ({
                      key,
                      title: t(`posts.age.${key}`),
                      color: colors[key],
                    }))}
                    write={(value) => format.number(value)}
                    rows={empty.slice(0, BARS).map((line) => ({
                      key: line.key,
                      label: line.name?.caption ?? t('posts.unsaidPlace'),
                      values: {
                        days30: line.days30,
                        days90: line.days90,
                        older: line.older,
                        unsaid: line.unsaid,
                      },
                      lines: [],
                    }))}
                    onOpen={(row) =>
                      void navigate({
                        to: `/${mission.id}/r/post` as never,
                        search: { state: 'open', ...(row ? { [by]: row } : {}) } as never,
                      })
                    }
                  />
                )}
                <VacantList
                  vacant={vacant}
                  total={whole.open}
                  more={vacantMore}
                  finding={empty.length > 0 ? undefined : finding}
                />
                <CoverTable lines={lines} whole={whole} by={by} />
              </>
            )
          }}
        </When>
      </div>
    </>
  )
}
