/** What is left of a clock in days, or how far it has run over: words and an icon, never colour alone. */
import { StateChip } from '../../parts/Chip.tsx'
import { useWords } from '../../words.tsx'

const soonDays = 7

export function DaysLeft({ left }: { left: number }) {
  const t = useWords()
  if (left < 0)
    return <StateChip tone="out">{t('accountability.over', { count: -left })}</StateChip>
  return (
    <StateChip tone={left <= soonDays ? 'late' : 'unknown'}>
      {left === 0 ? t('accountability.today') : t('accountability.left', { count: left })}
    </StateChip>
  )
}
