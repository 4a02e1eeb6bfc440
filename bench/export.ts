/**
 * A list of 200,000 records out as CSV and XLSX, from a server process over HTTP: how long it takes, how much memory the server
 * holds at its peak beside a list of 2,000, and whether count and digest are those of what came. Words: how many records.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import { unzipSync } from 'fflate'
import { openHouse } from '../apps/cli/open.ts'

const rows = Number(process.argv[2] ?? 200_000)
const few = Math.min(2000, rows)
/** So many megabytes may what lives in JavaScript take: a list held whole would not fit. */
const heapMax = 192
const slice = 512
const data = await mkdtemp(join(tmpdir(), 'konbit-bench-export-'))
const root = join(import.meta.dirname, '..')

async function fill(): Promise<void> {
  const { house, mission, close } = await openHouse({ data, mission: 'mss-haiti', words: [] })
  const began = performance.now()
  const actor = { mission, member: 'fleet', roles: ['fleet'] as const }
  for (let at = 0; at < rows; at += slice) {
    const commands = Array.from({ length: Math.min(slice, rows - at) }, (_, nth) => ({
      id: randomUUID(),
      register: 'vehicle',
      record: randomUUID(),
      verb: 'enter',
      input: {
        plate: `V-${at + nth}`,
        type: at + nth < few ? 'mrap' : 'truck',
        odometerKm: at + nth,
      },
    }))
    const answers = await house.ledger.performAll(actor, commands)
    const refused = answers.find((one) => isRefusal(one))
    if (refused) throw new Error(JSON.stringify(refused))
  }
  console.log(`  ${rows} records entered in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  await close()
}

/** The most that the process held since it was last asked, in MB; Linux alone tells. */
function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

async function take(
  address: string,
  format: 'csv' | 'xlsx',
  pid: number,
  type?: string,
): Promise<string> {
  peakOf(pid)
  const began = performance.now()
  const query = new URLSearchParams({ format, ...(type ? { type } : {}) })
  const response = await fetch(`${address}/vehicle?${query}`, {
    headers: { 'konbit-person': 'fleet', 'accept-encoding': 'identity' },
  })
  const file = join(data, `out.${format}`)
  writeFileSync(file, '')
  const hash = createHash('sha256')
  let [bytes, lines, tail] = [0, -2, Buffer.alloc(0)]
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += piece.length
    writeFileSync(file, piece, { flag: 'a' })
    // All but the last line, which is known when nothing follows.
    const all = Buffer.concat([tail, piece])
    const end = Math.max(0, all.length - 1000)
    hash.update(all.subarray(0, end))
    tail = all.subarray(end)
    lines += piece.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0)
  }
  const peak = peakOf(pid)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const told = format === 'csv' ? ofCsv(hash, tail, lines) : ofXlsx(file)
  return `${format} ${seconds} s, ${(bytes / 1e6).toFixed(1)} MB, peak of the server ${peak} MB, ${told}`
}

function ofCsv(hash: ReturnType<typeof createHash>, tail: Buffer, lines: number): string {
  const text = tail.toString('latin1')
  const at = text.lastIndexOf('\r\n', text.length - 3) + 2
  const digest = hash.update(tail.subarray(0, at)).digest('hex')
  const [, count, said] = /^#end (\d+),sha256 (\w+)/.exec(text.slice(at)) ?? []
  return `${count} told and ${lines} counted, digest ${said === digest ? 'fits' : 'DOES NOT FIT'}`
}

function ofXlsx(file: string): string {
  const parts = unzipSync(readFileSync(file), { filter: ({ name }) => name.endsWith('sheet2.xml') })
  const about = Buffer.from(Object.values(parts)[0] ?? []).toString()
  const count = />Records<.*?<v>(\d+)</.exec(about)?.[1]
  return `${count} told, digest ${/[0-9a-f]{64}/.exec(about)?.[0]?.slice(0, 12)}…`
}

try {
  await fill()
  const server = spawn(
    process.execPath,
    [
      `--max-old-space-size=${heapMax}`,
      join(root, 'apps/cli/main.ts'),
      'serve',
      '--port',
      '0',
      '--data',
      data,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    let said = ''
    for await (const piece of server.stdout) {
      said += String(piece)
      if (/Ctrl-C/.test(said)) break
    }
    server.stdout.resume()
    const address = `${/https?:\/\/[\w.]+:\d+/.exec(said)?.[0]}/api/mss-haiti`
    const pid = server.pid as number
    console.log(
      `  Node ${process.versions.node}, heap of the server at most ${heapMax} MB; at rest it holds ${peakOf(pid)} MB`,
    )
    for (const format of ['csv', 'xlsx'] as const) {
      console.log(`  ${few}: ${await take(address, format, pid, 'mrap')}`)
      console.log(`  all: ${await take(address, format, pid)}`)
    }
  } finally {
    server.kill('SIGINT')
    await new Promise((gone) => server.once('exit', gone))
  }
} finally {
  execFileSync('sync')
  await rm(data, { recursive: true, force: true })
}
