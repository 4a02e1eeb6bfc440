/**
 * Counting rules of public statistics: what of a table may be released, and what an outsider could work out from all tables
 * released so far by adding and taking away. Pure; the rule of the register and the page that proposes a table both ask here.
 */
import { addDays, isDay } from '@konbit/model'
import { clockEdition } from './clocks.ts'

/**
 * Edition of the rules: cells below `leastCell` are hidden, and others with them; nothing younger than `daysOld`; of a stock no two
 * days nearer than `daysApart`.
 */
export const countingRules = {
  edition: clockEdition,
  leastCell: 5,
  daysOld: 7,
  daysApart: 28,
} as const

/** Where things happened is told later than how many cases there were: whoever flees must be gone. */
const daysOldOf: Readonly<Record<string, number>> = { 'situation.incidents': 28 }
export const daysOldFor = (measure: string): number => daysOldOf[measure] ?? countingRules.daysOld

/** `value` null: hidden. */
export type Cell = { key: string; value: number | null }
export type Table = {
  periodFirst: string
  periodLast: string
  value: number | null
  cells: readonly Cell[]
}
/** Of a stock, as it stood on one day; else of a flow, over a period. */
export const isOfDay = ({ periodFirst, periodLast }: Pick<Table, 'periodFirst' | 'periodLast'>) =>
  isDay(periodFirst) && periodFirst === periodLast

/** The quarters of one calendar year that a period is made of: one of them or all four. */
export function quartersOf(first: string, last: string): readonly number[] | undefined {
  if (!isDay(first) || !isDay(last) || first.slice(0, 4) !== last.slice(0, 4)) return undefined
  const next = addDays(last, 1)
  const [from, to] = [Number(first.slice(5, 7)), Number(last.slice(5, 7))]
  if (!first.endsWith('-01') || !next.endsWith('-01') || (from - 1) % 3 !== 0) return undefined
  if (to === from + 2) return [(from - 1) / 3]
  return from === 1 && to === 12 ? [0, 1, 2, 3] : undefined
}

const isSmall = (value: number): boolean => value > 0 && value < countingRules.leastCell

/** One thing released: the basic cells it adds up, and what it came to. */
type Said = { over: ReadonlySet<string>; value: number }

function saidBy(table: Table): Said[] {
  const quarters = isOfDay(table) ? [0] : (quartersOf(table.periodFirst, table.periodLast) ?? [])
  const over = (keys: readonly string[]) =>
    new Set(keys.flatMap((key) => quarters.map((quarter) => `${quarter}/${key}`)))
  return [
    ...(table.value === null
      ? []
      : // Without parts it is one count itself.
        [
          {
            over: over(table.cells.length > 0 ? table.cells.map(({ key }) => key) : ['']),
            value: table.value,
          },
        ]),
    ...table.cells.flatMap(({ key, value }) =>
      value === null ? [] : [{ over: over([key]), value }],
    ),
  ]
}

const tiny = 1e-6
const near = (value: number, whole: number): boolean => Math.abs(value - whole) < tiny

/** Gauss and Jordan: what follows from all that was said, as rows with as few unknowns as there can be. */
function solved(said: readonly Said[]): { rows: number[][]; width: number } {
  const names = [...new Set(said.flatMap(({ over }) => [...over]))]
  const width = names.length
  const rows = said.map(({ over, value }) => [
    ...names.map((name) => (over.has(name) ? 1 : 0)),
    value,
  ])
  let top = 0
  for (let column = 0; column < width && top < rows.length; column++) {
    const found = rows.findIndex((row, at) => at >= top && Math.abs(row[column] as number) > tiny)
    if (found < 0) continue
    const row = rows[found] as number[]
    rows[found] = rows[top] as number[]
    const lead = row[column] as number
    rows[top] = row.map((one) => one / lead)
    for (const [at, other] of rows.entries()) {
      const factor = other[column] as number
      if (at === top || Math.abs(factor) < tiny) continue
      rows[at] = other.map(
        (one, index) => one - factor * ((rows[top] as number[])[index] as number),
      )
    }
    top += 1
  }
  return { rows, width }
}

/** Between what and what each unknown lies, since nobody counts below nothing: narrowed until it narrows no further. */
function bounded(rows: readonly (readonly number[])[], width: number): [number, number][] {
  const bounds: [number, number][] = Array.from({ length: width }, () => [
    0,
    Number.POSITIVE_INFINITY,
  ])
  const terms = rows.map((row) => ({
    value: row[width] as number,
    parts: row
      .slice(0, width)
      .flatMap((by, at) => (Math.abs(by) > tiny ? [[at, by] as const] : [])),
  }))
  for (let moved = true, turns = 0; moved && turns < 200; turns++) {
    moved = false
    for (const { value, parts } of terms)
      for (const [at, by] of parts) {
        const [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY].map((end) =>
          parts.reduce((rest, [other, factor]) => {
            if (other === at) return rest
            const [least, most] = bounds[other] as [number, number]
            return rest - factor * (factor > 0 === end > 0 ? least : most)
          }, value),
        ) as [number, number]
        const [from, to] = by > 0 ? [low / by, high / by] : [high / by, low / by]
        const bound = bounds[at] as [number, number]
        if (from > bound[0] + tiny) {
          bound[0] = from
          moved = true
        }
        if (to < bound[1] - tiny) {
          bound[1] = to
          moved = true
        }
      }
  }
  return bounds
}

/**
 * Why these tables may not stand beside each other, as a word; nothing when they may. `small`: a count below the least comes
 * out; `odd`: they cannot all hold.
 */
export function reveals(tables: readonly Table[]): 'small' | 'odd' | undefined {
  const said = tables.flatMap(saidBy)
  if (said.some(({ value }) => isSmall(value))) return 'small'
  // One taken from another that it is part of, as anybody would try first.
  for (const whole of said)
    for (const part of said)
      if (part.over.size < whole.over.size && [...part.over].every((one) => whole.over.has(one))) {
        const rest = whole.value - part.value
        if (rest < 0) return 'odd'
        if (isSmall(rest)) return 'small'
      }
  const { rows, width } = solved(said)
  if (bounded(rows, width).some(([least, most]) => near(least, most) && isSmall(Math.round(least))))
    return 'small'
  for (const row of rows) {
    const left = row.slice(0, width).filter((one) => Math.abs(one) > tiny)
    const value = row[width] as number
    if (left.length === 0) {
      if (!near(value, 0)) return 'odd'
    } else if (left.every((one) => near(one, 1)) && isSmall(Math.round(value))) return 'small'
  }
  return undefined
}

/** Counts by area: no whole is told, so that nothing can be taken from it, and each small one is hidden by itself. */
export const byArea = ({ cells, periodFirst, periodLast }: Counted): Table => ({
  periodFirst,
  periodLast,
  value: null,
  cells: cells.map(({ key, value }) => ({ key, value: isSmall(value) ? null : value })),
})

/** What was counted, before anything is hidden. */
export type Counted = Omit<Table, 'cells' | 'value'> & {
  value: number
  cells: readonly { key: string; value: number }[]
}

/**
 * The table as it may be released beside those of the same year that were: small cells hidden, then others with them, the
 * smallest first, until nothing comes out. Nothing where even the total alone would say too much.
 */
export function protect(counted: Counted, before: readonly Table[]): Table | undefined {
  const cells: Cell[] = counted.cells.map(({ key, value }) => ({
    key,
    value: isSmall(value) ? null : value,
  }))
  for (;;) {
    const table = { ...counted, cells: cells.map((one) => ({ ...one })) }
    if (!reveals([...before, table])) return table
    // An empty cell is hidden last: it says least.
    const shown = cells.filter((one) => one.value !== null)
    const next = shown.sort((a, b) => (a.value || 1e9) - (b.value || 1e9))[0]
    if (!next) return undefined
    next.value = null
  }
}
