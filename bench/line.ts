/**
 * Konbit over a line of 64 kbit/s and 400 ms, on the built pages: the first visit, My day opened again from the phone, all one
 * needs fetched beforehand, and a queue of twenty commands sent when the line is back. The reference mission, in a folder of its
 * own, or one that is served already: `npm run bench -- line http://localhost:8787/twin-rivers`, which keeps the twenty. Build the
 * pages first (`npm start` does).
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listen } from '@konbit/server'
import { chromium, type Page } from 'playwright-core'
import { openHouse } from '../apps/cli/open.ts'
import { openThinLine } from './line/thin.ts'

const browser = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const queued = 20
const code = 'tin boat river'
/** Long enough for all of it at 8 kB a second. */
const patience = 600_000
if (!existsSync(browser)) {
  console.log('  no Chromium here: KONBIT_CHROMIUM names one')
  process.exit()
}

const given = process.argv[2] ? new URL(process.argv[2]) : undefined
const own = given ? undefined : await serve()
const mission = given?.pathname.slice(1) ?? 'mss-haiti'
const line = await openThinLine(given?.origin ?? own?.address ?? '', {
  bytesPerSecond: 8000,
  roundTripMs: 400,
})
const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })
try {
  const context = await chrome.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' })
  await context.addCookies([{ name: 'konbit-person', value: 'fleet', url: line.url }])
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  await run(page)
} finally {
  await chrome.close()
  line.close()
  await own?.close()
}

async function serve(): Promise<{ address: string; close: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'konbit-bench-line-'))
  const opened = await openHouse({ data, mission: 'mss-haiti', words: [] })
  const server = await listen(opened.app, { port: 0, host: '127.0.0.1' })
  return {
    address: server.address,
    close: async () => {
      await server.stop()
      await opened.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function run(page: Page): Promise<void> {
  const day = `${line.url}/${mission}/day`
  await timed('first visit of My day: its heading', async () => {
    await page.goto(day, { waitUntil: 'commit' })
    await page.locator('main h1').waitFor()
  })
  await timed('and what is owed', () => settled(page))
  const chip = page.getByRole('button', { name: /^Line and what waits/ })
  await chip.click()
  await page.getByRole('button', { name: 'Work without a line' }).click()
  await page.getByLabel('A code of your own').fill(code)
  await page.getByLabel('The same code again').fill(code)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await chip.click()
  await timed('what one works with fetched beforehand', () =>
    page.getByText('Everything you need to work is on this phone.').waitFor(),
  )
  await page.keyboard.press('Escape')
  await timed('the program held on the phone', () =>
    page.waitForFunction(() => navigator.serviceWorker.controller),
  )
  await go(page, '/r/vehicle/new')
  await page.getByLabel('Plate or fleet number', { exact: true }).waitFor()

  line.cut(true)
  await page.context().setOffline(true)
  await timed('My day without a line: its heading', async () => {
    await go(page, '/day')
    await page.locator('main h1').waitFor()
  })
  for (let n = 1; n <= queued; n++) {
    await go(page, '/day')
    await go(page, '/r/vehicle/new')
    await page
      .getByLabel('Plate or fleet number', { exact: true })
      .fill(`LINE-${Date.now() % 1e6}-${n}`)
    await page.getByLabel('Type', { exact: true }).selectOption('ambulance')
    await page.locator('main form').getByRole('button', { name: 'Enter', exact: true }).click()
    await page.getByRole('heading', { name: 'Kept on this phone' }).waitFor()
  }
  await go(page, '/outbox')
  let posts = 0
  page.on('request', (request) => {
    if (request.method() === 'POST') posts += 1
  })
  line.cut(false)
  await timed(`${queued} commands sent when the line is back`, async () => {
    await page.context().setOffline(false)
    await page.waitForFunction(
      (count) =>
        [...document.querySelectorAll('main *')].filter(
          (one) => one.children.length === 0 && /^Entry [\d,]+$/.test(one.textContent ?? ''),
        ).length >= count,
      queued,
    )
  })
  console.log(`  in ${posts} requests that change something`)
  await go(page, '/day')
  await timed('My day opened again: its heading', async () => {
    await page.reload({ waitUntil: 'commit' })
    await page.locator('main h1').waitFor()
  })
  await timed('and what is owed', () => settled(page))
}

function settled(page: Page): Promise<unknown> {
  return page.waitForFunction(() => !document.querySelector('main [data-waiting]'))
}

/** Within the page that is open, as a press on a link does it. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState({}, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, `/${mission}${path}`)
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const [began, down, up] = [performance.now(), line.down(), line.up()]
  await work()
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(
    `  ${what.padEnd(46)} ${seconds.padStart(6)} s, ${kB(line.down() - down)} down, ${kB(line.up() - up)} up`,
  )
}
