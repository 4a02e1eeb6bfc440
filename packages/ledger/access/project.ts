/**
 * What records let members see and do, kept in step with the records inside the append and made anew by a rebuild. Driven by
 * what registers declare (`grants`, `bars`); knows none by name.
 */
import {
  type Bars,
  type Grants,
  holders,
  operations,
  type Register,
  type Registers,
  SELF,
} from '@konbit/model'
import type { Batch } from '../append/batch.ts'
import { type Session, STILL_KNOWN } from '../pool.ts'

/** The records of one register whose grants are to be worked out again; undefined: all of the mission. */
type Some = readonly string[] | undefined

/** The grants of the records that the batch wrote. To be sent after their versions. */
export function grantWrites(session: Session, batch: Batch): Promise<unknown>[] {
  const touched = new Map<Register, Set<string>>()
  for (const { item } of batch.accepted) {
    if (!item.register.grants && !item.register.bars) continue
    const ids = touched.get(item.register) ?? new Set()
    touched.set(item.register, ids.add(item.command.record))
  }
  const { mission, zone } = batch.head
  return [...touched].flatMap(([register, ids]) =>
    projected(session, register, mission, zone, [...ids]),
  )
}

/** All grants of a mission, made anew from its versions. */
export async function rebuildGrants(
  session: Session,
  registers: Registers,
  mission: string,
): Promise<void> {
  const [row] = await session.query<{ zone: string }>('select zone from mission where id = $1', [
    mission,
  ])
  await session.query('delete from concerns where mission = $1', [mission])
  for (const register of registers.values())
    await Promise.all(projected(session, register, mission, row?.zone ?? 'UTC', undefined))
}

function projected(
  session: Session,
  register: Register,
  mission: string,
  zone: string,
  ids: Some,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const run = (text: string, more: readonly unknown[] = []): void => {
    sent.push(session.query(text, [mission, ids ?? null, register.name, register.label, ...more]))
  }
  const ask: Ask = { run, zone, register }
  if (register.bars) bar(ask, register.bars)
  if (register.grants) {
    concern(ask, register.grants.to)
    grant(ask, register.grants)
  }
  return sent
}

type Ask = {
  /** With $1 mission, $2 records or null, $3 register, $4 its label, then `more` from $5. */
  run: (text: string, more?: readonly unknown[]) => void
  zone: string
  register: Register
}

/** The last version of each record, in one of the states $5. */
const now = `version v where v.mission = $1 and ($2::uuid[] is null or v.record = any ($2::uuid[]))
  and v.register = $3 and v.label = $4 and v.at_to = 'infinity' and v.known_to = ${STILL_KNOWN}`
const while_ = `${now} and v.state = any ($5::text[])`
const everyOne = (table: string, kind: string): string =>
  `delete from ${table} d where d.mission = $1 and ${kind} and (d.source = any ($2::uuid[]) or $2::uuid[] is null)
   and $3::text is not null and $4::text is not null`

const text = (field: string): string => `(v.body ->> '${field}')`
const who = (to: string): string => (to === SELF ? 'v.record::text' : text(to))
/** A last day is whole, in the mission's zone. */
const endOf = (field: string): string =>
  `((${text(field)}::date + 1)::timestamp at time zone $6::text)`

/** What was ever said of whom a record concerns stays, so that no later entry can take it out of their sight. */
function concern({ run }: Ask, to: string): void {
  run(
    `insert into concerns (mission, record, member)
     select distinct v.mission, v.record, ${who(to)} from version v
     where v.mission = $1 and ($2::uuid[] is null or v.record = any ($2::uuid[])) and v.register = $3 and v.label = $4
       and ${who(to)} is not null on conflict do nothing`,
  )
}

function bar(ask: Ask, { field, members, with: leading }: Bars): void {
  if (field) accuse(ask, field)
  if (members) exclude(ask, members)
  if (leading) follow(ask, leading)
}

/** The records that this projection of a register has written about. */
const written = (table: string): string =>
  `delete from ${table} d where d.mission = $1 and ($2::uuid[] is null and d.record in
     (select record from version where mission = $1 and register = $3 and label = $4) or d.record = any ($2::uuid[]))`

/** A record that bars by a field of its own is its own source, which a barring never is. */
function exclude({ run }: Ask, field: string): void {
  run(`${written('barred')} and d.source = d.record`)
  run(
    `insert into barred (mission, member, record, source)
     select v.mission, unnest(string_to_array(${text(field)}, ',')), v.record, v.record from ${now} and ${text(field)} is not null
     on conflict do nothing`,
  )
}

function follow({ run }: Ask, field: string): void {
  run(written('barred_with'))
  run(
    `insert into barred_with (mission, record, under)
     select v.mission, v.record, ${text(field)}::uuid from ${now} and ${text(field)} is not null on conflict do nothing`,
  )
}

function accuse({ run, register }: Ask, field: string): void {
  run(written('accused'))
  const isMany = register.fields[field]?.kind.name === 'refs'
  const unit = isMany
    ? `jsonb_array_elements_text(coalesce(v.body -> '${field}', '[]'))`
    : text(field)
  run(
    `insert into accused (mission, record, unit)
     select * from (select v.mission, v.record, ${unit} as unit from ${now}) a where unit is not null on conflict do nothing`,
  )
}

function grant({ run, zone }: Ask, grants: Grants): void {
  const states = grants.while
  if (grants.kind === 'member') {
    const units = grants.of.map(text).join(', ')
    run(
      `delete from member d where d.mission = $1 and d.kind = 'record' and ($2::uuid[] is null or d.member = any ($2::text[]))
       and $3::text is not null and $4::text is not null`,
    )
    run(
      `insert into member (mission, member, roles, kind, is_active, until, units)
       select v.mission, v.record::text, '{}', 'record', v.state = any ($5::text[]), ${endOf(grants.until)},
         array_remove(array[${units || 'null'}]::text[], null)
       from ${now} on conflict (mission, member) do nothing`,
      [states, zone],
    )
  } else if (grants.kind === 'role') {
    run(everyOne('appointed', 'true'))
    run(
      `insert into appointed (mission, member, role, source, until, seq)
       select v.mission, ${who(grants.to)}, ${text(grants.role)}, v.record, ${endOf(grants.until)}, v.known_from
       from ${while_} and ${who(grants.to)} is not null and ${text(grants.until)} is not null`,
      [states, zone],
    )
  } else if (grants.kind === 'bar') {
    run(everyOne('barred', `d.source <> '${NOBODY}' and d.source <> d.record`))
    run(
      `insert into barred (mission, member, record, source)
       select v.mission, ${who(grants.to)}, ${text(grants.record)}::uuid, v.record
       from ${while_} and ${who(grants.to)} is not null and ${text(grants.record)} is not null`,
      [states],
    )
  } else {
    const isTimed = grants.kind === 'emergency'
    const until = isTimed
      ? `(select min(e.recorded) from entry e where e.mission = v.mission and e.record = v.record)
           + make_interval(hours => ${text(grants.hours)}::int)`
      : endOf(grants.until)
    const unit = `coalesce(${[...grants.at.map(text), "'*'"].join(', ')})`
    run(everyOne('clearance', `d.kind = '${grants.kind}'`))
    run(
      `insert into clearance (mission, member, label, unit, until, kind, source, seq)
       select v.mission, ${who(grants.to)}, ${text(grants.level)}, ${unit}, ${until}, '${grants.kind}', v.record, v.known_from
       from ${while_} and ${who(grants.to)} is not null and ${text(grants.level)} is not null
         and ${text(isTimed ? grants.hours : grants.until)} is not null`,
      isTimed ? [states] : [states, zone],
    )
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Which roles may hold which compartment, for the database to hold beside the refusal at granting. Run by the owner. */
export async function fillHolders(session: Session): Promise<void> {
  const [stands] = await session.query<{ is: boolean }>(
    `select to_regclass('konbit.holder') is not null as is`,
  )
  if (!stands?.is) return // an older shape, asked for by a test of upgrades
  await session.query('delete from holder')
  const pairs = Object.entries(holders).flatMap(([label, roles]) =>
    roles.map((role) => [label, role]),
  )
  await session.query(
    'insert into holder (label, role) select * from unnest($1::text[], $2::text[])',
    [pairs.map(([label]) => label), pairs.map(([, role]) => role)],
  )
  await session.query('delete from operation_role')
  await session.query('insert into operation_role (role) select unnest($1::text[])', [operations])
}
