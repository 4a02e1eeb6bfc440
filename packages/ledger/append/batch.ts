/**
 * Decides a batch in memory, each command on the record as those before it left it. No query here: what it needs was
 * recalled under the lock, and what it accepts is written afterwards, all at once.
 */
import {
  type Does,
  decide,
  type Fields,
  isHandling,
  isRefusal,
  type Label,
  type Outcome,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  type Snapshot,
} from '@konbit/model'
import { wallStands } from '../access/standing.ts'
import { type Answering, type Besides, besideOf, noteAnswering } from './beside.ts'
import { unitGiven } from './beyond.ts'
import { type Item, iso, type Receipt, refsIn } from './command.ts'
import { correctedOf, type Draft, draftOf } from './draft.ts'
import { allSeeing, handlingDraft, isRestorer, standingOf } from './handling.ts'
import { type Rectangle, recut } from './rectangles.ts'
import {
  facetOf,
  type MissionHead,
  type Recall,
  type RecordState,
  type Sight,
  scopeKey,
  underOf,
} from './state.ts'
import type { Uniques } from './unique.ts'

export type Accepted = {
  item: Item
  seq: number
  known: number
  at: number
  atText: string
  outcome: Outcome
  corrects: number | undefined
  /** What is set under each label the entry writes, lowest first. */
  facets: { label: Label; under: Label; set: Fields; does?: Does }[]
  because: string | undefined
  onBehalfOf: string | undefined
  unit: string
}

export type Batch = {
  head: MissionHead
  registers: Registers
  recalled: Recall
  uniques: Uniques
  /** What the database answers to the questions of the batch. */
  besides: Besides
  answering: Answering
  scopeIds: ReadonlyMap<string, number>
  size: number
  known: number
  /** The right edge of the tree, once the batch is hashed. */
  edge: Uint8Array
  accepted: Accepted[]
  added: Rectangle[]
  /** Rectangles that stood before the batch and are replaced by it. */
  closed: Rectangle[]
  /** A unit now lies elsewhere, so that only the database knows who sees what. */
  isMoved: boolean
  /** Whom a record bars was changed, so that only the database knows who sees it and what hangs on it. */
  isBarring: boolean
  /** So it was in the batch before, which is not there to be asked yet. */
  followsBarring: boolean
}

export const openBatch = (
  head: MissionHead,
  registers: Registers,
  recalled: Recall,
  uniques: Uniques,
  scopeIds: ReadonlyMap<string, number>,
  besides: Besides,
  followsBarring = false,
): Batch => ({
  head,
  registers,
  recalled,
  uniques,
  besides,
  answering: { by: new Map(), indexed: new Set() },
  scopeIds,
  size: head.size,
  known: head.known,
  edge: head.edge,
  accepted: [],
  added: [],
  closed: [],
  isMoved: false,
  isBarring: false,
  followsBarring,
})

/** The batch ends before this command: whether its author sees a record made in the batch only the database can say. */
export const cut = Symbol('cut')

/** What may be refused only because somebody else was quicker. */
const turnsOnState: ReadonlySet<string> = new Set([
  'wrong-state',
  'unless',
  'nothing-changes',
  'no-such-entry',
])

export const nobody: Sight = { scopes: new Set(), barred: new Set() }

export function decideOne(batch: Batch, item: Item): Receipt | Refusal | typeof cut {
  const { command, register, author } = item
  const { seen, records, sights } = batch.recalled
  const before = seen.get(command.id)
  if (before) {
    const isSame = before.author === author.member && before.digest.equals(item.digest)
    return isSame ? { ...before.receipt, repeated: true } : refuse('command-differs')
  }
  // What handles a record rewrites what others would be decided on: it is alone in its batch.
  const isAlone = isHandling(command.verb)
  if (batch.accepted[0]?.outcome.handling || (isAlone && batch.size > batch.head.size)) return cut
  const known = knownOf(batch, item)
  if (typeof known !== 'number') return known

  const sight = isRestorer(author) ? allSeeing : (sights.get(author.member) ?? nobody)
  const found = records.get(command.record)
  if (found && found.register !== register.name)
    return refuse(command.verb === 'enter' ? 'already-there' : 'not-found')
  const visible = found ? visibleLabels(batch, found, sight) : new Set<Label>()
  if (visible === cut) return cut
  const state = found && visible.has(register.label) ? found : undefined
  if (found && command.verb === 'enter' && !seenRefusal(item)) return refuse('already-there')

  const target =
    state && command.entry !== undefined
      ? correctedOf(state, visible, command.entry, register)
      : undefined
  const at = item.at ?? target?.at ?? known
  const now = state && snapshotAt(register, state, visible, at)
  const missing = missingRef(batch, item, sight) ?? outOfSight(batch, item)
  if (missing === cut) return cut
  // Of what its author does not see, or names in vain, no rule tells them anything.
  const beside = missing || (found && !state) ? undefined : besideOf(batch, item, found, at, known)
  if (beside === cut || (beside && isRefusal(beside))) return beside
  const decided = decide({
    register,
    command,
    actor: { member: author.member, roles: author.roles },
    now,
    ...(target ? { corrected: target.corrected } : {}),
    ...(beside ? { beside } : {}),
    ...(state && isAlone
      ? {
          standing: {
            ...standingOf(state, visible, register),
            ...(now && !isRestorer(author) ? { state: now.state } : {}),
          },
        }
      : {}),
  })
  const isStale =
    state && command.expects !== undefined && lastSeen(state, visible) > command.expects
  if (isRefusal(decided))
    return isStale && turnsOnState.has(decided.refusal) ? refuse('stale') : decided
  if (at > known) return refuse('in-future')
  if (isStale) return refuse('stale')
  if (state && decided.handling) {
    if (command.verb === 'erase' && batch.recalled.held.has(command.record) && !isRestorer(author))
      return refuse('held')
    return accept(batch, handlingDraft(item, state, decided, known))
  }

  const walled = wallStands(
    item,
    batch.recalled.standings,
    found?.facets.get(register.label)?.open.at(-1)?.fields,
    decided,
  )
  if (walled) return walled

  if (missing) return missing

  const draft = draftOf(batch, item, found, visible, decided, target, at, known)
  if (draft === cut || isRefusal(draft)) return draft
  return accept(batch, draft)
}

/** An enter on an id that is taken still answers first for what is wrong with its author. */
function seenRefusal({ register, author }: Item): boolean {
  return !register.enters.by.some((role) => author.roles.includes(role))
}

function knownOf(batch: Batch, { known, author }: Item): number | Refusal {
  if (known === undefined) return Math.max(batch.head.clock, batch.known)
  if (!batch.head.isReplayed || !author.roles.includes('importer')) return refuse('known-not-yours')
  if (known > batch.head.clock) return refuse('in-future')
  return known < batch.known ? refuse('known-order') : known
}

/** The facets that the author may see, by today's clearances and where the record lies today. */
function visibleLabels(batch: Batch, state: RecordState, sight: Sight): Set<Label> | typeof cut {
  if (batch.isMoved || isBarredHere(batch, state)) return cut
  const visible = new Set<Label>()
  if (sight.barred.has(state.id)) return visible
  for (const { label, unit } of state.facets.values()) {
    const scope = batch.scopeIds.get(scopeKey(underOf(label, state.floor), unit))
    if (scope !== undefined && sight.scopes.has(scope)) visible.add(label)
    else if (state.isMadeHere || scope === undefined) return cut
  }
  return visible
}

/** What a record bars from is itself, and what hangs on it by a register that bars too. */
const isBarredHere = (
  { isBarring, followsBarring, registers }: Batch,
  state: RecordState,
): boolean => (isBarring || followsBarring) && registers.get(state.register)?.bars !== undefined

const lastSeen = (state: RecordState, visible: ReadonlySet<Label>): number =>
  Math.max(
    0,
    ...[...state.facets.values()].filter(({ label }) => visible.has(label)).map(({ last }) => last),
  )

function snapshotAt(
  register: Register,
  record: RecordState,
  visible: ReadonlySet<Label>,
  at: number,
): Snapshot | undefined {
  let state: string | null = null
  let fields: Fields = {}
  for (const label of register.facets) {
    const facet = record.facets.get(label)
    if (!facet || !visible.has(label)) continue
    const segment = facet.open.findLast(({ atFrom }) => atFrom <= at)
    if (!segment) continue
    fields = { ...fields, ...segment.fields }
    if (label === register.label) state = segment.state
  }
  return state === null ? undefined : { state, fields }
}

function missingRef(
  batch: Batch,
  { register, command }: Item,
  sight: Sight,
): Refusal | typeof cut | undefined {
  const details: { field: string; needs: string }[] = []
  for (const { id, to, field } of refsIn(register, command.input)) {
    const target = batch.recalled.records.get(id)
    const label = batch.registers.get(to)?.label
    const facet = label && target?.register === to ? target.facets.get(label) : undefined
    const isThere = facet !== undefined && facet.open.length > 0 && target !== undefined
    if (isThere) {
      const visible = visibleLabels(batch, target, sight)
      if (visible === cut) return cut
      if (visible.has(facet.label)) continue
    }
    details.push({ field, needs: 'a record that is there' })
  }
  return details.length > 0 ? refuse('no-such-record', undefined, details) : undefined
}

/** Against putting a record where its author would see nothing of it, though they see such records elsewhere. */
function outOfSight(batch: Batch, item: Item): Refusal | typeof cut | undefined {
  const { register, author } = item
  const unit = unitGiven(item)
  if (unit === undefined || isRestorer(author)) return undefined
  if (!batch.recalled.beyond.has(author.member, register.label, unit)) return undefined
  if (batch.isMoved) return cut
  const field = register.within as string
  return refuse('no-such-record', undefined, [{ field, needs: 'a unit that you answer for' }])
}

/** Whom a record bars, as one text. */
const barsIn = ({ bars }: Register, fields: Fields | undefined): string =>
  JSON.stringify(
    bars ? [bars.field, bars.members, bars.with].map((name) => name && fields?.[name]) : [],
  )

function accept(batch: Batch, draft: Draft): Receipt {
  const { state, cuts, item } = draft
  const seq = batch.size + 1
  const { register, command } = item
  const facts = { record: command.record, register: register.name }
  const unitBefore = state.facets.get(register.label)?.open.at(-1)?.fields
  for (const { facet, segments, told, isWritten } of cuts) {
    const kept = facetOf(state, facet.label)
    const { label } = facet
    const under = underOf(label, state.floor)
    const made = recut(kept.open, segments, seq, isWritten, { ...facts, label, under })
    batch.added.push(...made.added)
    // One that this batch added carries its own end; one that stood before must be closed in the database.
    batch.closed.push(...made.closed.filter(({ knownFrom }) => knownFrom <= batch.head.size))
    kept.open = made.open
    if (told && state.isWhole) kept.told.push(told)
    if (isWritten || made.added.length > 0) kept.last = seq
    kept.unit = made.open.at(-1)?.unit ?? draft.unit
  }
  batch.recalled.records.set(command.record, state)
  noteAnswering(batch, register, state)
  const above = register.unit?.above
  const unitAfter = cuts[0]?.segments.at(-1)?.fields
  // Nothing lies below a unit made here; any other that moves takes along whoever may see what is below.
  if (above && !state.isMadeHere && unitBefore?.[above] !== unitAfter?.[above]) batch.isMoved = true
  // From here on only the database knows who sees what.
  if (register.grants || draft.outcome.handling) batch.isMoved = true
  const own = state.facets.get(register.label)?.open.at(-1)?.fields
  if (barsIn(register, unitBefore) !== barsIn(register, own)) batch.isBarring = true
  const receipt: Receipt = {
    seq,
    record: command.record,
    known: iso(draft.known),
    at: draft.atText,
  }
  const { item: _, state: __, cuts: ___, ...rest } = draft
  batch.accepted.push({ item, seq, ...rest })
  batch.recalled.seen.set(command.id, { author: item.author.member, digest: item.digest, receipt })
  batch.size = seq
  batch.known = draft.known
  return receipt
}
