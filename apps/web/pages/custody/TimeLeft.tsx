/** What is left of a clock, or how far it has run over, in words and with an icon; never by colour alone. */
import { StateChip } from '../../parts/Chip.tsx'
import { useWords } from '../../words.tsx'
import { type Clock, partsOf } from './clocks.ts'
import css from './custody.module.css'

const SOON = 12 * 3_600_000

export function TimeLeft({ clock, none }: { clock: Clock; none: string }) {
  const t = useWords()
  if (!clock)
    return (
      <span className={css.none} title={none}>
        <span aria-hidden="true">–</span>
        <span className="aside-only">{none}</span>
      </span>
    )
  if ('done' in clock)
    return (
      <StateChip tone={clock.late ? 'out' : 'fit'}>
        {t(clock.late ? 'custody.doneLate' : 'custody.doneInTime')}
      </StateChip>
    )
  const { days, hours, minutes } = partsOf(clock.left)
  const span =
    days > 0 ? t('custody.spanDays', { days, hours }) : t('custody.spanHours', { hours, minutes })
  return clock.left < 0 ? (
    <StateChip tone="out">{t('custody.over', { span })}</StateChip>
  ) : (
    <StateChip tone={clock.left < SOON ? 'late' : 'unknown'}>
      {t('custody.left', { span })}
    </StateChip>
  )
}
