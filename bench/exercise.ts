/**
 * The desks over the exercise: fills it at a scale, opens each page once in a browser to learn what it asks, then asks the same
 * again and again by turns, each time as if for the first time (nothing kept). A page's figure is the wait until its last answer.
 *
 *   npm run bench -- exercise              scale 1 in a folder of its own
 *   npm run bench -- exercise 40 /data     in that folder, which is kept: filled where it is not, gone on with where it was cut off
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Kept, listen } from '@konbit/server'
import { chromium, type Page, type Response } from 'playwright-core'
import { exercise } from '../apps/cli/exercise.ts'
import { openHouse } from '../apps/cli/open.ts'
import { missionBeside } from '../apps/cli/options.ts'
import { recordId } from '../missions/ids.ts'
import { median, timesOf } from './measure.ts'

const browser = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const rounds = 9
const [scale = '1', folder] = process.argv.slice(2)
const goal = Number(scale) <= 1 ? 200 : 500

const id = 'twin-rivers'
const contributor = recordId(id, 'organisation', 'XKA')
const pages: Readonly<Record<string, string>> = {
  overview: '',
  people: 'people',
  'tours and reliefs': 'people/tours',
  'strength report': 'people/strength',
  pay: 'people/pay',
  'one contributor': `contributor/${contributor}`,
  'will it fit': 'fit',
  logistics: 'logistics',
  reliability: 'logistics/reliability',
  stock: 'logistics/stock',
  'bed occupancy': 'logistics/beds',
  funds: 'funds',
  runway: 'funds/runway',
  claims: 'funds/claims',
}

if (!existsSync(browser)) {
  console.log('  no Chromium here: KONBIT_CHROMIUM names one')
  process.exit()
}
const data = folder ? resolve(folder) : await mkdtemp(join(tmpdir(), 'konbit-bench-'))
await exercise({ data, scale, words: [] }) // which is at once where it is complete
const opened = await openHouse({ data, mission: missionBeside(data), words: [] })
const server = await listen(opened.app, { port: 0, host: '127.0.0.1' })
const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })
try {
  const page = await chrome.newPage()
  const asks = new Map<string, string[]>()
  for (const [name, path] of Object.entries(pages)) asks.set(name, await asksOf(page, path))
  await chrome.close()
  const works = Object.fromEntries(
    [...asks].map(([name, paths]) => [
      name,
      async () => {
        opened.house.kept = new Kept()
        await Promise.all(paths.map(ask))
      },
    ]),
  )
  const times = Object.entries(await timesOf(works, rounds))
  const { size } = await opened.house.ledger.head(id)
  console.log(`  scale ${scale}, ${size} entries; goal: under ${goal} ms; medians of ${rounds}`)
  for (const [name, taken] of times) {
    const wait = median(taken)
    const slow = await slowest(asks.get(name) ?? [])
    console.log(
      `  ${name.padEnd(18)} ${wait.toFixed(0).padStart(6)} ms ${wait > goal ? '**beyond**' : '          '} ${asks.get(name)?.length} requests, the slowest ${slow}`,
    )
  }
} finally {
  await chrome.close()
  await server.stop()
  await opened.close()
  if (!folder) await rm(data, { recursive: true, force: true })
}

/** What a page asks of the mission when it is opened, in its own order. */
async function asksOf(page: Page, path: string): Promise<string[]> {
  const found = new Set<string>()
  const note = (response: Response): void => {
    const { pathname, search } = new URL(response.url())
    const isData = pathname.startsWith(`/api/${id}/`) && !pathname.includes('/geo/')
    if (isData && response.request().method() === 'GET' && response.ok())
      found.add(pathname + search)
  }
  page.on('response', note)
  await page.goto(`${server.address}/${id}/${path}`, { waitUntil: 'networkidle', timeout: 120_000 })
  page.off('response', note)
  return [...found]
}

async function ask(path: string): Promise<void> {
  const answer = await fetch(`${server.address}${path}`)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
}

async function slowest(paths: readonly string[]): Promise<string> {
  const taken: [ms: number, path: string][] = []
  for (const path of paths) {
    opened.house.kept = new Kept()
    const began = performance.now()
    await ask(path)
    taken.push([performance.now() - began, path])
  }
  const [ms = 0, path = 'none'] = taken.sort((a, b) => b[0] - a[0])[0] ?? []
  return `${path.replace(`/api/${id}`, '').slice(0, 70)} (${ms.toFixed(0)} ms alone)`
}
