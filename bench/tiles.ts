/**
 * Tiles of a map of many incidents, at every zoom, now and at other moments: the tile that holds most, one in the middle, one
 * that holds least. `npm run bench -- tiles 1000000` is the promise's own size. One core answers: what is timed is one call, by
 * the clock and, in brackets, by the processor; the first call of a moment, which picks out what is of it, stands apart.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, type PointFilter, startCluster } from '@konbit/ledger'
import { isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import pg from 'pg'
import { summaryOf, tileOf } from '../apps/server/tiles/tile.ts'

const records = Number(process.argv[2] ?? 50_000)
const folder = await mkdtemp(join(tmpdir(), 'konbit-bench-'))
const cluster = await startCluster({ folder, durable: false })
const { connection } = cluster
const ledger = await openLedger({ connection, registers, measures: [] })
const ms = (began: number): number => performance.now() - began
/** Of this process, so that a crowded machine can measure too. */
const busy = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

/** Incidents around forty towns, some assessed later, written straight into the table that the map reads. */
async function fill(): Promise<void> {
  await ledger.createMission({ id: 'bench', name: 'Filled', clock: 'live', zone: 'UTC' })
  for (const member of ['teller', 'reader'])
    await ledger.grant('bench', member, {
      roles: member === 'teller' ? ['importer'] : [],
      clearances: [{ label: 'restricted', unit: '*' }],
    })
  const [told] = await ledger.performAll(
    { mission: 'bench', member: 'teller', roles: ['importer'] },
    [
      {
        id: randomUUID(),
        register: 'incident',
        record: randomUUID(),
        verb: 'enter',
        at: '2024-01-01',
        input: {
          code: 'B-0',
          title: 'The first',
          kind: 'gunfire',
          touches: 'people',
          occurredOn: '2024-01-01',
          where: { lon: -72.3, lat: 18.5, precision: 'point' },
        },
      },
    ],
  )
  if (!told || isRefusal(told)) throw new Error(JSON.stringify(told))
  const client = new pg.Client({ ...connection, options: '-c timezone=UTC -c search_path=konbit' })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'konbit' and table_name = 'r_incident_partner' and is_generated = 'NEVER'`,
  )
  const own: Record<string, string> = {
    record: 'gen_random_uuid()',
    at_from: `timestamptz '2024-01-01' + n % 700 * interval '1 day'`,
    f_touches: `(array['people', 'ground', 'mission'])[1 + n % 3]`,
    f_code: `'B-' || n`,
    f_occurredOn_first: `date '2024-01-01' + n % 700`,
    f_occurredOn_last: `date '2024-01-01' + n % 700`,
    f_where_lon: `-74 + n % 40 * 0.055 + (random() - 0.5) * (random() * 0.3)`,
    f_where_lat: `18.2 + n % 7 * 0.25 + (random() - 0.5) * (random() * 0.3)`,
  }
  const names = rows.map(({ name }) => name)
  // Made at once at the end they take half the time.
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index
     where indrelid = 'r_incident_partner'::regclass and not indisprimary`,
  )
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await client.query(
    `insert into r_incident_partner (${names.map((name) => `"${name}"`).join(', ')})
     select ${names.map((name) => own[name] ?? `b."${name}"`).join(', ')}
     from r_incident_partner b, generate_series(1, ${records - 1}) n`,
  )
  for (const { made } of indexes) await client.query(made)
  await client.query('vacuum analyze r_incident_partner')
  await client.end()
}

try {
  const began = performance.now()
  await fill()
  console.log(`  ${records} incidents filled in ${(ms(began) / 1000).toFixed(0)} s`)
  const reader = { mission: 'bench', member: 'reader' }
  const by = { register: 'incident', where: 'where', on: 'occurredOn', kind: 'touches' }
  const first = performance.now()
  const firstBusy = process.cpuUsage()
  const made = await ledger.points(reader, by)
  if (isRefusal(made)) throw new Error(made.refusal)
  console.log(
    `  the first tile of a sight waits ${(ms(first) / 1000).toFixed(1)} s (${(busy(firstBusy) / 1000).toFixed(1)}) for all of them to be read; ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB after it`,
  )
  for (const [name, asked] of [
    ['now', {}],
    ['as on 1 June 2024', { at: '2024-06-01' }],
  ] as const) {
    const moment = await ledger.moment('bench', asked)
    if (isRefusal(moment)) throw new Error(moment.refusal)
    const filter: PointFilter = {
      moment,
      states: new Uint8Array(256).fill(1),
      from: -(2 ** 31),
      to: 2 ** 31 - 1,
    }
    const picked = performance.now()
    const pickedBusy = process.cpuUsage()
    tileOf(made, 'incident', filter, { z: 0, x: 0, y: 0 })
    console.log(
      `  ${name}: the first of a moment takes ${ms(picked).toFixed(0)} ms (${busy(pickedBusy).toFixed(0)})`,
    )
    const all: number[] = []
    const taken: number[] = []
    const lines: string[] = []
    for (let z = 0; z <= 14; z += 2) {
      const side = 2 ** z
      const times: number[] = []
      const cpu: number[] = []
      for (let i = 0; i < 40; i++) {
        const lon = -74 + ((i * 7) % 40) * 0.055
        const lat = 18.2 + (i % 7) * 0.25
        const x = Math.floor(((lon + 180) / 360) * side)
        const sin = Math.sin((lat * Math.PI) / 180)
        const y = Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side)
        const start = performance.now()
        const startBusy = process.cpuUsage()
        const points = await ledger.points(reader, by)
        if (isRefusal(points)) throw new Error(points.refusal)
        tileOf(points, 'incident', filter, { z, x, y })
        times.push(ms(start))
        cpu.push(busy(startBusy))
      }
      all.push(...times)
      taken.push(...cpu)
      lines.push(`z${z} ${median(times).toFixed(1)} (${median(cpu).toFixed(1)})`)
    }
    const start = performance.now()
    const { records: counted } = summaryOf(made, filter)
    console.log(
      `  ${name}: a tile takes ${median(all).toFixed(1)} ms (${median(taken).toFixed(1)}) at the median of all zooms (${lines.join(', ')}); ${counted} counted in ${ms(start).toFixed(0)} ms`,
    )
  }
} finally {
  await ledger.close()
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}
