/** The board of vehicles out of the answer on fitness: lanes, totals by class and base, why vehicles are not fit. Pure. */
import type { Fitness, FitTotal, VehicleFit } from '../../api/force.ts'

export const lanes = ['fit', 'unfit', 'offRoad', 'expected'] as const
export type Lane = (typeof lanes)[number]

/** Where a vehicle stands. Without a task, what is serviceable counts as fit for none: its lane says so. */
export function laneOf(one: VehicleFit): Lane | undefined {
  if (one.state === 'expected') return 'expected'
  if (one.state === 'writtenOff') return undefined
  if (!one.isServiceable) return 'offRoad'
  return one.isFit === false ? 'unfit' : 'fit'
}

export type Filter = { type?: string | undefined; base?: string | null | undefined }
const passes = (one: { type: string; base: string | null }, { type, base }: Filter): boolean =>
  (type === undefined || one.type === type) && (base === undefined || one.base === base)

export function boardOf(items: readonly VehicleFit[], filter: Filter): Record<Lane, VehicleFit[]> {
  const board: Record<Lane, VehicleFit[]> = { fit: [], unfit: [], offRoad: [], expected: [] }
  for (const one of items) {
    const lane = passes(one, filter) ? laneOf(one) : undefined
    if (lane) board[lane].push(one)
  }
  const byPlate = (a: VehicleFit, b: VehicleFit): number => (a.plate < b.plate ? -1 : 1)
  board.fit.sort(byPlate)
  board.expected.sort(byPlate)
  board.unfit.sort((a, b) => a.lacks.join().localeCompare(b.lacks.join()) || byPlate(a, b))
  board.offRoad.sort((a, b) => (a.since ?? '9999').localeCompare(b.since ?? '9999'))
  return board
}

export type Count = { fit: number; unfit: number; offRoad: number; expected: number }
const none = (): Count => ({ fit: 0, unfit: 0, offRoad: 0, expected: 0 })
/** Accepted and not written off: what the mission holds. */
export const heldOf = (count: Count): number => count.fit + count.unfit + count.offRoad

const countOf = (one: FitTotal): Count => ({
  fit: one.fit ?? one.serviceable,
  unfit: one.fit === null ? 0 : one.serviceable - one.fit,
  offRoad: one.offRoad,
  expected: one.expected,
})
const add = (into: Count, more: Count): void => {
  for (const key of lanes) into[key] += more[key]
}

/** How many there are in each lane, listed or not. */
export function countIn(totals: readonly FitTotal[], filter: Filter): Count {
  const count = none()
  for (const total of totals) if (passes(total, filter)) add(count, countOf(total))
  return count
}

export type Matrix = {
  types: string[]
  bases: (string | null)[]
  whole: Count
  rows: { type: string; whole: Count; cells: Map<string | null, Count> }[]
}

export function matrixOf({ totals, refs }: Pick<Fitness, 'totals' | 'refs'>): Matrix {
  const whole = none()
  const rows = new Map<string, { whole: Count; cells: Map<string | null, Count> }>()
  for (const total of totals) {
    const count = countOf(total)
    const row = rows.get(total.type) ?? { whole: none(), cells: new Map() }
    rows.set(total.type, row)
    const cell = row.cells.get(total.base) ?? none()
    row.cells.set(total.base, cell)
    for (const into of [whole, row.whole, cell]) add(into, count)
  }
  const bases = [...new Set(totals.map((one) => one.base))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : (refs[a] ?? a).localeCompare(refs[b] ?? b),
  )
  const sized = [...rows].sort(
    ([, a], [, b]) => heldOf(b.whole) + b.whole.expected - heldOf(a.whole) - a.whole.expected,
  )
  return {
    types: sized.map(([type]) => type),
    bases,
    whole,
    rows: sized.map(([type, row]) => ({ type, ...row })),
  }
}

/** Vehicles by what they lack, the commonest lack first, with how many there are; one that lacks two things stands under both. */
export function byLack(
  items: readonly VehicleFit[],
  counts: Readonly<Record<string, number>>,
): { lack: string; count: number; items: VehicleFit[] }[] {
  const found = new Map<string, VehicleFit[]>()
  for (const one of items)
    for (const lack of one.lacks.length > 0 ? one.lacks : ['unknown'])
      found.set(lack, [...(found.get(lack) ?? []), one])
  return [...found]
    .map(([lack, list]) => ({ lack, count: counts[lack] ?? list.length, items: list }))
    .sort((a, b) => b.count - a.count)
}
