/**
 * What a hand on a lever waits for: from the press of a key on a slider of the Plan page to the first bands of the plan that it makes,
 * drawn and painted, in Chromium, and to the whole ones. From rest, with all replications of the plan before played; and in motion, while
 * they are still being played. What the wait consists of is told too, and the processor's time of the page. `npm run bench -- slider
 * [folder|address]`: the reference mission, the data of that folder, or a mission that already runs. Build the pages first.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { median } from './measure.ts'

const browser = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const GOAL_MS = 300
const MOVES = 20
const LONG_MS = 300_000
/** A hand that turns slowly: the next press comes so long after the bands of the last were seen. */
const MOTION_MS = 150
const SLIDER = 'main input[type=range]'
/** The median of the bands, which are drawn faint while they are of the plan before. */
const BANDS = 'main div:not([data-stale]) > section svg g > g > path[stroke-dasharray="5 3.5"]'

type Move = Record<'first' | 'whole' | 'asked' | 'played' | 'drawn' | 'page' | 'all', number>

/** Waits until all replications of the plan that stands there are played. */
const played = (page: Page): Promise<void> =>
  page.locator('code[data-digest]').waitFor({ timeout: LONG_MS })

if (!existsSync(browser)) {
  console.log('  no Chromium here: KONBIT_CHROMIUM names one')
  process.exit()
}
const [, , where] = process.argv
const runs = where?.startsWith('http')
  ? { url: where, stop: async () => undefined }
  : await housed()
const chrome = await chromium.launch({ executablePath: browser, args: ['--no-sandbox'] })
try {
  const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(watch)
  page.setDefaultTimeout(LONG_MS)
  const began = performance.now()
  await page.goto(`${runs.url}/plan`)
  await page.locator(BANDS).first().waitFor()
  const first = performance.now() - began
  await played(page)
  const metrics = await page.context().newCDPSession(page)
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' })
  const rest: Move[] = []
  const motion: Move[] = []
  for (let move = 0; move < MOVES; move += 1) rest.push(await moved(page, metrics, 'ArrowRight'))
  for (let move = 0; move < MOVES; move += 1) {
    motion.push(await moved(page, metrics, 'ArrowLeft', false))
    await page.waitForTimeout(MOTION_MS)
  }
  console.log(`  ${runs.url}: the page's first bands ${ms(first)} after it was asked for`)
  told('a lever moved from rest', rest)
  told('moved again while the plan before is refined', motion)
} finally {
  await chrome.close()
  await runs.stop()
}

/** A server of our own on the reference mission or on the folder named. */
async function housed() {
  const { listen } = await import('@konbit/server')
  const { openHouse } = await import('../apps/cli/open.ts')
  const { missionBeside } = await import('../apps/cli/options.ts')
  const data = where ? resolve(where) : await mkdtemp(join(tmpdir(), 'konbit-bench-'))
  const mission = where ? missionBeside(data) : 'mss-haiti'
  const opened = await openHouse({ data, mission, words: [] })
  const server = await listen(opened.app, { port: 0, host: '127.0.0.1' })
  const stop = async (): Promise<void> => {
    await server.stop()
    await opened.close()
    if (!where) await rm(data, { recursive: true, force: true })
  }
  return { url: `${server.address}/${opened.mission}`, stop }
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`
}

function told(name: string, moves: readonly Move[]): void {
  const of = (part: keyof Move): string => ms(median(moves.map((move) => move[part])))
  const firsts = moves.map(({ first }) => first)
  console.log(
    `  ${name}, median of ${moves.length}: first bands ${of('first')} (${ms(Math.min(...firsts))} to ${ms(Math.max(...firsts))}), goal ${ms(GOAL_MS)}`,
  )
  console.log(
    `    of that: until the players are asked ${of('asked')}, they play ${of('played')}, read and drawn ${of('drawn')}; processor's time of the page's own thread ${of('page')}, with its players ${of('all')}`,
  )
  if (moves.every(({ whole }) => whole > 0)) console.log(`    all runs played: ${of('whole')}`)
}

/** In the page: when players were first asked for a plan, and when they last answered. */
function watch(): void {
  const seen = { asked: 0, answered: 0 }
  Object.assign(globalThis, { seen })
  const { postMessage } = Worker.prototype
  Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
    const [ask] = given as [{ play?: number; from?: number }]
    if (ask.play !== undefined && ask.from === 0) seen.asked ||= performance.now()
    if (!('watched' in this)) {
      Object.assign(this, { watched: true })
      this.addEventListener('message', () => {
        seen.answered = performance.now()
      })
    }
    return postMessage.apply(this, given as Parameters<Worker['postMessage']>)
  }
}

/** Presses, and tells how long it took until the bands it leads to had been painted, and what of. */
async function moved(page: Page, metrics: CDPSession, key: string, isWhole = true): Promise<Move> {
  await page.locator(SLIDER).first().focus()
  // Awaited before the press: a press that comes before its listener is one that nobody ever hears of.
  await page.evaluate(listenFor, [BANDS, SLIDER] as const)
  const before = await spent(metrics)
  await page.keyboard.press(key)
  const seen = await page.evaluate(() => (globalThis as unknown as Heard).heard)
  const after = await spent(metrics)
  const whole = isWhole ? await page.evaluate(() => (globalThis as unknown as Heard).whole) : 0
  return { ...seen, whole, page: after.page - before.page, all: after.all - before.all }
}

type Heard = {
  heard: Promise<Pick<Move, 'first' | 'asked' | 'played' | 'drawn'>>
  whole: Promise<number>
  seen: { asked: number; answered: number }
}

function listenFor([bands, slider]: readonly [string, string]): void {
  const here = globalThis as unknown as Heard
  const path = () => document.querySelector(bands)?.getAttribute('d')
  const pressed = new Promise<number>((resolve) =>
    document.querySelector(slider)?.addEventListener(
      'input',
      ({ timeStamp }) => {
        Object.assign(here.seen, { asked: 0, answered: 0 })
        resolve(timeStamp)
      },
      { once: true },
    ),
  )
  const before = path()
  const until = (isThere: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isThere()) return
        observer.disconnect()
        const { answered } = here.seen
        // The next frame shows it; whatever comes after that frame's work comes after the paint.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(answered)
          port2.postMessage(null)
        })
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, { subtree: true, childList: true, attributes: true })
    })
  here.heard = (async () => {
    const at = await pressed
    // Bands of fewer runs are other bands, also where the lever moves nothing; the old ones are faint meanwhile.
    const answered = await until(() => ![undefined, null, before].includes(path()))
    const { asked } = here.seen
    const first = performance.now() - at
    return {
      first,
      asked: asked - at,
      played: answered - asked,
      drawn: first - (answered - at),
    }
  })()
  here.whole = (async () => {
    const at = await pressed
    await here.heard
    if (!document.querySelector('code[data-digest]'))
      await until(() => document.querySelector('code[data-digest]') !== null)
    return performance.now() - at
  })()
}

/** Processor's time so far, in milliseconds. */
async function spent(metrics: CDPSession): Promise<{ page: number; all: number }> {
  const { metrics: list } = await metrics.send('Performance.getMetrics')
  const of = (name: string): number => 1000 * (list.find((one) => one.name === name)?.value ?? 0)
  return { page: of('ThreadTime'), all: of('ProcessTime') }
}
