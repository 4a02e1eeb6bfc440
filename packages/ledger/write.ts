/**
 * Writes what a batch accepted, in sets: a few statements sent together, whatever the number of commands. Every check has
 * been made by now; a write that fails is a failure and not a refusal.
 */
import { randomBytes } from 'node:crypto'
import { type Fields, type Label, type Register, type Registers, wordsOf } from '@konbit/model'
import type { Accepted, Batch } from './batch.ts'
import { STILL_KNOWN, type Session, arrayOf, printInstant } from './pool.ts'
import { SALT_BYTES, contentText, envelopeDigest, envelopeText, facetDigest, leafData } from './proof/leaf.ts'
import { type Edge, grow, leafHash, parseEdge, printEdge } from './proof/tree.ts'
import { iso, scopeKey } from './recall.ts'
import type { Rectangle } from './rectangles.ts'
import { type Table, projectRow, quote, tableOf } from './tables.ts'

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

const printKnown = (known: number): string => (known >= Number(STILL_KNOWN) ? STILL_KNOWN : String(known))

export type Context = { registers: Registers; editions: ReadonlyMap<string, number>; scopeIds: Map<string, number> }

/** Sends all writes of the batch. Resolves when the database has taken them; the caller commits. */
export async function writeBatch(session: Session, batch: Batch, context: Context): Promise<void> {
  const { mission } = batch.head
  await nameScopes(session, batch, context.scopeIds)
  const scopeOf = (label: Label, unit: string): number => context.scopeIds.get(scopeKey(label, unit)) as number
  const { edge, ...log } = hashed(batch, context, scopeOf)
  await Promise.all([
    session.query(
      `insert into entry (mission, seq, leaf, envelope, salt, filler, scope, known, recorded, author, register, edition,
         record, verb, at_text, at, corrects, from_state, to_state)
       select $1, * from unnest($2::int8[], $3::bytea[], $4::text[], $5::bytea[], $6::bytea[], $7::int4[],
         $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::int4[], $13::uuid[], $14::text[],
         $15::text[], $16::timestamptz[], $17::int8[], $18::text[], $19::text[])`,
      [mission, ...log.entries.map(arrayOf)],
    ),
    session.query(
      `insert into facet (mission, seq, label, record, scope, salt, content)
       select $1, * from unnest($2::int8[], $3::text[], $4::uuid[], $5::int4[], $6::bytea[], $7::text[])`,
      [mission, ...log.facets.map(arrayOf)],
    ),
    session.query(
      `insert into command (mission, command, author, digest, seq)
       select $1, * from unnest($2::uuid[], $3::text[], $4::bytea[], $5::int8[])`,
      [
        mission,
        arrayOf(batch.accepted.map(({ item }) => item.command.id)),
        arrayOf(batch.accepted.map(({ item }) => item.author.member)),
        arrayOf(batch.accepted.map(({ item }) => item.digest)),
        arrayOf(batch.accepted.map(({ seq }) => seq)),
      ],
    ),
    session.query('update head set size = $2, known = $3, edge = $4 where mission = $1', [
      mission,
      batch.size,
      printInstant(batch.known),
      printEdge(edge),
    ]),
    writeRectangles(session, mission, batch.registers, batch.added, batch.closed, scopeOf),
    ...unitWrites(session, batch),
  ])
}

/** Gives every new (label, unit) its number. Under the lock, so nobody else names the same. */
async function nameScopes(session: Session, batch: Batch, scopeIds: Map<string, number>): Promise<void> {
  const wanted = new Map<string, [Label, string]>()
  const want = (label: Label, unit: string): void => {
    const key = scopeKey(label, unit)
    if (!scopeIds.has(key)) wanted.set(key, [label, unit])
  }
  for (const { facets, unit } of batch.accepted) for (const { label } of facets) want(label, unit)
  for (const { label, unit } of batch.added) want(label, unit)
  await makeScopes(session, batch.head.mission, [...wanted.values()], scopeIds)
}

export async function makeScopes(
  session: Session, mission: string, wanted: readonly (readonly [Label, string])[], scopeIds: Map<string, number>,
): Promise<void> {
  if (wanted.length === 0) return
  const values = [mission, wanted.map(([label]) => label), wanted.map(([, unit]) => unit)]
  await session.query(
    `insert into scope (mission, label, unit) select $1, label, unit from unnest($2::text[], $3::text[]) as w (label, unit)
     where not exists (select from scope s where s.mission = $1 and s.label = w.label and s.unit = w.unit)`,
    values,
  )
  const rows = await session.query<{ scope: number; label: Label; unit: string }>(
    `select s.scope, s.label, s.unit from scope s join unnest($2::text[], $3::text[]) as w (label, unit)
     on s.label = w.label and s.unit = w.unit where s.mission = $1`,
    values,
  )
  for (const { scope, label, unit } of rows) scopeIds.set(scopeKey(label, unit), scope)
}

function hashed(batch: Batch, context: Context, scopeOf: (label: Label, unit: string) => number) {
  const { mission, clock } = batch.head
  const facetCount = batch.accepted.reduce((sum, { facets }) => sum + facets.length, 0)
  const random = randomBytes(SALT_BYTES * (facetCount + 2 * batch.accepted.length))
  let used = 0
  const salt = (): Buffer => random.subarray(used, (used += SALT_BYTES))
  const entries: unknown[][] = Array.from({ length: 18 }, () => [])
  const facets: unknown[][] = Array.from({ length: 6 }, () => [])
  let edge: Edge = parseEdge(batch.head.size, batch.head.edge)
  for (const entry of batch.accepted) {
    const { item, seq, known, at, outcome, unit } = entry
    const digests = entry.facets.map(({ label, set }, index) => {
      const isHighest = index === entry.facets.length - 1
      const content = { set, ...(isHighest && entry.because !== undefined ? { because: entry.because } : {}) }
      const seed = salt()
      push(facets, [seq, label, item.command.record, scopeOf(label, unit), seed, contentText(content)])
      return facetDigest(label, seed, content)
    })
    const edition = context.editions.get(item.register.name) ?? 1
    const envelope = envelopeText({
      mission, seq, author: item.author.member, register: item.register.name, edition, record: item.command.record,
      verb: item.command.verb, at: iso(at), atText: entry.atText, known: iso(known), recorded: iso(clock),
      from: outcome.from, to: outcome.to, corrects: entry.corrects ?? null,
    })
    const envelopeSalt = salt()
    const filler = salt()
    const leaf = leafData(envelopeDigest(envelopeSalt, envelope), digests, filler)
    edge = grow(edge, leafHash(leaf))
    push(entries, [
      seq, leaf, envelope, envelopeSalt, filler, scopeOf(entry.facets[0]?.label as Label, unit), iso(known), iso(clock),
      item.author.member, item.register.name, edition, item.command.record, item.command.verb, entry.atText, iso(at),
      entry.corrects ?? null, outcome.from, outcome.to,
    ])
  }
  return { entries, facets, edge }
}

function push(columns: unknown[][], values: readonly unknown[]): void {
  for (const [index, value] of values.entries()) columns[index]?.push(value)
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
      const projected = rows.map((row) => ({ ...row, scope: scopeOf(row.label, row.unit) }))
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
  session: Session, mission: string, rows: readonly Rectangle[], scopeOf: (label: Label, unit: string) => number,
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
      arrayOf(rows.map(({ label, unit }) => scopeOf(label, unit))),
      arrayOf(rows.map(({ state }) => state)),
      arrayOf(rows.map(({ fields }) => JSON.stringify(fields))),
    ],
  )

/** Adds rows to a generated table. */
export async function insertProjected(
  session: Session, mission: string, table: Table, rows: readonly Projected[],
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
    ...table.columns.map(({ name, type }, index) => [name, type, values.map((row) => row[index])] as const),
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
    return field && (field.label ?? register.label) === label ? field.kind.words(value as never) : ''
  })
  return wordsOf(texts.join(' '), 1000)
}

/** A word or a reference that stood in what is replaced stands in its table already. */
function insertWordsAndLinks(
  session: Session, mission: string, registers: Registers, added: readonly Rectangle[], closed: readonly Rectangle[],
  scopeOf: (label: Label, unit: string) => number,
): Promise<unknown>[] {
  const words = new Map<string, [string, number, string, string]>()
  const links = new Map<string, [string, string, string, string, number]>()
  const collect = (row: Rectangle): void => {
    const register = registers.get(row.register) as Register
    const scope = scopeOf(row.label, row.unit)
    for (const word of facetWords(register, row.label, row.fields)) {
      words.set(`${word} ${scope} ${row.record}`, [word, scope, row.register, row.record])
    }
    for (const [field, value] of Object.entries(row.fields)) {
      if (!register.fields[field]?.to) continue
      for (const target of [value].flat() as string[]) {
        links.set(`${target} ${field} ${row.record} ${scope}`, [target, row.register, field, row.record, scope])
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

/** Units made or moved by the batch take their place under the unit above, with all that lies below them. */
function unitWrites(session: Session, batch: Batch): Promise<unknown>[] {
  const plain: string[] = []
  const sent: Promise<unknown>[] = []
  const touched = new Map(batch.accepted.filter(({ item }) => item.register.unit).map(({ item }) => [item.command.record, item.register]))
  for (const [unit, register] of touched) {
    const state = batch.recalled.records.get(unit)
    const fields = state?.facets.get(register.label)?.open.at(-1)?.fields
    const above = register.unit?.above && fields?.[register.unit.above]
    if (state?.isMadeHere && fields && typeof above !== 'string') plain.push(unit)
    else sent.push(placeUnit(session, batch.head.mission, unit, typeof above === 'string' ? above : null, fields !== undefined))
  }
  if (plain.length === 0) return sent
  const first = session.query(
    'insert into unit (mission, unit, above, steps) select $1, unit, unit, 0 from unnest($2::text[]) as unit on conflict do nothing',
    [batch.head.mission, plain],
  )
  return [first, ...sent]
}

/** Sets `unit`, and what lies below it, under `above`. A unit below itself stays where it was; a void one lies nowhere. */
export async function placeUnit(session: Session, mission: string, unit: string, above: string | null, isThere: boolean): Promise<void> {
  const placed = session.query(
    `with below as (
       select unit, steps from unit where mission = $1 and above = $2 union select $2, 0
     ), over as (
       select $2::text as above, 0 as steps
       union select $3, 1 where $3::text is not null
       union select above, steps + 1 from unit where mission = $1 and unit = $3 and above <> $3
     ), fits as (select not exists (select from below where unit = $3) as fits
     ), wanted as (
       select b.unit, o.above, min(b.steps + o.steps) as steps from below b, over o, fits where fits group by 1, 2
     ), gone as (
       delete from unit u using below b, fits
       where fits and u.mission = $1 and u.unit = b.unit and u.steps > b.steps
         and not exists (select from wanted w where w.unit = u.unit and w.above = u.above)
     )
     insert into unit (mission, unit, above, steps) select $1, unit, above, steps from wanted
     on conflict (mission, unit, above) do update set steps = excluded.steps`,
    [mission, unit, above],
  )
  const gone = isThere ? undefined : session.query('delete from unit where mission = $1 and unit = $2 and above = $2', [mission, unit])
  await Promise.all([placed, gone])
}
