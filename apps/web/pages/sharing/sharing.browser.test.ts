/**
 * A release as people handle it: previewed, let go by another, opened behind its link without an account and without a script,
 * received, called back, and a leak traced to whose copy it was; and on the same page the monitor's note, sealed and read again.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openRelease } from '@konbit/formats'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressOf, exercise, launch, openStage, type Stage, settled } from '../../testing.ts'

let stage: Stage
let browser: Browser
let page: Page
let url = ''
let folder = ''
beforeAll(async () => {
  stage = await openStage('exercise')
  url = await addressOf('exercise')
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'konbit-release-'))
  page = await stage.open('/sharing', { person: 'policeLiaison' })
})
afterAll(async () => {
  await page?.close()
  await browser?.close()
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})

type Said = Record<string, unknown> & { items: { id: string }[]; seq: number; text: string }
async function ask(person: string, path: string, body?: object): Promise<Said> {
  const answer = await fetch(`${url}/api/${exercise}/${path}`, {
    headers: { 'konbit-person': person, 'content-type': 'application/json' },
    ...(body ? { method: 'POST', body: JSON.stringify({ id: crypto.randomUUID(), ...body }) } : {}),
  })
  const text = await answer.text()
  expect([path, answer.status < 300 ? '' : text]).toEqual([path, ''])
  return { ...(JSON.parse(text) as Said), text }
}
const enter = async (person: string, register: string, input: object): Promise<string> => {
  const record = crypto.randomUUID()
  await ask(person, register, { record, input })
  return record
}
/** Another person at the same screen. */
const be = async (person: string, path: string): Promise<void> => {
  await page.context().addCookies([{ name: 'konbit-person', value: person, url }])
  await page.goto(`${url}/${exercise}${path}`)
  await settled(page)
}
/** Without what differs from copy to copy and is no different to read. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('’', "'")
const konbit = async (...words: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, ['apps/cli/main.ts', ...words])).stdout

it('is previewed, let go, received behind a link, called back and traced', async () => {
  const [organisation] = (await ask('chief', 'organisation?limit=1')).items
  const offices: string[] = []
  for (const title of ['Judicial police, office of the test', 'Coast guard, office of the test']) {
    const office = await enter('policeLiaison', 'counterpart', {
      ...{ title, organisation: organisation?.id },
    })
    await ask('legal', `counterpart/${office}/vet`, {
      input: { validUntil: '2098-12-31', level: 'partner' },
    })
    offices.push(office)
  }
  const title = `Roads of the test ${Date.now()}`
  const release = await enter('policeLiaison', 'release', {
    ...{ number: `T-${Date.now()}`, title, purpose: 'To keep the roads open', audience: offices },
    ...{ validUntil: '2098-06-30', shares: ['incident'], workingLanguage: 'en' },
  })

  // Who shares sees the desk, and exactly what will be seen.
  await stage.go(page, '/sharing')
  await page.getByRole('link', { name: title }).click()
  await page.waitForURL((url) => url.pathname.endsWith(release))
  await settled(page)
  const seen = page.getByRole('table').first()
  await seen.locator('tbody tr').nth(5).waitFor()
  const shown = (await seen.locator('tbody tr').first().locator('td').allInnerTexts())[1] ?? ''
  expect(shown.length).toBeGreaterThan(5)
  await page.getByRole('button', { name: 'This is right: keep it' }).click()
  await page.getByRole('button', { name: 'Look again and keep' }).waitFor()
  expect(await page.getByRole('button', { name: 'Let go', exact: true }).count()).toBe(0)

  await be('chief', `/sharing/release/${release}`)
  await page.getByRole('button', { name: 'Let go', exact: true }).click()
  const link = page.getByRole('button', { name: 'Make a link' }).first()
  await link.click()
  await page.locator('[role=status] code').nth(1).waitFor()
  const [address = '', code = ''] = await page.locator('[role=status] code').allInnerTexts()
  expect(address).toContain(`/${exercise}/shared/`)

  // Without an account, a cookie or a script.
  const outside = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
    locale: 'en',
  })
  const reader = await outside.newPage()
  await reader.goto(address)
  expect(plain(await reader.content())).not.toContain(shown)
  await reader.fill('#code', 'WRONG123')
  await reader.click('form button')
  await reader.locator('[role=alert]').waitFor()
  await reader.fill('#code', code)
  await reader.click('form button')
  await reader.click('form button')
  expect(plain((await reader.locator('main').textContent()) ?? '')).toContain(shown)
  const wide = await reader.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)
  expect(wide).toBe(false)
  const receipt = await reader.locator('pre').textContent()
  expect(receipt).toContain('konbit/release-receipt/1')
  const [download] = await Promise.all([
    reader.waitForEvent('download'),
    reader.getByRole('button').first().click(),
  ])
  const file = join(folder, 'copy.zip')
  await download.saveAs(file)
  expect(await outside.cookies()).toEqual([])

  // Whoever has the file can check it without us, and we can tell whose it was.
  const { key } = await ask('chief', 'sharing/key')
  await writeFile(join(folder, 'release.key'), `${key}\n`)
  const held = await konbit('verify-release', file, '--key', join(folder, 'release.key'))
  expect(held).toContain(title)
  const office = /for (.+)$/m.exec(held)?.[1] ?? ''
  const opened = openRelease(new Uint8Array(await readFile(file)), [])
  const csv = opened.ok ? [...opened.files].find(([name]) => name.endsWith('.csv'))?.[1] : undefined
  const leak = Buffer.from(csv ?? [])
    .toString('utf8')
    .split('\n')
    .slice(0, 6)
    .join('\n')
  await writeFile(join(folder, 'leak.csv'), leak)
  const told = await konbit(
    ...['trace-release', join(folder, 'leak.csv'), '--server', url, '--mission', exercise],
    ...['--as', 'watch'],
  )
  expect(told).toContain(`sure: ${office}`)

  await be('policeLiaison', `/sharing/release/${release}`)
  expect(await page.locator('main').textContent()).toContain('opened 1 time')
  await stage.go(page, '/sharing/trace')
  await page.getByRole('textbox').fill(leak)
  await page.getByRole('button', { name: 'Trace', exact: true }).click()
  await page.getByRole('link', { name: office }).first().waitFor()

  await ask('policeLiaison', `release/${release}/recall`, {
    because: 'The purpose has ended.',
    input: { recalledOn: new Date().toISOString().slice(0, 10), recalledFor: 'purposeEnded' },
  })
  const after = await reader.goto(address)
  expect([after?.status(), plain(await reader.content()).includes(shown)]).toEqual([410, false])
  await outside.close()
  expect(stage.complaints()).toEqual([])
}, 600_000)

it('a note of the monitor is sealed on the device, read again there, and by nobody else', async () => {
  await be('monitor', '/accountability/monitor')
  await page.getByRole('button', { name: /key of the demonstration/ }).click()
  const note = page.getByLabel('Note', { exact: true })
  await note.fill('zquvezotik at the gate')
  await page.getByRole('button', { name: 'Seal and keep' }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).first().click()
  await page.locator('[data-note]').waitFor()
  expect(await page.locator('[data-note]').textContent()).toBe('zquvezotik at the gate')
  const kept = await ask('monitor', 'monitorNote?limit=50')
  expect(kept.items.length).toBeGreaterThan(0)
  expect(kept.text).not.toContain('zquvezotik')
  for (const other of ['chief', 'watch', 'legal'])
    expect((await ask(other, 'monitorNote?limit=50')).items).toEqual([])
  // Put away, the same page reads nothing of it.
  await page.getByRole('button', { name: 'Put the key away' }).click()
  expect(await page.locator('main').textContent()).not.toContain('zquvezotik')
  expect(stage.complaints()).toEqual([])
}, 300_000)
