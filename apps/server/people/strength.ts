/**
 * The strength report: what is required, planned, pledged, trained, waiting, deployed, present and effective on a day, by
 * contributor and unit, and the movements since another day. Deployed is what movements add up to; own staff counted one by one
 * are set against it, and where the two differ, or the change is not what the movements say, that is told with the difference.
 */
import type { Filter, Group, Moment } from '@konbit/ledger'
import { addDays, type Refusal, refuse, spanOf } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { numberIn, textIn } from '../logistics/reading.ts'
import { dayAt, momentAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import {
  effectiveOn,
  groupsAt,
  type Named,
  namesAt,
  type Parts,
  partsAt,
  stages,
  unitsAt,
} from './reading.ts'

/** Counted by measures, under contributors; of units only those that name one. */
const counted = [
  ...(['required', 'planned', 'authorised', 'pledged', 'waiting', 'deployed', 'armed'] as const),
] as const
type Counted = (typeof counted)[number]
const staffed = ['trained', 'present', 'effective', 'counted'] as const
type Staffed = (typeof staffed)[number]
export type Stages = Record<Counted | Staffed, number | null>

export type StrengthRow = Stages & { contributor: Named | null; unit: Named | null }

const movesMax = 500

export async function answerStrength(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const { since: asked, known } = ask.query as { since?: string; known?: string }
  const today = dayAt(ask, moment)
  const since = spanOf(asked ?? '')?.last ?? addDays(today, -30)
  if (since > today)
    return refuse('invalid-query', undefined, [{ field: 'since', needs: 'a day before `at`' }])
  const before = await momentAt(ask, { at: since, ...(known ? { known } : {}) })
  return ok(
    await keepTold(ask, moment, `strength ${since}`, async () => {
      const [rows, change] = await Promise.all([
        rowsAt(ask, moment),
        changeOf(ask, before, moment, since, today),
      ])
      return { day: today, since, rows, ...change }
    }),
  )
}

/** The whole first, then each contributor, each followed by its units. */
export async function rowsAt(ask: Ask, moment: Moment): Promise<StrengthRow[]> {
  const [byContributor, staff, deployedByUnit, armedByUnit, units] = await Promise.all([
    Promise.all(counted.map((name) => partsAt(ask, moment, `people.${name}`, 'contributor'))),
    staffAt(ask, moment),
    partsAt(ask, moment, 'people.deployed', 'contingent'),
    partsAt(ask, moment, 'people.armed', 'contingent'),
    unitsAt(ask, moment),
  ])
  const measured = new Map(counted.map((name, index) => [name, byContributor[index] as Parts]))
  const { unit } = units
  const standing = units.rows.filter(({ state }) => ['announced', 'deployed'].includes(state))
  const contributorOf = new Map(
    standing.map(({ record, fields }) => [record, textIn(fields.contributor) ?? '']),
  )
  const planned = new Map(
    standing.map(({ record, fields }) => [record, numberIn(fields.personsPlanned)]),
  )
  const contributors = new Set([
    ...[...measured.values()].flatMap(({ by }) => [...by.keys()]),
    ...staff.rows.map(({ contributor }) => contributor),
    ...contributorOf.values(),
  ])
  contributors.delete('')
  const unitIds = new Set([
    ...contributorOf.keys(),
    ...staff.rows.map(({ contingent }) => contingent),
    ...deployedByUnit.by.keys(),
  ])
  unitIds.delete('')
  const named = await namesAt(ask, moment, 'organisation', contributors)
  const whole: StrengthRow = {
    contributor: null,
    unit: null,
    ...sums(staff.rows, staff.isKnown),
    ...fromEach(counted, (name) => measured.get(name)?.whole ?? null),
  }
  const rows = [...contributors].flatMap((id): StrengthRow[] => {
    const contributor = named(id)
    if (!contributor) return []
    const mine = staff.rows.filter((one) => one.contributor === id)
    const own: StrengthRow = {
      contributor,
      unit: null,
      ...sums(mine, mine.length > 0),
      ...fromEach(counted, (name) => measured.get(name)?.by.get(id) ?? noneOf(name, mine)),
    }
    const parts = [...unitIds].flatMap((part): StrengthRow[] => {
      const isMine =
        contributorOf.get(part) === id || mine.some(({ contingent }) => contingent === part)
      const name = isMine ? unit(part) : null
      if (!name) return []
      const there = mine.filter(({ contingent }) => contingent === part)
      return [
        {
          contributor,
          unit: name,
          ...sums(there, there.length > 0),
          ...fromEach(counted, () => null),
          planned: planned.get(part) ?? null,
          waiting: there.length > 0 ? add(there, 'waiting') : null,
          deployed: deployedByUnit.by.get(part) ?? null,
          armed: armedByUnit.by.get(part) ?? null,
        },
      ]
    })
    return [own, ...parts.sort(byCaption('unit'))]
  })
  return [whole, ...rows.sort(byCaption('contributor'))]
}

/** Whose staff are known one by one, and none of them waits, has none waiting; of the rest nothing is known without a measure. */
const noneOf = (name: Counted, mine: readonly StaffRow[]): number | null =>
  name === 'waiting' && mine.length > 0 ? add(mine, 'waiting') : null

type Staff = { contributor: string; contingent: string; trained: number; present: number }
type StaffRow = Staff & { effective: number; counted: number; waiting: number }

/** Own staff by contributor and unit, in two sweeps of the register. */
async function staffAt(ask: Ask, moment: Moment): Promise<{ rows: StaffRow[]; isKnown: boolean }> {
  const day = dayAt(ask, moment)
  const by = ['contributor', 'contingent', 'state'] as const
  const [all, effective] = await Promise.all([
    groupsAt(ask, moment, { register: 'person', by }),
    groupsAt(ask, moment, {
      register: 'person',
      by: ['contributor', 'contingent'],
      filter: effectiveOn(day),
    }),
  ])
  const rows = new Map<string, StaffRow>()
  const rowOf = ({ keys: [contributor, contingent] }: Group): StaffRow => {
    const key = `${contributor} ${contingent}`
    const row = rows.get(key) ?? {
      contributor: contributor ?? '',
      contingent: contingent ?? '',
      trained: 0,
      present: 0,
      effective: 0,
      counted: 0,
      waiting: 0,
    }
    rows.set(key, row)
    return row
  }
  for (const group of all) {
    const row = rowOf(group)
    const state = group.keys[2] as string
    if ((stages.atHome as readonly string[]).includes(state)) row.trained += group.records
    if (state === 'waiting') row.waiting += group.records
    if (state === 'deployed') row.present += group.records
    if ((stages.inArea as readonly string[]).includes(state)) row.counted += group.records
  }
  for (const group of effective) rowOf(group).effective += group.records
  return { rows: [...rows.values()], isKnown: all.length > 0 }
}

const add = (rows: readonly StaffRow[], name: Staffed | 'waiting'): number =>
  rows.reduce((sum, row) => sum + row[name], 0)
const fromEach = <Name extends string>(
  names: readonly Name[],
  value: (name: Name) => number | null,
): Record<Name, number | null> =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, number | null>
const sums = (rows: readonly StaffRow[], isKnown: boolean): Record<Staffed, number | null> =>
  fromEach(staffed, (name) => (isKnown ? add(rows, name) : null))
const byCaption =
  (part: 'contributor' | 'unit') =>
  (a: StrengthRow, b: StrengthRow): number =>
    (a[part]?.caption ?? '') < (b[part]?.caption ?? '')
      ? -1
      : (a[part]?.caption ?? '') > (b[part]?.caption ?? '')
        ? 1
        : 0

/** What changed between two days, and whether the movements and deaths of those days add up to it. */
async function changeOf(ask: Ask, before: Moment, moment: Moment, since: string, today: string) {
  const days = { from: addDays(since, 1), to: today }
  const filter = { state: ['done'], kind: ['arrival', 'departure'], movedOn: days }
  const [then, now, moved, dead, staff] = await Promise.all([
    partsAt(ask, before, 'people.deployed', 'contributor'),
    partsAt(ask, moment, 'people.deployed', 'contributor'),
    groupsAt(ask, moment, {
      register: 'movement',
      by: ['contributor', 'kind'],
      filter,
      sum: ['persons'],
    }),
    Promise.all(
      [before, moment].map((one) => partsAt(ask, one, 'people.killed', 'contributor')),
    ) as Promise<[Parts, Parts]>,
    partsAt(ask, moment, 'people.counted', 'contributor'),
  ])
  const told = new Map<string, number>()
  for (const { keys, sums: added } of moved) {
    const sign = keys[1] === 'arrival' ? 1 : -1
    told.set(keys[0] ?? '', (told.get(keys[0] ?? '') ?? 0) + sign * (added[0] as number))
  }
  const ids = new Set([...then.by.keys(), ...now.by.keys(), ...told.keys(), ...staff.by.keys()])
  const [named, movements] = await Promise.all([
    namesAt(ask, moment, 'organisation', ids),
    movesOf(ask, moment, filter),
  ])
  const differences = [...ids].flatMap((id) => {
    const died = (dead[1].by.get(id) ?? 0) - (dead[0].by.get(id) ?? 0)
    const change = (now.by.get(id) ?? 0) - (then.by.get(id) ?? 0)
    const explained = (told.get(id) ?? 0) - died
    // Own staff are counted where there are any; then each contributor's must be what its movements say.
    const staffed = staff.whole === null ? null : (staff.by.get(id) ?? 0)
    const deployed = now.by.get(id) ?? 0
    return change === explained && (staffed === null || staffed === deployed)
      ? []
      : [{ contributor: named(id), change, explained, died, deployed, counted: staffed }]
  })
  return {
    change: now.whole === null ? null : now.whole - (then.whole ?? 0),
    died: (dead[1].whole ?? 0) - (dead[0].whole ?? 0),
    movements: movements.items,
    more: movements.more,
    explained: differences.length === 0,
    differences,
  }
}

async function movesOf(ask: Ask, moment: Moment, filter: Filter) {
  const items = []
  let cursor: string | undefined
  do {
    const page = await ask.house.ledger.list(ask.reader, {
      register: 'movement',
      moment,
      filter,
      sort: '-movedOn',
      limit: 200,
      total: 'none',
      ...(cursor ? { cursor } : {}),
    })
    if ('refusal' in page) throw new Error(page.why)
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor && items.length < movesMax)
  const named = await namesAt(
    ask,
    moment,
    'organisation',
    items.map(({ fields }) => String(fields.contributor)),
  )
  return {
    more: cursor !== undefined || items.length > movesMax,
    items: items.slice(0, movesMax).map(({ id, register, caption, fields }) => ({
      record: id,
      register,
      caption,
      kind: String(fields.kind),
      on: String(fields.movedOn),
      persons: Number(fields.persons ?? 0),
      contributor: named(String(fields.contributor)),
    })),
  }
}
