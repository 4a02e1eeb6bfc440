/**
 * Exposure: what each contributor's people really did, by task, against what their own state forbids them. A patrol that went
 * out on what a caveat excludes, in its hours and its area where it names them, is a clash. A patrol that does not say where
 * it went clashes with no area; how many those are is told.
 */
import type { Filter, Moment, RecordView } from '@konbit/ledger'
import { type Refusal, spanOf } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, type Named, namesAt, ofContributor } from './reading.ts'

const caveatsMax = 200
const clashesMax = 50
const patrolsMax = 2000

type Clash = {
  task: string | null
  caveat: Named
  record: Named
  on: string
  why: 'task' | 'hours' | 'area'
}

export async function answerExposure(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const filter = ofContributor(ask)
  const { from, to } = ask.query as { from?: string; to?: string }
  const days: { plannedOn?: { from?: string; to?: string } } =
    from || to ? { plannedOn: { ...(from ? { from } : {}), ...(to ? { to } : {}) } } : {}
  return ok(
    await keepTold(ask, moment, `exposure ${JSON.stringify([filter, days])}`, async () => {
      const [groups, caveats] = await Promise.all([
        groupsAt(ask, moment, {
          register: 'patrol',
          by: ['contributor', 'task'],
          filter: { ...filter, ...days, state: ['out', 'back'] } as Filter,
          sum: ['hoursOut', 'crew'],
          span: ['plannedOn'],
        }),
        listOf(ask, moment, 'caveat', { ...filter, state: ['standing'] }, caveatsMax),
      ])
      const unplaced = await unplacedOf(ask, moment, { ...filter, ...days })
      const clashes = new Map<string, Clash[]>()
      await Promise.all(
        caveats.map(async (caveat) => {
          const contributor = String(caveat.fields.contributor)
          const found = await clashesOf(ask, moment, caveat, days)
          clashes.set(contributor, [...(clashes.get(contributor) ?? []), ...found])
        }),
      )
      const ids = new Set([
        ...groups.map(({ keys }) => keys[0] ?? ''),
        ...caveats.map(({ fields }) => String(fields.contributor)),
      ])
      const named = await namesAt(ask, moment, 'organisation', ids)
      return {
        items: [...ids].flatMap((id) => {
          const contributor = named(id)
          if (!contributor) return []
          const own = caveats.filter(({ fields }) => fields.contributor === id)
          return [
            {
              contributor,
              tasks: groups
                .filter(({ keys }) => keys[0] === id)
                .map(({ keys, records, sums, spans }) => ({
                  task: keys[1] ?? null,
                  patrols: records,
                  hours: sums[0] ?? 0,
                  persons: sums[1] ?? 0,
                  from: spans[0]?.[0] || null,
                  to: spans[0]?.[1] || null,
                })),
              excludes: own.flatMap((caveat) =>
                ((caveat.fields.excludes ?? []) as string[]).map((task) => ({
                  task,
                  caveat: nameOf(caveat),
                })),
              ),
              caveats: own.map(nameOf),
              clashes: (clashes.get(id) ?? [])
                .sort((a, b) => (a.on < b.on ? 1 : -1))
                .slice(0, clashesMax),
              clashesCount: (clashes.get(id) ?? []).length,
              clashesMore: (clashes.get(id) ?? []).length > clashesMax,
              unplaced: own.some(({ fields }) => pcodeOf(fields.where))
                ? (unplaced.get(id) ?? 0)
                : 0,
            },
          ]
        }),
      }
    }),
  )
}

/** Patrols that went out and do not say where, by contributor. */
async function unplacedOf(ask: Ask, moment: Moment, filter: Filter): Promise<Map<string, number>> {
  const groups = await groupsAt(ask, moment, {
    register: 'patrol',
    by: ['contributor'],
    filter: { ...filter, state: ['out', 'back'] } as Filter,
    has: ['where'],
  })
  return new Map(
    groups.map(({ keys, records, has: [placed = 0] }) => [keys[0] ?? '', records - placed]),
  )
}

const nameOf = ({ id, register, caption }: RecordView): Named => ({ id, register, caption })

async function listOf(
  ask: Ask,
  moment: Moment,
  register: string,
  filter: Parameters<Ask['house']['ledger']['list']>[1]['filter'],
  most: number,
): Promise<RecordView[]> {
  const found: RecordView[] = []
  let cursor: string | undefined
  do {
    const page = await ask.house.ledger.list(ask.reader, {
      register,
      moment,
      filter,
      limit: Math.min(200, most),
      total: 'none',
      ...(cursor ? { cursor } : {}),
    })
    if ('refusal' in page) throw new Error(page.why)
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor && found.length < most)
  return found.slice(0, most)
}

async function clashesOf(
  ask: Ask,
  moment: Moment,
  caveat: RecordView,
  days: { plannedOn?: { from?: string; to?: string } },
): Promise<Clash[]> {
  const { contributor, contingent, excludes, startsOn, hoursFrom, hoursTo } = caveat.fields
  const tasks = (excludes ?? []) as string[]
  const hours = typeof hoursFrom === 'string' && typeof hoursTo === 'string'
  const area = pcodeOf(caveat.fields.where)
  if (tasks.length === 0 && !hours && !area) return []
  const first = [spanOf(String(startsOn ?? ''))?.first, days.plannedOn?.from]
    .filter((one) => one !== undefined)
    .sort()
    .at(-1)
  const within = { ...days.plannedOn, ...(first ? { from: first } : {}) }
  const patrols = await listOf(
    ask,
    moment,
    'patrol',
    {
      contributor: String(contributor),
      state: ['out', 'back'],
      ...(contingent ? { contingent: String(contingent) } : {}),
      ...(tasks.length > 0 ? { task: tasks } : {}),
      ...(Object.keys(within).length > 0 ? { plannedOn: within } : {}),
    },
    patrolsMax,
  )
  return patrols.flatMap((patrol): Clash[] => {
    const { task, leftAt, plannedOn } = patrol.fields
    // With hours or an area, a task is forbidden within them; without, at any time and anywhere; alone they forbid every task.
    const isOfTask = tasks.length === 0 || tasks.includes(String(task))
    const isOfHours = !hours || inHours(leftAt, hoursFrom, hoursTo, ask.mission.zone)
    const isOfArea = !area || (pcodeOf(patrol.fields.where)?.startsWith(area) ?? false)
    if (!isOfTask || !isOfHours || !isOfArea) return []
    return [
      {
        task: (task as string | undefined) ?? null,
        caveat: nameOf(caveat),
        record: nameOf(patrol),
        on: String(leftAt ?? plannedOn),
        why: area ? 'area' : hours ? 'hours' : 'task',
      },
    ]
  })
}

/** The code of a place: that of a commune begins with that of its department. */
const pcodeOf = (where: unknown): string | undefined =>
  (where as { pcode?: string } | null | undefined)?.pcode

/** Whether somebody left within hours that may run over midnight. Of a bare day no hour is known. */
export function inHours(leftAt: unknown, from: string, to: string, zone: string): boolean {
  if (typeof leftAt !== 'string' || !leftAt.includes('T')) return false
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(leftAt))
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to
}
