/**
 * The projections: the rectangles of a batch or of a rebuild, with the typed rows, the words and the references that
 * follow from them. All of it can be made again from the entries.
 */
import { type Fields, type Label, type Register, type Registers, wordsOf } from '@konbit/model'
import { plannedOnce, type Session } from '../pool.ts'
import { projectRow, quote, type Table, tableOf } from '../tables.ts'
import { type Columns, column, insertion, type Row } from './columns.ts'
import type { Rectangle } from './rectangles.ts'

export type Projected = {
  record: string
  knownFrom: number
  knownTo: number
  atFrom: number
  atTo: number
  scope: number
  state: string | null
  fields: Fields
}

/** Closes and adds rectangles, with the typed rows, the words and the references that follow from them. */
export async function writeRectangles(
  session: Session,
  mission: string,
  registers: Registers,
  added: readonly Rectangle[],
  closed: readonly Rectangle[],
  scopeOf: (label: Label, unit: string) => number,
): Promise<void> {
  const add = session.again ?? session.query
  const sent: Promise<unknown>[] = []
  if (closed.length > 0)
    sent.push(...plannedOnce(session, (query) => closings(query, mission, registers, closed)))
  if (added.length > 0) {
    const versions = added.map((row) => versionRow(row, scopeOf(row.under, row.unit)))
    sent.push(add(...insertion('version', versionColumns, mission, versions)))
    for (const [table, rows] of byTable(registers, added)) {
      const projected = rows.map((row) => ({ ...row, scope: scopeOf(row.under, row.unit) }))
      sent.push(add(...projection(mission, table, projected)))
    }
    sent.push(...insertWordsAndLinks(add, mission, registers, added, closed, scopeOf))
  }
  await Promise.all(sent)
}

function closings(
  query: Session['query'],
  mission: string,
  registers: Registers,
  closed: readonly Rectangle[],
): Promise<unknown>[] {
  const labels = column(
    'text',
    closed.map(({ label }) => [label]),
    0,
  )
  return [
    query(
      `update version v set known_to = c.known_to
       from unnest($2::uuid[], $3::int8[], $4::timestamptz[], $5::int8[], $6::text[]) as c (record, known_from, at_from, known_to, label)
       where v.record = c.record and v.label = c.label and v.known_from = c.known_from and v.at_from = c.at_from and v.mission = $1`,
      [mission, ...endsOf(closed), labels],
    ),
    ...byTable(registers, closed).map(([table, rows]) =>
      query(
        `update ${quote(table.name)} v set known_to = c.known_to
         from unnest($2::uuid[], $3::int8[], $4::timestamptz[], $5::int8[]) as c (record, known_from, at_from, known_to)
         where v.record = c.record and v.known_from = c.known_from and v.at_from = c.at_from and v.mission = $1`,
        [mission, ...endsOf(rows)],
      ),
    ),
  ]
}

/** Which rectangles, and where they end. */
function endsOf(closed: readonly Rectangle[]): Buffer[] {
  const rows = closed.map(({ record, knownFrom, atFrom, knownTo }) => [
    record,
    knownFrom,
    atFrom,
    knownTo,
  ])
  return (['uuid', 'int8', 'timestamptz', 'int8'] as const).map((type, index) =>
    column(type, rows, index),
  )
}

function byTable(registers: Registers, rows: readonly Rectangle[]): [Table, Rectangle[]][] {
  const found = new Map<string, [Table, Rectangle[]]>()
  for (const row of rows) {
    const key = `${row.register} ${row.label}`
    let group = found.get(key)
    if (!group) {
      const table = tableOf(registers.get(row.register) as Register, row.label)
      group = [table, []]
      found.set(key, group)
    }
    group[1].push(row)
  }
  return [...found.values()].filter(([table]) => table.isOwn || table.columns.length > 0)
}

const versionColumns: Columns = [
  ['record', 'uuid'],
  ['label', 'text'],
  ['known_from', 'int8'],
  ['at_from', 'timestamptz'],
  ['at_to', 'timestamptz'],
  ['known_to', 'int8'],
  ['register', 'text'],
  ['scope', 'int4'],
  ['state', 'text'],
  ['body', 'jsonb'],
]

const versionRow = (row: Rectangle, scope: number): Row => [
  row.record,
  row.label,
  row.knownFrom,
  row.atFrom,
  row.atTo,
  row.knownTo,
  row.register,
  scope,
  row.state,
  JSON.stringify(row.fields),
]

const boundColumns: Columns = [
  ['record', 'uuid'],
  ['known_from', 'int8'],
  ['at_from', 'timestamptz'],
  ['at_to', 'timestamptz'],
  ['known_to', 'int8'],
  ['scope', 'int4'],
]

/** The statement that adds rows to a generated table. */
export function projection(
  mission: string,
  table: Table,
  rows: readonly Projected[],
): [text: string, values: unknown[]] {
  const columns: Columns = [
    ...boundColumns,
    ...(table.isOwn ? ([['state', 'text']] as const) : []),
    ...table.columns.map(({ name, type }) => [quote(name), type] as const),
  ]
  return insertion(
    quote(table.name),
    columns,
    mission,
    rows.map((row) => [
      row.record,
      row.knownFrom,
      row.atFrom,
      row.atTo,
      row.knownTo,
      row.scope,
      ...(table.isOwn ? [row.state] : []),
      ...projectRow(table, row.fields),
    ]),
  )
}

/** The folded words of a facet, for search; the state is none. */
export function facetWords(register: Register, label: Label, fields: Fields): string[] {
  const texts = Object.entries(fields).map(([name, value]) => {
    const field = register.fields[name]
    return field && (field.label ?? register.label) === label
      ? field.kind.words(value as never)
      : ''
  })
  return wordsOf(texts.join(' '), 1000)
}

/** A word or a reference that stood in what is replaced stands in its table already. */
function insertWordsAndLinks(
  add: Session['query'],
  mission: string,
  registers: Registers,
  added: readonly Rectangle[],
  closed: readonly Rectangle[],
  scopeOf: (label: Label, unit: string) => number,
): Promise<unknown>[] {
  const words: Row[] = []
  const links: Row[] = []
  const known = new Map<string, Set<string>>()
  const collect = (row: Rectangle, isNew: boolean): void => {
    const register = registers.get(row.register) as Register
    const scope = scopeOf(row.under, row.unit)
    const key = `${row.record} ${scope}`
    const stood = known.get(key) ?? new Set()
    known.set(key, stood)
    for (const word of facetWords(register, row.label, row.fields)) {
      if (stood.has(word)) continue
      stood.add(word)
      if (isNew) words.push([word, scope, row.register, row.record])
    }
    for (const [field, value] of Object.entries(row.fields)) {
      if (!register.fields[field]?.to) continue
      for (const target of [value].flat() as string[]) {
        const link = `${field} ${target}` // no word has a space
        if (stood.has(link)) continue
        stood.add(link)
        if (isNew) links.push([target, row.register, field, row.record, scope])
      }
    }
  }
  for (const row of closed) collect(row, false)
  for (const row of added) collect(row, true)
  const sent: Promise<unknown>[] = []
  if (words.length > 0) sent.push(add(...insertion('term', termColumns, mission, words)))
  if (links.length > 0) {
    const [text, values] = insertion('link', linkColumns, mission, links)
    sent.push(add(`${text} on conflict do nothing`, values))
  }
  return sent
}

const termColumns: Columns = [
  ['word', 'text'],
  ['scope', 'int4'],
  ['register', 'text'],
  ['record', 'uuid'],
]
const linkColumns: Columns = [
  ['target', 'uuid'],
  ['register', 'text'],
  ['field', 'text'],
  ['record', 'uuid'],
  ['scope', 'int4'],
]
