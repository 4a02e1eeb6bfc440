/**
 * Rectangles: what a facet was, over a stretch of *at* and a stretch of *known*. An entry closes the rectangles it
 * changes and adds others; those it leaves as they were are not touched. Pure: the append and the rebuild share it.
 */
import {
  apply,
  type Fields,
  facetSteps,
  type Label,
  type Register,
  SELF,
  type Told,
} from '@konbit/model'
import { canonical } from '@konbit/proof'

export const MISSION_WIDE = '*'

export type Segment = {
  atFrom: number
  atTo: number
  state: string | null
  fields: Fields
  unit: string
}
export type Rectangle = Segment & {
  record: string
  register: string
  label: Label
  /** The label it lies under: its own, or a higher one to which the record is raised. */
  under: Label
  knownFrom: number
  knownTo: number
}

/** The unit a reader's clearance may be limited to: what the field `within` names or the record itself, else the whole mission. */
export function unitOf(register: Register, own: Fields | undefined, record: string): string {
  if (register.within === SELF) return record
  const value = register.within ? own?.[register.within] : undefined
  return typeof value === 'string' ? value : MISSION_WIDE
}

/** The stretches of *at* of the record's own facet, from all its entries. */
export function ownSegments(
  register: Register,
  told: readonly Told[],
  known: number,
  record: string,
): Segment[] {
  const steps = facetSteps(told, known).filter(({ state }) => state !== null)
  return steps.map(({ at, state, fields }, index) => ({
    atFrom: at,
    atTo: steps[index + 1]?.at ?? Number.POSITIVE_INFINITY,
    state,
    fields,
    unit: unitOf(register, fields, record),
  }))
}

/**
 * The stretches of another facet: they end where its fields change, and where the record passes to another unit. `unit`:
 * where a record lay whose entering is void.
 */
export function otherSegments(
  told: readonly Told[],
  known: number,
  own: readonly Segment[],
  unit: string,
): Segment[] {
  const steps = facetSteps(told, known)
  const first = steps[0]
  if (!first) return []
  const passes = own.filter(
    ({ atFrom, unit }, index) => index > 0 && atFrom > first.at && unit !== own[index - 1]?.unit,
  )
  const starts = [
    ...new Set([...steps.map(({ at }) => at), ...passes.map(({ atFrom }) => atFrom)]),
  ].sort((a, b) => a - b)
  return starts.map((at, index) => ({
    atFrom: at,
    atTo: starts[index + 1] ?? Number.POSITIVE_INFINITY,
    state: null,
    fields: steps.findLast((step) => step.at <= at)?.fields ?? {},
    unit: (own.findLast(({ atFrom }) => atFrom <= at) ?? own[0])?.unit ?? unit,
  }))
}

/** The stretches after an entry at or after the last: the one that is cut, and the new one. */
export function extended(last: Segment, at: number, change: Partial<Segment>): Segment[] {
  const next = { ...last, ...change, atFrom: at }
  return at > last.atFrom ? [{ ...last, atTo: at }, next] : [next]
}

export const laidOver = (last: Pick<Segment, 'fields'>, set: Fields): Fields =>
  apply(last.fields, set)

const isSame = (a: Segment, b: Segment): boolean =>
  a.atFrom === b.atFrom &&
  a.atTo === b.atTo &&
  a.state === b.state &&
  a.unit === b.unit &&
  (a.fields === b.fields || canonical(a.fields) === canonical(b.fields))

export type Recut = { closed: Rectangle[]; added: Rectangle[]; open: Rectangle[] }

/**
 * From the open rectangles of one facet to the stretches that hold now. The last one is written anew whenever the entry
 * wrote this facet, so that the latest `knownFrom` is the last entry a reader of the facet has seen.
 */
export function recut(
  open: readonly Rectangle[],
  next: readonly Segment[],
  seq: number,
  isWritten: boolean,
  facet: Pick<Rectangle, 'record' | 'register' | 'label' | 'under'>,
): Recut {
  const kept: Rectangle[] = []
  const closed: Rectangle[] = []
  const left = [...next]
  for (const rectangle of open) {
    const isLast = rectangle.atTo === Number.POSITIVE_INFINITY
    const found = isLast && isWritten ? -1 : left.findIndex((segment) => isSame(segment, rectangle))
    if (found < 0) closed.push(rectangle)
    else {
      kept.push(rectangle)
      left.splice(found, 1)
    }
  }
  const added = left.map((segment) => ({
    ...facet,
    ...segment,
    knownFrom: seq,
    knownTo: Number.POSITIVE_INFINITY,
  }))
  for (const rectangle of closed) rectangle.knownTo = seq
  return { closed, added, open: [...kept, ...added].sort((a, b) => a.atFrom - b.atFrom) }
}
