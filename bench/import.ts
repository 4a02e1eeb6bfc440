/**
 * Ten thousand rows of one register through the import of the API, a hundredth of them bad: tried, none because of them, the
 * rest without them, all of a clean file in one transaction, and everything out again as XLSX. In process, no HTTP.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHouse } from '../apps/cli/open.ts'

const rows = Number(process.argv[2] ?? 10_000)
const data = await mkdtemp(join(tmpdir(), 'konbit-bench-import-'))
const { app, mission, close } = await openHouse({ data, mission: 'mss-haiti', words: [] })

const file = (name: string, bad: number): string =>
  `plate,type,odometerKm\r\n${Array.from(
    { length: rows },
    (_, nth) => `${name}-${nth},${bad > 0 && nth % bad === 7 ? 'tank' : 'mrap'},${nth}\r\n`,
  ).join('')}`

async function timed(what: string, body: string, how: Record<string, string>): Promise<void> {
  const began = performance.now()
  const query = new URLSearchParams({ import: randomUUID(), ...how })
  const response = await app.request(`/api/${mission}/vehicle/import?${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/csv', 'konbit-person': 'fleet' },
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(text)
  const { counts, items } = JSON.parse(text) as {
    counts: Record<string, number>
    items: { outcome: string }[]
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const named = items.filter(({ outcome }) => outcome === 'refused').length
  console.log(`  ${what}: ${seconds} s, ${named} bad rows named, ${JSON.stringify(counts)}`)
}

try {
  await timed(`${rows} rows, tried`, file('T', 100), {})
  await timed('all or none, with bad rows', file('A', 100), { dry: 'false', all: 'true' })
  await timed('the rest of them', file('R', 100), { dry: 'false' })
  await timed('a clean file, all or none', file('C', 0), { dry: 'false', all: 'true' })
  const began = performance.now()
  const response = await app.request(`/api/${mission}/vehicle?format=xlsx`, {
    headers: { 'konbit-person': 'fleet' },
  })
  let bytes = 0
  let heap = 0
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    heap = Math.max(heap, process.memoryUsage().heapUsed)
  }
  console.log(
    `  out as XLSX: ${((performance.now() - began) / 1000).toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, heap at most ${(heap / 1e6).toFixed(0)} MB`,
  )
} finally {
  await close()
  await rm(data, { recursive: true, force: true })
}
