/**
 * The desks over the exercise: fills it at a scale, opens each page once in a browser to learn what it asks, then asks the same
 * again and again by turns. Before each turn two entries are written, so that no answer can be one that was kept. A page's figure
 * is the wait until its last answer; beside it stands the first of all, when nothing was carried along yet, and what a turn took
 * of the processors, of Node and of Postgres, which other work on the machine moves less.
 *
 *   npm run bench -- exercise              scale 1 in a folder of its own
 *   npm run bench -- exercise 40 /data     in that folder, which is kept: filled where it is not, gone on with where it was cut off;
 *                                          the bench's own entries stay in it
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isRefusal } from '@konbit/model'
import { Kept, listen } from '@konbit/server'
import { chromium, type Page, type Response } from 'playwright-core'
import { exercise } from '../apps/cli/exercise.ts'
import { openHouse } from '../apps/cli/open.ts'
import { missionBeside } from '../apps/cli/options.ts'
import { recordId } from '../missions/ids.ts'
import { median } from './measure.ts'

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
  const turns = new Map<string, Turn[]>()
  for (let round = 0; round <= rounds; round++)
    for (const [name, paths] of asks)
      turns.set(name, [...(turns.get(name) ?? []), await turnOf(paths)])
  const { size } = await opened.house.ledger.head(id)
  console.log(`  scale ${scale}, ${size} entries; goal: under ${goal} ms; medians of ${rounds}`)
  for (const [name, [first, ...later]] of turns) {
    const wait = median(later.map((turn) => turn.wait))
    const [node, postgres] = [
      median(later.map((turn) => turn.node)),
      median(later.map((turn) => turn.postgres)),
    ]
    const paths = asks.get(name) ?? []
    console.log(
      `  ${name.padEnd(18)} ${wait.toFixed(0).padStart(6)} ms ${wait > goal ? '**beyond**' : '          '} first ${first?.wait.toFixed(0)}; processors ${node.toFixed(0)} + ${postgres.toFixed(0)} ms; ${paths.length} requests, the slowest ${await slowest(paths)}`,
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
  // A page that is drawn for the first time may ask a little after the network fell silent.
  await page.waitForTimeout(2000)
  await page.waitForLoadState('networkidle', { timeout: 120_000 })
  page.off('response', note)
  return [...found]
}

type Turn = { wait: number; node: number; postgres: number }

/** All that a page asks, together, after the log has grown. */
async function turnOf(paths: readonly string[]): Promise<Turn> {
  await grow()
  const [postgres, processor, began] = [postgresMs(), process.cpuUsage(), performance.now()]
  await Promise.all(paths.map(ask))
  const wait = performance.now() - began
  const { user, system } = process.cpuUsage(processor)
  return { wait, node: (user + system) / 1000, postgres: postgresMs() - postgres }
}

/** A vehicle and an officer are amended: figures of most pages rest on one of the two registers. */
async function grow(): Promise<void> {
  opened.house.kept = new Kept()
  const { ledger } = opened.house
  const moment = await ledger.moment(id)
  if (isRefusal(moment)) throw new Error(moment.why)
  const { atText: at, knownText: known } = moment
  for (const [register, input] of [
    ['vehicle', { model: randomUUID().slice(0, 8) }],
    ['person', { trade: Math.random() < 0.5 ? 'driver' : 'medic' }],
  ] as const) {
    const page = await ledger.list({ mission: id, member: 'chief' }, { register, moment, limit: 1 })
    if (isRefusal(page)) throw new Error(page.why)
    const record = page.items[0]?.id as string
    const answer = await ledger.perform(
      { mission: id, member: 'importer', roles: ['importer'] },
      { id: randomUUID(), register, verb: 'amend', record, input, at, known, because: 'A bench.' },
    )
    if (isRefusal(answer) && answer.refusal !== 'nothing-changes')
      throw new Error(`${register}: ${answer.why}`)
  }
}

/** Processor time of our own Postgres, all its processes; 0 where there is no /proc to read it from. */
function postgresMs(): number {
  const file = join(data, 'postgres', 'postmaster.pid')
  if (!existsSync('/proc/self/stat') || !existsSync(file)) return 0
  const leader = Number(readFileSync(file, 'utf8').split('\n')[0])
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(fields[1]) === leader) ticks += Number(fields[11]) + Number(fields[12])
    } catch {
      // It ended meanwhile.
    }
  return ticks * 10
}

async function ask(path: string): Promise<void> {
  const answer = await fetch(`${server.address}${path}`)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
}

async function slowest(paths: readonly string[]): Promise<string> {
  const taken: [ms: number, path: string][] = []
  for (const path of paths) {
    await grow()
    const began = performance.now()
    await ask(path)
    taken.push([performance.now() - began, path])
  }
  const [ms = 0, path = 'none'] = taken.sort((a, b) => b[0] - a[0])[0] ?? []
  return `${path.replace(`/api/${id}`, '').slice(0, 70)} (${ms.toFixed(0)} ms alone)`
}
