/** What is read of one field of a version `b`, as plain code reads it of a record in memory. */
import type { Register, Select } from '@konbit/model'
import { columnName, quote } from '../tables.ts'
import type { Add } from './view.ts'

export function sameSql(
  register: Register,
  field: string,
  wanted: string | boolean | readonly string[],
  add: Add,
): string {
  const type =
    register.fields[field]?.kind.columns.find(({ suffix }) => suffix === '')?.type ?? 'text'
  return `${columnSql(field)} = any (${add([wanted].flat())}::${type}[])`
}

/** The conditions of a selection, at whatever moment. */
export function selectedSql(
  register: Register,
  { state, where = {}, without = [] }: Partial<Select>,
  add: Add,
): string[] {
  return [
    ...(state ? [`b.state = any (${add(state)}::text[])`] : []),
    ...Object.entries(where).map(([field, wanted]) => sameSql(register, field, wanted, add)),
    ...without.map((field) => {
      const [column] = register.fields[field]?.kind.columns ?? []
      return `${columnSql(field, column?.suffix)} is null`
    }),
  ]
}

export const columnSql = (field: string, suffix = ''): string =>
  `b.${quote(columnName(field, suffix))}`

/** The number in a field, as `numberIn` reads it. */
export function numberSql(register: Register, field: string, unit: string, add: Add): string {
  const { columns } = register.fields[field]?.kind ?? { columns: [] }
  if (!columns.some(({ suffix }) => suffix === '_minor')) return `${columnSql(field)}::numeric`
  return `case when ${columnSql(field, '_currency')} = ${add(unit)}::text then ${columnSql(field, '_minor')}::numeric / 100 end`
}

/** The key in a field, as `keyIn` reads it. */
export function keySql(register: Register, field: string | undefined): string {
  if (field === undefined) return `''::text`
  const isPlace = register.fields[field]?.kind.columns.some(({ suffix }) => suffix === '_pcode')
  return isPlace
    ? `coalesce(left(${columnSql(field, '_pcode')}, 4), '')`
    : `coalesce(${columnSql(field)}::text, '')`
}
