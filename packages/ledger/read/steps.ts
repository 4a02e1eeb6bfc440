/** The steps of a series: which days of a span it tells, bounded. */
import { addDays, isDay, type Refusal, refuse } from '@konbit/model'

export type Step = 'day' | 'week' | 'month'

const POINTS_MAX = 5000

/** The days of a series: each day, each seventh day, or the last day of each month; always also `to`. */
export function stepsOf(from: string, to: string, step: Step): string[] | Refusal {
  const details = [
    ...(isDay(from) ? [] : [{ field: 'from', needs: 'a day' }]),
    ...(isDay(to) && (!isDay(from) || to >= from)
      ? []
      : [{ field: 'to', needs: 'a day, not before the first' }]),
  ]
  if (details.length > 0) return refuse('invalid-query', undefined, details)
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, step === 'week' ? 7 : 1)) {
    if (step !== 'month' || addDays(day, 1).endsWith('-01')) days.push(day)
    if (days.length > POINTS_MAX)
      return refuse(
        'too-many',
        `A series has at most ${POINTS_MAX} points. Ask for a longer step or fewer days.`,
      )
  }
  return [...days, to]
}
