/**
 * What rules ask of other records: all questions of a batch in one statement a question, under its lock. Records that the
 * batch knows itself are left out there and looked up in memory, so that a command sees what those before it wrote.
 */
import {
  type Act,
  type Ask,
  BESIDE_MAX,
  type Beside,
  COUNTED,
  cleanText,
  dayOf,
  type Fields,
  ITSELF,
  type Label,
  labelOf,
  type Money,
  type Refusal,
  type Register,
  type Registers,
  refuse,
} from '@konbit/model'
import { plannedOnce, type Session, STILL_KNOWN } from '../pool.ts'
import { values } from '../read/view.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import { type Batch, cut } from './batch.ts'
import { type Item, isUuid } from './command.ts'
import type { Recall, RecordState } from './state.ts'

/** A row as the database tells it: what is taken, and the sum over those that agree. */
type Row = {
  key: number
  taken: Fields
  state: string
  total: number | null
  currency: string | null
}
/** For each question, by the values it is matched with: what the database holds beside the records of the batch. */
export type Besides = ReadonlyMap<Ask, ReadonlyMap<string, readonly Row[]>>
/** The values each field of the asked register may have; undefined where one of them has none. */
type Values = Readonly<Record<string, readonly string[]>> | undefined

const none: Besides = new Map()

function asksOf({ register, command: { verb } }: Item): Act['asks'] {
  if (verb === 'enter') return register.enters.asks
  if (verb === 'amend') return register.amends.asks
  return Object.hasOwn(register.transitions, verb) ? register.transitions[verb]?.asks : undefined
}

export async function askBesides(
  session: Session,
  mission: string,
  registers: Registers,
  items: readonly Item[],
  { records }: Recall,
): Promise<Besides> {
  if (!items.some(asksOf)) return none
  const wanted = new Map<Ask, Map<string, NonNullable<Values>>>()
  const told = new Map<string, Fields>()
  for (const item of items) {
    const { record: id, input } = item.command
    const at = item.at ?? item.known ?? Number.POSITIVE_INFINITY
    // What the batch says of the same record before: a guess, and where it is wrong the batch ends there.
    const fields = { ...(told.get(id) ?? fieldsAt(records.get(id), at)), ...input }
    told.set(id, fields)
    for (const ask of Object.values(asksOf(item) ?? {})) {
      const asked = valuesOf(registers, item.register, ask, id, fields)
      if (!asked) continue
      const list = wanted.get(ask) ?? new Map()
      wanted.set(ask, list.set(JSON.stringify(asked), asked))
    }
  }
  if (wanted.size === 0) return none
  const sent = plannedOnce(session, (query) =>
    [...wanted].map(async ([ask, questions]) => {
      const keys = [...questions.keys()]
      const rows = await rowsOf(query, mission, registers, ask, [...questions.values()], records)
      const byKey = new Map<string, Row[]>(keys.map((key) => [key, []]))
      for (const row of rows) byKey.get(keys[row.key] as string)?.push(row)
      return [ask, byKey] as const
    }),
  )
  return new Map(await Promise.all(sent))
}

/** The answers for one command; `cut` where nobody asked what it turns out to need. */
export function besideOf(
  batch: Batch,
  item: Item,
  found: RecordState | undefined,
  at: number,
  known: number,
): Beside | Refusal | typeof cut | undefined {
  const asks = asksOf(item)
  if (!asks) return undefined
  const fields = { ...fieldsAt(found, at), ...item.command.input }
  const rows: Record<string, readonly Fields[]> = {}
  for (const [name, ask] of Object.entries(asks)) {
    const asked = valuesOf(batch.registers, item.register, ask, item.command.record, fields)
    const stored = asked ? batch.besides.get(ask)?.get(JSON.stringify(asked)) : []
    if (!stored) return cut
    const made = asked ? inMemory(batch, item.command.record, ask, asked) : []
    rows[name] = summed(ask, [...stored, ...made])
    if ((rows[name] as readonly Fields[]).length > BESIDE_MAX) return refuse('too-many')
  }
  const { zone } = batch.head
  return { day: dayOf(known, zone), on: dayOf(at, zone), rows }
}

function valuesOf(
  registers: Registers,
  register: Register,
  ask: Ask,
  record: string,
  fields: Fields,
): Values {
  const found: Record<string, readonly string[]> = {}
  for (const [theirs, own] of Object.entries(ask.match)) {
    const given = own === ITSELF ? record : fields[own]
    const type =
      theirs === ITSELF
        ? 'uuid'
        : registers.get(ask.register)?.fields[theirs]?.kind.columns[0]?.type
    const isList = register.fields[own]?.kind.name === 'refs'
    const list = (isList && Array.isArray(given) ? given : [given]).filter((one) =>
      type === 'uuid'
        ? isUuid(one)
        : type === 'int8'
          ? Number.isSafeInteger(one)
          : type === 'boolean'
            ? typeof one === 'boolean'
            : typeof one === 'string' && cleanText(one) !== undefined,
    )
    if (list.length === 0) return undefined
    found[theirs] = [...new Set(list.map((one) => String(one).normalize('NFC')))]
  }
  return found
}

const valueTypes: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  int8: 'int8',
  boolean: 'boolean',
}
const nowOf = (alias: string): string =>
  `${alias}.at_to = 'infinity' and ${alias}.known_to = ${STILL_KNOWN}`

async function rowsOf(
  query: Session['query'],
  mission: string,
  registers: Registers,
  ask: Ask,
  questions: readonly NonNullable<Values>[],
  records: ReadonlyMap<string, RecordState>,
): Promise<Row[]> {
  const register = registers.get(ask.register) as Register
  const { list, add } = values()
  const mine = add(mission)
  const matched = Object.keys(ask.match)
  const asked = questions.flatMap((question, key) => spread(question).map((one) => ({ key, one })))
  const typeOf = (field: string): string =>
    field === ITSELF
      ? 'uuid'
      : (valueTypes[register.fields[field]?.kind.columns[0]?.type ?? ''] ?? 'text')
  const lists = [
    `${add(asked.map(({ key }) => key))}::int4[]`,
    ...matched.map((field) => `${add(asked.map(({ one }) => one[field]))}::${typeOf(field)}[]`),
  ]
  const parts = partsOf(register, ask, mine, add)
  const conditions = [
    `own.mission = ${mine} and ${nowOf('own')}`,
    ...matched.map((field, n) => `${parts.columnOf(field)} = q.m${n}`),
    ...Object.entries(ask.where ?? {}).map(
      ([field, wanted]) =>
        `${parts.columnOf(field)} = any (${add([wanted].flat())}::${typeOf(field)}[])`,
    ),
    `not own.record = any (${add(idsOf(records, ask.register))}::uuid[])`,
  ]
  if (ask.state) conditions.push(`own.state = any (${add(ask.state)}::text[])`)
  const { total, currency } = parts
  if (currency) conditions.push(`${currency} is not null`)
  const group =
    ask.sum === undefined ? '' : `group by own.state, taken${currency ? ', currency' : ''}`
  return query<Row>(
    `select q.key, a.* from unnest(${lists.join(', ')}) as q(${['key', ...matched.map((_, n) => `m${n}`)].join(', ')})
     cross join lateral (
       select own.state, ${parts.taken()} as taken, ${total} as total, ${currency ?? 'null'} as currency
       from ${parts.tables()} where ${conditions.join(' and ')} and ${parts.scopes()} ${group} limit ${BESIDE_MAX + 1}) a`,
    list,
  )
}

/** The tables of the labels that a question touches, and the columns in them. What is raised is left out: a refusal would betray it. */
function partsOf(register: Register, ask: Ask, mission: string, add: (value: unknown) => string) {
  const aliases = new Map<Label, string>([[register.label, 'own']])
  const bodies = new Map<Label, string>()
  const aliasOf = (label: Label): string => {
    const alias = aliases.get(label) ?? `f${aliases.size}`
    aliases.set(label, alias)
    return alias
  }
  const columnOf = (field: string, suffix = ''): string =>
    field === ITSELF
      ? 'own.record'
      : `${aliasOf(labelOf(register, field))}.${quote(columnName(field, suffix))}`
  const kindOf = (field: string): string => register.fields[field]?.kind.name ?? ''
  const jsonOf = (field: string): string => {
    if (field === ITSELF) return 'to_jsonb(own.record)'
    if (direct.has(kindOf(field))) return `to_jsonb(${columnOf(field)})`
    const label = labelOf(register, field)
    const body = bodies.get(label) ?? `v${bodies.size}`
    bodies.set(label, body)
    return `${body}.body -> ${add(field)}::text`
  }
  const sum = ask.sum
  const isMoney = sum !== undefined && kindOf(sum) === 'money'
  const total =
    sum === undefined
      ? 'null::float8'
      : sum === ITSELF
        ? 'count(*)'
        : `coalesce(sum(${columnOf(sum, isMoney ? '_minor' : '')}), 0)::float8`
  const taken = `jsonb_strip_nulls(jsonb_build_object(${ask.take
    .map((field) => `${add(field)}::text, ${jsonOf(field)}`)
    .join(', ')}))`
  return {
    columnOf,
    total,
    taken: () => taken,
    currency: isMoney ? columnOf(sum, '_currency') : undefined,
    tables: () =>
      [
        `${quote(tableOf(register, register.label).name)} own`,
        ...[...aliases]
          .slice(1)
          .map(
            ([label, alias]) =>
              `left join ${quote(tableOf(register, label).name)} ${alias} on ${alias}.record = own.record and ${alias}.mission = ${mission} and ${nowOf(alias)}`,
          ),
        ...[...bodies].map(
          ([label, alias]) =>
            `left join version ${alias} on ${alias}.record = own.record and ${alias}.mission = ${mission} and ${alias}.label = ${add(label)} and ${nowOf(alias)}`,
        ),
      ].join(' '),
    scopes: () =>
      [...aliases]
        .map(
          ([label, alias]) =>
            `(${alias}.scope is null or exists (select from scope s where s.scope = ${alias}.scope and s.label = ${add(label)}))`,
        )
        .join(' and '),
  }
}

/** Kinds whose column holds the value itself. */
const direct = new Set(['code', 'line', 'choice', 'count', 'quantity', 'flag', 'ref'])

/** Every way to take one value of each field. */
const spread = (question: NonNullable<Values>): Record<string, string>[] =>
  Object.entries(question).reduce<Record<string, string>[]>(
    (made, [field, list]) =>
      made.flatMap((one) => list.map((value) => ({ ...one, [field]: value }))),
    [{}],
  )

const idsOf = (records: ReadonlyMap<string, RecordState>, register: string): string[] =>
  [...records.values()].flatMap((state) => (state.register === register ? [state.id] : []))

/** The record at `at` with all its facets, whoever may see them: the rule needs the truth, and its sentence quotes none of it. */
function fieldsAt(record: RecordState | undefined, at: number): Fields {
  const fields: Record<string, unknown> = {}
  for (const { open } of record?.facets.values() ?? [])
    Object.assign(fields, open.findLast(({ atFrom }) => atFrom <= at)?.fields)
  return fields
}

/** Which records of the batch may answer: by register, field and value that one of them has, or had before the batch changed it. */
export type Answering = { by: Map<string, Set<string>>; indexed: Set<string> }

const indexUnder = ({ by }: Answering, record: RecordState, field: string): void => {
  const value = fieldsAt(record, Number.POSITIVE_INFINITY)[field]
  if (value === undefined || value === null) return
  const key = `${record.register} ${field} ${value}`
  const ids = by.get(key)
  if (ids) ids.add(record.id)
  else by.set(key, new Set([record.id]))
}

/** Keeps in step what may answer, after a command of the batch was accepted. */
export function noteAnswering(
  { answering }: Batch,
  { asked }: Register,
  record: RecordState,
): void {
  for (const field of new Set(asked?.flat()))
    if (answering.indexed.has(`${record.register} ${field}`)) indexUnder(answering, record, field)
}

function mayAnswer(batch: Batch, ask: Ask, asked: NonNullable<Values>): RecordState[] {
  const { records } = batch.recalled
  if (Object.keys(asked).length === 0) return [...records.values()]
  const field = Object.keys(asked).find((one) => one !== ITSELF)
  const ids = new Set<string>()
  if (field === undefined) for (const id of asked[ITSELF] ?? []) ids.add(id)
  else {
    const { by, indexed } = batch.answering
    if (!indexed.has(`${ask.register} ${field}`)) {
      indexed.add(`${ask.register} ${field}`)
      for (const record of records.values())
        if (record.register === ask.register) indexUnder(batch.answering, record, field)
    }
    for (const value of asked[field] ?? [])
      for (const id of by.get(`${ask.register} ${field} ${value}`) ?? []) ids.add(id)
  }
  return [...ids].flatMap((id) => records.get(id) ?? [])
}

/** Those records of the batch that answer, as the commands before this one left them. */
function inMemory(batch: Batch, self: string, ask: Ask, asked: NonNullable<Values>): Row[] {
  const register = batch.registers.get(ask.register) as Register
  const rows: Row[] = []
  for (const record of mayAnswer(batch, ask, asked)) {
    if (record.register !== ask.register || record.id === self || record.floor !== undefined)
      continue
    const state = record.facets.get(register.label)?.open.at(-1)?.state
    if (!state || (ask.state && !ask.state.includes(state))) continue
    const fields = fieldsAt(record, Number.POSITIVE_INFINITY)
    const saidIn = (field: string): unknown => (field === ITSELF ? record.id : fields[field])
    const fits =
      Object.entries(asked).every(([field, list]) => list.includes(String(saidIn(field)))) &&
      Object.entries(ask.where ?? {}).every(([field, wanted]) =>
        [wanted].flat().includes(saidIn(field) as string),
      )
    if (!fits) continue
    const taken = Object.fromEntries(
      ask.take.flatMap((field) => {
        const value = saidIn(field)
        return value === undefined || value === null ? [] : [[field, value]]
      }),
    )
    const sum = sumOf(register, ask, fields)
    if (sum) rows.push({ key: 0, taken, state, ...sum })
  }
  return rows
}

/** What one record adds; undefined where it is money and has none, which is in no currency. */
function sumOf(
  register: Register,
  { sum }: Ask,
  fields: Fields,
): Pick<Row, 'total' | 'currency'> | undefined {
  if (sum === undefined) return { total: null, currency: null }
  if (sum === ITSELF) return { total: 1, currency: null }
  if (register.fields[sum]?.kind.name !== 'money')
    return { total: Number(fields[sum] ?? 0), currency: null }
  const money = fields[sum] as Money | undefined
  return money && { total: money.minor, currency: money.currency }
}

/** Rows as a rule reads them; where it asks for a sum, one for all that agree. */
function summed({ sum, take }: Ask, rows: readonly Row[]): Fields[] {
  if (sum === undefined) return rows.map(({ taken, state }) => ({ ...taken, state }))
  const totals = new Map<string, Row>()
  for (const row of rows) {
    const key = JSON.stringify([
      row.state,
      row.currency,
      ...take.map((name) => row.taken[name] ?? null),
    ])
    const had = totals.get(key)
    totals.set(key, { ...row, total: (had?.total ?? 0) + (row.total ?? 0) })
  }
  return [...totals.values()].map(({ taken, state, total, currency }) => ({
    ...taken,
    state,
    [sum === ITSELF ? COUNTED : sum]: currency === null ? total : { minor: total, currency },
  }))
}
