/**
 * Due dates that lie ahead, as far as each member sees the records that bear them: told once as the day comes near, and shown
 * in a calendar. Days and counts leave here, and the id of a record that is alone on its day; never what a record says.
 */
import { type Fields, labelOf, type Register } from '@konbit/model'
import { poolsAs } from '../access/audited.ts'
import type { Pools, ReadAs, Session } from '../pool.ts'
import { sameSql } from '../read/fieldSql.ts'
import { values } from '../read/view.ts'
import { columnName, NOW, quote, tableOf } from '../tables.ts'

/** Records of a register in these states, by a date of theirs; null: where nothing is given. */
export type DueSelect = {
  register: Register
  state: readonly string[]
  date: string
  where?: Readonly<Record<string, string | readonly string[] | boolean | null>> | undefined
  /** Days, both counted. */
  from: string
  to: string
}
export type DueDay = { day: string; count: number; record: string | null }

const DAYS_MAX = 2_000

/** The register's own label holds the date and all that is asked of: a clearance for that label is enough. */
const isOwn = ({ register, date, where = {} }: DueSelect): boolean =>
  [date, ...Object.keys(where)].every((field) => labelOf(register, field) === register.label)

function fromSql(select: DueSelect, mission: string, add: (value: unknown) => string): string {
  const { register, state, date, where = {}, from, to } = select
  const day = `b.${quote(columnName(date, '_last'))}`
  const wanted = Object.entries(where).map(([field, value]) =>
    value === null
      ? `b.${quote(columnName(field, register.fields[field]?.kind.columns[0]?.suffix ?? ''))} is null`
      : sameSql(register, field, value, add),
  )
  return [
    `${quote(tableOf(register, register.label).name)} b where b.mission = ${add(mission)}`,
    `b.${NOW.replace(' and ', ' and b.')}`,
    `b.state = any (${add(state)}::text[])`,
    `${day} between ${add(from)}::date and ${add(to)}::date`,
    ...wanted,
  ].join(' and ')
}
const shown = (date: string): string =>
  `b.${quote(columnName(date, '_last'))}::text as day, count(*)::int8 as count,
   case when count(*) = 1 then min(b.record::text) end as record`

/** For each of the members: the days within the bounds, and how many of the records that they see fall on each. */
export async function duesFor(
  session: Session,
  mission: string,
  members: readonly string[],
  select: DueSelect,
): Promise<(DueDay & { member: string })[]> {
  if (!isOwn(select) || members.length === 0) return []
  const { list, add } = values()
  return session.query<DueDay & { member: string }>(
    `with who as (
       select member, scopes_of(${add(mission)}, member) as scopes, barred_of(${add(mission)}, member) as barred
       from unnest(${add(members)}::text[]) as m (member)
     )
     select w.member, ${shown(select.date)}
     from who w join lateral (
       select b.* from ${fromSql(select, mission, add)} and b.scope = any (w.scopes) and not b.record = any (w.barred)
     ) b on true
     group by w.member, b.${quote(columnName(select.date, '_last'))}
     order by 2, 1 limit ${DAYS_MAX * 10}`,
    list,
  )
}

/** The same for the one who asks. */
export const duesSeen = (pools: Pools, reader: ReadAs, select: DueSelect): Promise<DueDay[]> =>
  poolsAs(pools, reader).read(reader, async (session) => {
    if (!isOwn(select)) return []
    const { list, add } = values()
    const rows = await session.query<DueDay>(
      `select ${shown(select.date)} from ${fromSql(select, reader.mission, add)}
       group by b.${quote(columnName(select.date, '_last'))} order by 1 limit ${DAYS_MAX}`,
      list,
    )
    if (rows.length > 0) session.saw(select.register.name, select.register.label)
    return rows
  })

/** Every record that bears the date within the bounds, whoever sees it: for whoever then asks who may be told. */
export function recordsDue(
  session: Session,
  mission: string,
  select: DueSelect,
): Promise<{ record: string; fields: Fields; day: string }[]> {
  const { list, add } = values()
  return session.query(
    `select d.record, v.body as fields, d.day from (
       select b.record, b.known_from, b.at_from, b.${quote(columnName(select.date, '_last'))}::text as day from ${fromSql(select, mission, add)}
     ) d join version v on v.record = d.record and v.label = ${add(select.register.label)} and v.known_from = d.known_from
       and v.at_from = d.at_from and v.mission = ${add(mission)}
     order by d.day, d.record limit ${DAYS_MAX}`,
    list,
  )
}

/**
 * Does the work of a day once, whoever comes first: `tell` runs in the transaction that notes the day. Returns whether it
 * was this caller.
 */
export async function onceADay(
  pools: Pools,
  mission: string,
  day: string,
  tell: (session: Session) => Promise<void>,
): Promise<boolean> {
  return pools.write(async (session) => {
    await session.query(
      `insert into inbox_day (mission, day) values ($1, '0001-01-01') on conflict do nothing`,
      [mission],
    )
    const [row] = await session.query<{ day: string }>(
      'select day::text from inbox_day where mission = $1 for update',
      [mission],
    )
    if (!row || row.day >= day) return false
    await tell(session)
    await session.query('update inbox_day set day = $2::date where mission = $1', [mission, day])
    await session.commit()
    return true
  })
}

/** Whether the figure passed the threshold for this member since it was last asked for. The first look only remembers. */
export async function passedLevel(
  session: Session,
  mission: string,
  { rule, member, isBeyond }: { rule: string; member: string; isBeyond: boolean },
): Promise<boolean> {
  const [before] = await session.query<{ is: boolean }>(
    'select is_beyond as is from inbox_level where mission = $1 and rule = $2::uuid and member = $3 for update',
    [mission, rule, member],
  )
  await session.query(
    `insert into inbox_level (mission, rule, member, is_beyond) values ($1, $2::uuid, $3, $4)
     on conflict (mission, rule, member) do update set is_beyond = excluded.is_beyond, asked = now()`,
    [mission, rule, member, isBeyond],
  )
  return isBeyond && before?.is === false
}

/** When each rule's figure was last asked for; milliseconds. */
export async function askedAt(session: Session, mission: string): Promise<Map<string, number>> {
  const rows = await session.query<{ rule: string; asked: number }>(
    'select rule, max(asked) as asked from inbox_level where mission = $1 group by rule',
    [mission],
  )
  return new Map(rows.map(({ rule, asked }) => [rule, asked]))
}
