/** Where people stand still and why: those who wait, by contributor, by what they wait for; and where the others stand. */
import { useNavigate } from '@tanstack/react-router'
import { useMission } from '../../api/hooks.ts'
import { useStanding } from '../../api/people.ts'
import { StepBars, type StepPart } from '../../charts/StepBars.tsx'
import { useFormat } from '../../format.ts'
import { daysBetween } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, ErrorPanel, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'
import { stillRows } from './still.ts'

/** What a person waits for, in the order of the way here; those not yet ready come before all of them. */
export const reasons = [
  'training',
  'visa',
  'money',
  'equipment',
  'seat',
  'bed',
  'other',
  'unsaid',
] as const
const colors: Readonly<Record<string, string>> = {
  training: 'var(--series-6)',
  visa: 'var(--series-8)',
  money: 'var(--series-2)',
  equipment: 'var(--series-5)',
  seat: 'var(--series-4)',
  bed: 'var(--series-3)',
  other: 'var(--bar-old)',
  unsaid: 'var(--ink3)',
}

export function Still({ day, contributor }: { day: string; contributor?: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const mission = useMission()
  const navigate = useNavigate()
  const asked = useStanding()
  if (asked.error)
    return (
      <Card title={t('people.still')}>
        <ErrorPanel error={asked.error} again={() => void asked.refetch()} />
      </Card>
    )
  if (!asked.data)
    return (
      <Card title={t('people.still')}>
        <Skeleton lines={6} height={24} />
      </Card>
    )
  const items = asked.data.items.filter((one) => !contributor || one.contributor.id === contributor)
  const rows = stillRows(items)
  if (rows.length === 0) {
    const anybody = items.some(({ persons }) => persons > 0)
    return (
      <Card title={t('people.still')}>
        <Empty
          title={t(anybody ? 'people.still.nobody' : 'people.still.noPersons')}
          why={t(anybody ? 'people.still.nobodyWhy' : 'people.still.noPersonsWhy')}
          action={!anybody && <Go to="/r/person">{t('people.still.noPersonsDo')}</Go>}
        />
      </Card>
    )
  }
  const total = rows.reduce((sum, row) => sum + row.total, 0)
  const sums = reasons
    .map((key) => ({ key, sum: rows.reduce((all, row) => all + (row.values[key] ?? 0), 0) }))
    .sort((a, b) => b.sum - a.sum)
  const parts: StepPart[] = reasons.map((key) => ({
    key,
    title: key === 'unsaid' ? t('people.still.unsaid') : term('choice.person.waitsFor', key),
    color: colors[key] as string,
  }))
  const worst = sums[0] as { key: string; sum: number }
  return (
    <StepBars
      title={t('people.still.finding', {
        count: total,
        reason: (parts.find(({ key }) => key === worst.key)?.title ?? '').toLowerCase(),
        most: worst.sum,
      })}
      subtitle={t('people.still.sub', { date: format.when(day) })}
      source={t('people.still.source')}
      file={`waiting-${mission.id}-${day}`}
      unit={t('unit.word.persons')}
      name={t('tours.contributor')}
      parts={parts}
      write={(value) => format.number(value)}
      rows={rows.map(({ key, label, values, oldestOn }) => ({
        key,
        label,
        values,
        lines: oldestOn
          ? [
              t('people.still.oldest', {
                count: daysBetween(oldestOn, day),
                date: format.when(oldestOn),
              }),
            ]
          : [],
      }))}
      onOpen={(row, part) =>
        void navigate({
          to: `/${mission.id}/r/person` as never,
          search: {
            contributor: row,
            state: 'waiting',
            ...(part === 'unsaid' ? {} : { waitsFor: part }),
          } as never,
        })
      }
    />
  )
}
