/**
 * The desks over the exercise: fills it at a scale, opens each page once in a browser to learn what it asks, then asks the same
 * again and again by turns. Before each turn five entries are written, in registers that most pages rest on. A page's figure
 * is the wait until its last answer; beside it stands the first of all, when nothing was carried along yet, what a turn took of
 * the processors, of Node and of Postgres, and the blocks it read, which other work on the machine moves not at all.
 *
 *   npm run bench -- exercise              scale 1 in a folder of its own
 *   npm run bench -- exercise 40 /data     in that folder, which is kept: filled where it is not, gone on with where it was cut off;
 *                                          the bench's own entries stay in it
 *   npm run bench -- exercise 1,4 /data    one after the other, in /data/scale1 and /data/scale4, and what each page grew by between
 *                                          them: so what it would take at scale 40, where that grows on as it did
 *   … statements                           with each page what it asks, and the statements that read most
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isRefusal } from '@konbit/model'
import { listen } from '@konbit/server'
import { chromium, type Page, type Response } from 'playwright-core'
import { exercise } from '../apps/cli/exercise.ts'
import { type Opened, openHouse } from '../apps/cli/open.ts'
import { missionBeside } from '../apps/cli/options.ts'
import { recordId } from '../missions/ids.ts'
import { countBlocks, postgresMs, withCounter } from './blocks.ts'
import { median } from './measure.ts'

/** Of each register, so many are amended by turns: one alone would gather more versions than any record of a mission has. */
const AMENDED = 200
let turn = 0
const browser = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const rounds = 9
const [asked = '1', folder, words] = process.argv.slice(2)
const scales = asked.split(',').map(Number)
const largest = 40
const goalAt = (scale: number): number => (scale <= 1 ? 200 : 500)

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
const measured: Measured[] = []
for (const scale of scales) {
  const data = folder
    ? resolve(folder, scales.length > 1 ? `scale${scale}` : '')
    : await mkdtemp(join(tmpdir(), 'konbit-bench-'))
  await exercise({ data, scale: String(scale), words: [] }) // which is at once where it is complete
  const without = await withCounter(data)
  try {
    measured.push({ scale, pages: await measure(data, scale) })
  } finally {
    await without()
    if (!folder) await rm(data, { recursive: true, force: true })
  }
}
const [first, last] = [measured[0] as Measured, measured.at(-1) as Measured]
if (first !== last) tellGrowth(first, last)

type Figures = { wait: number; blocks: number | undefined }
type Measured = { scale: number; pages: Map<string, Figures> }
type Site = { opened: Opened; data: string; address: string }

async function measure(data: string, scale: number): Promise<Map<string, Figures>> {
  const opened = await openHouse({ data, mission: missionBeside(data), words: [] })
  const server = await listen(opened.app, { port: 0, host: '127.0.0.1' })
  const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })
  const counting = await countBlocks(data)
  const site: Site = { opened, data, address: server.address }
  const found = new Map<string, Figures>()
  try {
    const page = await chrome.newPage()
    const asks = new Map<string, string[]>()
    for (const [name, path] of Object.entries(pages)) asks.set(name, await asksOf(site, page, path))
    await chrome.close()
    const turns = new Map<string, Turn[]>()
    for (let round = 0; round <= rounds; round++)
      for (const [name, paths] of asks)
        turns.set(name, [...(turns.get(name) ?? []), await turnOf(site, paths)])
    const { size } = await opened.house.ledger.head(id)
    const goal = goalAt(scale)
    console.log(`  scale ${scale}, ${size} entries; goal: under ${goal} ms; medians of ${rounds}`)
    for (const [name, [early, ...later]] of turns) {
      const middle = (part: keyof Turn): number => median(later.map((turn) => turn[part]))
      const paths = asks.get(name) ?? []
      await grow(site)
      const read = await counting?.of(() => Promise.all(paths.map((one) => ask(site, one))).then())
      found.set(name, { wait: middle('wait'), blocks: read?.blocks })
      console.log(
        `  ${name.padEnd(18)} ${inMs(middle('wait'))} ${middle('wait') > goal ? '**beyond**' : '          '} first ${early?.wait.toFixed(0)}; processors ${middle('node').toFixed(0)} + ${middle('postgres').toFixed(0)} ms; ${read ? `${read.blocks} blocks, ${read.calls} statements, planned ${read.planned.toFixed(0)} and done in ${read.done.toFixed(0)} ms; ` : ''}${paths.length} requests, the slowest ${await slowest(site, paths)}`,
      )
      if (words === 'statements')
        for (const { blocks, calls, ms, planned, query } of read?.statements ?? [])
          console.log(
            `      ${blocks} in ${calls}, ${planned.toFixed(1)} + ${ms.toFixed(1)} ms: ${query.replaceAll(/\s+/g, ' ').slice(0, 400)}`,
          )
    }
  } finally {
    await counting?.end()
    await chrome.close()
    await server.stop()
    await opened.close()
  }
  return found
}

/** Whatever grew between the two scales is taken to grow on by as much for each mission more. */
function tellGrowth(small: Measured, large: Measured): void {
  const far = (a: number, b: number): number =>
    b + ((b - a) / (large.scale - small.scale)) * (largest - large.scale)
  console.log(`  from scale ${small.scale} to ${large.scale}, and by that at scale ${largest}`)
  for (const [name, a] of small.pages) {
    const b = large.pages.get(name)
    if (!b) continue
    const wait = far(a.wait, b.wait)
    const blocks =
      a.blocks && b.blocks
        ? `blocks ${(b.blocks / a.blocks).toFixed(1)} times, ${far(a.blocks, b.blocks).toFixed(0)}`
        : ''
    console.log(
      `  ${name.padEnd(18)} wait ${(b.wait / a.wait).toFixed(1)} times, ${inMs(wait)} ${wait > goalAt(largest) ? '**beyond**' : '          '} ${blocks}`,
    )
  }
}

function inMs(value: number): string {
  return `${value.toFixed(0).padStart(6)} ms`
}

/** What a page asks of the mission when it is opened, in its own order. */
async function asksOf({ address }: Site, page: Page, path: string): Promise<string[]> {
  const found = new Set<string>()
  const note = (response: Response): void => {
    const { pathname, search } = new URL(response.url())
    const isData = pathname.startsWith(`/api/${id}/`) && !pathname.includes('/geo/')
    if (isData && response.request().method() === 'GET' && response.ok())
      found.add(pathname + search)
  }
  page.on('response', note)
  await page.goto(`${address}/${id}/${path}`, { waitUntil: 'networkidle', timeout: 120_000 })
  // A page that is drawn for the first time may ask a little after the network fell silent, on a busy machine more so.
  for (let before = -1; before < found.size; ) {
    before = found.size
    await page.waitForTimeout(3000)
    await page.waitForLoadState('networkidle', { timeout: 120_000 })
  }
  page.off('response', note)
  return [...found]
}

type Turn = { wait: number; node: number; postgres: number }

/** All that a page asks, together, after the log has grown. */
async function turnOf(site: Site, paths: readonly string[]): Promise<Turn> {
  await grow(site)
  const [postgres, processor, began] = [
    postgresMs(site.data),
    process.cpuUsage(),
    performance.now(),
  ]
  await Promise.all(paths.map((one) => ask(site, one)))
  const wait = performance.now() - began
  const { user, system } = process.cpuUsage(processor)
  return { wait, node: (user + system) / 1000, postgres: postgresMs(site.data) - postgres }
}

/** Records that the desks are about are amended, as on a busy day; what rests on others may be kept, and is. */
async function grow({ opened }: Site): Promise<void> {
  const { ledger } = opened.house
  const moment = await ledger.moment(id)
  if (isRefusal(moment)) throw new Error(moment.why)
  const { atText: at, knownText: known } = moment
  const note = { note: randomUUID().slice(0, 8) }
  turn++
  for (const [register, input] of [
    ['vehicle', { model: randomUUID().slice(0, 8) }],
    ['person', { trade: Math.random() < 0.5 ? 'driver' : 'medic' }],
    ['movement', note],
    ['incident', note],
    ['payment', note],
  ] as const) {
    const page = await ledger.list(
      { mission: id, member: 'chief' },
      { register, moment, limit: AMENDED, total: 'none' },
    )
    if (isRefusal(page)) throw new Error(page.why)
    const record = page.items[turn % page.items.length]?.id as string
    const answer = await ledger.perform(
      { mission: id, member: 'importer', roles: ['importer'] },
      { id: randomUUID(), register, verb: 'amend', record, input, at, known, because: 'A bench.' },
    )
    if (isRefusal(answer) && answer.refusal !== 'nothing-changes')
      throw new Error(`${register}: ${answer.why}`)
  }
}

async function ask({ address }: Site, path: string): Promise<void> {
  const answer = await fetch(`${address}${path}`)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
}

async function slowest(site: Site, paths: readonly string[]): Promise<string> {
  const taken: [ms: number, path: string][] = []
  for (const path of paths) {
    await grow(site)
    const began = performance.now()
    await ask(site, path)
    taken.push([performance.now() - began, path])
  }
  taken.sort((a, b) => b[0] - a[0])
  if (words === 'statements')
    for (const [ms, path] of taken) console.log(`      ${ms.toFixed(0)} ms alone: ${path}`)
  const [ms = 0, path = 'none'] = taken[0] ?? []
  return `${path.replace(`/api/${id}`, '').slice(0, 70)} (${ms.toFixed(0)} ms alone)`
}
