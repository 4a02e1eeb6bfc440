/** Two officers share a phone for a day without a line; nothing of it is lost, said twice or laid open. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, exercise, launch, misfits, settled } from '../testing.ts'
import { type FaultyLine, openFaultyLine } from './testing.ts'

const codes = { fleet: 'tin boat river', watch: 'three grey herons' } as const
type Officer = keyof typeof codes
const marker = Math.random().toString(36).slice(2, 8)
const words = {
  fault: `Gearbox heard grinding ${marker}`,
  note: `Back from the workshop ${marker}`,
  title: `Shots near the ferry ${marker}`,
  begun: `Begun and not sent ${marker}`,
}

let browser: Awaited<ReturnType<typeof launch>>
let server: string
let line: FaultyLine
beforeAll(async () => {
  server = await addressOf('exercise')
  line = await openFaultyLine(server)
  browser = await launch()
}, 600_000)
afterAll(async () => {
  await browser.close()
  line.close()
})

/** Straight to the server, as somebody, past the faulty line. */
async function ask<T>(who: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${server}/api/${exercise}/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'konbit-person': who, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<T>
}
const newId = (): string => crypto.randomUUID()
async function planted(who: string, register: string, input: object): Promise<string> {
  const record = newId()
  await ask(who, register, { id: newId(), record, input })
  return record
}
type Entry = { seq: number; verb: string; at: string; author: string }
const entriesOf = async (who: string, register: string, id: string): Promise<Entry[]> =>
  (await ask<{ items: Entry[] }>(who, `${register}/${id}/history`)).items.reverse()

/** Within the page that is open, as a press on a link does it. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState({}, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, `/${exercise}${path}`)
  await page.waitForURL((url) => url.pathname === `/${exercise}${path}`)
}
async function read(page: Page, path: string, title: string): Promise<void> {
  await go(page, path)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await page.waitForLoadState('networkidle')
}
const chip = (page: Page) => page.getByRole('button', { name: /^Line and what waits/ })
async function begin(page: Page, who: Officer): Promise<void> {
  await chip(page).click()
  await page.getByRole('button', { name: 'Work without a line' }).click()
  await page.getByLabel('A code of your own').fill(codes[who])
  await page.getByLabel('The same code again').fill(codes[who])
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 30_000 })
}
/** Until all that is worked with lies on the phone: what the line takes with it then is nothing. */
async function fetched(page: Page): Promise<void> {
  await chip(page).click()
  await page
    .getByText('Everything you need to work is on this phone.')
    .waitFor({ timeout: 120_000 })
  await page.keyboard.press('Escape')
}
async function unlock(page: Page, who: Officer, title: RegExp): Promise<void> {
  await page.getByRole('heading', { name: 'What this phone keeps for you' }).waitFor()
  const choice = page.getByRole('button', { name: title })
  if (await choice.count()) await choice.click()
  await page.getByLabel('Code', { exact: true }).fill(codes[who])
  await page.getByRole('button', { name: 'Open with the code' }).click()
  await chip(page).waitFor({ timeout: 30_000 })
}
const lock = async (page: Page): Promise<void> => {
  await chip(page).click()
  await page.getByRole('button', { name: 'Lock', exact: true }).click()
}
/** Sends the form that is open, which is kept. */
async function keep(page: Page, button: string): Promise<void> {
  await page.locator('main form').getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('heading', { name: 'Kept on this phone' }).waitFor({ timeout: 40_000 })
}

/** Everything that lies on the disk for this page, read as the bytes it is. */
const onDisk = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const said: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    const read = (value: unknown): void => {
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
        const bytes = new Uint8Array(value as ArrayBuffer)
        for (const as of ['latin1', 'utf-16le']) said.push(new TextDecoder(as).decode(bytes))
      } else if (value instanceof CryptoKey)
        said.push(`key, may leave: ${value.extractable && value.type !== 'public'}`)
      else if (typeof value === 'object' && value) for (const one of Object.values(value)) read(one)
      else said.push(String(value))
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const store = await new Promise<IDBDatabase>((done) => {
        const asked = indexedDB.open(name)
        asked.onsuccess = () => done(asked.result)
      })
      for (const table of store.objectStoreNames) {
        const asked = store.transaction(table).objectStore(table).getAll()
        await new Promise((done) => {
          asked.onsuccess = done
        })
        read(asked.result)
      }
      store.close()
    }
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) said.push(url)
    return said.join('\n')
  })

/** How many rows of the outbox there are of a kind, whosever. */
const rowsIn = (page: Page, table: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((done) => {
        const asked = indexedDB.open('konbit-outbox')
        asked.onsuccess = () => {
          const count = asked.result.transaction(name).objectStore(name).count()
          count.onsuccess = () => {
            asked.result.close()
            done(count.result)
          }
        }
      }),
    table,
  )

/** The queue as a file on a memory stick, which holds nothing that can be read. */
async function written(page: Page, count: number): Promise<string> {
  await go(page, '/outbox/bundle')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Write ${count} commands` }).click(),
  ])
  const path = await file.path()
  expect(await readFile(path, 'latin1')).not.toContain(marker)
  return path
}
/** What `konbit take` says of it. */
async function taken(path: string): Promise<string> {
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  const words = ['take', path, '--as', 'watch', '--mission', exercise, '--server', server]
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...words])
  return stdout
}

async function phoneOf(who: Officer): Promise<{ context: BrowserContext; page: Page }> {
  Object.assign(line, { isCut: false, faults: [], program: '' })
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
    locale: 'en',
  })
  await context.addCookies([{ name: 'konbit-person', value: who, url: line.url }])
  const page = await context.newPage()
  await page.goto(`${line.url}/${exercise}/r/vehicle`)
  await settled(page)
  return { context, page }
}

test('two officers work a day without a line on one phone, and each deed is in the record once with its own time', async () => {
  const vehicle = await planted('fleet', 'vehicle', { plate: `TL-${marker}`, type: 'patrol' })
  await ask('fleet', `vehicle/${vehicle}/accept`, { id: newId() })
  const truck = await planted('fleet', 'vehicle', { plate: `TT-${marker}`, type: 'truck' })
  const before = await Promise.all([
    entriesOf('fleet', 'vehicle', vehicle),
    entriesOf('fleet', 'vehicle', truck),
  ])
  const { context, page } = await phoneOf('fleet')

  // In the morning, with a line, both begin on the phone.
  await begin(page, 'fleet')
  await fetched(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller, null, { timeout: 120_000 })
  await read(page, `/r/vehicle/${vehicle}`, `TL-${marker}`)
  await read(page, `/r/vehicle/${truck}`, `TT-${marker}`)
  await chip(page).click()
  await page.getByRole('link', { name: 'Nothing waits to be sent' }).waitFor()
  await page.keyboard.press('Escape')
  await context.addCookies([{ name: 'konbit-person', value: 'watch', url: line.url }])
  await page.goto(`${line.url}/${exercise}/situation`)
  await settled(page)
  await begin(page, 'watch')
  await fetched(page)

  // The line goes. The fleet officer grounds, releases and amends, and enters what came; replies are lost when it comes back.
  await context.setOffline(true)
  await page.reload()
  await unlock(page, 'fleet', /Fleet officer/)
  const begun = Date.now()
  line.isCut = true
  await go(page, `/r/vehicle/${vehicle}/ground`)
  await page.getByLabel('Fault', { exact: true }).fill(words.fault)
  await keep(page, 'Ground')
  await go(page, `/r/vehicle/${vehicle}/release`)
  await page.getByLabel(/^Note/).fill(words.note)
  await keep(page, 'Release')
  await go(page, `/r/vehicle/${truck}/amend`)
  await page.getByLabel(/^Model/).fill('Tern 6')
  await keep(page, 'Amend')
  await go(page, `/r/vehicle/${truck}/accept`)
  await page.getByLabel(/^Odometer/).fill('4100')
  await keep(page, 'Accept')
  await go(page, '/r/vehicle/new')
  await page.getByLabel('Plate or fleet number', { exact: true }).fill(`TN-${marker}`)
  await page.getByLabel('Type', { exact: true }).selectOption('ambulance')
  await keep(page, 'Enter')
  const ended = Date.now()
  // A form that is only begun lies as sealed as what was sent.
  await go(page, `/r/vehicle/${vehicle}/amend`)
  await page.getByLabel(/^Model/).fill(words.begun)
  await expect.poll(() => rowsIn(page, 'draft'), { timeout: 20_000 }).toBe(1)
  const stick = await written(page, 5)

  const disk = await onDisk(page)
  for (const typed of [...Object.values(words), marker, 'Gearbox', 'Tern 6', codes.fleet])
    expect(disk, typed).not.toContain(typed)
  expect(disk).not.toContain('may leave: true')
  expect(disk).not.toMatch(/\/api\//)

  // They log out; the watch officer takes the phone.
  await lock(page)
  await unlock(page, 'watch', /Watch officer/)
  await go(page, '/r/incident/new')
  await page.getByLabel('Code', { exact: true }).fill(`I-${marker}`)
  await page.getByLabel('Title', { exact: true }).fill(words.title)
  await page.getByLabel('Kind', { exact: true }).selectOption('gunfire')
  await page.getByRole('radio', { name: 'People', exact: true }).check()
  await page.getByLabel('When it happened', { exact: true }).fill('3 March 2026')
  await keep(page, 'Enter')
  await go(page, '/outbox')
  await page.getByText(words.title).waitFor()
  expect(await page.getByText(words.fault).count()).toBe(0)

  // A newer program comes, over a line that brings no answer of the record; it is taken, and what waits is there.
  line.program = '\n// newer\n'
  await context.setOffline(false)
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await page.evaluate(() => document.body.setAttribute('data-old', ''))
  await chip(page).click()
  await page.getByRole('button', { name: 'Take the new version' }).click({ timeout: 60_000 })
  await page.locator('body:not([data-old])').waitFor({ timeout: 60_000 })
  await unlock(page, 'watch', /Watch officer/)
  await go(page, '/outbox')
  await page.getByText(words.title).waitFor()

  // The line comes back, badly.
  line.faults = ['lost', 'half', 'cut']
  line.isCut = false
  await page.getByText(/^Entry [\d,]+$/).waitFor({ timeout: 150_000 })
  // Somebody else carried the first one's queue here; it is in the record once, whichever way came first.
  await go(page, '/outbox/bundle')
  await page.getByLabel('File of a queue').setInputFiles(stick)
  await expect
    .poll(() => page.locator('main').textContent(), { timeout: 30_000 })
    .toContain('Entered: 5. There already: 0. Refused: 0.')
  expect(await taken(stick)).toContain('0 entered, 5 there already, 0 refused')
  await lock(page)
  await settled(page)
  await context.addCookies([{ name: 'konbit-person', value: 'fleet', url: line.url }])
  await page.goto(`${line.url}/${exercise}/outbox`)
  line.faults = ['half', 'lost', 'cut', 'lost']
  await page.getByLabel('Code', { exact: true }).fill(codes.fleet)
  await page.getByRole('button', { name: 'Open with the code' }).click()
  await expect.poll(() => page.getByText(/^Entry [\d,]+$/).count(), { timeout: 90_000 }).toBe(5)

  await go(page, `/r/vehicle/${vehicle}/amend`)
  await expect.poll(() => page.getByLabel(/^Model/).inputValue()).toBe(words.begun)

  const [ofVehicle, ofTruck] = await Promise.all([
    entriesOf('fleet', 'vehicle', vehicle),
    entriesOf('fleet', 'vehicle', truck),
  ])
  expect(ofVehicle.slice(before[0].length).map(({ verb }) => verb)).toEqual(['ground', 'release'])
  expect(ofTruck.slice(before[1].length).map(({ verb }) => verb)).toEqual(['amend', 'accept'])
  const found = await ask<{ items: { id: string }[] }>('fleet', `vehicle?plate=TN-${marker}`)
  const incidents = await ask<{ items: { id: string }[] }>('watch', `incident?q=${marker}`)
  expect([found.items.length, incidents.items.length]).toEqual([1, 1])
  const ofNew = await entriesOf('fleet', 'vehicle', found.items[0]?.id ?? '')
  const ofIncident = await entriesOf('watch', 'incident', incidents.items[0]?.id ?? '')
  expect([ofNew.length, ofIncident.length]).toEqual([1, 1])
  expect(ofIncident[0]?.author).toBe('watch')
  const times = [...ofVehicle.slice(before[0].length), ...ofTruck.slice(before[1].length), ...ofNew]
  for (const { at, verb, author } of times) {
    expect(author).toBe('fleet')
    expect(Date.parse(at), verb).toBeGreaterThanOrEqual(begun - 1000)
    expect(Date.parse(at), verb).toBeLessThanOrEqual(ended + 1000)
  }
  await context.close()
}, 600_000)

test('what the record refuses is told field by field and mended in its place; a phone reported lost removes what it keeps', async () => {
  const vehicle = await planted('fleet', 'vehicle', { plate: `TR-${marker}`, type: 'patrol' })
  const { context, page } = await phoneOf('fleet')
  await begin(page, 'fleet')
  await read(page, `/r/vehicle/${vehicle}`, `TR-${marker}`)
  line.isCut = true
  await go(page, `/r/vehicle/${vehicle}/amend`)
  await page.getByLabel(/^Model/).fill(`Tern ${marker}`)
  await keep(page, 'Amend')
  await go(page, `/r/vehicle/${vehicle}/accept`)
  await page.getByLabel(/^Odometer/).fill('70')
  await keep(page, 'Accept')
  // Somebody at a desk was quicker.
  await ask('fleet', `vehicle/${vehicle}/amend`, { id: newId(), input: { model: 'Marsh 4x4' } })
  line.isCut = false
  await go(page, '/outbox')
  await page
    .getByText('Waits until the refused one before it is mended or dropped')
    .waitFor({ timeout: 60_000 })
  await settled(page)
  expect(await misfits(page)).toEqual([])
  await page.getByRole('button', { name: 'Mend' }).first().click()
  await page.getByText('Marsh 4x4').first().waitFor()
  await page.getByRole('radio', { name: new RegExp(`Tern ${marker}`) }).check()
  await page.getByRole('button', { name: 'Send again', exact: true }).click()
  await page.getByRole('heading', { name: 'Kept on this phone' }).waitFor()
  await go(page, '/outbox')
  await expect.poll(() => page.getByText(/^Entry [\d,]+$/).count(), { timeout: 60_000 }).toBe(2)
  expect((await entriesOf('fleet', 'vehicle', vehicle)).slice(-2).map(({ verb }) => verb)).toEqual([
    'amend',
    'accept',
  ])

  const { items } = await ask<{ items: { id: string; lost: null | string }[] }>('fleet', 'device')
  const own = await page.evaluate(
    () =>
      new Promise<string>((done) => {
        const asked = indexedDB.open('konbit-outbox')
        asked.onsuccess = () => {
          const all = asked.result.transaction('person').objectStore('person').getAll()
          all.onsuccess = () => done(all.result[0].device)
        }
      }),
  )
  expect(items.map(({ id }) => id)).toContain(own)
  await ask('fleet', `device/${own}/lost`, {})
  await go(page, '/r/site')
  const all = ['person', 'queue', 'file', 'kept', 'draft']
  await expect
    .poll(async () => Promise.all(all.map((table) => rowsIn(page, table))), { timeout: 30_000 })
    .toEqual(all.map(() => 0))
  await context.close()
}, 600_000)
