/** What a decided command would make of its record: the facets it writes, and the stretches of time they then hold. */

import {
  brokenAt,
  byLabel,
  type Corrected,
  cleanText,
  type Fields,
  type Label,
  labelOf,
  latestForm,
  type Outcome,
  type Refusal,
  type Register,
  refuse,
  type Told,
} from '@konbit/model'
import { type Accepted, type Batch, cut } from './batch.ts'
import { type Item, iso } from './command.ts'
import {
  extended,
  laidOver,
  otherSegments,
  ownSegments,
  type Rectangle,
  type Segment,
  unitOf,
} from './rectangles.ts'
import { emptyRecord, type FacetState, type RecordState, underOf } from './state.ts'

type Target = { corrected: Corrected; at: number; sets: Map<Label, Fields> }

export type Draft = Omit<Accepted, 'seq' | 'unit'> & {
  state: RecordState
  cuts: { facet: FacetState; segments: Segment[]; told: Told | undefined; isWritten: boolean }[]
  unit: string
}

export function draftOf(
  batch: Batch,
  item: Item,
  found: RecordState | undefined,
  _visible: ReadonlySet<Label>,
  outcome: Outcome,
  target: Target | undefined,
  at: number,
  known: number,
): Draft | Refusal | typeof cut {
  const { command, register } = item
  const seq = batch.size + 1
  const state = found ?? {
    ...emptyRecord(command.record, register.name),
    isWhole: true,
    isMadeHere: true,
  }
  const corrects = target ? command.entry : undefined
  const facets = splitSet(register, command.verb, outcome, target, command.input !== undefined)
  const written = new Map(facets.map(({ label, set }) => [label, set]))
  const told = (set: Fields): Told => ({
    seq,
    verb: command.verb,
    at,
    from: outcome.from,
    to: outcome.to,
    set,
    ...(corrects === undefined ? {} : { corrects }),
  })
  const stateOf = (label: Label): FacetState =>
    state.facets.get(label) ?? { label, open: [], told: [], last: 0, unit: '' }
  const own = stateOf(register.label)
  const ownSet = written.get(register.label)
  const ownTold = ownSet ? [...own.told, told(ownSet)] : own.told
  if (state.isWhole && ownSet && brokenAt(ownTold, seq) !== undefined) return refuse('breaks-later')

  const ownNext = state.isWhole
    ? ownSegments(register, ownTold, seq, command.record)
    : hotOwn(register, own, ownSet, outcome, at)
  const cuts: Draft['cuts'] = [
    {
      facet: own,
      segments: ownNext,
      told: ownSet && told(ownSet),
      isWritten: ownSet !== undefined,
    },
  ]
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
  const clash = clashes(batch, register, command.record, own, ownNext, state.floor)
  if (clash) return clash
  const unit = (ownNext.findLast(({ atFrom }) => atFrom <= at) ?? ownNext[0])?.unit ?? own.unit
  const because = command.because?.trim() ? cleanText(command.because) : undefined
  return {
    item,
    known,
    at,
    atText: command.at ?? iso(at),
    outcome,
    corrects,
    facets: facets.map((facet) => ({ ...facet, under: underOf(facet.label, state.floor) })),
    because,
    onBehalfOf:
      command.onBehalfOf === undefined ? undefined : cleanText(command.onBehalfOf)?.trim(),
    state,
    cuts,
    unit,
  }
}

/** The entry meant by a correction, in its latest form, as far as its author may see it. */
export function correctedOf(
  record: RecordState,
  visible: ReadonlySet<Label>,
  seq: number,
  register: Register,
): Target | undefined {
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
  return {
    corrected,
    at: first.at,
    sets: new Map(forms.map(({ label, entry }) => [label, entry.set])),
  }
}

/** What the entry sets under each label; an entry that only changes the state writes the own facet, with nothing set. */
function splitSet(
  register: Register,
  verb: string,
  outcome: Outcome,
  target: Target | undefined,
  isNewInput: boolean,
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

/** The own facet after an entry at or after the last, when only the end of its past was recalled. */
function hotOwn(
  register: Register,
  own: FacetState,
  set: Fields | undefined,
  outcome: Outcome,
  at: number,
): Segment[] {
  const last = own.open.at(-1) as Rectangle
  if (!set) return own.open
  const fields = laidOver(last, set)
  const unit = unitOf(register, fields, last.record)
  const change = { fields, state: outcome.to ?? last.state, unit }
  return [...own.open.slice(0, -1), ...extended(last, at, change)]
}

function hotOther(
  facet: FacetState,
  set: Fields | undefined,
  at: number,
  own: readonly Segment[],
): Segment[] {
  const unit = own.at(-1)?.unit ?? facet.unit
  const last = facet.open.at(-1)
  if (!last) {
    const fields = laidOver({ fields: {} }, set ?? {})
    return [{ atFrom: at, atTo: Number.POSITIVE_INFINITY, state: null, fields, unit }]
  }
  if (!set && last.unit === unit) return facet.open
  const change = { fields: laidOver(last, set ?? {}), unit }
  return [...facet.open.slice(0, -1), ...extended(last, at, change)]
}

/** A unit may not come to lie below itself: whoever is cleared for the lower would see the higher. */
function circled(
  batch: Batch,
  register: Register,
  id: string,
  own: readonly Segment[],
): Refusal | typeof cut | undefined {
  const field = register.unit?.above
  const above = field && own.at(-1)?.fields[field]
  if (!field || typeof above !== 'string') return undefined
  if (batch.isMoved || batch.recalled.records.get(above)?.isMadeHere) return cut
  if (above !== id && !batch.recalled.over.get(above)?.has(id)) return undefined
  return refuse('invalid-input', undefined, [
    { field, needs: 'a unit that does not lie below this one' },
  ])
}

function clashes(
  batch: Batch,
  register: Register,
  id: string,
  own: FacetState,
  next: readonly Segment[],
  floor: Label | undefined,
): Refusal | undefined {
  const before = own.open.at(-1)?.fields
  const after = next.at(-1)?.fields
  const fields = Object.keys(register.fields).filter((name) => register.fields[name]?.unique)
  const taken = fields.filter((name) => {
    const value = after?.[name]
    return (
      value !== undefined &&
      value !== before?.[name] &&
      !batch.uniques.isFree(register.name, name, value, id)
    )
  })
  if (taken.length > 0) {
    return refuse(
      'not-unique',
      undefined,
      taken.map((field) => ({ field, needs: 'a value of its own' })),
    )
  }
  // One that is raised holds nothing against others: a refusal would betray it.
  for (const name of fields)
    batch.uniques.pass(register.name, name, before?.[name], floor ? undefined : after?.[name], id)
  return undefined
}
