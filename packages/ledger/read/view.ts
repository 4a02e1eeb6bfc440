/** A record as a reader sees it: the facets the database lets through, laid over each other, with its caption. */
import {
  byLabel,
  type Fields,
  type Label,
  labelOf,
  type Register,
  type Registers,
} from '@konbit/model'
import { iso } from '../append/command.ts'
import type { ReadSession } from '../pool.ts'
import { type Erased, erasedOfRecords } from './erased.ts'
import { type Moment, momentSql } from './moment.ts'

export type RecordView = {
  id: string
  register: string
  state: string
  caption: string
  fields: Record<string, unknown>
  /** When what is shown began to hold, and when the record learned it. */
  at: string
  known: string
  /** The last entry seen in it: what `expects` takes. */
  seq: number
  /** What was erased of it, at any time: it is gone for every moment. */
  erased?: Erased[]
}

/** Gives a statement a value, and the value its number there. */
export type Add = (value: unknown) => string

/** Collects the values of a statement and names their places. */
export function values(given: readonly unknown[] = []): { list: unknown[]; add: Add } {
  const list = [...given]
  return { list, add: (value) => `$${list.push(value)}` }
}

/** As many as asked for, within reason. */
export const atMost = (asked: number | undefined, usual: number, most: number): number =>
  asked !== undefined && Number.isInteger(asked) && asked > 0 ? Math.min(asked, most) : usual

type Row = {
  record: string
  register: string
  label: Label
  under: Label
  state: string | null
  body: Fields
  at_from: number
  known_from: number
  known: number | null
}

/**
 * What people call the record. A reference speaks with the caption of what it names, where the reader may see that; but
 * not one of one, so a caption never costs a chain of look-ups.
 */
function captionOf(register: Register, fields: Fields, named: (id: string) => string): string {
  const parts = register.caption.flatMap((name) => {
    const field = register.fields[name]
    const value = fields[name]
    if (!field || value === undefined || value === null) return []
    if (field.to) return [value].flat().map((id) => named(id as string))
    return [field.kind.print(value as never)]
  })
  return parts.filter(Boolean).join(' ').slice(0, 200)
}

/** How much of a record leaves with the answer: what the audit of reads is told. */
export type Shown = 'whole' | 'caption' | 'nothing'
/** The labels of its facets, and those they lie under: in a raised record these are higher. */
const facetsOf = new WeakMap<RecordView, readonly { label: Label; under: Label }[]>()

/** Tells the audit what leaves of records read with `nothing`. A caption shows its fields, and that the record is there. */
export function tell(
  session: ReadSession,
  registers: Registers,
  views: Iterable<RecordView>,
  shown: Exclude<Shown, 'nothing'>,
): void {
  for (const view of views) {
    const register = registers.get(view.register) as Register
    const named = new Set(register.caption.map((name) => labelOf(register, name)))
    for (const { label, under } of facetsOf.get(view) ?? [])
      if (shown === 'whole' || label === register.label || named.has(label))
        session.saw(view.register, under, view.id)
  }
}

/** The registers on which records of this one, with their captions, rest. */
export const restsOn = ({ name, caption, fields }: Register): string[] => [
  name,
  ...caption.flatMap((field) => fields[field]?.to ?? []),
]

/** The records of `ids` that the reader may see at the moment, in any order. */
export async function viewsOf(
  session: ReadSession,
  registers: Registers,
  mission: string,
  ids: readonly string[],
  moment: Moment,
  shown: Shown = 'whole',
): Promise<Map<string, RecordView>> {
  const [views, erased] = await Promise.all([
    uncaptioned(session, registers, mission, ids, moment),
    erasedOfRecords(session, mission, shown === 'whole' ? ids : []),
  ])
  for (const [id, list] of erased) {
    const view = views.get(id)
    if (view) view.erased = list
  }
  const missing = new Set<string>()
  for (const view of views.values())
    for (const id of namedIn(registers, view)) if (!views.has(id)) missing.add(id)
  const others = await uncaptioned(session, registers, mission, [...missing], moment)
  const plain = (id: string): string => {
    const view = views.get(id) ?? others.get(id)
    return view ? captionOf(registers.get(view.register) as Register, view.fields, () => '') : ''
  }
  for (const view of views.values())
    view.caption = captionOf(registers.get(view.register) as Register, view.fields, plain)
  if (shown !== 'nothing') {
    tell(session, registers, views.values(), shown)
    tell(session, registers, others.values(), 'caption')
  }
  return views
}

/** The records that the caption of this one names. */
const namedIn = (registers: Registers, { register, fields }: RecordView): string[] => {
  const { caption, fields: defined } = registers.get(register) as Register
  return caption.flatMap((name) =>
    defined[name]?.to ? ([fields[name] ?? []].flat() as string[]) : [],
  )
}

async function uncaptioned(
  session: ReadSession,
  registers: Registers,
  mission: string,
  ids: readonly string[],
  moment: Moment,
): Promise<Map<string, RecordView>> {
  const views = new Map<string, RecordView>()
  if (ids.length === 0) return views
  const { list, add } = values()
  const rows = await session.query<Row>(
    `select v.record, v.register, v.label, s.label as under, v.state, v.body, v.at_from, v.known_from, e.known
     from version v join scope s on s.scope = v.scope left join entry e on e.mission = v.mission and e.seq = v.known_from
     where v.record = any (${add(ids)}::uuid[]) and v.mission = ${add(mission)}
       and ${momentSql(moment, session.size, 'v', add)}`,
    list,
  )
  for (const [id, facets] of Map.groupBy(rows, ({ record }) => record)) {
    const view = merged(registers, facets)
    if (!view) continue
    views.set(id, view)
    facetsOf.set(
      view,
      facets.map(({ label, under }) => ({ label, under })),
    )
  }
  return views
}

function merged(registers: Registers, facets: Row[]): RecordView | undefined {
  const register = registers.get(facets[0]?.register ?? '')
  const own = facets.find(({ label }) => label === register?.label)
  if (!register || !own) return undefined
  const fields: Record<string, unknown> = Object.assign(
    {},
    ...facets.sort((a, b) => byLabel(a.label, b.label)).map(({ body }) => body),
  )
  return {
    id: own.record,
    register: register.name,
    state: own.state ?? '',
    caption: '',
    fields,
    at: iso(Math.max(...facets.map(({ at_from }) => at_from))),
    known: iso(Math.max(...facets.map(({ known }) => known ?? 0))),
    seq: Math.max(...facets.map(({ known_from }) => known_from)),
  }
}
