/**
 * How a list is looked at: filters, order, columns, density. All of it can stand in the address, so that a link carries it
 * whole, and all of it can be kept under a name. Pure: what is in the address and what is kept are the same value.
 */
import type { RegisterView } from '../api/types.ts'
import { everyColumn } from './columns.ts'

export type Filters = Readonly<Record<string, string | string[] | undefined>>
export type Look = {
  filters: Readonly<Record<string, string | string[]>>
  sort?: string
  columns?: readonly string[]
  dense?: boolean
}

/** Names in the address of a list that are no filters: the moment, the eyes, the drawer, and how it is drawn. */
const notFilters = new Set(['at', 'known', 'as', 'figure', 'columns', 'dense'])

type Search = Readonly<Record<string, string | string[] | undefined>>

/** The part of an address that the server is asked with: filters, words and order. */
export const filtersOf = (search: Search): Filters =>
  Object.fromEntries(Object.entries(search).filter(([name]) => !notFilters.has(name)))

/** What the address says of how the list is drawn: only columns that the register has; absent where it says nothing. */
export function drawnBy(
  search: Search,
  register: RegisterView,
): { columns?: string[]; dense?: boolean } {
  const known = new Set(everyColumn(register))
  const columns = [search.columns ?? []]
    .flat()
    .flatMap((one) => one.split(','))
    .filter((one) => known.has(one))
  const dense = [search.dense].flat()[0]
  return {
    ...(columns.length > 0 ? { columns: [...new Set(columns)] } : {}),
    ...(dense === 'yes' || dense === 'no' ? { dense: dense === 'yes' } : {}),
  }
}

/** What is shown now, as it is kept under a name. */
export function lookOf(
  filters: Filters,
  { columns, dense }: { columns: readonly string[]; dense: boolean },
): Look {
  const { sort, ...rest } = filters
  const order = [sort].flat()[0]
  const kept = Object.entries(rest).filter(
    (one): one is [string, string | string[]] => one[1] !== undefined && one[1] !== '',
  )
  return {
    filters: Object.fromEntries(kept),
    ...(order ? { sort: order } : {}),
    columns: [...columns],
    dense,
  }
}

/** As it stands in an address. */
export const searchOf = ({
  filters,
  sort,
  columns,
  dense,
}: Look): Record<string, string | string[]> => ({
  ...filters,
  ...(sort ? { sort } : {}),
  ...(columns?.length ? { columns: columns.join(',') } : {}),
  ...(dense === undefined ? {} : { dense: dense ? 'yes' : 'no' }),
})

/** Whether both show the same: filters in whatever order; what a look leaves open fits everything. */
export function isSameLook(a: Look, b: Look): boolean {
  const plain = ({ filters, sort = '' }: Look): string =>
    JSON.stringify([
      Object.entries(filters)
        .map(([name, value]) => [name, [value].flat().toSorted()])
        .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
      sort,
    ])
  const isOpen = (one: unknown, other: unknown): boolean => one === undefined || other === undefined
  return (
    plain(a) === plain(b) &&
    (isOpen(a.columns, b.columns) || a.columns?.join() === b.columns?.join()) &&
    (isOpen(a.dense, b.dense) || a.dense === b.dense)
  )
}
