/** The board of patrols in its columns, and what is said of one in a line. Pure; how it looks is beside it. */
import type { BoardColumn, BoardItem } from '../../api/operations.ts'

/** As a watch officer reads it: who may leave, who is out, who is late, who is back. */
export const columns = ['gate', 'out', 'late', 'back', 'turned'] as const
export type Column = (typeof columns)[number]

const columnOf: Record<BoardColumn, Column> = {
  planned: 'gate',
  gate: 'gate',
  out: 'out',
  overdue: 'late',
  stranded: 'late',
  back: 'back',
  turned: 'turned',
}

export function byColumn(items: readonly BoardItem[]): Record<Column, BoardItem[]> {
  const found = Object.fromEntries(columns.map((one) => [one, []])) as unknown as Record<
    Column,
    BoardItem[]
  >
  for (const one of items) found[columnOf[one.column]].push(one)
  return found
}

export const goes = ({ lacks }: BoardItem): boolean => lacks.length === 0

/** Of a board, what its title says. */
export function countsOf(items: readonly BoardItem[]): {
  go: number
  noGo: number
  out: number
  late: number
} {
  const { gate, out, late } = byColumn(items)
  const go = gate.filter(goes).length
  return { go, noGo: gate.length - go, out: out.length, late: late.length }
}
