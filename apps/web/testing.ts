/**
 * For browser tests only: the real program on data of its own, and a Chromium that looks at it. One stage per test
 * file. KONBIT_STAGE may name an address that already runs, to spare the start while a test is written.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

export const mission = 'mss-haiti'
/** The synthetic mission, on a stage that was opened with it. */
export const exercise = 'twin-rivers'
/** The widths that pages are drawn for. */
export const widths = { phone: 390, tablet: 768, desk: 1440 } as const
export type Look = {
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
  person?: string
  language?: string
}

export type Stage = {
  /** Opens an address under the mission, such as `/people?at=2025-05-14`, and waits until it is drawn. */
  open: (path: string, look?: Look) => Promise<Page>
  /** Everything the pages complained of since the last time it was asked. */
  complaints: () => string[]
  close: () => Promise<void>
}

const root = join(import.meta.dirname, '..', '..')

async function startServer(
  scale: number | undefined,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'konbit-stage-'))
  if (scale !== undefined)
    await promisify(execFile)(
      process.execPath,
      ['apps/cli/main.ts', 'exercise', '--scale', String(scale), '--data', folder],
      { cwd: root },
    )
  const words = ['apps/cli/main.ts', 'serve', '--port', '0', '--data', folder]
  const server: ChildProcess = spawn(process.execPath, words, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const url = await new Promise<string>((found, failed) => {
    const listen = (chunk: Buffer): void => {
      said += String(chunk)
      const address = /https?:\/\/[\w.]+:\d+/.exec(said)?.[0]
      if (address && /Ctrl-C/.test(said)) found(address)
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', listen)
    server.once('exit', (code) => failed(new Error(`the server stopped with ${code}: ${said}`)))
  })
  const stop = async (): Promise<void> => {
    server.removeAllListeners('exit')
    const gone = new Promise((done) => server.once('exit', done))
    server.kill('SIGINT')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, stop }
}

/** Quiet on purpose: a test browser asks nothing of the outside. */
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The reference mission; with a scale, the exercise of that scale instead. */
export async function openStage(scale?: number): Promise<Stage> {
  const running = process.env[scale === undefined ? 'KONBIT_STAGE' : 'KONBIT_EXERCISE_STAGE']
  const here = scale === undefined ? mission : exercise
  const server = running ? { url: running, stop: async () => undefined } : await startServer(scale)
  const browser: Browser = await chromium.launch({
    executablePath: process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium',
    args,
  })
  let complaints: string[] = []
  return {
    async open(path, look = {}) {
      const { width = widths.desk, height = 900, scheme = 'light', person, language = 'en' } = look
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        reducedMotion: 'reduce',
        locale: language,
      })
      if (person)
        await context.addCookies([{ name: 'konbit-person', value: person, url: server.url }])
      const page = await context.newPage()
      page.on(
        'console',
        (message) => message.type() === 'error' && complaints.push(`${path}: ${message.text()}`),
      )
      page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
      page.on(
        'response',
        (answer) => answer.status() >= 400 && complaints.push(`${answer.status()} ${answer.url()}`),
      )
      await page.goto(`${server.url}/${here}${path}`)
      await settled(page)
      return page
    },
    complaints() {
      const all = complaints
      complaints = []
      return all
    },
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}

/** Waits until the page has its title and nothing on it is still a skeleton. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelectorAll('main [data-waiting]').length === 0)
}

/** What axe finds wrong, one line each; empty when nothing is. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  )
}

/** Pixels by which the page is wider than the window: nobody should have to scroll sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
