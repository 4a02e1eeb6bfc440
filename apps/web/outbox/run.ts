/**
 * Sends what waits, by one tab at a time: in the order it was made, many commands in one request, so that a thin line is asked
 * seldom. A lost reply is harmless, since a command keeps its id; a broken line is tried again, later and later; a refusal is
 * kept for its author to read.
 */
import { Problem, pathOf, post, problemIn, reach } from '../api/client.ts'
import { type Box, boxNow, fileOf, giveUp, items, known, onBox, refusedOf, settle } from './box.ts'
import { lineNow, tellLine } from './line.ts'
import { backOff, type Command, carriedOn, type Item, nextOnes, wakeAt } from './order.ts'

/** Longest that a request of commands may be on its way, and one file. */
const commandMs = 45_000
const fileMs = 10 * 60_000
/** So many of those that arrived are shown, and so long. */
const sentMost = 50
const sentMs = 7 * 24 * 3600_000

let isRunning = false
let again = false
let timer: ReturnType<typeof setTimeout> | undefined
const afterwards = new Set<() => void>()
/** Called when something was accepted: what pages show may be old. */
export const onDeed = (then: () => void): void => void afterwards.add(then)
const tellDeed = (): void => {
  for (const then of afterwards) then()
}

/** Begins to send if nothing is on its way; safe to call at any time. */
export function run(): void {
  again = true
  if (!isRunning) void turn()
}

async function turn(): Promise<void> {
  isRunning = true
  try {
    while (again) {
      again = false
      const box = boxNow()
      if (!box || lineNow().halted) continue
      // Another tab of this phone may be at it; it sends ours too.
      await alone(() => all(box))
    }
  } finally {
    isRunning = false
  }
}

const alone = async (work: () => Promise<void>): Promise<void> => {
  if (!navigator.locks) return work()
  await navigator.locks.request('konbit-outbox', { ifAvailable: true }, async (lock) => {
    if (lock) await work()
    else wait(5000)
  })
}

function wait(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(run, Math.min(ms, 2 ** 30))
}

async function all(box: Box): Promise<void> {
  let accepted = 0
  // A phone that never has a line again hands its queue over as a file: by then it has to be known.
  if (!box.person.isKnown && lineNow().isUp) await introduce(box).catch(() => undefined)
  for (;;) {
    if (boxNow() !== box) break
    const waiting = await items(box)
    const next = nextOnes(waiting, Date.now())
    if (next.length === 0) {
      const at = wakeAt(waiting)
      if (at !== undefined) wait(Math.max(500, at - Date.now()))
      await prune(box, waiting)
      break
    }
    tellLine({ sending: new Set(next.map(({ command }) => command.id)) })
    const came = await some(box, next, waiting).finally(() => tellLine({ sending: undefined }))
    if (came.includes('accepted')) accepted += 1
    if (came.includes('stop')) break
  }
  if (accepted > 0) tellDeed()
}

type Came = 'accepted' | 'refused' | 'later' | 'stop'

/** In one request where there are several; what was said of them all, where nothing was said of each. */
async function some(box: Box, next: readonly Item[], others: readonly Item[]): Promise<Came[]> {
  const [first] = next
  if (first && next.length === 1) return [await one(box, first, others)]
  let answers: readonly Told[]
  try {
    if (!box.person.isKnown) await introduce(box)
    answers = await sendTogether(
      box,
      next.map(({ command }) => command),
    )
  } catch (cause) {
    const problem = problemOf(cause)
    // One of them may be what the server cannot read, or fails at: then it is found by itself.
    if (isRefusal(problem) || problem.status === 500) {
      const came: Came[] = []
      for (const item of next) {
        if (boxNow() !== box) break
        came.push(await one(box, item, await items(box)))
        if (came.includes('stop')) break
      }
      return came
    }
    return [await said(box, next, problem)]
  }
  const came: Came[] = []
  const put: Item[] = []
  for (const [index, item] of next.entries()) {
    const answer = answers[index]
    const isBare = item.bare && answer instanceof Problem && answer.kind === 'command-differs'
    if (!answer || isBare) came.push(await one(box, item, others))
    else if (answer instanceof Problem) came.push(await said(box, [item], answer))
    else {
      put.push(...landed(item, others, answer))
      came.push('accepted')
    }
  }
  await settle(box, put)
  return came
}

/** As it is now, and those behind it that go on from it. */
function landed(item: Item, others: readonly Item[], { seq }: Receipt): Item[] {
  const { problem: _, ...rest } = item
  const sent: Item = { ...rest, state: 'sent', seq, sent: new Date().toISOString() }
  return [sent, ...carriedOn(others, item, seq)]
}

async function one(box: Box, item: Item, others: readonly Item[]): Promise<Came> {
  try {
    if (!box.person.isKnown) await introduce(box)
    const receipt = item.attached ? await sendFile(box, item) : await sendCommand(box, item)
    await settle(box, landed(item, others, receipt))
    return 'accepted'
  } catch (cause) {
    return said(box, [item], problemOf(cause))
  }
}

const problemOf = (cause: unknown): Problem =>
  cause instanceof Problem ? cause : new Problem('failed', 0, String(cause))

/** Says no for good: what is wrong is wrong with the command. All else may be otherwise the next time. */
const isRefusal = ({ status, kind }: Problem): boolean =>
  status >= 400 &&
  status < 500 &&
  ![401, 408, 421, 425, 429].includes(status) &&
  kind !== 'second-factor' &&
  kind !== 'sign-in-again'

async function said(box: Box, all: readonly Item[], problem: Problem): Promise<Came> {
  if (problem.kind === 'device-lost') {
    await giveUp(box.id)
    return 'stop'
  }
  if (problem.status === 401 || ['second-factor', 'sign-in-again'].includes(problem.kind)) {
    tellLine({ halted: 'sign-in' })
    return 'stop'
  }
  if (isRefusal(problem)) {
    await settle(
      box,
      all.map((item) => ({ ...item, state: 'refused', problem: refusedOf(problem) })),
    )
    return 'refused'
  }
  const tries = Math.max(...all.map((item) => item.tries))
  const ms = Math.max(backOff(tries), (problem.wait ?? 0) * 1000)
  const next = Date.now() + ms
  await settle(
    box,
    all.map((item) => ({ ...item, tries: item.tries + 1, next })),
  )
  wait(ms)
  // Without a line nothing else gets through either; a server that failed at this may not fail at the next.
  return problem.status === 0 || problem.status >= 502 ? 'stop' : 'later'
}

/** The server learns of the phone before it gets anything from it, and refuses whoever is signed in as somebody else. */
async function introduce(box: Box): Promise<void> {
  await post(`/${box.who.mission}/device`, {
    id: box.person.device,
    member: box.who.member,
    title: titleOfPhone(),
    signKey: await publicKeyOf(box),
  })
  await known(box)
}

/** A point of P-256, base64. */
async function publicKeyOf({ person }: Box): Promise<string> {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', person.sign.publicKey))
  return btoa(String.fromCharCode(...raw))
}

function titleOfPhone(): string {
  const agent = navigator.userAgent
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1] ?? ''
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1] ?? ''
  return [browser, system].filter(Boolean).join(' · ').slice(0, 80) || 'Browser'
}

type Receipt = { seq: number; record: string }
type Told = Receipt | Problem | undefined

/** Each answer in its place; undefined where there was none. */
async function sendTogether(box: Box, commands: readonly Command[]): Promise<readonly Told[]> {
  const { items: answers } = await reach<{
    items: { id: string; status: number; receipt?: Receipt; problem?: unknown }[]
  }>(`/api/${box.who.mission}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ commands }),
    signal: AbortSignal.timeout(commandMs),
  })
  return commands.map(({ id }) => {
    const answer = answers.find((one) => one.id === id)
    return answer && (answer.receipt ?? problemIn(answer.problem, answer.status))
  })
}

async function sendCommand(box: Box, item: Item): Promise<Receipt> {
  const send = (command: Command): Promise<Receipt> => {
    const { path, body } = pathOf(box.who.mission, command)
    return reach<Receipt>(`/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(commandMs),
    })
  }
  try {
    return await send(item.command)
  } catch (cause) {
    // It went without a time first, and that one arrived: its receipt is asked for.
    if (item.bare && cause instanceof Problem && cause.kind === 'command-differs') {
      const { at: _, ...bare } = item.command
      return send(bare)
    }
    throw cause
  }
}

async function sendFile(box: Box, { attached }: Item): Promise<Receipt> {
  const bytes = attached && (await fileOf(box, attached.file))
  if (!attached || !bytes) throw new Problem('not-found', 404, '')
  return reach<Receipt>(attached.address, {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      accept: 'application/json',
    },
    body: bytes,
    signal: AbortSignal.timeout(fileMs),
  })
}

/** What arrived is shown for a while and then no longer kept. */
async function prune(box: Box, all: readonly Item[]): Promise<void> {
  const sent = all.filter(({ state }) => state === 'sent').sort((a, b) => b.n - a.n)
  const old = sent.filter(
    (item, index) => index >= sentMost || Date.parse(item.sent ?? '') < Date.now() - sentMs,
  )
  if (old.length > 0) await settle(box, [], old)
}

/** What its author does with something that was refused, or waits. */
export async function sendAgain(box: Box, item: Item): Promise<void> {
  const { problem: _, ...rest } = item
  await settle(box, [{ ...rest, state: 'waiting', tries: 0, next: 0 }])
  run()
}
export const dropItem = async (box: Box, item: Item): Promise<void> => {
  await settle(box, [], [item])
  run()
}
/** The same deed at the same time, told otherwise: under a new id, in the same place of the queue. */
export async function mendItem(box: Box, item: Item, command: Command): Promise<void> {
  const { problem: _, bare: __, ...rest } = item
  // What was done after it follows its author's decision about what others did in between.
  const { expects } = command
  const after = expects === undefined ? [] : carriedOn(await items(box), item, expects)
  await settle(box, [{ ...rest, command, state: 'waiting', tries: 0, next: 0 }, ...after])
  run()
}

onBox((box) => {
  clearTimeout(timer)
  if (box) run()
})
