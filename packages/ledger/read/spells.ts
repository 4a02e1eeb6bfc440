/**
 * Spells: the states of records over time, as the reader may see them and as was known then. Equal neighbours are one. It is
 * for whoever counts days (off the road, under repair, in service), and is bounded: the many are counted in SQL by measures.
 */
import {
  addDays,
  type Detail,
  type Fields,
  isDay,
  type Label,
  labelOf,
  type Refusal,
  type Register,
  type Registers,
  refuse,
  startOf,
} from '@konbit/model'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type ReadSession, STILL_KNOWN } from '../pool.ts'
import { columnName, quote, tableOf } from '../tables.ts'
import type { Moment } from './moment.ts'
import { values } from './view.ts'

export type SpellsQuery = {
  register: string
  moment: Moment
  /** Civil days of the mission's zone, both counted. */
  from: string
  to: string
  state?: readonly string[] | undefined
  where?: Readonly<Record<string, string | boolean | readonly string[]>> | undefined
  /** Fields that a spell holds. One that changes begins another spell. */
  take?: readonly string[] | undefined
}
/** Milliseconds UTC, neither cut to the days asked for; `to` is exclusive, and null where it still held at the moment. */
export type Spell = {
  record: string
  state: string
  from: number
  to: number | null
  fields: Record<string, unknown>
}

export const SPELLS_MAX = 100_000

export async function spellsOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  query: SpellsQuery,
): Promise<Spell[] | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  const details = wrongIn(register, query)
  if (details.length > 0) return refuse('invalid-query', undefined, details)
  const { moment } = query
  const first = startOf(query.from, mission.zone)
  const end = Math.min(startOf(addDays(query.to, 1), mission.zone), moment.at + 1)
  return pools.read({ mission: mission.id, member }, async (session) => {
    session.of([register.name])
    const wanted = [...new Set([...(query.take ?? []), ...Object.keys(query.where ?? {})])]
    const labels = new Set(wanted.map((field) => labelOf(register, field)))
    const pieces = await piecesOf(session, mission.id, register, register.label, query, first, end)
    if (pieces.length > SPELLS_MAX)
      return refuse(
        'too-many',
        `At most ${SPELLS_MAX} versions are read at once. Ask for fewer days.`,
      )
    const laid = Map.groupBy(pieces, ({ record }) => record)
    const held = new Set<string>([...laid.keys()].map((record) => `${register.label} ${record}`))
    for (const label of labels) {
      if (label === register.label) continue
      const facets = await piecesOf(session, mission.id, register, label, query, first, end, [
        ...laid.keys(),
      ])
      for (const [record, over] of Map.groupBy(facets, (one) => one.record)) {
        laid.set(
          record,
          (laid.get(record) ?? []).flatMap((piece) => cutBy(piece, over)),
        )
        held.add(`${label} ${record}`)
      }
    }
    for (const key of held) {
      const [label, record] = key.split(' ') as [Label, string]
      session.saw(register.name, label, record)
    }
    return [...laid.values()].flatMap((list) => joined(list, query, end))
  })
}

type Piece = { record: string; state: string; from: number; to: number; body: Fields }

function wrongIn(register: Register, { from, to, state, where, take }: SpellsQuery): Detail[] {
  const fields = [...(take ?? []), ...Object.keys(where ?? {})]
  return [
    ...(isDay(from) ? [] : [{ field: 'from', needs: 'a day' }]),
    ...(isDay(to) && !(isDay(from) && to < from)
      ? []
      : [{ field: 'to', needs: 'a day, not before the first' }]),
    ...(state ?? [])
      .filter((one) => !register.states.includes(one))
      .map(() => ({ field: 'state', needs: `one of ${register.states.join(', ')}` })),
    ...fields
      .filter((name) => !Object.hasOwn(register.fields, name))
      .map((field) => ({ field, needs: 'to be a field of the register' })),
  ]
}

/** The versions of one facet that held at some time within the days, as was known. */
async function piecesOf(
  session: ReadSession,
  mission: string,
  register: Register,
  label: Label,
  query: SpellsQuery,
  first: number,
  end: number,
  records?: readonly string[],
): Promise<Piece[]> {
  const { list, add } = values()
  const { known } = query.moment
  const table = tableOf(register, label)
  const isOwn = label === register.label
  const conditions = [
    `b.mission = ${add(mission)}`,
    `b.at_from < ${add(printInstant(end))}::timestamptz and b.at_to > ${add(printInstant(first))}::timestamptz`,
    known === session.size
      ? `b.known_to = ${STILL_KNOWN}`
      : `b.known_from <= ${add(known)}::int8 and b.known_to > ${add(known)}::int8`,
  ]
  if (records) conditions.push(`b.record = any (${add(records)}::uuid[])`)
  if (isOwn && query.state) conditions.push(`b.state = any (${add(query.state)}::text[])`)
  if (isOwn)
    for (const [field, wanted] of Object.entries(query.where ?? {})) {
      const column = table.columns.find((one) => one.field === field)
      if (column?.name === columnName(field, ''))
        conditions.push(`b.${quote(column.name)} = any (${add([wanted].flat())}::${column.type}[])`)
    }
  const fields = [...new Set([...(query.take ?? []), ...Object.keys(query.where ?? {})])].filter(
    (field) => labelOf(register, field) === label,
  )
  // A facet without a column of its own has no table: its versions are read where all of them lie.
  const hasTable = isOwn || table.columns.length > 0
  let from = hasTable ? `${quote(table.name)} b` : 'version b'
  let taken = `'{}'::jsonb`
  if (!hasTable) conditions.push(`b.label = ${add(label)}`)
  if (fields.length > 0) {
    const body = hasTable ? 'v.body' : 'b.body'
    const pairs = fields.map((field) => `${add(field)}::text, ${body} -> ${add(field)}::text`)
    taken = `jsonb_build_object(${pairs.join(', ')})`
    if (hasTable)
      from += ` join version v on v.record = b.record and v.known_from = b.known_from
       and v.at_from = b.at_from and v.mission = b.mission and v.label = ${add(label)}`
  }
  return session.query<Piece>(
    `select b.record, ${isOwn ? 'b.state' : `''`} as state, b.at_from as from, b.at_to as to, ${taken} as body
     from ${from} where ${conditions.join(' and ')}
     order by b.record, b.at_from limit ${SPELLS_MAX + 1}`,
    list,
  )
}

/** A stretch cut where another facet changes, with what that facet held laid over it. */
function cutBy(piece: Piece, over: readonly Piece[]): Piece[] {
  const inside = over.filter(({ from, to }) => from < piece.to && to > piece.from)
  const bounds = [piece.from, piece.to, ...inside.flatMap(({ from, to }) => [from, to])]
    .filter((bound) => bound >= piece.from && bound <= piece.to)
    .sort((a, b) => a - b)
  return [...new Set(bounds)].slice(0, -1).map((from, index, starts) => {
    const held = inside.find((one) => one.from <= from && one.to > from)
    return {
      ...piece,
      from,
      to: starts[index + 1] ?? piece.to,
      body: { ...piece.body, ...held?.body },
    }
  })
}

function joined(pieces: readonly Piece[], query: SpellsQuery, end: number): Spell[] {
  const take = query.take ?? []
  const spells: (Spell & { key: string })[] = []
  for (const { record, state, from, to, body } of pieces) {
    if (from >= end || !isWanted(body, query)) continue
    const fields = Object.fromEntries(
      take.flatMap((name) =>
        body[name] === undefined || body[name] === null ? [] : [[name, body[name]]],
      ),
    )
    const key = JSON.stringify([state, fields])
    const last = spells.at(-1)
    if (last && last.key === key && last.to === from) last.to = to
    else spells.push({ record, state, from, to, fields, key })
  }
  return spells.map(({ key: _, ...spell }) => ({
    ...spell,
    to: spell.to !== null && spell.to > query.moment.at ? null : spell.to,
  }))
}

const isWanted = (body: Fields, { where }: SpellsQuery): boolean =>
  Object.entries(where ?? {}).every(([field, wanted]) =>
    [wanted].flat().includes(body[field] as string | boolean),
  )
