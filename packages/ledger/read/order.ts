/**
 * The order of a list: by a column, then, of those alike, by the order that lists have unless asked otherwise, then by id. What
 * has the value comes before what lacks it, either way round.
 */
import type { Place } from './cursor.ts'
import type { Add } from './view.ts'

export type Key = { expression: string; type: string }
export type Sort = Key & {
  descending: boolean
  hasGaps: boolean
  print: (value: unknown) => unknown
  /** In what order those come that are alike, before that of their ids; what lacks it comes last, and first where it descends. */
  second: (Key & { descending: boolean }) | undefined
}

/** Conditions beside those of the list. */
export type Stretch = (add: Add) => string[]

/** What comes after the place, stretch by stretch: each lies in one range of an index in the order. */
export function stretchesOf(sort: Sort, place: Place | undefined): Stretch[] {
  const { expression: key, type, second } = sort
  const sign = (descending: boolean): string => (descending ? '<' : '>')
  const isNext = sign((second ?? sort).descending)
  const gaps: Stretch[] = sort.hasGaps ? [() => [`${key} is null`]] : []
  if (place === undefined) return [() => (sort.hasGaps ? [`${key} is not null`] : []), ...gaps]
  const [first, next] = place
  const after = (column: Key | undefined, from: unknown): Stretch => {
    const record = place.at(-1)
    return column && from !== null
      ? (add) => [
          `(${column.expression}, b.record) ${isNext} (${add(from)}::${column.type}, ${add(record)}::uuid)`,
        ]
      : (add) => [
          ...(column ? [`${column.expression} is null`] : []),
          `b.record ${isNext} ${add(record)}::uuid`,
        ]
  }
  if (!second) return first === null ? [after(sort, null)] : [after(sort, first), ...gaps]
  const alike =
    (more: Stretch): Stretch =>
    (add) => [first === null ? `${key} is null` : `${key} = ${add(first)}::${type}`, ...more(add)]
  const beyond: Stretch = (add) => [`${key} ${sign(sort.descending)} ${add(first)}::${type}`]
  const isLacking = next === null
  return [
    alike(after(second, next)),
    ...(isLacking === second.descending
      ? [alike(() => [`${second.expression} is ${isLacking ? 'not null' : 'null'}`])]
      : []),
    ...(first === null ? [] : [beyond, ...gaps]),
  ]
}

/** By these expressions; where all keys are absent too, since Postgres does not see that the first part of the index is one. */
function orderBy(sort: Sort, key: string, next: string, record: string): string {
  const way = ({ descending }: { descending: boolean }): string => (descending ? 'desc' : 'asc')
  const { second } = sort
  const rest = second ? `${next} ${way(second)}, ` : ''
  return `${key} ${way(sort)}, ${rest}${record} ${way(second ?? sort)}`
}

/** In the tables themselves. */
export const orderThere = (sort: Sort): string =>
  `order by ${orderBy(sort, sort.expression, sort.second?.expression ?? '', 'b.record')}`

/** Of what was found in them as `x`, those without the value last. */
export const orderFound = (sort: Sort): string =>
  `order by ${sort.hasGaps ? 'x.key is null, ' : ''}${orderBy(sort, 'x.key', 'x.next', 'x.record')}`

export const selected = (sort: Sort): string =>
  `b.record, ${sort.expression} as key, ${sort.second?.expression ?? 'null'} as next`
