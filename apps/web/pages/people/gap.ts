/** The gap by capability worked out: need and pledge by capability, own staff by that of their contingent. Pure. */
import type { MeasureView } from '../../api/types.ts'
import { type GapRow, missingOf } from '../../charts/GapBars.tsx'

/** One row for each capability that a need, a pledge or people are named under; the largest gap first. */
export function gapRows(
  views: Readonly<Record<'required' | 'pledged' | 'counted', MeasureView | undefined>>,
  word: (capability: string) => string,
): GapRow[] {
  const of = (view: MeasureView | undefined, key: string): number | null =>
    view?.rows.find((row) => row.key === key)?.value ?? null
  const keys = new Set(
    Object.values(views).flatMap((view) => (view?.rows ?? []).flatMap(({ key }) => key ?? [])),
  )
  return [...keys]
    .map((key) => {
      const required = of(views.required, key)
      return {
        key,
        label: capital(word(key)),
        required,
        // Where a need stands and nobody is counted under it, none are: the count itself is known.
        pledged: of(views.pledged, key) ?? (views.pledged?.rows.length ? 0 : null),
        there: of(views.counted, key) ?? (views.counted?.rows.length ? 0 : null),
      }
    })
    .sort((a, b) => (missingOf(b) ?? -1) - (missingOf(a) ?? -1) || a.label.localeCompare(b.label))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
