/**
 * A mission of many vehicles, written by SQL straight into the tables, since a million records of three entries each would
 * take the ledger's own door too long. Told as the ledger would have: `fill.test.ts` rebuilds a small one and finds it
 * equal. Entered over three years, a third of the later entries late, back-dated, corrected or void. Nothing to verify.
 */
import { randomUUID } from 'node:crypto'
import type { Connection, Ledger } from '@konbit/ledger'
import { type Command, isRefusal } from '@konbit/model'
import pg from 'pg'

/** The story takes nearly three years, however many tell it. */
export const SPAN_SECONDS = 90_000_000
export const BEGIN = '2023-10-01T00:00:00Z'
const CONTINGENTS = 20
const SITES = 40

/** Returns the number of the last entry. */
export async function fillMission(
  ledger: Ledger,
  connection: Connection,
  mission: string,
  records: number,
): Promise<number> {
  await ledger.createMission({ id: mission, name: 'Filled', clock: 'replayed', zone: 'UTC' })
  await ledger.grant(mission, 'teller', {
    roles: ['importer', 'forceGeneration', 'fleet'],
    clearances: [{ label: 'restricted', unit: '*' }],
  })
  await ledger.grant(mission, 'reader', {
    roles: [],
    clearances: [{ label: 'restricted', unit: '*' }],
  })
  const client = new pg.Client({ ...connection, options: '-c timezone=UTC -c search_path=konbit' })
  await client.connect()
  try {
    await around(ledger, mission)
    await client.query(`set maintenance_work_mem = '512MB'; set work_mem = '256MB'`)
    await tell(client, mission, records)
    const indexes = await takeIndexes(client)
    for (const statement of writesOf(mission)) await client.query(statement)
    for (const statement of indexes) await client.query(statement)
    await client.query(
      `update head set size = s.size, known = s.known from (select max(seq) as size, max(known) as known from told) s where mission = '${mission}'`,
    )
    await client.query('drop table told, rect, story')
    await client.query('vacuum analyze')
    const { rows } = await client.query<{ size: string }>(
      'select size from head where mission = $1',
      [mission],
    )
    return Number(rows[0]?.size)
  } finally {
    await client.end()
  }
}

/** What the vehicles belong to, through the ledger's own door. */
async function around(ledger: Ledger, mission: string): Promise<void> {
  const teller = {
    mission,
    member: 'teller',
    roles: ['importer', 'forceGeneration', 'fleet'],
  } as const
  const enter = (register: string, input: Record<string, unknown>): Command => ({
    id: randomUUID(),
    register,
    record: randomUUID(),
    verb: 'enter',
    input,
    at: '2023-09-01',
    known: '2023-09-02',
  })
  const state = enter('organisation', { code: 'ORG', name: 'A state', kind: 'state' })
  const many = (count: number, make: (n: number) => Command): Command[] =>
    Array.from({ length: count }, (_, n) => make(n))
  const answers = await ledger.performAll(teller, [
    state,
    ...many(CONTINGENTS, (n) =>
      enter('contingent', { name: `Contingent ${n}`, contributor: state.record, type: 'police' }),
    ),
    ...many(SITES, (n) => enter('site', { code: `S${n}`, name: `Site ${n}`, kind: 'post' })),
  ])
  for (const answer of answers) if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
}

/**
 * `story`: each vehicle's three entries (s1, s2, s3; a1, a2, a3). `rect`: its versions. `told`: its entries. `kind`, of a
 * hundred: to 69 the third goes on from the second, to 84 it is back-dated before it, to 94 it corrects it, else makes it void.
 */
async function tell(client: pg.Client, mission: string, records: number): Promise<void> {
  const step = (column: string): string =>
    `timestamptz '${BEGIN}' + ${column} * interval '${SPAN_SECONDS / (3 * records)} seconds'`
  const statements = `
    select setseed(0.25);
    create temp table story as
    with base as (select size from head where mission = '${mission}'),
    moments as (select i, part, (i * 3.0 + case part when 1 then 0 else random() * (${records} * 3.0 - i * 3.0) end) as t
      from generate_series(1, ${records}) i, generate_series(1, 3) part),
    told as (select i, part, size + row_number() over (order by t, i, part) as seq from moments, base),
    each as (select i, array_agg(seq order by seq) as s, abs(hashint4(i)) % 100 as kind from told group by i),
    late as (select *, date_trunc('milliseconds', ${step('s[1]')}) as a1,
      ${step('s[1]')} + (${step('s[2]')} - (${step('s[1]')})) * (case when kind % 5 = 0 then 0.5 else 1 end) as a2 from each)
    select i, md5('vehicle' || i)::uuid as record, s[1] as s1, s[2] as s2, s[3] as s3, kind, a1, date_trunc('milliseconds', a2) as a2,
      date_trunc('milliseconds', case when kind between 70 and 84 then a1 + (a2 - a1) * 0.5 when kind < 70 then ${step('s[3]')} else a2 end) as a3,
      (select array_agg(record order by record) from version where mission = '${mission}' and register = 'contingent') as contingents,
      (select array_agg(record order by record) from version where mission = '${mission}' and register = 'site') as sites
    from late;
    analyze story;
    create temp table rect as
    with bodies as materialized (
      select *, contingents[1 + i % ${CONTINGENTS}] as contingent,
        jsonb_build_object('plate', 'V' || lpad(i::text, 7, '0'), 'type', (array['apc', 'mrap', 'patrol', 'truck', 'ambulance', 'helicopter', 'other'])[1 + i % 7],
          'contingent', contingents[1 + i % ${CONTINGENTS}], 'base', sites[1 + i * 7 % ${SITES}]) as entered,
        jsonb_build_object('acceptedOn', to_char(a2, 'YYYY-MM-DD'), 'odometerKm', i % 9000) as accepted,
        case when kind < 70 and i % 100 = 0 then '{}'::jsonb
          when kind < 70 then jsonb_build_object('odometerKm', 9000 + i % 9000, 'base', sites[1 + i * 11 % ${SITES}])
          when kind < 85 then jsonb_build_object('base', sites[1 + i * 11 % ${SITES}])
          when kind < 95 then jsonb_build_object('acceptedOn', to_char(a2, 'YYYY-MM-DD'), 'odometerKm', 9000 + i % 9000)
          else '{}'::jsonb end as third
      from story)
    select b.record, b.contingent, v.* from bodies b, lateral (values
      (true, s1, s2, a1, 'infinity'::timestamptz, 'expected', entered),
      (true, s2, case when kind < 70 or kind between 85 and 94 then ${FOREVER} else s3 end, a1, a2, 'expected', entered),
      (true, s2, s3, a2, 'infinity', 'ready', entered || accepted),
      (kind < 70, s3, ${FOREVER}, a2, a3, 'ready', entered || accepted),
      (kind < 70, s3, ${FOREVER}, a3, 'infinity', case when i % 100 = 0 then 'writtenOff' else 'ready' end, entered || accepted || third),
      (kind between 70 and 84, s3, ${FOREVER}, a1, a3, 'expected', entered),
      (kind between 70 and 84, s3, ${FOREVER}, a3, a2, 'expected', entered || third),
      (kind between 70 and 84, s3, ${FOREVER}, a2, 'infinity', 'ready', entered || accepted || third),
      (kind between 85 and 94, s3, ${FOREVER}, a2, 'infinity', 'ready', entered || third),
      (kind >= 95, s3, ${FOREVER}, a1, 'infinity', 'expected', entered)
    ) as v (is_there, known_from, known_to, at_from, at_to, state, body) where is_there;
    analyze rect;
    create temp table told as
    with bodies as (select distinct on (s.record) s.*, r.contingent, r.body from story s join rect r on r.record = s.record and r.known_from = s.s1)
    select b.record, b.contingent, e.*, ${step('e.seq')} as known from bodies b, lateral (values
      (s1, 'enter', a1, null::int8, null, 'expected', body),
      (s2, 'accept', a2, null, 'expected', 'ready', jsonb_build_object('acceptedOn', to_char(a2, 'YYYY-MM-DD'), 'odometerKm', i % 9000)),
      (s3, case when kind < 70 and i % 100 = 0 then 'writeOff' when kind < 85 then 'amend' when kind < 95 then 'correct' else 'void' end, a3,
        case when kind >= 85 then s2 end,
        case when kind < 70 and i % 100 = 0 then 'ready' when kind >= 85 then 'expected' end,
        case when kind < 70 and i % 100 = 0 then 'writtenOff' when kind >= 85 then 'ready' end,
        case when kind < 70 and i % 100 = 0 or kind >= 95 then '{}'::jsonb
          when kind < 70 then jsonb_build_object('odometerKm', 9000 + i % 9000, 'base', sites[1 + i * 11 % ${SITES}])
          when kind < 85 then jsonb_build_object('base', sites[1 + i * 11 % ${SITES}])
          else jsonb_build_object('acceptedOn', to_char(a2, 'YYYY-MM-DD'), 'odometerKm', 9000 + i % 9000) end)
    ) as e (seq, verb, at, corrects, from_state, to_state, set);
    insert into scope (mission, label, unit) select distinct '${mission}', 'mission', contingent::text from story, unnest(contingents) contingent;
    analyze told`
  for (const one of statements.split(';')) await client.query(one)
}

const FOREVER = '9223372036854775807'
const filler = `decode(repeat('5a', 32), 'hex')`
/** `m`: the mission, and the scope of each contingent. */
const writesOf = (mission: string): string[] => {
  const of = `join scope m on m.mission = '${mission}' and m.label = 'mission' and m.unit = contingent::text`
  return [
    `insert into entry (mission, seq, leaf, envelope, salt, filler, scope, known, recorded, author, register, edition, record, verb, at_text, at, corrects, from_state, to_state)
   select m.mission, seq, ${filler}, repeat('envelope ', 30), ${filler}, ${filler},
     m.scope, known, known, 'teller', 'vehicle', 1, record, verb, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), at, corrects, from_state, to_state
   from told ${of} order by seq`,
    `insert into facet (mission, seq, label, record, scope, salt, content)
   select m.mission, seq, 'mission', record, m.scope, ${filler}, jsonb_build_object('set', set)::text
   from told ${of} order by seq`,
    `insert into version (record, label, known_from, at_from, mission, at_to, known_to, register, scope, state, body)
   select record, 'mission', known_from, at_from, m.mission, at_to, known_to, 'vehicle', m.scope, state, body from rect ${of} order by known_from`,
    `insert into r_vehicle_mission (mission, record, known_from, known_to, at_from, at_to, scope, state, f_plate, f_type, f_contingent, f_base,
     "f_acceptedOn_last", "f_acceptedOn_first", "f_odometerKm")
   select m.mission, record, known_from, known_to, at_from, at_to, m.scope, state, body->>'plate', body->>'type', (body->>'contingent')::uuid, (body->>'base')::uuid,
     (body->>'acceptedOn')::date, (body->>'acceptedOn')::date, (body->>'odometerKm')::int8 from rect ${of} order by known_from`,
    `insert into term (mission, word, scope, register, record)
   select distinct m.mission, lower(word), m.scope, 'vehicle', record from told ${of},
     regexp_split_to_table(concat_ws(' ', set->>'plate', set->>'type', set->>'acceptedOn', set->>'odometerKm'), '[^a-zA-Z0-9]+') word where word <> ''`,
    `insert into link (mission, target, register, field, record, scope)
   select distinct m.mission, (set->>field)::uuid, 'vehicle', field, record, m.scope from told ${of}, unnest(array['contingent', 'base']) field where set ? field`,
  ]
}

/** Away while the tables are filled: made at once at the end they take half the time. Returns how they are made again. */
async function takeIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid = any ('{entry,facet,version,r_vehicle_mission,term,link}'::regclass[]) and not indisprimary`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ made }) => made)
}
