/**
 * The projections: the rectangles of a batch or of a rebuild, with the typed rows, the words and the references that
 * follow from them. All of it can be made again from the entries.
 */
import { type Fields, type Label, type Register, type Registers, wordsOf } from '@konbit/model'
import { arrayOf, printInstant, type Session, STILL_KNOWN } from '../pool.ts'
import { projectRow, quote, type Table, tableOf } from '../tables.ts'
import { iso } from './command.ts'
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

const printKnown = (known: number): string =>
  known >= Number(STILL_KNOWN) ? STILL_KNOWN : String(known)

/** Closes and adds rectangles, with the typed rows, the words and the references that follow from them. */
export async function writeRectangles(
  session: Session,
  mission: string,
  registers: Registers,
  added: readonly Rectangle[],
  closed: readonly Rectangle[],
  scopeOf: (label: Label, unit: string) => number,
): Promise<void> {
  const sent: Promise<unknown>[] = []
  if (closed.length > 0) {
    const keys = [
      closed.map(({ record }) => record),
      closed.map(({ knownFrom }) => knownFrom),
      closed.map(({ atFrom }) => iso(atFrom)),
      closed.map(({ knownTo }) => knownTo),
    ]
    sent.push(
      session.query(
        `update version v set known_to = c.known_to
         from unnest($2::uuid[], $3::int8[], $4::timestamptz[], $5::int8[], $6::text[]) as c (record, known_from, at_from, known_to, label)
         where v.record = c.record and v.label = c.label and v.known_from = c.known_from and v.at_from = c.at_from and v.mission = $1`,
        [mission, ...keys, closed.map(({ label }) => label)],
      ),
    )
    for (const [table, rows] of byTable(registers, closed)) {
      sent.push(
        session.query(
          `update ${quote(table.name)} v set known_to = c.known_to
           from unnest($2::uuid[], $3::int8[], $4::timestamptz[], $5::int8[]) as c (record, known_from, at_from, known_to)
           where v.record = c.record and v.known_from = c.known_from and v.at_from = c.at_from and v.mission = $1`,
          [
            mission,
            rows.map(({ record }) => record),
            rows.map(({ knownFrom }) => knownFrom),
            rows.map(({ atFrom }) => iso(atFrom)),
            rows.map(({ knownTo }) => knownTo),
          ],
        ),
      )
    }
  }
  if (added.length > 0) {
    sent.push(insertVersions(session, mission, added, scopeOf))
    for (const [table, rows] of byTable(registers, added)) {
      const projected = rows.map((row) => ({ ...row, scope: scopeOf(row.under, row.unit) }))
      sent.push(insertProjected(session, mission, table, projected))
    }
    sent.push(...insertWordsAndLinks(session, mission, registers, added, closed, scopeOf))
  }
  await Promise.all(sent)
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

const insertVersions = (
  session: Session,
  mission: string,
  rows: readonly Rectangle[],
  scopeOf: (label: Label, unit: string) => number,
): Promise<unknown> =>
  session.query(
    `insert into version (mission, record, label, known_from, at_from, at_to, known_to, register, scope, state, body)
     select $1, * from unnest($2::uuid[], $3::text[], $4::int8[], $5::timestamptz[], $6::timestamptz[], $7::int8[],
       $8::text[], $9::int4[], $10::text[], $11::jsonb[])`,
    [
      mission,
      arrayOf(rows.map(({ record }) => record)),
      arrayOf(rows.map(({ label }) => label)),
      arrayOf(rows.map(({ knownFrom }) => knownFrom)),
      arrayOf(rows.map(({ atFrom }) => iso(atFrom))),
      arrayOf(rows.map(({ atTo }) => printInstant(atTo))),
      arrayOf(rows.map(({ knownTo }) => printKnown(knownTo))),
      arrayOf(rows.map(({ register }) => register)),
      arrayOf(rows.map(({ under, unit }) => scopeOf(under, unit))),
      arrayOf(rows.map(({ state }) => state)),
      arrayOf(rows.map(({ fields }) => JSON.stringify(fields))),
    ],
  )

/** Adds rows to a generated table. */
export async function insertProjected(
  session: Session,
  mission: string,
  table: Table,
  rows: readonly Projected[],
): Promise<void> {
  const state = table.isOwn ? [['state', 'text', rows.map((row) => row.state)] as const] : []
  const values = rows.map(({ fields }) => projectRow(table, fields))
  const columns: (readonly [name: string, type: string, values: unknown[]])[] = [
    ['record', 'uuid', rows.map(({ record }) => record)],
    ['known_from', 'int8', rows.map(({ knownFrom }) => knownFrom)],
    ['at_from', 'timestamptz', rows.map(({ atFrom }) => iso(atFrom))],
    ['at_to', 'timestamptz', rows.map(({ atTo }) => printInstant(atTo))],
    ['known_to', 'int8', rows.map(({ knownTo }) => printKnown(knownTo))],
    ['scope', 'int4', rows.map(({ scope }) => scope)],
    ...state,
    ...table.columns.map(
      ({ name, type }, index) => [name, type, values.map((row) => row[index])] as const,
    ),
  ]
  await session.query(
    `insert into ${quote(table.name)} (mission, ${columns.map(([name]) => quote(name)).join(', ')})
     select $1, * from unnest(${columns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')})`,
    [mission, ...columns.map(([, , list]) => arrayOf(list))],
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
  session: Session,
  mission: string,
  registers: Registers,
  added: readonly Rectangle[],
  closed: readonly Rectangle[],
  scopeOf: (label: Label, unit: string) => number,
): Promise<unknown>[] {
  const words = new Map<string, [string, number, string, string]>()
  const links = new Map<string, [string, string, string, string, number]>()
  const collect = (row: Rectangle): void => {
    const register = registers.get(row.register) as Register
    const scope = scopeOf(row.under, row.unit)
    for (const word of facetWords(register, row.label, row.fields)) {
      words.set(`${word} ${scope} ${row.record}`, [word, scope, row.register, row.record])
    }
    for (const [field, value] of Object.entries(row.fields)) {
      if (!register.fields[field]?.to) continue
      for (const target of [value].flat() as string[]) {
        links.set(`${target} ${field} ${row.record} ${scope}`, [
          target,
          row.register,
          field,
          row.record,
          scope,
        ])
      }
    }
  }
  closed.forEach(collect)
  const [oldWords, oldLinks] = [[...words.keys()], [...links.keys()]]
  added.forEach(collect)
  for (const key of oldWords) words.delete(key)
  for (const key of oldLinks) links.delete(key)

  const columnsOf = (list: Map<string, readonly unknown[]>, width: number): string[] => {
    const rows = [...list].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
    return Array.from({ length: width }, (_, index) => arrayOf(rows.map((row) => row[index])))
  }
  const sent: Promise<unknown>[] = []
  if (words.size > 0) {
    sent.push(
      session.query(
        `insert into term (mission, word, scope, register, record) select $1, * from unnest($2::text[], $3::int4[], $4::text[], $5::uuid[])`,
        [mission, ...columnsOf(words, 4)],
      ),
    )
  }
  if (links.size > 0) {
    sent.push(
      session.query(
        `insert into link (mission, target, register, field, record, scope)
         select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::int4[]) on conflict do nothing`,
        [mission, ...columnsOf(links, 5)],
      ),
    )
  }
  return sent
}
