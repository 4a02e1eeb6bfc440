/**
 * What the filling of the exercise takes: it is told at a scale, and then said what the processors did, of Node and of Postgres, and what
 * lies on the disk for each entry, by what it is for. The write-ahead log is told apart: it does not grow with the record.
 *
 *   npm run bench -- fill                  scale 0.25 in a folder of its own
 *   npm run bench -- fill 1 /data          in that folder, which is kept
 */
import { readdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startCluster } from '@konbit/ledger'
import pg from 'pg'
import { exercise } from '../apps/cli/exercise.ts'
import { postgresMs } from './blocks.ts'

const [scale = '0.25', folder] = process.argv.slice(2)
const data = folder ? resolve(folder) : await mkdtemp(join(tmpdir(), 'konbit-bench-fill-'))

let postgres = 0
const watch = setInterval(() => {
  postgres = Math.max(postgres, postgresMs(data) / 1000)
}, 300)
const began = performance.now()
await exercise({ data, scale, words: [] })
clearInterval(watch)
const { user, system } = process.cpuUsage()
console.log(
  `  ${((performance.now() - began) / 1000).toFixed(0)} s with all; processors: Node ${((user + system) / 1e6).toFixed(0)} s, Postgres ${postgres.toFixed(0)} s`,
)

const { connection, stop } = await startCluster({ folder: data })
const client = new pg.Client(connection)
try {
  await client.connect()
  const { rows } = await client.query<{ what: string; bytes: string; entries: string }>(
    `with part as (
       select i.oid, t.relname as name, true as is_index, x.indpred is null and not x.indisunique as is_order
       from pg_index x join pg_class i on i.oid = indexrelid join pg_class t on t.oid = indrelid
       where t.relnamespace = 'konbit'::regnamespace
       union all
       select oid, relname, false, false from pg_class where relnamespace = 'konbit'::regnamespace and relkind = 'r')
     select case when name not like 'r\\_%' then case when name in ('entry', 'command', 'facet', 'version', 'term', 'link', 'tile') then name else 'others' end
         when is_order then 'registers, orders of lists' else 'registers, rows' end || case when is_index and not is_order then ', keys' else '' end as what,
       sum(case when is_index then pg_relation_size(oid) else pg_table_size(oid) end) as bytes,
       (select count(*) from konbit.entry) as entries
     from part group by 1 order by 2 desc`,
  )
  const entries = Number(rows[0]?.entries)
  const all = rows.reduce((sum, { bytes }) => sum + Number(bytes), 0)
  console.log(
    `  ${entries} entries, ${(all / 1e6).toFixed(0)} MB, ${(all / entries).toFixed(0)} bytes each`,
  )
  for (const { what, bytes } of rows)
    if (Number(bytes) > all / 200)
      console.log(`  ${what.padEnd(28)} ${(Number(bytes) / entries).toFixed(0).padStart(6)}`)
} finally {
  await client.end()
  await stop()
}
const wal = join(data, 'postgres', 'pg_wal')
const logged = readdirSync(wal).reduce((sum, name) => sum + statSync(join(wal, name)).size, 0)
console.log(`  and ${(logged / 1e6).toFixed(0)} MB of write-ahead log, whatever the scale`)
if (!folder) await rm(data, { recursive: true, force: true })
