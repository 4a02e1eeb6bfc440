/** Incidents as the page reads them: when, where and how surely, who was said to be harmed. Pure. */
import type { Place, RecordView } from '../../api/types.ts'
import { daySpan, dayText } from '../../charts/scale.ts'
import type { Item, Precision } from '../../map/cluster.ts'
import type { Layers } from '../../map/layers.ts'
import type { Twin } from '../../map/Marks.tsx'
import type { Point } from '../../map/project.ts'

export const touched = ['people', 'ground', 'mission'] as const
export type Touches = (typeof touched)[number]
export const colorOf: Readonly<Record<Touches, string>> = {
  people: 'var(--series-2)',
  ground: 'var(--series-8)',
  mission: 'var(--series-3)',
}

export type Incident = {
  id: string
  title: string
  touches: Touches
  when: string
  /** The middle of what is said of its date. */
  day: string
  where: Place | null
  whereElse: Place | null
  state: string
  /** Killed, as said: lowest and highest; null where nobody says a number. */
  killed: { low: number | null; high: number | null } | null
}

const place = (value: unknown): Place | null =>
  typeof value === 'object' && value !== null ? (value as Place) : null
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** `harms` are records of civilian harm, `dead` of the mission’s own dead; each names its incident. */
export function incidentsOf(
  records: readonly RecordView[],
  harms: readonly RecordView[],
  dead: readonly RecordView[] = [],
): Incident[] {
  const killed = new Map<string, { low: number | null; high: number | null }>()
  for (const { fields } of dead) {
    if (typeof fields.incident !== 'string') continue
    const persons = (killed.get(fields.incident)?.low ?? 0) + (number(fields.persons) ?? 0)
    killed.set(fields.incident, { low: persons, high: persons })
  }
  for (const { fields } of harms) {
    if (fields.harm !== 'killed' || typeof fields.incident !== 'string') continue
    const best = number(fields.personsBest)
    killed.set(fields.incident, {
      low: best ?? number(fields.personsLow),
      high: best ?? number(fields.personsHigh),
    })
  }
  return records
    .map(({ id, state, caption, fields }): Incident => {
      const when = String(fields.occurredOn ?? '')
      const span = daySpan(when)
      return {
        id,
        title: String(fields.title ?? caption),
        touches: touched.find((one) => one === fields.touches) ?? 'mission',
        when,
        day: span ? dayText(Math.floor((span[0] + span[1] - 1) / 2)) : when,
        where: place(fields.where),
        whereElse: place(fields.whereElse),
        state,
        killed: killed.get(id) ?? null,
      }
    })
    .sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? 1 : -1))
}

/** Whether any day that may be meant lies within the months from `from` up to, not including, `to`. */
export function within({ when }: Incident, [from, to]: readonly [string, string]): boolean {
  const span = daySpan(when)
  return span !== undefined && dayText(span[1] - 1) >= from && dayText(span[0]) < to
}

export const isPlaced = ({ where }: Incident): boolean =>
  where?.lon !== undefined &&
  where.lat !== undefined &&
  where.precision !== 'unknown' &&
  where.precision !== 'abroad'

const point = ({ lon, lat }: Place, { project }: Layers): Point => project(lon ?? 0, lat ?? 0)

/** A mark for each place that is said; an event that is placed twice has two. */
export function itemsOf(incidents: readonly Incident[], layers: Layers): Item[] {
  return incidents.flatMap((one) =>
    [one.where, one.whereElse].flatMap((at, i): Item[] =>
      at?.lon === undefined || at.lat === undefined || (i === 0 && !isPlaced(one))
        ? []
        : [
            {
              id: one.id,
              at: point(at, layers),
              precision: at.precision as Precision,
              kind: one.touches,
              place: shortName(at.name),
              pcode: at.pcode,
            },
          ],
    ),
  )
}

/** The place without what follows the comma: the map has no room for a gazetteer. */
export const shortName = (name: string | undefined): string | undefined => name?.split(',')[0]

export const twinsOf = (
  incidents: readonly Incident[],
  layers: Layers,
  words: (one: Incident) => Pick<Twin, 'title' | 'lines'>,
): Twin[] =>
  incidents.flatMap((one) =>
    one.where?.lon !== undefined && one.whereElse?.lon !== undefined
      ? [
          {
            id: one.id,
            from: point(one.where, layers),
            to: point(one.whereElse, layers),
            ...words(one),
          },
        ]
      : [],
  )
