/** What was planned of a movement against what came of it, in a few words. */
import type { ManifestRow } from '../../api/people.ts'
import { StateChip } from '../../parts/Chip.tsx'
import { useWords } from '../../words.tsx'
import { differenceOf, lateOf } from './manifests.ts'
import css from './people.module.css'

export function Against({ row }: { row: ManifestRow }) {
  const t = useWords()
  const late = lateOf(row)
  const difference = differenceOf(row)
  if (row.state !== 'done') return null
  const said = [
    late && late > 0 ? t('manifests.late', { count: late }) : '',
    late && late < 0 ? t('manifests.early', { count: -late }) : '',
    difference && difference < 0 ? t('manifests.short', { count: -difference }) : '',
    difference && difference > 0 ? t('manifests.over', { count: difference }) : '',
  ].filter(Boolean)
  return said.length === 0 ? (
    <span className={css.aside}>{t('manifests.asPlanned')}</span>
  ) : (
    <StateChip tone="limited">{said.join(', ')}</StateChip>
  )
}
