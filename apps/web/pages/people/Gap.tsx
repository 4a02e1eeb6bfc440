/** The gap by capability: what the plan asks for, what states pledged for it, who is there. The first figure of the desk. */
import { useNavigate } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import { figureOf, useFigures } from '../../api/people.ts'
import { GapBars, type GapRow, missingOf } from '../../charts/GapBars.tsx'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { gapRows } from './gap.ts'

const names = ['people.required', 'people.pledged', 'people.counted'] as const

export function Gap({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const asked = useFigures(names, 'capability')
  if (asked.error)
    return (
      <Card title={t('people.gap')}>
        <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
      </Card>
    )
  if (!asked.data)
    return (
      <Card title={t('people.gap')}>
        <Skeleton lines={7} height={24} />
      </Card>
    )
  const rows = gapRows(
    {
      required: figureOf(asked.data, names[0]),
      pledged: figureOf(asked.data, names[1]),
      counted: figureOf(asked.data, names[2]),
    },
    (key) => term('choice.requirement.capability', key),
  )
  const needed = rows.filter((row) => row.required !== null)
  if (needed.length === 0)
    return (
      <Card title={t('people.gap')}>
        <Empty
          title={t('people.gap.noneTitle')}
          why={t('people.gap.noneWhy')}
          action={<Go to="/r/requirement">{t('people.gap.noneDo')}</Go>}
        />
      </Card>
    )
  const required = needed.reduce((sum, row) => sum + (row.required ?? 0), 0)
  const missing = needed.reduce((sum, row) => sum + (missingOf(row) ?? 0), 0)
  const worst = needed[0] as GapRow
  return (
    <GapBars
      title={
        missing === 0
          ? t('people.gap.filled')
          : t('people.gap.finding', {
              missing,
              required,
              worst: worst.label.toLowerCase(),
              short: missingOf(worst) ?? 0,
            })
      }
      subtitle={t('people.gap.sub', { date: format.when(day) })}
      source={t('people.gap.source')}
      file={`gap-${mission.id}-${day}`}
      unit={t('unit.word.persons')}
      name={t('people.gap.capability')}
      rows={rows}
      onOpen={(key) =>
        void navigate({
          to: `/${mission.id}/r/requirement` as never,
          search: { capability: key, state: 'standing' } as never,
        })
      }
    />
  )
}
