/**
 * Writes what a batch accepted, in sets: a few statements sent together, whatever the number of commands. Every check has
 * been made by now; a write that fails is a failure and not a refusal.
 */

import { randomBytes } from 'node:crypto'
import type { Label, Registers } from '@konbit/model'
import {
  type Edge,
  envelopeDigest,
  envelopeText,
  grow,
  leafData,
  leafHash,
  parseEdge,
  printEdge,
  SALT_BYTES,
  sealFacet,
} from '@konbit/proof'
import { grantWrites } from '../access/project.ts'
import { arrayOf, printInstant, type Session } from '../pool.ts'
import { collectTiles } from '../proof/tiles.ts'
import type { Batch } from './batch.ts'
import { iso } from './command.ts'
import { writeRectangles } from './project.ts'
import { scopeKey } from './state.ts'
import { unitWrites } from './units.ts'

export type Context = {
  registers: Registers
  editions: ReadonlyMap<string, number>
  scopeIds: Map<string, number>
}

/** Sends all writes of the batch at once. Resolves when the database has taken them; the caller commits. */
export async function writeBatch(session: Session, batch: Batch, context: Context): Promise<void> {
  const { mission } = batch.head
  const scopeOf = (label: Label, unit: string): number =>
    context.scopeIds.get(scopeKey(label, unit)) as number
  const { edge, tiles, ...log } = hashed(batch, context, scopeOf)
  batch.edge = printEdge(edge)
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
      batch.edge,
    ]),
    writeRectangles(session, mission, batch.registers, batch.added, batch.closed, scopeOf),
    ...tiles.writes(session, mission),
    ...unitWrites(session, batch),
    ...grantWrites(session, batch),
  ])
}

/** Gives every new (label, unit) its number. Under the lock, so nobody else names the same. */
export async function nameScopes(
  session: Session,
  batch: Batch,
  scopeIds: Map<string, number>,
): Promise<void> {
  const wanted = new Map<string, [Label, string]>()
  const want = (label: Label, unit: string): void => {
    const key = scopeKey(label, unit)
    if (!scopeIds.has(key)) wanted.set(key, [label, unit])
  }
  for (const { facets, unit } of batch.accepted) for (const { under } of facets) want(under, unit)
  for (const { under, unit } of batch.added) want(under, unit)
  await makeScopes(session, batch.head.mission, [...wanted.values()], scopeIds)
}

async function makeScopes(
  session: Session,
  mission: string,
  wanted: readonly (readonly [Label, string])[],
  scopeIds: Map<string, number>,
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
  const salt = (): Buffer => {
    used += SALT_BYTES
    return random.subarray(used - SALT_BYTES, used)
  }
  const entries: unknown[][] = Array.from({ length: 18 }, () => [])
  const facets: unknown[][] = Array.from({ length: 6 }, () => [])
  let edge: Edge = parseEdge(batch.head.size, batch.head.edge)
  const tiles = collectTiles()
  for (const entry of batch.accepted) {
    const { item, seq, known, at, outcome, unit } = entry
    const digests = entry.facets.map(({ label, under, set, does }, index) => {
      const isHighest = index === entry.facets.length - 1
      const content = {
        set,
        ...(does ? { does } : {}),
        ...(isHighest && entry.because !== undefined ? { because: entry.because } : {}),
      }
      const seed = salt()
      const { text, digest } = sealFacet(label, seed, content)
      push(facets, [seq, label, item.command.record, scopeOf(under, unit), seed, text])
      return digest
    })
    const edition = context.editions.get(item.register.name) ?? 1
    const envelope = envelopeText({
      mission,
      seq,
      author: item.author.member,
      register: item.register.name,
      edition,
      record: item.command.record,
      verb: item.command.verb,
      at: iso(at),
      atText: entry.atText,
      known: iso(known),
      recorded: iso(clock),
      from: outcome.from,
      to: outcome.to,
      corrects: entry.corrects ?? null,
    })
    const envelopeSalt = salt()
    const filler = salt()
    const leaf = leafData(envelopeDigest(envelopeSalt, envelope), digests, filler)
    edge = grow(edge, leafHash(leaf), tiles.made(seq))
    push(entries, [
      seq,
      leaf,
      envelope,
      envelopeSalt,
      filler,
      scopeOf(entry.facets[0]?.under as Label, unit),
      iso(known),
      iso(clock),
      item.author.member,
      item.register.name,
      edition,
      item.command.record,
      item.command.verb,
      entry.atText,
      iso(at),
      entry.corrects ?? null,
      outcome.from,
      outcome.to,
    ])
  }
  return { entries, facets, edge, tiles }
}

export function push(columns: unknown[][], values: readonly unknown[]): void {
  for (const [index, value] of values.entries()) columns[index]?.push(value)
}
