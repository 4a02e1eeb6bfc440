/**
 * What a hand on a lever waits for: from the press of a key on a slider of the Plan page to the first bands of the plan that it makes,
 * drawn and painted, in Chromium. From rest, with all replications of the plan before played; and in motion, while they are still
 * being played. `npm run bench -- slider [folder]`: the reference mission, or the data of that folder. Build the pages first.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { listen } from '@konbit/server'
import { chromium, type Page } from 'playwright-core'
import { openHouse } from '../apps/cli/open.ts'
import { missionBeside } from '../apps/cli/options.ts'
import { median } from './measure.ts'

const browser = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const GOAL_MS = 300
const MOVES = 20
const LONG_MS = 300_000
/** A hand that turns slowly: the next press comes so long after the bands of the last were seen. */
const MOTION_MS = 150
const SLIDER = 'main input[type=range]'
/** The median of the bands, which are drawn faint while they are of the plan before. */
const BANDS = 'main svg g:not([opacity="0.45"]) > g > path[stroke-dasharray="5 3.5"]'

/** Waits until all replications of the plan that stands there are played. */
const played = (page: Page): Promise<void> =>
  page.locator('code[data-digest]').waitFor({ timeout: LONG_MS })

if (!existsSync(browser)) {
  console.log('  no Chromium here: KONBIT_CHROMIUM names one')
  process.exit()
}
const folder = process.argv[2]
const data = folder ? resolve(folder) : await mkdtemp(join(tmpdir(), 'konbit-bench-'))
const mission = folder ? missionBeside(data) : 'mss-haiti'
const opened = await openHouse({ data, mission, words: [] })
const server = await listen(opened.app, { port: 0, host: '127.0.0.1' })
const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })
try {
  const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } })
  const began = performance.now()
  await page.goto(`${server.address}/${opened.mission}/plan`, { timeout: LONG_MS })
  await page.locator(BANDS).first().waitFor({ timeout: LONG_MS })
  const first = performance.now() - began
  await played(page)
  const rest: number[] = []
  const motion: number[] = []
  for (let move = 0; move < MOVES; move += 1) {
    await played(page)
    rest.push(await moved(page, 'ArrowRight'))
  }
  for (let move = 0; move < MOVES; move += 1) {
    motion.push(await moved(page, 'ArrowLeft'))
    await page.waitForTimeout(MOTION_MS)
  }
  const ms = (value: number): string => `${value.toFixed(0)} ms`
  const told = (name: string, values: readonly number[]): void =>
    console.log(
      `  ${name}: ${ms(median(values))} (${ms(Math.min(...values))} to ${ms(Math.max(...values))}), goal ${ms(GOAL_MS)}`,
    )
  console.log(`  ${opened.mission}: the page's first bands ${ms(first)} after it was asked for`)
  told(`a lever moved from rest to its first bands, median of ${MOVES}`, rest)
  told(`moved again while the plan before is refined, median of ${MOVES}`, motion)
} finally {
  await chrome.close()
  await server.stop()
  await opened.close()
  if (!folder) await rm(data, { recursive: true, force: true })
}

/** Milliseconds from the press to the moment at which the bands it leads to have been painted. */
async function moved(page: Page, key: 'ArrowLeft' | 'ArrowRight'): Promise<number> {
  await page.locator(SLIDER).first().focus()
  const seen = page.evaluate(
    ([bands, slider]) =>
      new Promise<number>((resolve) => {
        const told = (): string | null | undefined =>
          document.querySelector(bands)?.getAttribute('d')
        document.querySelector(slider)?.addEventListener(
          'input',
          ({ timeStamp }) => {
            const before = told()
            const look = (): void => {
              // Bands of fewer runs are other bands, also where the lever moves nothing; the old ones are faint meanwhile.
              const now = told()
              if (now == null || now === before) return
              observer.disconnect()
              // The next frame shows it; whatever comes after that frame's work comes after the paint.
              requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel()
                port1.onmessage = () => resolve(performance.now() - timeStamp)
                port2.postMessage(null)
              })
            }
            const observer = new MutationObserver(look)
            observer.observe(document.body, { subtree: true, childList: true, attributes: true })
          },
          { once: true },
        )
      }),
    [BANDS, SLIDER] as const,
  )
  await page.keyboard.press(key)
  return seen
}
