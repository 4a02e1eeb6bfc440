/**
 * For browser tests only: the real program on data of its own, and a Chromium that looks at it. The servers are shared
 * by all test files (checks/stages.ts). KONBIT_STAGE, or KONBIT_EXERCISE_STAGE, may name an address that already runs, to spare
 * the start while a test is written.
 */
import AxeBuilder from '@axe-core/playwright'
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
      free?.context ?? (await browser.newContext({ reducedMotion: 'reduce', locale: language }))
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
    complaints() {
      const all = complaints
      complaints = []
      return all
    },
    close: () => browser.close(),
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
  // No page has frames, which all but the legacy mode would open another page for; what passes is not asked for.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
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

/**
 * What is wrong with the page at any width, one line each. Axe looks at a phone in the dark and a desk in the light: what
 * only one of the four shows is a colour or a size. The page is left as a desk in the light.
 */
export async function misfits(page: Page): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, colorScheme] of [
    ['tablet', 'light'],
    ['phone', 'dark'],
    ['desk', 'light'],
  ] as const) {
    await page.setViewportSize({ width: widths[name], height: 900 })
    await page.emulateMedia({ colorScheme })
    await settled(page)
    const over = await overflow(page)
    if (over !== 0) wrong.push(`${name}: ${over} pixels too wide`)
    if (name !== 'tablet') wrong.push(...(await violations(page)).map((one) => `${name}: ${one}`))
  }
  return wrong
}

/** Pixels by which the page is wider than the window: nobody should have to scroll sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
