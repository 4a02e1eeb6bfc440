/**
 * The generated tables: one for each register and label, with a typed column for every field that can be filtered, so
 * that row-level security and an index can be used together. Also the one policy, generated on whatever has a scope.
 */
import { hash } from 'node:crypto'
import {
  type ColumnType,
  type Fields,
  type Label,
  labelOf,
  type Register,
  type Registers,
} from '@konbit/model'
import { drawerColumn } from './drawers.ts'

export type TableColumn = { name: string; type: ColumnType; field: string; place: number }
export type Table = {
  name: string
  register: Register
  label: Label
  /** The register's own label: the facet that says whether the record exists, and in which state. */
  isOwn: boolean
  columns: readonly TableColumn[]
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const nameOf = (register: string, label: Label): string => `r_${register}_${label}`
export const columnName = (field: string, suffix: string): string => `f_${field}${suffix}`

export function tableOf(register: Register, label: Label): Table {
  const columns = Object.entries(register.fields)
    .filter(([field]) => labelOf(register, field) === label)
    .flatMap(([field, { kind }]) =>
      kind.columns.map(({ suffix, type }, place) => ({
        name: columnName(field, suffix),
        type,
        field,
        place,
      })),
    )
  return {
    name: nameOf(register.name, label),
    register,
    label,
    isOwn: label === register.label,
    columns,
  }
}

/** Every table that the registers ask for: the own label's always, another's when it has columns. */
export const tablesOf = (registers: Registers): Table[] =>
  [...registers.values()].flatMap((register) =>
    register.facets
      .map((label) => tableOf(register, label))
      .filter((table) => table.isOwn || table.columns.length > 0),
  )

/** The values of one version's typed columns, in the table's order. */
export const projectRow = (table: Table, fields: Fields): unknown[] => {
  const memo = new Map<string, readonly unknown[]>()
  return table.columns.map(({ field, place }) => {
    const value = fields[field]
    if (value === undefined || value === null) return null
    let made = memo.get(field)
    if (!made) {
      made = table.register.fields[field]?.kind.project(value as never) ?? []
      memo.set(field, made)
    }
    return made[place] ?? null
  })
}

/** The column a field sorts by: its kind's first. */
export const sortColumn = (register: Register, field: string): TableColumn | undefined =>
  tableOf(register, labelOf(register, field)).columns.find((column) => column.field === field)

/** The field lists are sorted by unless asked otherwise. */
export function defaultSort(register: Register): { by: string; descending: boolean } | undefined {
  if (register.sort) return { by: register.sort.by, descending: register.sort.descending ?? false }
  const by = [...register.caption, ...register.featured].find(
    (field) => field === 'state' || sortColumn(register, field),
  )
  return by ? { by, descending: false } : undefined
}

const sqlType: Record<ColumnType, string> = {
  text: 'text collate "C"',
  int8: 'int8',
  float8: 'float8',
  uuid: 'uuid',
  date: 'date',
  boolean: 'boolean',
}

export const NOW = `at_to = 'infinity' and known_to = 9223372036854775807`

/** The columns a list can be paged by at any moment: each featured field, the order lists have unless asked otherwise, the state. */
export function pagedBy(table: Table): string[] {
  const { register, label } = table
  const wanted = new Set<string>()
  for (const field of [defaultSort(register)?.by, ...register.featured]) {
    if (!field || field === 'state' || labelOf(register, field) !== label) continue
    const column = sortColumn(register, field)
    if (column) wanted.add(column.name)
  }
  return [...wanted, ...(table.isOwn ? ['state'] : [])]
}

/** Of these, the columns that many records have alike: what a list in any of the orders is narrowed by. */
const sharedBy = (table: Table): string[] => {
  const { fields } = table.register
  return pagedBy(table).filter((name) => {
    const field = fields[table.columns.find((column) => column.name === name)?.field ?? '']
    return !field || field.to || field.options || field.kind.name === 'flag'
  })
}

/** Of these, the one that lists are ordered by unless asked otherwise, where it is short. */
const usualOf = ({ register, label, columns }: Table): TableColumn | undefined => {
  const by = defaultSort(register)?.by ?? ''
  const found = columns.find(({ field }) => field === by)
  if (!found || labelOf(register, by) !== label) return undefined
  return found.type !== 'text' || register.fields[by]?.kind.name === 'code' ? found : undefined
}

/**
 * By what a list in the order of a column goes on, before the record: where many have it alike, these come in the usual order, its
 * way round. So what one value of the column narrows is, in that order, one range of its index.
 */
export function secondBy(
  table: Table,
  column: string,
): { column: TableColumn; descending: boolean } | undefined {
  const usual = usualOf(table)
  return usual && usual.name !== column && sharedBy(table).includes(column)
    ? { column: usual, descending: defaultSort(table.register)?.descending === true }
    : undefined
}

/** What every paged index tells, in its order or beside it, so that what is narrowed by it can be put into an order without the rows. */
const toldBy = (table: Table): Set<string> =>
  new Set([...sharedBy(table), ...[usualOf(table)?.name ?? []].flat()])

const uniqueColumns = ({ register, label }: Table): string[] =>
  Object.entries(register.fields).flatMap(([field, { unique }]) =>
    unique && labelOf(register, field) === label ? (sortColumn(register, field)?.name ?? []) : [],
  )

/** The columns by which the rules of other records ask for its own, together as they are asked. */
const askedColumns = ({ register, label }: Table): string[][] =>
  (register.asked ?? []).map((fields) =>
    fields.flatMap((field) =>
      labelOf(register, field) === label ? (sortColumn(register, field)?.name ?? []) : [],
    ),
  )

/** What is looked up among what holds now, each list of columns once; one with which a longer begins is served by that. */
const soughtColumns = (table: Table): string[][] => {
  const sought = [...uniqueColumns(table).map((column) => [column]), ...askedColumns(table)]
  const texts = sought.map((columns) => columns.map(quote).join(', '))
  return sought.filter(
    (columns, at) =>
      columns.length > 0 &&
      texts.indexOf(texts[at] as string) === at &&
      !texts.some((longer) => longer.startsWith(`${texts[at]}, `)),
  )
}

/** The statements that make the table under the name `as`. */
export function ddlOf(table: Table, as = table.name): string[] {
  const name = quote(as)
  const columns = table.columns
    .map((column) => `  ${quote(column.name)} ${sqlType[column.type]},\n`)
    .join('')
  return [
    `create table ${name} (
  record uuid not null,
  known_from int8 not null,
  at_from timestamptz not null,
  mission text collate "C" not null,
  at_to timestamptz not null,
  known_to int8 not null,
  scope int4 not null,
  ${drawerColumn()},
${table.isOwn ? '  state text collate "C" not null,\n' : ''}${columns}  primary key (record, known_from, at_from, mission)
) with (fillfactor = 90)`,
    ...indexesOf(table, as),
    ...policyOf(as),
  ]
}

/**
 * Bounds, scope and what lists are narrowed by stand in the paged indexes, so that whether a version is of the moment, for the
 * reader and meant is told without the row.
 */
export const indexesOf = (table: Table, as = table.name): string[] => [
  ...pagedBy(table).map((column) => {
    const second = secondBy(table, column)
    const way = second?.descending ? ' desc' : ''
    const order = [column, ...(second ? [second.column.name] : [])]
    const others = [...toldBy(table)].filter((other) => !order.includes(other))
    const told = ['at_from', 'at_to', 'known_from', 'known_to', 'scope', ...others.map(quote)]
    const keys = [...order.map(quote), 'record'].map((one, nth) => (nth > 0 ? one + way : one))
    return `create index on ${quote(as)} (mission, drawer, ${keys.join(', ')}) include (${told.join(', ')})`
  }),
  ...soughtColumns(table).map(
    (columns) =>
      `create index on ${quote(as)} (mission, ${columns.map(quote).join(', ')}, record) where ${NOW}`,
  ),
  `create index on ${quote(as)} (mission, at_from, record)`,
]

/** Those that lists and figures read, and no command. */
export const ordersOf = (table: Table): string[] =>
  indexesOf(table).filter((one) => !one.endsWith(NOW))

/** What names the shape of a table: where it differs from what stands, the table is made anew beside it. */
export const digestOf = (table: Table): string =>
  hash('sha256', [...ddlOf(table), JSON.stringify(kindsOf(table))].join(';'), 'hex').slice(0, 32)

const kindsOf = (table: Table): unknown =>
  table.columns.map(({ field, place }) => [field, table.register.fields[field]?.kind.name, place])

/** The one policy. `(select …)` is worked out once a query; the comparisons are leakproof. */
export function policyOf(table: string): string[] {
  const name = quote(table)
  return [
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `create policy reads on ${name} for select to konbit_reader using (
  scope = any ((select scopes())::int4[]) and not record = any ((select barred())::uuid[]))`,
    `create policy writes on ${name} to konbit_writer using (true) with check (true)`,
  ]
}

/** The standing tables that have a scope. */
export const scopedTables = ['entry', 'facet', 'version', 'term', 'link'] as const

export const grantOf = (name: string): string[] => [
  `grant select on ${quote(name)} to konbit_reader`,
  `grant select, insert, update, delete on ${quote(name)} to konbit_writer`,
]

/** The digest of a register's whole definition; an entry names the edition it was written under. */
export const editionDigest = (register: Register): string =>
  hash(
    'sha256',
    JSON.stringify(register, (_, value: unknown) => {
      if (typeof value === 'function') return String(value)
      if (value && typeof value === 'object' && '_zod' in value) return 'schema'
      return value
    }),
    'hex',
  ).slice(0, 32)
