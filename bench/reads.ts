/**
 * Reads as a cleared reader, now and at moments of the past by turns: pages of 50 by every order that lists offer, at the start,
 * middle and end; filters, a record, its history, search. `npm run bench -- reads 1000000` is the promise's own size; `cpu` behind it
 * tells processor time in place of time, for a machine that is at other work. A folder named there stays, filled for the next run;
 * `fill` only fills it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, startCluster } from '@konbit/ledger'
import { registers } from '@konbit/registers'
import { openAsk } from './reads/ask.ts'
import { openCpu } from './reads/cpu.ts'
import { fillMission } from './reads/fill.ts'
import { report } from './reads/report.ts'

const [asked = '20000', ...words] = process.argv.slice(2)
const records = Number(asked)
const kept = words.find((word) => !['cpu', 'fill'].includes(word))
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'konbit-bench-')))
await mkdir(folder, { recursive: true, mode: 0o700 })
// Nothing here is a matter of durability, and to fill the tables takes long enough.
const cluster = await startCluster({ folder, durable: false })
const { connection } = cluster
const ledger = await openLedger({ connection, registers, measures: [], say: console.log })
const mission = `filled-${records}`
try {
  const began = performance.now()
  const isBegun = (await ledger.missions()).some(({ id }) => id === mission)
  const isFilled = isBegun && (await ledger.head(mission)).size >= 3 * records
  if (isBegun && !isFilled) throw new Error(`${folder} was cut off while it was filled: remove it`)
  if (!isFilled) await fillMission(ledger, connection, mission, records)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `  ${records} vehicles of three entries each, ${isFilled ? 'there already' : `filled in ${seconds} s`}`,
  )
  if (!words.includes('fill')) {
    const ask = await openAsk(ledger, connection, mission)
    await ask.page({ moment: ask.moments.now as never }) // opens the connection whose time is told
    await report(ask, 5, console.log, words.includes('cpu') ? await openCpu(ask.look) : undefined)
    await ask.close()
  }
} finally {
  await ledger.close()
  await cluster.stop()
  if (!kept) await rm(folder, { recursive: true, force: true })
}
