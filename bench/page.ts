/**
 * What a newcomer waits for: the overview's answer, first and again, at moments nobody asked for before; and the weight of
 * the first page as a browser fetches it. The reference mission, in a folder of its own, on this machine.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays } from '@konbit/model'
import { listen } from '@konbit/server'
import { chromium } from 'playwright-core'
import { openHouse } from '../apps/cli/open.ts'
import { median } from './measure.ts'

const browser = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

const data = await mkdtemp(join(tmpdir(), 'konbit-bench-'))
const opened = await openHouse({ data, mission: 'mss-haiti', words: [] })
const server = await listen(opened.app, { port: 0, host: '127.0.0.1' })
try {
  const ask = async (at: string): Promise<number> => {
    const began = performance.now()
    const answer = await fetch(`${server.address}/api/mss-haiti/overview?at=${at}&known=${at}`)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`overview ${at}: ${answer.status}`)
    return performance.now() - began
  }
  await ask('2025-01-01')
  const fresh: number[] = []
  const again: number[] = []
  for (let n = 0; n < 30; n++) {
    const day = addDays('2024-07-01', 17 * n)
    fresh.push(await ask(day))
    again.push(await ask(day))
  }
  const ms = (values: number[]): string => `${median(values).toFixed(0)} ms`
  console.log(
    `  overview, median of 30 days: ${ms(fresh)} never asked before, ${ms(again)} asked again`,
  )
  if (existsSync(browser)) await weigh()
  else console.log('  weight of the first page: no Chromium here')
} finally {
  await server.stop()
  await opened.close()
  await rm(data, { recursive: true, force: true })
}

/** Bytes over the wire until the network is quiet, by kind. */
async function weigh(): Promise<void> {
  const chrome = await chromium.launch({ executablePath: browser, args: flags.split(' ') })
  const page = await chrome.newPage()
  const bytes = new Map<string, number>()
  page.on('requestfinished', async (request) => {
    const { responseBodySize } = await request.sizes()
    const kind = request.url().includes('/geo/') ? 'map' : request.resourceType()
    bytes.set(kind, (bytes.get(kind) ?? 0) + responseBodySize)
  })
  await page.goto(`${server.address}/mss-haiti`, { waitUntil: 'networkidle' })
  const told = [...bytes].sort((a, b) => b[1] - a[1])
  const kB = (count: number): string => `${(count / 1000).toFixed(0)} kB`
  const total = told.reduce((sum, [kind, count]) => (kind === 'map' ? sum : sum + count), 0)
  console.log(
    `  first page without the map: ${kB(total)} (${told.map(([kind, count]) => `${kind} ${kB(count)}`).join(', ')})`,
  )
  await chrome.close()
}
