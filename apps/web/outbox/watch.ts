/**
 * Looks after the line while a page is open: notices that it went and that it came back, lets the outbox send, and takes
 * care of the program itself. Fetched when the first page has been drawn.
 */
import { Problem, reach } from '../api/client.ts'
import { boxNow, giveUp, look as lookInto } from './box.ts'
import { fetchBeforehand, knock } from './kept.ts'
import { leaveAtLast } from './leave.ts'
import { lineNow, tellLine, type Who, watchLine } from './line.ts'
import { backOff } from './order.ts'
import { takeProgram } from './program.ts'
import { onDeed, run } from './run.ts'
import { persons } from './store.ts'

/** What the page does when the line is back, and when something was accepted: what it shows may be old. */
const refreshes = new Set<() => void>()
const refresh = (): void => {
  for (const one of refreshes) one()
}

let tries = 0
let timer: ReturnType<typeof setTimeout> | undefined
let wasUp = true

async function look(): Promise<void> {
  clearTimeout(timer)
  if (lineNow().isUp) return
  // A page that nobody looks at need not wake the phone's radio.
  if (document.visibilityState === 'visible' && navigator.onLine && (await knock())) return
  timer = setTimeout(() => void look(), Math.max(2000, backOff(Math.min(tries++, 6))))
}

function changed(): void {
  const { isUp } = lineNow()
  if (isUp === wasUp) return
  wasUp = isUp
  if (!isUp) {
    tries = 0
    timer = setTimeout(() => void look(), 2000)
    return
  }
  clearTimeout(timer)
  void came()
}

async function came(): Promise<void> {
  await leaveAtLast().catch(() => undefined)
  await askWhetherLost().catch(() => undefined)
  run()
  refresh()
  if (boxNow()) void fetchBeforehand()
}

/** Looks after the line for this person, until what it returns is called. An outbox of anybody else is closed. */
export function attend(who: Who, then: () => void): () => void {
  begin()
  refreshes.add(then)
  void lookInto(who).catch(() => undefined)
  return () => void refreshes.delete(then)
}

/** Asked for everybody who works here, whoever is signed in and whether it is open: a lost phone is empty after this. */
async function askWhetherLost(): Promise<void> {
  for (const { id, mission, device, isKnown } of await persons()) {
    if (!isKnown) continue
    await reach(`/api/${mission}/me`, {
      headers: { 'konbit-device': device },
      cache: 'no-store',
    }).catch(async (cause) => {
      if (cause instanceof Problem && cause.kind === 'device-lost') await giveUp(id)
    })
  }
}

let isBegun = false
function begin(): void {
  if (isBegun) return
  isBegun = true
  watchLine(changed)
  addEventListener('offline', () => tellLine({ isUp: false }))
  addEventListener('online', () => void look())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    void look()
    run()
  })
  if (!navigator.onLine) tellLine({ isUp: false })
  else void askWhetherLost().catch(() => undefined)
  onDeed(refresh)
  changed()
  takeProgram()
}
