/**
 * Decides a batch in memory, each command on the record as those before it left it. No query here: what it needs was
 * recalled under the lock, and what it accepts is written afterwards, all at once.
 */
import {
  type Corrected, type Fields, type Label, type Outcome, type Refusal, type Register, type Registers, type Snapshot, type Told,
  brokenAt, byLabel, cleanText, decide, facetSteps, isRefusal, labelOf, latestForm, refuse,
} from '@konbit/model'
import {
  type FacetState, type Item, type MissionHead, type Recall, type Receipt, type RecordState, type Sight,
  emptyRecord, facetOf, iso, refsIn, scopeKey,
} from './recall.ts'
import {
  type Rectangle, type Segment, extended, laidOver, otherSegments, ownSegments, recut, unitOf,
} from './rectangles.ts'
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
  facets: { label: Label; set: Fields }[]
  because: string | undefined
  unit: string
}

export type Batch = {
  head: MissionHead
  registers: Registers
  recalled: Recall
  uniques: Uniques
  scopeIds: ReadonlyMap<string, number>
  size: number
  known: number
  accepted: Accepted[]
  added: Rectangle[]
  /** Rectangles that stood before the batch and are replaced by it. */
  closed: Rectangle[]
  /** A unit now lies elsewhere, so that only the database knows who sees what. */
  isMoved: boolean
}

export const openBatch = (
  head: MissionHead, registers: Registers, recalled: Recall, uniques: Uniques, scopeIds: ReadonlyMap<string, number>,
): Batch => ({
  head, registers, recalled, uniques, scopeIds, size: head.size, known: head.known, accepted: [], added: [], closed: [], isMoved: false,
})

/** The batch ends before this command: whether its author sees a record made in the batch only the database can say. */
export const cut = Symbol('cut')

/** What may be refused only because somebody else was quicker. */
const turnsOnState: ReadonlySet<string> = new Set(['wrong-state', 'unless', 'nothing-changes', 'no-such-entry'])

const nobody: Sight = { scopes: new Set(), barred: new Set() }

export function decideOne(batch: Batch, item: Item): Receipt | Refusal | typeof cut {
  const { command, register, author } = item
  const { seen, records, sights } = batch.recalled
  const before = seen.get(command.id)
  if (before) {
    const isSame = before.author === author.member && before.digest.equals(item.digest)
    return isSame ? { ...before.receipt, repeated: true } : refuse('command-differs')
  }
  const known = knownOf(batch, item)
  if (typeof known !== 'number') return known

  const sight = sights.get(author.member) ?? nobody
  const found = records.get(command.record)
  if (found && found.register !== register.name) return refuse(command.verb === 'enter' ? 'already-there' : 'not-found')
  const visible = found ? visibleLabels(batch, found, sight) : new Set<Label>()
  if (visible === cut) return cut
  const state = found && visible.has(register.label) ? found : undefined
  if (found && command.verb === 'enter' && !seenRefusal(item)) return refuse('already-there')

  const target = state && command.entry !== undefined ? correctedOf(state, visible, command.entry, register) : undefined
  const at = item.at ?? target?.at ?? known
  const decided = decide({
    register,
    command,
    actor: { member: author.member, roles: author.roles },
    now: state && snapshotAt(register, state, visible, at),
    ...(target ? { corrected: target.corrected } : {}),
  })
  const isStale = state && command.expects !== undefined && lastSeen(state, visible) > command.expects
  if (isRefusal(decided)) return isStale && turnsOnState.has(decided.refusal) ? refuse('stale') : decided
  if (at > known) return refuse('in-future')
  if (isStale) return refuse('stale')

  const missing = missingRef(batch, item, sight)
  if (missing === cut) return cut
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
  const visible = new Set<Label>()
  if (sight.barred.has(state.id)) return visible
  for (const { label, unit } of state.facets.values()) {
    const scope = batch.scopeIds.get(scopeKey(label, unit))
    if (scope !== undefined && sight.scopes.has(scope)) visible.add(label)
    else if (state.isMadeHere || scope === undefined || batch.isMoved) return cut
  }
  return visible
}

const lastSeen = (state: RecordState, visible: ReadonlySet<Label>): number =>
  Math.max(0, ...[...state.facets.values()].filter(({ label }) => visible.has(label)).map(({ last }) => last))

function snapshotAt(register: Register, record: RecordState, visible: ReadonlySet<Label>, at: number): Snapshot | undefined {
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

type Target = { corrected: Corrected; at: number; sets: Map<Label, Fields> }

/** The entry meant by a correction, in its latest form, as far as its author may see it. */
function correctedOf(record: RecordState, visible: ReadonlySet<Label>, seq: number, register: Register): Target | undefined {
  const forms = register.facets
    .filter((label) => visible.has(label))
    .flatMap((label) => {
      const form = latestForm(record.facets.get(label)?.told ?? [], seq, Number.POSITIVE_INFINITY)
      return form ? [{ label, ...form }] : []
    })
  const first = forms[0]?.entry
  if (!first) return undefined
  const corrected: Corrected = {
    verb: first.verb,
    from: first.from,
    to: first.to,
    set: Object.assign({}, ...forms.map(({ entry }) => entry.set)),
    isVoid: forms.every(({ isVoid }) => isVoid),
  }
  return { corrected, at: first.at, sets: new Map(forms.map(({ label, entry }) => [label, entry.set])) }
}

function missingRef(batch: Batch, { register, command }: Item, sight: Sight): Refusal | typeof cut | undefined {
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

type Draft = Omit<Accepted, 'seq' | 'unit'> & { state: RecordState; cuts: { facet: FacetState; segments: Segment[]; told: Told | undefined; isWritten: boolean }[]; unit: string }

function draftOf(
  batch: Batch, item: Item, found: RecordState | undefined, visible: ReadonlySet<Label>, outcome: Outcome,
  target: Target | undefined, at: number, known: number,
): Draft | Refusal | typeof cut {
  const { command, register } = item
  const seq = batch.size + 1
  const state = found ?? { ...emptyRecord(command.record, register.name), isWhole: true, isMadeHere: true }
  const corrects = target ? command.entry : undefined
  const facets = splitSet(register, command.verb, outcome, target, command.input !== undefined)
  const written = new Map(facets.map(({ label, set }) => [label, set]))
  const told = (set: Fields): Told => ({
    seq, verb: command.verb, at, from: outcome.from, to: outcome.to, set, ...(corrects === undefined ? {} : { corrects }),
  })
  const stateOf = (label: Label): FacetState =>
    state.facets.get(label) ?? { label, open: [], told: [], last: 0, unit: '' }
  const own = stateOf(register.label)
  const ownSet = written.get(register.label)
  const ownTold = ownSet ? [...own.told, told(ownSet)] : own.told
  if (state.isWhole && ownSet && brokenAt(ownTold, seq) !== undefined) return refuse('breaks-later')

  const ownNext = state.isWhole ? ownSegments(register, ownTold, seq) : hotOwn(register, own, ownSet, outcome, at)
  const cuts: Draft['cuts'] = [{ facet: own, segments: ownNext, told: ownSet && told(ownSet), isWritten: ownSet !== undefined }]
  for (const label of register.facets) {
    if (label === register.label) continue
    const facet = stateOf(label)
    const set = written.get(label)
    if (!set && facet.open.length === 0) continue
    const segments = state.isWhole
      ? otherSegments(set ? [...facet.told, told(set)] : facet.told, seq, ownNext, own.unit)
      : hotOther(facet, set, at, ownNext)
    cuts.push({ facet, segments, told: set && told(set), isWritten: set !== undefined })
  }
  const circle = circled(batch, register, command.record, ownNext)
  if (circle) return circle
  const clash = clashes(batch, register, command.record, own, ownNext)
  if (clash) return clash
  const unit = (ownNext.findLast(({ atFrom }) => atFrom <= at) ?? ownNext[0])?.unit ?? own.unit
  const because = command.because?.trim() ? cleanText(command.because) : undefined
  return { item, known, at, atText: command.at ?? iso(at), outcome, corrects, facets, because, state, cuts, unit }
}

/** What the entry sets under each label; an entry that only changes the state writes the own facet, with nothing set. */
function splitSet(
  register: Register, verb: string, outcome: Outcome, target: Target | undefined, isNewInput: boolean,
): { label: Label; set: Fields }[] {
  const sets = new Map<Label, Record<string, unknown>>()
  if (target) for (const label of target.sets.keys()) sets.set(label, {})
  else if (verb === 'enter' || outcome.to !== null) sets.set(register.label, {})
  if (verb !== 'void') {
    if (target && !isNewInput) for (const [label, set] of target.sets) sets.set(label, { ...set })
    else {
      for (const [field, value] of Object.entries(outcome.set)) {
        const label = labelOf(register, field)
        const set = sets.get(label) ?? {}
        set[field] = value
        sets.set(label, set)
      }
    }
  }
  return [...sets].map(([label, set]) => ({ label, set })).sort((a, b) => byLabel(a.label, b.label))
}

function hotOwn(register: Register, own: FacetState, set: Fields | undefined, outcome: Outcome, at: number): Segment[] {
  const last = own.open.at(-1) as Segment
  if (!set) return [last]
  const fields = laidOver(last, set)
  return extended(last, at, { fields, state: outcome.to ?? last.state, unit: unitOf(register, fields) })
}

function hotOther(facet: FacetState, set: Fields | undefined, at: number, own: readonly Segment[]): Segment[] {
  const unit = own.at(-1)?.unit ?? facet.unit
  const last = facet.open.at(-1)
  if (!last) return set ? [{ atFrom: at, atTo: Number.POSITIVE_INFINITY, state: null, fields: laidOver({ fields: {} } as Segment, set), unit }] : []
  if (!set && last.unit === unit) return [last]
  return extended(last, at, { fields: set ? laidOver(last, set) : last.fields, unit })
}

/** A unit may not come to lie below itself: whoever is cleared for the lower would see the higher. */
function circled(batch: Batch, register: Register, id: string, own: readonly Segment[]): Refusal | typeof cut | undefined {
  const field = register.unit?.above
  const above = field && own.at(-1)?.fields[field]
  if (!field || typeof above !== 'string') return undefined
  if (batch.isMoved || batch.recalled.records.get(above)?.isMadeHere) return cut
  if (above !== id && !batch.recalled.over.get(above)?.has(id)) return undefined
  return refuse('invalid-input', undefined, [{ field, needs: 'a unit that does not lie below this one' }])
}

function clashes(batch: Batch, register: Register, id: string, own: FacetState, next: readonly Segment[]): Refusal | undefined {
  const before = own.open.at(-1)?.fields
  const after = next.at(-1)?.fields
  const fields = Object.keys(register.fields).filter((name) => register.fields[name]?.unique)
  const taken = fields.filter((name) => {
    const value = after?.[name]
    return value !== undefined && value !== before?.[name] && !batch.uniques.isFree(register.name, name, value, id)
  })
  if (taken.length > 0) {
    return refuse('not-unique', undefined, taken.map((field) => ({ field, needs: 'a value of its own' })))
  }
  for (const name of fields) batch.uniques.pass(register.name, name, before?.[name], after?.[name], id)
  return undefined
}

function accept(batch: Batch, draft: Draft): Receipt {
  const { state, cuts, item } = draft
  const seq = batch.size + 1
  const { register, command } = item
  const facts = { record: command.record, register: register.name }
  const unitBefore = state.facets.get(register.label)?.open.at(-1)?.fields
  for (const { facet, segments, told, isWritten } of cuts) {
    const kept = facetOf(state, facet.label)
    const made = recut(kept.open, segments, seq, isWritten, { ...facts, label: facet.label })
    batch.added.push(...made.added)
    // One that this batch added carries its own end; one that stood before must be closed in the database.
    batch.closed.push(...made.closed.filter(({ knownFrom }) => knownFrom <= batch.head.size))
    kept.open = made.open
    if (told && state.isWhole) kept.told.push(told)
    if (isWritten || made.added.length > 0) kept.last = seq
    kept.unit = made.open.at(-1)?.unit ?? draft.unit
  }
  batch.recalled.records.set(command.record, state)
  const above = register.unit?.above
  if (above && unitBefore && unitBefore[above] !== cuts[0]?.segments.at(-1)?.fields[above]) batch.isMoved = true
  const receipt: Receipt = { seq, record: command.record, known: iso(draft.known), at: draft.atText }
  const { item: _, state: __, cuts: ___, ...rest } = draft
  batch.accepted.push({ item, seq, ...rest })
  batch.recalled.seen.set(command.id, { author: item.author.member, digest: item.digest, receipt })
  batch.size = seq
  batch.known = draft.known
  return receipt
}
