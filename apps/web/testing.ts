/**
 * For browser tests only: the real program on data of its own, and a Chromium that looks at it. The servers are shared
 * by all test files (checks/stages.ts). KONBIT_STAGE, or KONBIT_EXERCISE_STAGE, may name an address that already runs, to spare
 * the start while a test is written.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export const mission = 'mss-haiti'
/** The synthetic mission, on a stage that was opened with it. */
export const exercise = 'twin-rivers'
/** The widths that pages are drawn for. */
export const widths = { phone: 390, tablet: 768, desk: 1440 } as const
export type Kind = 'mission' | 'exercise'
export type Look = {
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
  person?: string
  language?: string
}

export type Stage = {
  /**
   * Opens an address under the mission, such as `/people?at=2025-05-14`, on a device of its own, and waits until it is drawn.
   * The caller closes the page.
   */
  open: (path: string, look?: Look) => Promise<Page>
  /** Leads an open page to another address, as a link does: nothing is fetched anew but what the page there needs. */
  go: (page: Page, path: string) => Promise<void>
  /** Everything the pages complained of since the last time it was asked. */
  complaints: () => string[]
  close: () => Promise<void>
}

/** The server of a kind, started by whoever asks first. */
export async function addressOf(kind: Kind): Promise<string> {
  const running = process.env[kind === 'mission' ? 'KONBIT_STAGE' : 'KONBIT_EXERCISE_STAGE']
  if (running) return running
  const answer = await fetch(`${process.env.KONBIT_STAGES}/${kind}`)
  const said = await answer.text()
  if (!answer.ok) throw new Error(said)
  return said
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

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium', args })

export async function openStage(kind: Kind = 'mission'): Promise<Stage> {
  const here = kind === 'mission' ? mission : exercise
  const url = await addressOf(kind)
  const browser = await launch()
  const known: { language: string; context: BrowserContext }[] = []
  /** A device that nobody uses now: it keeps the files of the program, as browsers do, and nothing else. */
  async function device(language: string): Promise<Page> {
    const free = known.find((one) => one.language === language && one.context.pages().length === 0)
    const context =
      free?.context ??
      (await browser.newContext({
        reducedMotion: 'reduce',
        locale: language,
        // It would fetch the whole program again on each new device; what it does is proved in outbox/.
        serviceWorkers: 'block',
      }))
    if (!free) known.push({ language, context })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'all' })
    await session.detach()
    return page
  }
  let complaints: string[] = []
  return {
    async open(path, look = {}) {
      const { width = widths.desk, height = 900, scheme = 'light', person, language = 'en' } = look
      const page = await device(language)
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      if (person) await page.context().addCookies([{ name: 'konbit-person', value: person, url }])
      page.on(
        'console',
        (message) => message.type() === 'error' && complaints.push(`${path}: ${message.text()}`),
      )
      page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
      page.on(
        'response',
        (answer) => answer.status() >= 400 && complaints.push(`${answer.status()} ${answer.url()}`),
      )
      await page.goto(`${url}/${here}${path}`)
      await settled(page)
      return page
    },
    async go(page, path) {
      await page.evaluate((address) => {
        document.querySelector('h1')?.setAttribute('data-left', '')
        history.pushState({}, '', address)
        dispatchEvent(new PopStateEvent('popstate'))
      }, `/${here}${path}`)
      const arrived = page.locator('h1:not([data-left])').first()
      await arrived.waitFor({ timeout: 20_000 }).catch(() => page.goto(`${url}/${here}${path}`))
      await quiet(page)
      await settled(page)
    },
    complaints() {
      const all = complaints
      complaints = []
      return all
    },
    close: () => browser.close(),
  }
}

/** Waits until nothing was asked of the server for a third of a second. */
async function quiet(page: Page): Promise<void> {
  let asked = Date.now()
  let open = 0
  const begin = (): void => {
    open += 1
    asked = Date.now()
  }
  const end = (): void => {
    open -= 1
    asked = Date.now()
  }
  page.on('request', begin).on('requestfinished', end).on('requestfailed', end)
  for (let i = 0; i < 300 && (open > 0 || Date.now() - asked < 350); i++)
    await page.waitForTimeout(50)
  page.off('request', begin).off('requestfinished', end).off('requestfailed', end)
}

/** Waits until the page has its title and nothing on it is still a skeleton. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.querySelectorAll('main [data-waiting]').length === 0)
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const wcag = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
} as const

/** What axe finds wrong, one line each; empty when nothing is. */
export async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const options: RunOptions = {
    resultTypes: ['violations'],
    runOnly: { ...wcag, values: [...wcag.values] },
    preload: false, // none of these rules reads a style sheet or a recording
  }
  const { violations: found } = await page.evaluate(
    (asked) =>
      (window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(
        asked,
      ),
    options,
  )
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  )
}

const { KONBIT_SEED, KONBIT_WHOLE } = process.env
const turn = Number(KONBIT_SEED ?? Math.floor(Math.random() * 2)) % 2
/** Each size and each scheme once; which goes with which turns from run to run, and KONBIT_WHOLE=1 asks for all four. */
const looks = (
  [
    ['phone', 'dark', 0],
    ['desk', 'light', 0],
    ['phone', 'light', 1],
    ['desk', 'dark', 1],
  ] as const
).filter((look) => KONBIT_WHOLE === '1' || look[2] === turn)

/** What is wrong with the page at any width and in both schemes, one line each. It is left as a desk in the light. */
export async function misfits(page: Page): Promise<string[]> {
  const wrong: string[] = []
  const see = async (name: keyof typeof widths, colorScheme: 'light' | 'dark'): Promise<void> => {
    await page.setViewportSize({ width: widths[name], height: 900 })
    await page.emulateMedia({ colorScheme })
    await settled(page)
    const over = await overflow(page)
    if (over !== 0) wrong.push(`${name}: ${over} pixels too wide: ${await widest(page)}`)
  }
  await see('tablet', 'light')
  for (const [name, scheme] of looks) {
    await see(name, scheme)
    wrong.push(...(await violations(page)).map((one) => `${name}, ${scheme}: ${one}`))
  }
  await see('desk', 'light')
  return wrong
}

/**
 * Pixels by which the page is wider than the window: nobody should have to scroll sideways. A chart is drawn again at its
 * new width a moment after the page has it.
 */
export async function overflow(page: Page): Promise<number> {
  const over = (): number =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth
  await page
    .waitForFunction(`(${over})() <= 0`, undefined, { timeout: 5000 })
    .catch(() => 'it will be told')
  return page.evaluate(over)
}

/** What sticks out furthest and is not cut by what it lies in, innermost: where to look first. */
const widest = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth
    const isCut = (one: Element): boolean =>
      one.parentElement !== null &&
      (getComputedStyle(one.parentElement).overflowX !== 'visible' || isCut(one.parentElement))
    const out = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > edge + 0.5 && !isCut(one),
    )
    const inner = out.filter((one) => !out.some((other) => other !== one && one.contains(other)))
    return inner
      .slice(0, 3)
      .map(
        (one) => `${one.tagName.toLowerCase()}.${one.className} "${one.textContent?.slice(0, 60)}"`,
      )
      .join('; ')
  })
