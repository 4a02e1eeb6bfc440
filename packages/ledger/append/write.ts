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
import { printInstant, type Session } from '../pool.ts'
import { collectTiles } from '../proof/tiles.ts'
import type { Batch } from './batch.ts'
import { type Columns, insertion, type Row } from './columns.ts'
import { iso } from './command.ts'
import { writeRectangles } from './project.ts'
import { scopeKey } from './state.ts'
import { unitWrites } from './units.ts'

const entryColumns: Columns = [
  ['seq', 'int8'],
  ['leaf', 'bytea'],
  ['envelope', 'text'],
  ['salt', 'bytea'],
  ['filler', 'bytea'],
  ['scope', 'int4'],
  ['known', 'timestamptz'],
  ['recorded', 'timestamptz'],
  ['author', 'text'],
  ['register', 'text'],
  ['edition', 'int4'],
  ['record', 'uuid'],
  ['verb', 'text'],
  ['at_text', 'text'],
  ['at', 'timestamptz'],
  ['corrects', 'int8'],
  ['from_state', 'text'],
  ['to_state', 'text'],
]
const facetColumns: Columns = [
  ['seq', 'int8'],
  ['label', 'text'],
  ['record', 'uuid'],
  ['scope', 'int4'],
  ['salt', 'bytea'],
  ['content', 'text'],
]
const commandColumns: Columns = [
  ['command', 'uuid'],
  ['author', 'text'],
  ['digest', 'bytea'],
  ['seq', 'int8'],
]

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
  const add = session.again ?? session.query
  await Promise.all([
    add(...insertion('entry', entryColumns, mission, log.entries)),
    add(...insertion('facet', facetColumns, mission, log.facets)),
    add(...insertion('command', commandColumns, mission, log.commands)),
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
  const entries: Row[] = []
  const facets: Row[] = []
  const commands: Row[] = []
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
        ...(isHighest && entry.onBehalfOf !== undefined ? { onBehalfOf: entry.onBehalfOf } : {}),
      }
      const seed = salt()
      const { text, digest } = sealFacet(label, seed, content)
      facets.push([seq, label, item.command.record, scopeOf(under, unit), seed, text])
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
    commands.push([item.command.id, item.author.member, item.digest, seq])
    entries.push([
      seq,
      leaf,
      envelope,
      envelopeSalt,
      filler,
      scopeOf(entry.facets[0]?.under as Label, unit),
      known,
      clock,
      item.author.member,
      item.register.name,
      edition,
      item.command.record,
      item.command.verb,
      entry.atText,
      at,
      entry.corrects,
      outcome.from,
      outcome.to,
    ])
  }
  return { entries, facets, commands, edge, tiles }
}
