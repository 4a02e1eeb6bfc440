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

/** Conditions beside those of the list, and the values they name. */
export type Stretch = { conditions: string[]; more: unknown[] }

/** What comes after the place, stretch by stretch: each lies in one range of an index in the order. `n`: how many values there are. */
export function stretchesOf(sort: Sort, place: Place | undefined, n: number): Stretch[] {
  const { expression: key, type, second } = sort
  const isAfter = sort.descending ? '<' : '>'
  const stretch = (make: (add: (value: unknown, as: string) => string) => string[]): Stretch => {
    const more: unknown[] = []
    return { conditions: make((value, as) => `$${n + more.push(value)}::${as}`), more }
  }
  const gaps = sort.hasGaps ? [stretch(() => [`${key} is null`])] : []
  if (place === undefined)
    return [stretch(() => (sort.hasGaps ? [`${key} is not null`] : [])), ...gaps]
  const [first, next] = place
  const record = place.at(-1)
  const isAlike = (add: (value: unknown, as: string) => string): string =>
    first === null ? `${key} is null` : `${key} = ${add(first, type)}`
  const beyond =
    first === null ? [] : [stretch((add) => [`${key} ${isAfter} ${add(first, type)}`]), ...gaps]
  if (!second)
    return first === null
      ? [stretch((add) => [isAlike(add), `b.record ${isAfter} ${add(record, 'uuid')}`])]
      : [
          stretch((add) => [
            `(${key}, b.record) ${isAfter} (${add(first, type)}, ${add(record, 'uuid')})`,
          ]),
          ...gaps,
        ]
  const { expression, type: as } = second
  const alike = (...conditions: ((add: (value: unknown, as: string) => string) => string)[]) =>
    stretch((add) => [isAlike, ...conditions].map((one) => one(add)))
  if (next === null)
    return [
      alike(
        () => `${expression} is null`,
        (add) => `b.record ${isAfter} ${add(record, 'uuid')}`,
      ),
      ...(sort.descending ? [alike(() => `${expression} is not null`)] : []),
      ...beyond,
    ]
  return [
    alike(
      (add) => `(${expression}, b.record) ${isAfter} (${add(next, as)}, ${add(record, 'uuid')})`,
    ),
    ...(sort.descending ? [] : [alike(() => `${expression} is null`)]),
    ...beyond,
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
