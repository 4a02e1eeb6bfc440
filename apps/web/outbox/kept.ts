/**
 * Answers kept for reading without a line: sealed like the queue, under names that tell nothing, asked for again only by their
 * tag. What the server marks as not to be stored is not kept, and while the outbox is open the browser keeps nothing in plain.
 */
import { answer, call, type Keeper, Problem, reach, setKeeper } from '../api/client.ts'
import type { RecordView, RegisterView } from '../api/types.ts'
import { type Box, boxNow, giveUp, onBox } from './box.ts'
import { lineNow, tellLine } from './line.ts'
import type { Command } from './order.ts'
import { nameOf, sealJson, unsealJson } from './seal.ts'
import { type Change, change, keysOfKept, rowOf } from './store.ts'

/** `address` is sealed with it, so that nobody can put one answer in the place of another. */
type Kept = { address: string; tag: string; text: string; at: number }

const patientMs = 20_000
const longMs = 90_000
/** Of one answer, in characters, and how many are kept. */
const mostChars = 1_500_000
const mostKept = 1500

/** Whether an answer is one that a page without a line may need: as things stand now, and no affair of accounts. */
const isKeepable = (address: string): boolean =>
  !/[?&](at|known|as|cursor|q)=/.test(address) &&
  !/^\/api\/[^/]+\/(keys|invitations|readings|log|device|search)\b/.test(address) &&
  !address.startsWith('/api/account')

async function find({ id, keys }: Box, address: string): Promise<Kept | undefined> {
  const name = await nameOf(keys, address)
  const row = await rowOf('kept', [id, name]).catch(() => undefined)
  const kept =
    row &&
    (await unsealJson<Kept>(keys.data, row.sealed, `kept/${id}/${name}`).catch(() => undefined))
  return kept?.address === address ? kept : undefined
}

async function changeFor({ id, keys }: Box, kept: Kept): Promise<Change> {
  const name = await nameOf(keys, kept.address)
  const sealed = await sealJson(keys.data, kept, `kept/${id}/${name}`)
  return { put: 'kept', row: { person: id, name, used: kept.at, sealed } }
}

type Listed = { items?: unknown; refs?: Record<string, unknown> }
type Item = { id?: unknown; register?: unknown; seq?: unknown; fields?: unknown }

/** The records of a list, each as its own page asks for it: whoever sees the list without a line can open what is in it. */
function recordsIn(address: string, text: string, at: number): Kept[] {
  const [, mission, register] = /^\/api\/([^/?]+)\/([^/?]+)(\?|$)/.exec(address) ?? []
  if (!register) return []
  const { items, refs } = JSON.parse(text) as Listed
  if (!Array.isArray(items)) return []
  return (items as Item[])
    .filter((one) => typeof one?.id === 'string' && one.fields && typeof one.seq === 'number')
    .map((one) => ({
      address: `/api/${mission}/${register}/${one.id}`,
      tag: '',
      text: JSON.stringify({ ...one, refs: refs ?? {} }),
      at,
    }))
}

/** Which answers on the page are not from now. */
const stale = new Map<string, number>()
function mark(address: string, at: number | undefined): void {
  if (at === undefined) stale.delete(address)
  else stale.set(address, at)
  tellLine({ stale: stale.size > 0 ? Math.min(...stale.values()) : undefined })
}

const soon = (signal: AbortSignal | null, ms: number): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])])

/** From the server where there is a line, else as it was kept; `no-line` where it was not. */
async function readFor<T>(box: Box, address: string, signal: AbortSignal | null): Promise<T> {
  const had = isKeepable(address) ? await find(box, address) : undefined
  const asKept = (kept: Kept): T => {
    mark(address, kept.at)
    return JSON.parse(kept.text) as T
  }
  // Nobody waits for a line that is known to be gone; watch.ts looks whether it is back.
  if (had && !lineNow().isUp) return asKept(had)
  try {
    const response = await call(address, {
      headers: {
        accept: 'application/json',
        ...(had?.tag ? { 'if-none-match': had.tag } : {}),
      },
      cache: 'no-store',
      signal: soon(signal, had ? patientMs : longMs),
    })
    mark(address, undefined)
    if (response.status === 304 && had) return JSON.parse(had.text) as T
    if (!response.ok) return await answer<T>(response)
    const tag = response.headers.get('etag') ?? ''
    const mayKeep = !/no-store/.test(response.headers.get('cache-control') ?? '')
    const isHere = mayKeep || address.endsWith('/me')
    const data = await answer<T>(response)
    if (isHere && isKeepable(address)) void keep(box, address, tag, JSON.stringify(data))
    return data
  } catch (cause) {
    if (cause instanceof Problem && cause.kind === 'no-line' && had) return asKept(had)
    if (cause instanceof Problem && cause.kind === 'device-lost') await giveUp(box.id)
    throw cause
  }
}

async function keep(box: Box, address: string, tag: string, text: string): Promise<void> {
  if (text.length > mostChars) return
  const at = Date.now()
  const all = [...recordsIn(address, text, at), { address, tag, text, at }]
  try {
    const changes = await Promise.all(all.map((one) => changeFor(box, one)))
    if (boxNow() === box) await change(changes)
  } catch {
    // A full phone keeps the queue before it keeps what can be asked for again.
    await prune(box, mostKept / 4).catch(() => undefined)
  }
}

/** The least lately kept go first. */
async function prune({ id }: Box, most: number): Promise<void> {
  const all = await keysOfKept(id)
  const old = all.sort((a, b) => b.used - a.used).slice(most)
  await change(old.map(({ name }): Change => ({ drop: 'kept', key: [id, name] })))
}

/**
 * What the record will say of a command that waits, as far as a phone can know: its new state and what was typed. So the next
 * deed of the same day finds it, and the server's answer takes its place as soon as there is one.
 */
export async function foresee(box: Box, command: Command): Promise<void> {
  const { register, record, verb, input = {} } = command
  const base = `/api/${box.who.mission}`
  const registers = await find(box, `${base}/registers`)
  const views = registers ? (JSON.parse(registers.text) as { items: RegisterView[] }).items : []
  const view = views.find(({ name }) => name === register)
  if (!view || ['correct', 'void', 'erase', 'raise', 'lower'].includes(verb)) return
  const address = `${base}/${register}/${record}`
  const had = await find(box, address)
  if (!had && verb !== 'enter') return
  const before = had ? (JSON.parse(had.text) as RecordView) : undefined
  const fields = Object.entries({ ...before?.fields, ...input }).filter(
    ([, value]) => value !== null,
  )
  const now = command.at ?? new Date().toISOString()
  const seen: RecordView = {
    ...(before ?? { id: record, register, at: now, known: now, seq: 0, refs: {} }),
    state: view.verbs[verb]?.to ?? before?.state ?? view.states[0] ?? '',
    fields: Object.fromEntries(fields),
    caption:
      before?.caption ??
      view.caption
        .map((name) => input[name])
        .filter((one) => typeof one === 'string')
        .join(' '),
  }
  const kept = { address, tag: '', text: JSON.stringify(seen), at: had?.at ?? Date.now() }
  await change([await changeFor(box, kept)])
}

/** What the pages of desks ask for first, beside the registers in which a person acts. */
const ofDesks: Readonly<Record<string, readonly string[]>> = {
  logistics: [
    'configuration?limit=50',
    'fitness?limit=500',
    'figures?names=logistics.serviceable%2Clogistics.fit%2Clogistics.offRoad%2Cbase.free',
    'stock',
    'maintenance?limit=120',
  ],
  situation: [
    'incident?state=reported&state=assessed&state=disputed&limit=200&sort=-occurredOn',
    'incident?limit=200&sort=-occurredOn',
  ],
}
const always = ['overview', 'day', 'measures', 'timeline', 'head', 'carried']
const fields = ['field/strength', 'field/vehicles', 'field/gate', 'field/inspections']
const notDeeds = new Set(['amend', 'correct', 'void'])

/** Asked for before they are needed: what every page needs, the field forms, and the registers in which this person acts. */
export async function fetchBeforehand(): Promise<void> {
  const box = boxNow()
  if (!box || !lineNow().isUp) return
  tellLine({ isReady: false })
  const base = `/api/${box.who.mission}`
  const ask = async <T>(address: string): Promise<T | undefined> =>
    boxNow() === box && lineNow().isUp
      ? readFor<T>(box, address, null).catch(() => undefined)
      : undefined
  await ask('/api/missions')
  await ask(`${base}/me`)
  const registers = await ask<{ items: RegisterView[] }>(`${base}/registers`)
  const own = (registers?.items ?? []).filter(({ may }) => may.some((verb) => !notDeeds.has(verb)))
  const desks = new Set(own.map(({ desk }) => desk))
  for (const part of [...always, ...fields]) await ask(`${base}/${part}`)
  for (const { name } of own) await ask(`${base}/${name}?limit=50`)
  for (const desk of desks) for (const part of ofDesks[desk] ?? []) await ask(`${base}/${part}`)
  await prune(box, mostKept).catch(() => undefined)
  if (boxNow() === box && lineNow().isUp) tellLine({ isReady: true })
}

onBox((box) => {
  stale.clear()
  if (!box) return setKeeper(undefined)
  const keeper: Keeper = {
    device: box.person.device,
    read: (address, signal) => readFor(box, address, signal),
  }
  setKeeper(keeper)
})

/** Whether the server answers at all. */
export const knock = async (): Promise<boolean> =>
  reach('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(15_000) }).then(
    () => true,
    () => false,
  )
