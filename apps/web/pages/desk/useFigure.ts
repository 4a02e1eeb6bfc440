/** One measure as the cell of a strip: its value, the date it stands for, what it rests on, who says otherwise. */
import { useMeasure } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import type { Bound, FigureView, MeasureView, Note, Spread } from '../../api/types.ts'
import { precisionOf } from '../../charts/statement.ts'
import { lastDay } from '../../frame/days.ts'
import { useToday } from '../../frame/TimeMachine.tsx'

type Answer = MeasureView & { spread?: Spread | null; form?: string; label?: string }

const bounds: readonly string[] = ['atLeast', 'over', 'atMost', 'below', 'about']

/** Undefined while it is asked for. `note` is one short line of meaning, already in words. */
export function useFigure(
  name: string,
  note?: string | undefined,
  trend?: FigureView['trend'],
): FigureView | undefined {
  const { data } = useMeasure(name) as { data: Answer | undefined }
  const moment = useMoment()
  const today = useToday()
  if (!data) return undefined
  const first = data.rests?.[0]
  const isAdopted = data.form === 'latest' && first?.register === 'claim'
  const said = data.claims?.find((claim) => claim.id === first?.id)
  const precision = said && precisionOf(said.precision)
  const plain = (text: string): Note => ({ key: '', values: {}, text })
  return {
    name,
    title: data.title,
    value: data.value,
    unit: data.unit,
    asOn: (isAdopted ? said?.asOf : undefined) ?? lastDay(moment.at ?? today),
    basis: isAdopted ? 'adopted' : 'record',
    partial: data.partial ?? false,
    trend: trend ?? [],
    rivals: data.spread ?? null,
    statements: data.claims?.length ?? 0,
    ...(isAdopted && precision && bounds.includes(precision) ? { bound: precision as Bound } : {}),
    ...(note ? { note: plain(note) } : {}),
  }
}
