/**
 * Reads as a cleared reader, now and at moments of the past by turns: pages of 50 by every order that lists offer, at the start,
 * middle and end; filters, a record, its history, search. `npm run bench -- reads 1000000` is the promise's own size; a second word,
 * `cpu`, tells processor time in place of time, for a machine that is at other work.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, startCluster } from '@konbit/ledger'
import { registers } from '@konbit/registers'
import { openAsk } from './reads/ask.ts'
import { openCpu } from './reads/cpu.ts'
import { fillMission } from './reads/fill.ts'
import { report } from './reads/report.ts'

const records = Number(process.argv[2] ?? 20_000)
const folder = await mkdtemp(join(tmpdir(), 'konbit-bench-'))
// Nothing here is a matter of durability, and to fill the tables takes long enough.
const cluster = await startCluster({ folder, durable: false })
const { connection } = cluster
const ledger = await openLedger({ connection, registers, measures: [] })
try {
  const began = performance.now()
  await fillMission(ledger, connection, 'bench', records)
  console.log(
    `  ${records} vehicles of three entries each, filled in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  const ask = await openAsk(ledger, connection, 'bench')
  await ask.page({ moment: ask.moments.now as never }) // opens the connection whose time is told
  await report(ask, 5, console.log, process.argv[3] === 'cpu' ? await openCpu(ask.look) : undefined)
  await ask.close()
} finally {
  await ledger.close()
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}
