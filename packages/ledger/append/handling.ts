/**
 * Handling in the append: erase, raise and lower. Such an entry has its transaction to itself, since it rewrites what is
 * kept of its record: content and salts go, or all that was told moves to other scopes; then every projection of that one
 * record is made anew, by the same code as a rebuild.
 */
import {
  type Actor,
  asides,
  cleanText,
  type Fields,
  type Handling,
  isErasable,
  type Label,
  ON_BEHALF,
  type Outcome,
  REASON,
  type Register,
  type Standing,
} from '@konbit/model'
import { forgetFacet, forgetMembers, type KeptFacet, openFacet } from '@konbit/proof'
import { grantWrites } from '../access/project.ts'
import type { Session } from '../pool.ts'
import { quote, tablesOf } from '../tables.ts'
import type { Accepted, Batch } from './batch.ts'
import { type Item, iso } from './command.ts'
import type { Draft } from './draft.ts'
import { facetWords, writeRectangles } from './project.ts'
import { toldOf } from './recall.ts'
import { MISSION_WIDE } from './rectangles.ts'
import { replay } from './replay.ts'
import { type RecordState, type Sight, scopeKey, underOf } from './state.ts'

const restorers = new WeakSet<object>()

/** Makes again, after a restore, the erasures that the backup does not know: it sees all, and no hold stops it. */
export function restorer(mission: string): Actor & { mission: string } {
  const actor = { mission, member: 'restore', roles: ['protection'] as const }
  restorers.add(actor)
  return actor
}
export const isRestorer = (author: object): boolean => restorers.has(author)

/** Sees every scope there is, and any yet to be made. */
export const allSeeing: Sight = {
  scopes: new (class extends Set<number> {
    override has = (): boolean => true
  })(),
  barred: new Set(),
}

/** What stands written of the record, as far as the author sees it. */
export function standingOf(
  state: RecordState,
  visible: ReadonlySet<Label>,
  register: Register,
): Standing {
  const written = [...state.facets.values()]
    .filter(({ label }) => visible.has(label))
    .flatMap(({ label, told }) =>
      told.map(({ seq, verb, set, hasReason = false, isOnBehalf = false }) => ({
        seq,
        label,
        verb,
        fields: Object.keys(set),
        hasReason,
        isOnBehalf,
      })),
    )
  return { floor: state.floor ?? register.label, written }
}

/** The entry as it is to be written. It cuts no rectangles: `handleRecord` makes them all anew. */
export function handlingDraft(
  item: Item,
  state: RecordState,
  outcome: Outcome,
  known: number,
): Draft {
  const { facets, floor = state.floor } = outcome.handling as Handling
  return {
    item,
    known,
    at: known,
    atText: iso(known),
    outcome,
    corrects: undefined,
    facets: facets.map((facet) => ({ ...facet, under: underOf(facet.label, floor), set: {} })),
    because: cleanText(item.command.because ?? ''),
    onBehalfOf: undefined,
    state,
    cuts: [],
    unit: state.facets.get(item.register.label)?.unit ?? MISSION_WIDE,
  }
}

/** Takes what the entry handles through the database, after the entry itself is written and before the commit. */
export async function handleRecord(session: Session, batch: Batch): Promise<void> {
  const [entry] = batch.accepted
  const handling = entry?.outcome.handling
  if (!entry || !handling) return
  const { mission } = batch.head
  const { record } = entry.item.command
  if (handling.floor === undefined) await erase(session, mission, entry, handling)
  else await session.query('select place_record($1, $2, $3)', [mission, entry.seq, handling.floor])
  // Whom it was told at is kept with each notice. One that waits is still sent, since what it tells is owed.
  if (entry.item.register.grants?.kind === 'member' && handling.floor === undefined)
    await session.query(
      `delete from notice where mission = $1 and member = $2 and (delivered is not null or next = 'infinity')`,
      [mission, record],
    )
  await projectAnew(session, batch, entry.item.register, record)
  await Promise.all(grantWrites(session, batch))
}

type Row = {
  seq: number
  label: Label
  salt: Buffer | null
  content: string | null
  kept: string | null
}

async function erase(
  session: Session,
  mission: string,
  { seq, item }: Accepted,
  { facets }: Handling,
): Promise<void> {
  const rows = await session.query<Row>(
    `select f.seq, f.label, f.salt, f.content, f.kept from entry e join facet f on f.mission = e.mission and f.seq = e.seq
     where e.mission = $1 and e.record = $2 and e.seq < $3 order by f.seq`,
    [mission, item.command.record, seq],
  )
  const left: [number, Label, string | null, string | null][] = []
  const taken: [number, Label, string | null][] = []
  let ground = ''
  for (const { label, does } of facets) {
    if (!does || !('erase' in does)) continue
    ground = does.erase.ground
    for (const row of rows) {
      if (row.label !== label || !does.erase.entries.includes(row.seq)) continue
      const facet = { label, seed: row.salt, content: row.content, kept: row.kept }
      const { kept, fields } = forget(item.register, facet, does.erase.fields)
      left.push([row.seq, label, kept.content, kept.kept])
      for (const field of fields) taken.push([row.seq, label, field])
    }
  }
  const column = (list: readonly (readonly unknown[])[], index: number): unknown[] =>
    list.map((one) => one[index])
  await session.query(
    `select erase_facets($1, $2, $3, $4::int8[], $5::text[], $6::text[], $7::text[], $8::int8[], $9::text[], $10::text[])`,
    [
      mission,
      seq,
      ground,
      ...[0, 1, 2, 3].map((index) => column(left, index)),
      ...[0, 1, 2].map((index) => column(taken, index)),
    ],
  )
}

/** The facet without what is erased, and the names of that; null: the whole facet. */
function forget(
  register: Register,
  facet: KeptFacet,
  chosen: readonly string[] | undefined,
): { kept: KeptFacet; fields: (string | null)[] } {
  const opened = openFacet(facet)
  if ('wrong' in opened) throw new Error(opened.wrong)
  const { content } = opened
  if (!content) return { kept: facet, fields: [] }
  const names = [
    ...Object.keys(content.set),
    ...(content.because === undefined ? [] : [REASON]),
    ...(content.onBehalfOf === undefined ? [] : [ON_BEHALF]),
  ]
  const gone = names.filter(
    (name) => isErasable(register, name) && (chosen === undefined || chosen.includes(name)),
  )
  if (chosen === undefined && gone.length === names.length && content.does === undefined)
    return { kept: forgetFacet(facet), fields: [null] }
  const keys = gone.map((name) => (asides.includes(name) ? name : `set/${name}`))
  return { kept: forgetMembers(facet, keys), fields: gone }
}

type Stood = { label: Label; scope: number; body: Fields }

/** Takes away every projection of one record, and makes them again from what is now told of it. */
async function projectAnew(
  session: Session,
  { head: { mission }, registers }: Batch,
  register: Register,
  record: string,
): Promise<void> {
  const stood = await session.query<Stood>(
    'select distinct label, scope, body from version where mission = $1 and record = $2',
    [mission, record],
  )
  const words = new Set<string>()
  const targets = new Set<unknown>()
  for (const { label, body } of stood) {
    for (const word of facetWords(register, label, body)) words.add(word)
    for (const [field, value] of Object.entries(body))
      if (register.fields[field]?.to) for (const id of [value].flat()) targets.add(id)
  }
  const scopesStood = [...new Set(stood.map(({ scope }) => scope))]
  // By word and by target, which have an index; the record has none in these tables.
  await session.query(
    `delete from term t using unnest($3::text[]) as w (word), unnest($4::int4[]) as s (scope)
     where t.mission = $1 and t.word = w.word and t.scope = s.scope and t.register = $5 and t.record = $2`,
    [mission, record, [...words], scopesStood, register.name],
  )
  await session.query(
    'delete from link where mission = $1 and record = $2 and target = any ($3::uuid[])',
    [mission, record, [...targets]],
  )
  await session.query('delete from version where mission = $1 and record = $2', [mission, record])
  for (const { name } of tablesOf(new Map([[register.name, register]])))
    await session.query(`delete from ${quote(name)} where mission = $1 and record = $2`, [
      mission,
      record,
    ])
  const told = await toldOf(session, mission, [record])
  const made = replay(register, told)
  const scopes = new Map<string, number>()
  for (const { scope, label, unit } of await session.query<{
    scope: number
    label: Label
    unit: string
  }>('select scope, label, unit from scope where mission = $1 and unit = any ($2::text[])', [
    mission,
    [...new Set(made.map(({ unit }) => unit))],
  ]))
    scopes.set(scopeKey(label, unit), scope)
  await writeRectangles(
    session,
    mission,
    registers,
    made,
    [],
    (label, unit) => scopes.get(scopeKey(label, unit)) as number,
  )
}
