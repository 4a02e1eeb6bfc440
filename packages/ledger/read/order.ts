/**
 * The order of a list: by a column, then, of those alike, by the order that lists have unless asked otherwise, then by id. What
 * has the value comes before what lacks it, either way round.
 */
import type { Place } from './cursor.ts'

export type Key = { expression: string; type: string }
export type Sort = Key & {
  descending: boolean
  hasGaps: boolean
  print: (value: unknown) => unknown
  /** In what order those come that are alike, before that of their ids; what lacks it comes last, and first the other way round. */
  second: Key | undefined
}

/** Gives a statement a value, and the value its number there. */
export type Add = (value: unknown) => string
/** Conditions beside those of the list. */
export type Stretch = (add: Add) => string[]

/** What comes after the place, stretch by stretch: each lies in one range of an index in the order. */
export function stretchesOf(sort: Sort, place: Place | undefined): Stretch[] {
  const { expression: key, type, second, descending } = sort
  const isAfter = descending ? '<' : '>'
  const gaps: Stretch[] = sort.hasGaps ? [() => [`${key} is null`]] : []
  if (place === undefined) return [() => (sort.hasGaps ? [`${key} is not null`] : []), ...gaps]
  const [first, next] = place
  const after = (column: Key | undefined, from: unknown): Stretch => {
    const record = place.at(-1)
    return column && from !== null
      ? (add) => [
          `(${column.expression}, b.record) ${isAfter} (${add(from)}::${column.type}, ${add(record)}::uuid)`,
        ]
      : (add) => [
          ...(column ? [`${column.expression} is null`] : []),
          `b.record ${isAfter} ${add(record)}::uuid`,
        ]
  }
  if (!second) return first === null ? [after(sort, null)] : [after(sort, first), ...gaps]
  const alike =
    (more: Stretch): Stretch =>
    (add) => [first === null ? `${key} is null` : `${key} = ${add(first)}::${type}`, ...more(add)]
  const beyond: Stretch = (add) => [`${key} ${isAfter} ${add(first)}::${type}`]
  const isLacking = next === null
  return [
    alike(after(second, next)),
    ...(isLacking === descending
      ? [alike(() => [`${second.expression} is ${isLacking ? 'not null' : 'null'}`])]
      : []),
    ...(first === null ? [] : [beyond, ...gaps]),
  ]
}

/** Where all keys are absent too, since the index is in this order and Postgres does not see that the first part is one. */
export const orderBy = ({ descending }: Sort, ...keys: string[]): string =>
  `order by ${keys.map((key) => `${key} ${descending ? 'desc' : 'asc'}`).join(', ')}`

export const keysOf = (sort: Sort): string[] => [
  sort.expression,
  ...(sort.second ? [sort.second.expression] : []),
  'b.record',
]

export const selected = (sort: Sort): string =>
  `b.record, ${sort.expression} as key, ${sort.second?.expression ?? 'null'} as next`
