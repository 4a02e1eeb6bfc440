/** Harm by quarter out of source statements: the adopted one is used, rivals stand beside it, a quarter without is empty. Pure. */
import type { RecordView, Refs } from '../../api/types.ts'
import type { Quarter } from '../../charts/KilledByQuarter.tsx'
import { precisionOf } from '../../charts/statement.ts'
import { monthAfter } from '../../charts/TimeBrush.tsx'

const startOf = (day: string): string =>
  monthAfter(`${day.slice(0, 7)}-01`, -((Number(day.slice(5, 7)) - 1) % 3))

export const quarterStart = startOf
export const quarterEnd = (day: string): string => monthAfter(startOf(day), 3)

/** Every quarter from `first` up to `last`, each with what is said of exactly that quarter. */
export function quartersOf(
  claims: readonly RecordView[],
  refs: Refs,
  first: string,
  last: string,
): Quarter[] {
  const quarters: Quarter[] = []
  for (let from = startOf(first); from < last; from = monthAfter(from, 3)) {
    const said = claims.filter(
      ({ state, fields }) =>
        state !== 'setAside' &&
        typeof fields.value === 'number' &&
        String(fields.periodFirst ?? '').slice(0, 7) === from.slice(0, 7) &&
        String(fields.periodLast ?? '').slice(0, 7) === monthAfter(from, 2).slice(0, 7),
    )
    const values = said.map(({ fields }) => fields.value as number)
    const used = said.find(({ state }) => state === 'adopted') ?? said.at(-1)
    const precision = used && precisionOf(used.fields.precision)
    const codes = said.map(
      ({ fields }) => (refs[String(fields.source)]?.caption ?? '').split(/[ ,:]/)[0] ?? '',
    )
    quarters.push({
      first: from,
      next: monthAfter(from, 3),
      value: used ? (used.fields.value as number) : null,
      ...(precision === 'atLeast' || precision === 'over' ? { bound: 'atLeast' as const } : {}),
      ...(values.length > 1 ? { low: Math.min(...values), high: Math.max(...values) } : {}),
      sources: [...new Set(codes)].filter(Boolean).join(', '),
    })
  }
  return quarters
}
