/**
 * What refers to a record: by register and field, of each how many and the first few. The table of links says which records ever
 * did; the version of the moment, as the reader may see it, decides. Where many did, the list that the field narrows is asked.
 */
import { type Refusal, type Registers, refuse } from '@konbit/model'
import { isUuid } from '../append/command.ts'
import type { MissionFacts } from '../perform.ts'
import type { Pools, ReadSession } from '../pool.ts'
import { sortColumn } from '../tables.ts'
import { listIn } from './list.ts'
import type { Moment } from './moment.ts'
import type { Hit } from './search.ts'
import { atMost, type RecordView, tell, viewsOf } from './view.ts'

export type LinksQuery = {
  id: string
  moment: Moment
  /** How many of each register and field, at most 50. */
  limit?: number | undefined
}
/** `total` is null where there are more than are counted. */
export type LinkGroup = { register: string; field: string; total: number | null; items: Hit[] }

const LIMIT = 6
/**
 * More than `few` are left to the list; where no list can be narrowed by the field, no more than `most` are looked through.
 * Tests make them otherwise.
 */
export const linked = { few: 200, most: 2000 }

/** By register and field; within each in the order of its list, or by caption where they are few. */
export async function linksOf(
  pools: Pools,
  registers: Registers,
  mission: MissionFacts,
  member: string,
  { id, moment, limit: asked }: LinksQuery,
): Promise<LinkGroup[] | Refusal> {
  if (!isUuid(id)) return refuse('not-found')
  const limit = atMost(asked, LIMIT, 50)
  return pools.read({ mission: mission.id, member }, async (session) => {
    const groups = (await linkedTo(session, mission.id, id)).flatMap(
      ({ register: name, ...rest }) => {
        const register = registers.get(name)
        return register ? [{ register, ...rest }] : []
      },
    )
    const isMany = (one: (typeof groups)[number]): boolean =>
      one.records.length > linked.few && sortColumn(one.register, one.field) !== undefined
    const few = groups.filter((one) => !isMany(one)).flatMap(({ records }) => records)
    const views = await viewsOf(
      session,
      registers,
      mission.id,
      [...new Set(few)],
      moment,
      'nothing',
    )
    const found: LinkGroup[] = []
    for (const group of groups) {
      const { register, field, records } = group
      if (isMany(group)) {
        const page = await listIn(
          session,
          registers,
          mission,
          { register: register.name, moment, filter: { [field]: id }, limit },
          'caption',
        )
        if ('refusal' in page) return page
        found.push({
          register: register.name,
          field,
          total: page.total,
          items: page.items.map(hitOf),
        })
        continue
      }
      // It may have referred at another time only.
      const refer = records
        .flatMap((record) => views.get(record) ?? [])
        .filter(({ fields }) => [fields[field]].flat().includes(id))
        .sort((a, b) =>
          a.caption < b.caption || (a.caption === b.caption && a.id < b.id) ? -1 : 1,
        )
      const items = refer.slice(0, limit)
      tell(session, registers, items, 'caption')
      const total = records.length > linked.most ? null : refer.length
      found.push({ register: register.name, field, total, items: items.map(hitOf) })
    }
    return found.filter(({ items }) => items.length > 0)
  })
}

const hitOf = ({ id, register, caption, state }: RecordView): Hit => ({
  id,
  register,
  caption,
  state,
})

/** The records that ever referred to it, by register and field: of each one more than are looked through. */
async function linkedTo(
  session: ReadSession,
  mission: string,
  target: string,
): Promise<{ register: string; field: string; records: string[] }[]> {
  // Each register and field is found by one step in the index, however many records lie between.
  const rows = await session.query<{ register: string; field: string; record: string }>(
    `with recursive pair as (
       (select register, field from link where target = $1 and mission = $2 order by register, field limit 1)
       union all
       select n.* from pair p cross join lateral (
         select l.register, l.field from link l where l.target = $1 and l.mission = $2 and (l.register, l.field) > (p.register, p.field)
         order by l.register, l.field limit 1) n)
     select p.register, p.field, l.record from pair p cross join lateral (
       select distinct l.record from link l
       where l.target = $1 and l.mission = $2 and l.register = p.register and l.field = p.field
       order by l.record limit ${linked.most + 1}) l`,
    [target, mission],
  )
  const by = Map.groupBy(rows, ({ register, field }) => `${register} ${field}`)
  return [...by.values()].map((list) => {
    const [{ register, field }] = list as [(typeof rows)[number]]
    return { register, field, records: list.map(({ record }) => record) }
  })
}
