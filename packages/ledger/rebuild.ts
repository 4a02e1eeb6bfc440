/**
 * Rebuild: makes every projection of a mission anew from its entries, beside what stands, and puts it in its place at the
 * end. Reads go on meanwhile, and writes until the last moment. What comes out must equal what stood.
 */
import type { Label, Registers } from '@konbit/model'
import { rebuildGrants } from './access/project.ts'
import { writeRectangles } from './append/project.ts'
import { toldOf } from './append/recall.ts'
import type { Rectangle } from './append/rectangles.ts'
import { replay } from './append/replay.ts'
import { scopeKey } from './append/state.ts'
import { placeUnit } from './append/units.ts'
import { type Pools, type Session, STILL_KNOWN } from './pool.ts'
import { quote, tablesOf } from './tables.ts'

export type Rebuilt = { entries: number; records: number; versions: number }

const RECORDS_AT_ONCE = 500

/** Returns when the new projections are in their place. */
export const rebuildMission = (
  pools: Pools,
  registers: Registers,
  mission: string,
): Promise<Rebuilt> =>
  pools.long(async (session) => {
    const tables = [
      'version',
      'term',
      'link',
      'unit',
      ...tablesOf(registers).map(({ name }) => name),
    ]
    // Under the same names among the temporary tables, which are looked up first: the writes are the usual ones.
    for (const name of tables) {
      await session.query(
        `create temporary table ${quote(name)} (like konbit.${quote(name)} including indexes including generated) on commit drop`,
      )
    }
    const before = await sizeOf(session, mission, false)
    let records = 0
    let last = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const ids = await session.query<{ record: string }>(
        `select distinct record from entry where mission = $1 and record > $2 order by record limit ${RECORDS_AT_ONCE}`,
        [mission, last],
      )
      if (ids.length === 0) break
      records += ids.length
      last = ids.at(-1)?.record as string
      await build(
        session,
        registers,
        mission,
        ids.map(({ record }) => record),
        before,
      )
    }
    const size = await sizeOf(session, mission, true)
    const late = await session.query<{ record: string }>(
      'select distinct record from entry where mission = $1 and seq > $2',
      [mission, before],
    )
    const again = late.map(({ record }) => record)
    for (const name of tables.filter((one) => one !== 'unit')) {
      await session.query(`delete from ${quote(name)} where record = any ($1::uuid[])`, [again])
    }
    await build(session, registers, mission, again, size)
    await placeUnits(session, registers, mission)
    for (const name of tables) {
      await session.query(`delete from konbit.${quote(name)} where mission = $1`, [mission])
      const columns = await columnsOf(session, name)
      await session.query(
        `insert into konbit.${quote(name)} (${columns}) select ${columns} from pg_temp.${quote(name)}`,
      )
    }
    await rebuildGrants(session, registers, mission)
    const [row] = await session.query<{ versions: number }>(
      'select count(*) as versions from pg_temp.version',
    )
    await session.commit()
    return { entries: size, records, versions: row?.versions ?? 0 }
  })

/** Those that are written; Postgres fills the others. */
async function columnsOf(session: Session, table: string): Promise<string> {
  const rows = await session.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`konbit.${quote(table)}`],
  )
  return rows.map(({ name }) => quote(name)).join(', ')
}

async function sizeOf(session: Session, mission: string, isLocked: boolean): Promise<number> {
  const [head] = await session.query<{ size: number }>(
    `select size from head where mission = $1 ${isLocked ? 'for update' : ''}`,
    [mission],
  )
  return head?.size ?? 0
}

async function build(
  session: Session,
  registers: Registers,
  mission: string,
  ids: readonly string[],
  size: number,
): Promise<void> {
  if (ids.length === 0) return
  const rows = await toldOf(session, mission, ids, size)
  const scopes = new Map<string, number>()
  const made: Rectangle[] = []
  for (const [, told] of Map.groupBy(rows, ({ record }) => record)) {
    const register = registers.get(told[0]?.register as string)
    if (register) made.push(...replay(register, told))
  }
  for (const { scope, label, unit } of await session.query<{
    scope: number
    label: Label
    unit: string
  }>('select scope, label, unit from scope where mission = $1', [mission]))
    scopes.set(scopeKey(label, unit), scope)
  await writeRectangles(
    session,
    mission,
    registers,
    made,
    [],
    (label, unit) => scopes.get(scopeKey(label, unit)) as number,
  )
}

async function placeUnits(session: Session, registers: Registers, mission: string): Promise<void> {
  for (const register of registers.values()) {
    if (!register.unit) continue
    const { above } = register.unit
    const rows = await session.query<{ record: string; above: string | null }>(
      `select record, body ->> $3 as above from pg_temp.version
       where mission = $1 and register = $2 and label = $4 and at_to = 'infinity' and known_to = ${STILL_KNOWN}`,
      [mission, register.name, above ?? '', register.label],
    )
    for (const row of rows)
      await placeUnit(session, mission, row.record, above ? row.above : null, true)
  }
}
