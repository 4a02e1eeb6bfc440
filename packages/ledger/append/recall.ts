/**
 * What a batch must know before it decides: commands seen before, the records as they stand, who may see what. One
 * query each, under the lock. Records whose past is in question are recalled whole, with all their entries.
 */
import { type Fields, isHandling, type Label, type Registers, type Told } from '@konbit/model'
import type { Content } from '@konbit/proof'
import { recallStandings } from '../access/standing.ts'
import { plannedOnce, type Session, STILL_KNOWN } from '../pool.ts'
import type { Batch } from './batch.ts'
import { recallBeyond } from './beyond.ts'
import { type Item, iso, isUuid, refsIn } from './command.ts'
import { heldOf } from './hold.ts'
import {
  emptyRecord,
  facetOf,
  type Recall,
  type RecordState,
  type Seen,
  scopeKey,
} from './state.ts'

type StoredVersion = {
  record: string
  label: Label
  register: string
  unit: string
  under: Label
  scope: number
  state: string | null
  body: Fields
  at_from: number
  at_to: number
  known_from: number
}

const columns = `v.record, v.label, v.register, s.unit, s.label as under, v.scope, v.state, v.body, v.at_from, v.at_to, v.known_from`

/**
 * The last stretch of each facet. It is written anew by every entry of the facet, so it is looked for from the newest version
 * on, and not among its whole past.
 */
const LAST = `
  select ${columns} from unnest($2::uuid[], $3::text[]) as a (record, label)
  cross join lateral (
    select record, label, register, scope, state, body, at_from, at_to, known_from from version
    where mission = $1 and record = a.record and label = a.label and known_to = ${STILL_KNOWN} and at_to = 'infinity'
    order by known_from desc, at_from desc limit 1
  ) v join scope s on s.scope = v.scope`

const ALL = `
  select ${columns} from version v join scope s on s.scope = v.scope
  where v.mission = $1 and v.record = any ($2::uuid[]) and v.known_to = ${STILL_KNOWN} order by v.at_from`

export async function recall(
  session: Session,
  mission: string,
  registers: Registers,
  items: readonly Item[],
  scopeIds: Map<string, number>,
): Promise<Recall> {
  const commanded = new Set(items.map(({ command }) => command.record))
  const facets = facetsNamed(registers, items)
  const members = [...new Set(items.map(({ author }) => author.member))]

  const [seenRows, versions, sightRows, enteredRows] = await plannedOnce(session, (query) =>
    Promise.all([
      query<{
        command: string
        author: string
        digest: Buffer
        seq: number
        record: string
        known: number
        at_text: string
      }>(
        `select c.command, c.author, c.digest, c.seq, e.record, e.known, e.at_text
       from command c join entry e on e.mission = c.mission and e.seq = c.seq
       where c.mission = $1 and c.command = any ($2::uuid[])`,
        [mission, items.map(({ command }) => command.id)],
      ),
      query<StoredVersion>(LAST, [mission, ...facets]),
      query<{ member: string; scopes: number[]; barred: string; whole: string[] }>(
        `select member, scopes_of($1, member) as scopes, barred_of($1, member)::text as barred, whole_of($1, member) as whole from unnest($2::text[]) as member`,
        [mission, members],
      ),
      query<{ record: string; register: string }>(
        `select a.record, e.register from unnest($2::uuid[]) as a (record) cross join lateral
         (select register from entry where mission = $1 and record = a.record order by seq limit 1) e`,
        [mission, [...commanded]],
      ),
    ]),
  )

  const records = new Map<string, RecordState>()
  for (const { record, register } of enteredRows) records.set(record, emptyRecord(record, register))
  for (const row of versions) placeOpen(records, row, scopeIds)
  await recallWhole(session, mission, records, pastInQuestion(items, records), scopeIds)
  const over = await recallOver(session, mission, items, records)
  const standings = await recallStandings(
    session,
    mission,
    items,
    (id, label) => records.get(id)?.facets.get(label)?.open.at(-1)?.fields,
  )
  const wholeOf = new Map(sightRows.map(({ member, whole }) => [member, new Set(whole)]))
  return {
    over,
    beyond: await recallBeyond(session, mission, items, wholeOf),
    held: await heldOf(session, mission, items),
    standings,
    seen: new Map(
      seenRows.map((row) => [
        row.command,
        {
          author: row.author,
          digest: row.digest,
          receipt: { seq: row.seq, record: row.record, known: iso(row.known), at: row.at_text },
        },
      ]),
    ),
    records,
    sights: new Map(
      sightRows.map((row) => [
        row.member,
        {
          scopes: new Set(row.scopes),
          barred: new Set(row.barred.slice(1, -1).split(',').filter(Boolean)),
        },
      ]),
    ),
  }
}

/** The facets that the records may have which commands are of or refer to: ids, and the label of each. */
function facetsNamed(registers: Registers, items: readonly Item[]): [string[], Label[]] {
  const named = new Map<string, [id: string, label: Label]>()
  for (const { register, command } of items) {
    const refs = refsIn(register, command.input).map(
      ({ id, to }) => [id, registers.get(to)] as const,
    )
    for (const [id, of] of [[command.record, register] as const, ...refs])
      for (const label of of?.facets ?? []) named.set(`${id} ${label}`, [id, label])
  }
  const facets = [...named.values()]
  return [facets.map(([id]) => id), facets.map(([, label]) => label)]
}

/** Whether a batch changes what memory cannot know: who sees what, and where units lie. */
export const isUnforeseeable = ({ isMoved, accepted }: Batch): boolean =>
  isMoved || accepted.some(({ item }) => item.register.unit !== undefined)

/**
 * Lays over what was recalled beside a batch what that batch made. False where that is not enough: a past in question
 * that the batch added to without knowing the whole of it.
 */
export function carry(before: Batch, items: readonly Item[], recalled: Recall): boolean {
  const { seen, records } = before.recalled
  const carried: RecordState[] = []
  for (const { item } of before.accepted) {
    const { id, record } = item.command
    recalled.seen.set(id, seen.get(id) as Seen)
    carried.push({ ...(records.get(record) as RecordState), isMadeHere: true })
  }
  for (const state of carried) recalled.records.set(state.id, state)
  const past = pastInQuestion(items, recalled.records)
  return carried.every(({ id, isWhole }) => isWhole || !past.has(id))
}

async function recallOver(
  session: Session,
  mission: string,
  items: readonly Item[],
  records: ReadonlyMap<string, RecordState>,
): Promise<Map<string, ReadonlySet<string>>> {
  const named = new Set<unknown>()
  for (const { register, command } of items) {
    const above = register.unit?.above
    if (!above) continue
    named.add(command.input?.[above])
    for (const { set } of records.get(command.record)?.facets.get(register.label)?.told ?? [])
      named.add(set[above])
  }
  const units = [...named].filter(isUuid)
  const over = new Map<string, ReadonlySet<string>>()
  if (units.length === 0) return over
  const rows = await session.query<{ unit: string; above: string }>(
    'select unit, above from unit where mission = $1 and unit = any ($2::text[])',
    [mission, units],
  )
  for (const [unit, found] of Map.groupBy(rows, (row) => row.unit))
    over.set(unit, new Set(found.map(({ above }) => above)))
  return over
}

function placeOpen(
  records: Map<string, RecordState>,
  row: StoredVersion,
  scopeIds: Map<string, number>,
): void {
  let state = records.get(row.record)
  if (!state) {
    state = emptyRecord(row.record, row.register)
    records.set(row.record, state)
  }
  const facet = facetOf(state, row.label)
  facet.open.push({
    record: row.record,
    register: row.register,
    label: row.label,
    under: row.under,
    state: row.state,
    fields: row.body,
    unit: row.unit,
    atFrom: row.at_from,
    atTo: row.at_to,
    knownFrom: row.known_from,
    knownTo: Number.POSITIVE_INFINITY,
  })
  facet.last = Math.max(facet.last, row.known_from)
  facet.unit = row.unit
  if (row.under !== row.label) state.floor = row.under
  scopeIds.set(scopeKey(row.under, row.unit), row.scope)
}

/** The records of which a command of the batch may reach before the last version. */
function pastInQuestion(items: readonly Item[], records: Map<string, RecordState>): Set<string> {
  const latest = new Map<string, number>()
  const found = new Set<string>()
  for (const { command, at: stated, known } of items) {
    const id = command.record
    const at = stated ?? known
    if (command.verb === 'correct' || command.verb === 'void' || isHandling(command.verb))
      found.add(id)
    let before = latest.get(id)
    if (before === undefined) {
      const facets = records.get(id)?.facets.values() ?? []
      before = Math.max(
        Number.NEGATIVE_INFINITY,
        ...[...facets].flatMap(({ open }) => open.map(({ atFrom }) => atFrom)),
      )
    }
    // A command that names no time speaks of the clock, and what follows with a time may lie before that.
    if (at !== undefined && at < before) found.add(id)
    latest.set(id, Math.max(before, at ?? Number.POSITIVE_INFINITY))
  }
  return found
}

async function recallWhole(
  session: Session,
  mission: string,
  records: Map<string, RecordState>,
  wanted: ReadonlySet<string>,
  scopeIds: Map<string, number>,
): Promise<void> {
  for (const id of wanted) {
    const state = records.get(id)
    if (state) records.set(id, { ...emptyRecord(id, state.register), isWhole: true })
  }
  const ids = [...wanted].filter((id) => records.has(id))
  if (ids.length === 0) return
  const [versions, entries] = await Promise.all([
    session.query<StoredVersion>(ALL, [mission, ids]),
    toldOf(session, mission, ids),
  ])
  for (const row of versions) placeOpen(records, row, scopeIds)
  for (const row of entries) {
    const facet = facetOf(records.get(row.record) as RecordState, row.label)
    facet.told.push(row.told)
    facet.last = row.told.seq
    if (facet.open.length === 0) facet.unit = row.unit
    if (row.under !== row.label) (records.get(row.record) as RecordState).floor = row.under
    scopeIds.set(scopeKey(row.under, row.unit), row.scope)
  }
}

export type ToldRow = {
  record: string
  register: string
  label: Label
  unit: string
  under: Label
  scope: number
  told: Told
}

/** What a facet still says; one that was erased says nothing. */
function saidIn(content: string | null): Pick<Told, 'set' | 'hasReason' | 'isOnBehalf'> {
  if (content === null) return { set: {} }
  const { set, because, onBehalfOf } = JSON.parse(content) as Content
  return {
    set,
    ...(because === undefined ? {} : { hasReason: true }),
    ...(onBehalfOf === undefined ? {} : { isOnBehalf: true }),
  }
}

/** The entries of the records, one row for each facet written, in order of sequence. */
export async function toldOf(
  session: Session,
  mission: string,
  ids: readonly string[],
  upTo?: number,
): Promise<ToldRow[]> {
  const rows = await session.query<{
    seq: number
    record: string
    register: string
    verb: string
    at: number
    corrects: number | null
    from_state: string | null
    to_state: string | null
    label: Label
    unit: string
    under: Label
    scope: number
    content: string | null
  }>(
    `select e.seq, e.record, e.register, e.verb, e.at, e.corrects, e.from_state, e.to_state, f.label, s.unit, s.label as under, f.scope, f.content
     from entry e join facet f on f.mission = e.mission and f.seq = e.seq join scope s on s.scope = f.scope
     where e.mission = $1 and e.record = any ($2::uuid[]) and e.seq <= $3 order by e.seq`,
    [mission, ids, upTo ?? STILL_KNOWN],
  )
  return rows.map((row) => ({
    record: row.record,
    register: row.register,
    label: row.label,
    unit: row.unit,
    under: row.under,
    scope: row.scope,
    told: {
      seq: row.seq,
      verb: row.verb,
      at: row.at,
      from: row.from_state,
      to: row.to_state,
      ...saidIn(row.content),
      ...(row.corrects === null ? {} : { corrects: row.corrects }),
    },
  }))
}
