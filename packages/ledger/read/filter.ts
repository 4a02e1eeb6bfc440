/** Filters of a list, as conditions on typed columns. Only leakproof comparisons: what else there is can use no index here. */
import { cleanText, type Detail, type Field, labelOf, type Register, spanOf } from '@konbit/model'
import { isUuid } from '../append/command.ts'
import { columnName, quote, type Table, type TableColumn, tableOf } from '../tables.ts'
import type { Add } from './view.ts'

export type FilterValue = string | number | boolean | null
export type Filter = Readonly<
  Record<
    string,
    FilterValue | readonly FilterValue[] | { from?: string | number; to?: string | number }
  >
>

/** Names the table in which a label's columns lie, joining it when it is not the register's own. */
export type AliasOf = (label: ReturnType<typeof labelOf>) => string

/** The conditions, or what is wrong with the filter. */
export function conditionsOf(
  register: Register,
  filter: Filter,
  aliasOf: AliasOf,
  add: Add,
): string[] | Detail[] {
  const conditions: string[] = []
  const wrong: Detail[] = []
  for (const [name, asked] of Object.entries(filter)) {
    if (asked === undefined) continue
    if (name === 'state') {
      const states = [asked].flat()
      if (states.every((one) => register.states.includes(one as string))) {
        conditions.push(`${aliasOf(register.label)}.state = any (${add(states)}::text[])`)
      } else wrong.push({ field: 'state', needs: `one of ${register.states.join(', ')}` })
      continue
    }
    const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined
    const made = field && conditionOf(register, name, field, asked, aliasOf, add)
    if (made) conditions.push(made)
    else
      wrong.push({
        field: name.slice(0, 80),
        needs: field
          ? 'another value, or to be left out'
          : 'to be left out: there is no such field',
      })
  }
  return wrong.length > 0 ? wrong : conditions
}

function conditionOf(
  register: Register,
  name: string,
  field: Field,
  asked: Filter[string],
  aliasOf: AliasOf,
  add: Add,
): string | undefined {
  const { columns, filter } = field.kind
  const [first] = columns
  if (!filter || !first) return undefined
  const alias = aliasOf(labelOf(register, name))
  const column = (suffix: string): string => `${alias}.${quote(columnName(name, suffix))}`
  const range = rangeOf(asked)
  const list = range ? [] : ([asked].flat() as FilterValue[])
  if (!range && list.length === 0) return undefined
  if (list.includes(null)) {
    const told = list.filter((one) => one !== null)
    const none = `${column(first.suffix)} is null`
    const other = told.length > 0 ? conditionOf(register, name, field, told, aliasOf, add) : none
    return other && other !== none ? `(${none} or ${other})` : other
  }

  if (filter === 'span') {
    const spans = range ? [range] : list.map((one) => ({ from: one as string, to: one as string }))
    const overlaps = spans.map(({ from, to }) => {
      const start = from === undefined ? undefined : spanOf(String(from))
      const end = to === undefined ? undefined : spanOf(String(to))
      if ((from !== undefined && !start) || (to !== undefined && !end)) return undefined
      return [
        start && `${column('_last')} >= ${add(start.first)}::date`,
        end && `${column('_first')} <= ${add(end.last)}::date`,
      ]
        .filter(Boolean)
        .join(' and ')
    })
    return overlaps.some((one) => !one) ? undefined : `(${overlaps.join(' or ')})`
  }
  if (filter === 'begins') {
    if (range || !list.every(isText)) return undefined
    const starts = list.map(
      (one) =>
        `(${column(first.suffix)} >= ${add(one)}::text and ${column(first.suffix)} < ${add(afterPrefix(String(one)))}::text)`,
    )
    return `(${starts.join(' or ')})`
  }
  if (range) {
    if (filter !== 'range') return undefined
    const factor = first.suffix === '_minor' ? 100 : 1
    const bounds = [
      range.from !== undefined && [`>=`, Number(range.from) * factor],
      range.to !== undefined && [`<=`, Number(range.to) * factor],
    ].filter((one) => one !== false)
    if (bounds.length === 0 || bounds.some(([, value]) => !Number.isFinite(value))) return undefined
    return bounds
      .map(([sign, value]) => `${column(first.suffix)} ${sign} ${add(value)}::float8`)
      .join(' and ')
  }
  const own = columns.find(({ suffix }) => suffix === '') ?? first
  const read = list.map((one) => valueFor(own.type, one))
  if (read.some((one) => one === undefined)) return undefined
  return `${column(own.suffix)} = any (${add(read)}::${own.type}[])`
}

/** The values one of which a column has in all that fit a filter without fault; undefined where it is asked for otherwise, or not at all. */
export function valuesOf(table: Table, filter: Filter, column: string): unknown[] | undefined {
  const found = table.columns.find(({ name }) => name === column)
  const asked = filter[found?.field ?? column]
  if (asked === undefined || rangeOf(asked)) return undefined
  const list = [...new Set([asked].flat() as FilterValue[])]
  return list.includes(null) ? undefined : list.map((one) => valueFor(found?.type ?? 'text', one))
}

function rangeOf(
  asked: Filter[string],
): { from?: string | number; to?: string | number } | undefined {
  if (asked === null || typeof asked !== 'object' || Array.isArray(asked)) return undefined
  return asked as { from?: string | number; to?: string | number }
}

const isText = (value: FilterValue): boolean =>
  typeof value === 'string' && value !== '' && cleanText(value) !== undefined

const truths = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['yes', true],
  ['no', false],
  ['true', true],
  ['false', false],
])

/** The value a column of the type can be compared with, or undefined. */
export function valueFor(
  type: TableColumn['type'],
  value: FilterValue,
): string | number | boolean | undefined {
  if (type === 'boolean') return truths.get(value)
  if (type === 'uuid') return isUuid(value) ? value : undefined
  if (type === 'int8' || type === 'float8') {
    const number = value === '' ? Number.NaN : Number(value)
    return (type === 'int8' ? Number.isSafeInteger(number) : Number.isFinite(number))
      ? number
      : undefined
  }
  return typeof value === 'string' ? cleanText(value) : undefined
}

/** The first text after all that begin with `prefix`, in the order of C. */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`

/** Tables other than the register's own, in the order they were asked for. */
export function joins(register: Register): {
  aliasOf: AliasOf
  joined: () => { table: string; alias: string }[]
} {
  const found = new Map<string, { table: string; alias: string }>()
  return {
    aliasOf: (label) => {
      if (label === register.label) return 'b'
      const alias = `o_${label}`
      found.set(label, { table: tableOf(register, label).name, alias })
      return alias
    },
    joined: () => [...found.values()],
  }
}
