/**
 * A mission of one's own from an empty folder, in a browser: the set-up link, an invitation, codes, a passkey, two devices,
 * and a leaver. The program is the real one, on data of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overflow, violations } from '../../testing.ts'

const password = 'correct horse battery staple'
const root = join(import.meta.dirname, '..', '..', '..', '..')
let server: ChildProcess
let browser: Browser
let url: string
let setUp: string
let folder: string
const complaints: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'konbit-account-'))
  mkdirSync(join(folder, 'mission'))
  writeFileSync(
    join(folder, 'mission', 'mission.json'),
    JSON.stringify({ id: 'ours', name: 'Our mission', clock: 'live', zone: 'UTC' }),
  )
  const words = [
    '--port',
    '0',
    '--mission',
    join(folder, 'mission'),
    '--data',
    join(folder, 'data'),
  ]
  server = spawn(process.execPath, ['apps/cli/main.ts', 'serve', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const link = await new Promise<string>((found, failed) => {
    server.stdout?.on('data', (chunk) => {
      said += chunk
      const line = /https?:\S+\/welcome#\S+/.exec(said)?.[0]
      if (line && /Ctrl-C/.test(said)) found(line)
    })
    server.once('exit', (code) => failed(new Error(`the server stopped with ${code}: ${said}`)))
  })
  setUp = link
  url = new URL(link).origin
  browser = await chromium.launch({
    executablePath: process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})
afterAll(async () => {
  await browser?.close()
  server?.removeAllListeners('exit')
  const gone = new Promise((done) => server?.once('exit', done))
  server?.kill('SIGINT')
  await gone
  rmSync(folder, { recursive: true, force: true })
})

/** A device of its own: no cookie is shared. */
async function device(
  look: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en',
    ...look,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // What a refusal makes the browser say is no complaint of ours.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text())
  })
  return { context, page }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function codeOf(secret: string): string {
  const bits = [...secret].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 0xf
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Opens a link, makes the account, and sets a code up. Gives the secret behind it. */
async function arrive(page: Page, link: string, email?: string): Promise<string> {
  await page.goto(link)
  if (email) await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill(email ?? 'Bo')
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('button', { name: 'Set up a code' }).click()
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '')
  await page.getByRole('img', { name: /authenticator/ }).waitFor()
  await page.getByLabel('Code from a phone').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.locator('#page h1').waitFor()
  return secret
}

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.goto(`${url}/ours`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByLabel('Code from a phone').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.locator('#page h1').waitFor()
}

/** As the page itself would send it. */
const tell = (page: Page, path: string, body: object): Promise<string> =>
  page.evaluate(
    async ([address, sent]) => {
      const record = crypto.randomUUID()
      const answer = await fetch(`/api/ours/${address}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          id: crypto.randomUUID(),
          because: 'For the test',
          ...(address?.includes('/') ? {} : { record }),
          ...(sent as object),
        }),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return record
    },
    [path, body] as const,
  )

describe('signing in', () => {
  let ana: Page
  let bo: Page
  let member: string
  let secret: string
  const email = 'bo@example.org'

  it('nobody is in before the set-up link is opened, and then its opener is the access officer', async () => {
    const stranger = (await device()).page
    await stranger.goto(`${url}/ours`)
    await stranger.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await violations(stranger)).toEqual([])
    ana = (await device()).page
    await arrive(ana, setUp, 'ana@example.org')
    await ana.getByRole('button', { name: /^Your account/ }).click()
    expect(await ana.getByRole('menu').textContent()).toMatch('Access officer')
    await ana.goto(setUp)
    await ana.getByText('This link opens nothing').waitFor()
  })

  it('a member is invited by a link, comes in with a code, and sees no more than theirs', async () => {
    await ana.goto(`${url}/ours`)
    member = await tell(ana, 'member', { input: { title: 'Watch officer 1', kind: 'staff' } })
    await tell(ana, 'appointment', { input: { member, role: 'watch', until: '2030-01-01' } })
    await tell(ana, 'clearance', { input: { member, level: 'mission', until: '2030-01-01' } })
    await ana.goto(`${url}/ours/invitations`)
    const card = ana.getByRole('region', { name: 'Invite a member' })
    await card.getByLabel('Member').selectOption({ label: 'Watch officer 1' })
    await card.getByLabel('E-mail').fill(email)
    await card.getByRole('button', { name: 'Make the link' }).click()
    const link = (await card.locator('[data-once]').textContent()) ?? ''
    expect(await violations(ana)).toEqual([])
    bo = (await device()).page
    secret = await arrive(bo, link)
    await bo.getByRole('button', { name: /^Your account/ }).click()
    expect(await bo.getByRole('menu').textContent()).toMatch('Watch officer')
    const me = await bo.evaluate(async () => (await fetch('/api/ours/me')).json())
    expect(me).toMatchObject({ id: member, roles: ['watch'], by: 'session' })
    // What is kept about somebody else under restricted is not theirs.
    const labels = me.clearances
      .filter(({ unit }: { unit: string }) => unit === '*')
      .map(({ label }: { label: string }) => label)
    expect(labels).not.toContain('restricted')
    await bo.goto(`${url}/ours/invitations`)
    await bo.getByText('This is for access officers').waitFor()
  })

  it('two devices: each is listed, and one ends the other', async () => {
    const phone = (await device({ viewport: { width: 390, height: 844 } })).page
    await signIn(phone, email, secret)
    await bo.goto(`${url}/ours/account`)
    const sessions = bo.getByRole('region', { name: 'Where you are signed in' })
    await sessions.getByRole('listitem').nth(1).waitFor()
    expect(await sessions.getByRole('listitem').count()).toBe(2)
    await sessions.getByRole('button', { name: 'End', exact: true }).click()
    await sessions.getByRole('listitem').nth(1).waitFor({ state: 'detached' })
    await phone.goto(`${url}/ours/account`)
    await phone.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await overflow(phone)).toBe(0)
    await phone.context().close()
  })

  it('a passkey is made once and opens without a password', async () => {
    const cdp = await bo.context().newCDPSession(bo)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await bo.goto(`${url}/ours/account`)
    await bo.getByLabel('What to call it').fill('Work phone')
    await bo.getByRole('button', { name: 'Add a passkey' }).click()
    await bo.getByText('Work phone').waitFor()
    expect(await violations(bo)).toEqual([])
    await bo.getByRole('button', { name: /^Your account/ }).click()
    await bo.getByRole('menuitem', { name: 'Sign out' }).click()
    await bo.getByRole('button', { name: 'Use a passkey' }).click()
    await bo.locator('#page h1').waitFor()
    await bo.goto(`${url}/ours/account`)
    await bo.getByText('passkey ·').first().waitFor()
  })

  it('who leaves the mission is out at the next step', async () => {
    await tell(ana, `member/${member}/leave`, { input: {} })
    await bo.goto(`${url}/ours/account`)
    await bo.getByRole('heading', { name: 'Sign in' }).waitFor()
    await bo.getByLabel('E-mail').fill(email)
    await bo.getByLabel('Password').fill(password)
    await bo.getByRole('button', { name: 'Sign in', exact: true }).click()
    await bo.getByLabel('Code from a phone').fill(codeOf(secret))
    await bo.getByRole('button', { name: 'Go on' }).click()
    await bo.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await bo.evaluate(async () => (await fetch('/api/ours/me')).status)).toBe(401)
  })

  it('every page of it fits a phone, is drawn in the dark, and breaks no policy', async () => {
    const { page, context } = await device({
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    })
    await page.goto(`${url}/ours`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Kreyòl' }).click()
    await page.getByRole('button', { name: 'Konekte', exact: true }).waitFor()
    await context.close()
    for (const path of ['account', 'invitations']) {
      await ana.setViewportSize({ width: 390, height: 844 })
      await ana.goto(`${url}/ours/${path}`)
      await ana.locator('h1').waitFor()
      expect(await overflow(ana), path).toBe(0)
    }
    expect(complaints).toEqual([])
  })
})
