/** Why a reader sees a record: by which of their holdings each facet is open. Also what caches are keyed on. */
import { byLabel, type Label, type Refusal, type Registers, refuse } from '@konbit/model'
import { iso, isUuid } from '../append/command.ts'
import type { Pools, ReadAs } from '../pool.ts'
import { STILL_KNOWN } from '../pool.ts'
import type { Moment } from '../read/moment.ts'
import { viewsOf } from '../read/view.ts'
import type { Holding } from './standing.ts'

export type Sight = {
  facets: {
    label: Label
    unit: string
    unitCaption?: string
    /** The reader's own holdings that open it. */
    because: (Holding & { unitCaption?: string; record?: string })[]
  }[]
  /** The units in whose line nobody sees the record. */
  barred?: { unit: string; caption?: string }[]
}

type Why = {
  label: Label
  unit: string
  kind: Holding['kind']
  held_label: Label
  held_unit: string
  source: string | null
  seq: number | null
  until: number | null
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

export async function sightOf(
  pools: Pools,
  registers: Registers,
  reader: ReadAs,
  query: { register: string; id: string; moment: Moment },
): Promise<Sight | Refusal> {
  const register = registers.get(query.register)
  if (!register) return refuse('unknown-register')
  if (!isUuid(query.id)) return refuse('not-found')
  return pools.read(reader, async (session) => {
    const [facets, line] = await Promise.all([
      session.query<{ label: Label; under: Label; scope: number; register: string }>(
        `select distinct v.label, s.label as under, v.scope, v.register
         from version v join scope s on s.scope = v.scope
         where v.record = $1 and v.mission = $2 and v.at_to = 'infinity' and v.known_to = ${STILL_KNOWN}`,
        [query.id, reader.mission],
      ),
      session.query<{ units: string[] }>('select barred_line($1) as units', [query.id]),
    ])
    const own = facets.find(({ label }) => label === register.label)
    if (own?.register !== register.name) return refuse('not-found')
    for (const { under } of facets) session.saw(register.name, under, query.id)
    const why = await session.query<Why & { scope: number }>(
      'select scope, label, unit, kind, held_label, held_unit, source, seq, until from why($1) order by seq nulls first',
      [[...new Set(facets.map(({ scope }) => scope))]],
    )
    const units = new Set([
      ...why.flatMap(({ unit, held_unit }) => [unit, held_unit]),
      ...(line[0]?.units ?? []),
    ])
    const captions = await viewsOf(
      session,
      registers,
      reader.mission,
      [...units].filter(isUuid),
      query.moment,
      'caption',
    )
    const named = (unit: string): string | undefined => captions.get(unit)?.caption || undefined
    const barred = (line[0]?.units ?? []).map((unit) => ({ unit, ...caption(named(unit)) }))
    return {
      facets: facets
        .sort((a, b) => byLabel(a.label, b.label))
        .map(({ label, scope }) => {
          const reasons = why.filter((one) => one.scope === scope)
          const unit = reasons[0]?.unit ?? '*'
          return {
            label,
            unit,
            ...unitCaption(named(unit)),
            because: reasons.map((one) => ({
              label: one.held_label,
              unit: one.held_unit,
              ...unitCaption(named(one.held_unit)),
              kind: one.kind,
              ...(one.until === null ? {} : { until: iso(one.until) }),
              ...(one.seq === null ? {} : { entry: one.seq }),
              ...(one.source === null || one.source === NOBODY ? {} : { record: one.source }),
            })),
          }
        }),
      ...(barred.length > 0 ? { barred } : {}),
    }
  })
}

const caption = (text: string | undefined) => (text === undefined ? {} : { caption: text })
const unitCaption = (text: string | undefined) => (text === undefined ? {} : { unitCaption: text })

/** Two readers with the same key see the same, and whatever changes what one sees changes the key. */
export const scopeKeyOf = (pools: Pools, reader: ReadAs): Promise<string> =>
  pools.read(reader, async (session) => {
    session.of([])
    const [row] = await session.query<{ key: string }>(
      `select md5(concat_ws('|', (select array_agg(s order by s) from unnest(scopes()) s)::text,
         (select array_agg(b order by b) from unnest(barred()) b)::text, held()::text)) as key`,
    )
    return row?.key ?? ''
  })
