/**
 * The open outbox of one person: what is in the queue, and each change to it, sealed and on the disk before anybody is told.
 * It sends nothing; that is run.ts. There is at most one open in a tab, and it closes at logout.
 */
import type { Problem } from '../api/client.ts'
import { lineNow, markWorksHere, tellLine, type Who } from './line.ts'
import type { Attached, Command, Item, Refused } from './order.ts'
import { type Keys, makeLock, openLock, seal, sealJson, unseal, unsealJson } from './seal.ts'
import {
  addToQueue,
  type Change,
  change,
  type PersonRow,
  persons,
  type QueueRow,
  rowOf,
  rowsOf,
  wipe,
} from './store.ts'

export type Box = { who: Who; id: string; keys: Keys; person: PersonRow }

let box: Box | undefined
const opened = new Set<(box: Box | undefined) => void>()
export const boxNow = (): Box | undefined => box
/** Called whenever an outbox opens or closes, and at once where one is open: who listens may be fetched after it was opened. */
export function onBox(then: (box: Box | undefined) => void): void {
  opened.add(then)
  if (box) then(box)
}

export const idOf = (who: Pick<Who, 'mission' | 'member'>): string => `${who.mission}/${who.member}`
const placeOf = (id: string, n: number): string => `queue/${id}/${n}`

function use(next: Box | undefined): void {
  box = next
  tellLine({ isOpen: next !== undefined, halted: undefined, stale: undefined })
  for (const then of opened) then(next)
}

/** What the frame may say of somebody who has not opened it: how many wait, and no more. */
export async function look(who: Who): Promise<void> {
  if (box && box.id !== idOf(who)) use(undefined)
  const id = idOf(who)
  const [person, rows] = await Promise.all([rowOf('person', id), rowsOf('queue', id)])
  const count = (state: QueueRow['state']): number =>
    rows.filter((row) => row.state === state).length
  tellLine({
    has: person !== undefined,
    waiting: count('waiting'),
    refused: count('refused'),
  })
}

/** Begins on this phone, with a code that nobody else knows, us included. */
export async function begin(who: Who, code: string): Promise<Box> {
  const { lock, keys } = await makeLock(code)
  const id = idOf(who)
  const person: PersonRow = {
    id,
    mission: who.mission,
    member: who.member,
    title: who.title,
    lock,
    sign: await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ]),
    device: crypto.randomUUID(),
    isKnown: false,
    made: new Date().toISOString(),
  }
  await change([{ put: 'person', row: person }])
  markWorksHere(true)
  // Asked once, so that a full phone throws away other things first; what it answers changes nothing here.
  void navigator.storage?.persist?.().catch(() => {})
  const made = { who, id, keys, person }
  use(made)
  await look(who)
  return made
}

/** Undefined where the code is another. */
export async function open(person: PersonRow, code: string): Promise<Box | undefined> {
  const keys = await openLock(person.lock, code)
  if (!keys) return undefined
  const { id, mission, member, title } = person
  const made = { who: { mission, member, title }, id, keys, person }
  use(made)
  await look(made.who)
  return made
}

/** The key is gone from memory; what waits stays where it is. */
export const close = (): void => use(undefined)

/** The server says that this phone was lost. */
export async function giveUp(id: string): Promise<void> {
  await forget(id)
  tellLine({ halted: 'lost' })
}

/** Everything of this person leaves the phone. */
async function forget(id: string): Promise<void> {
  await wipe(id)
  if ((await persons()).length === 0) markWorksHere(false)
  if (box?.id === id) use(undefined)
  tellLine({ has: false, waiting: 0, refused: 0 })
}

export async function known(which: Box): Promise<void> {
  which.person = { ...which.person, isKnown: true }
  await change([{ put: 'person', row: which.person }])
}

async function rowFor({ id, keys }: Box, item: Item): Promise<QueueRow> {
  const { n, state } = item
  return { person: id, n, state, sealed: await sealJson(keys.data, item, placeOf(id, n)) }
}

/** Everything in the queue, in order. */
export async function items({ id, keys }: Box): Promise<Item[]> {
  const rows = await rowsOf('queue', id)
  return Promise.all(
    rows.map(({ n, sealed }) => unsealJson<Item>(keys.data, sealed, placeOf(id, n))),
  )
}

type New = { command: Command; bare?: boolean; stamped?: boolean; attached?: Attached }
/** Keeps a command, and a file with it. Returns when it is on the disk. */
export async function add(which: Box, made: New, bytes?: Uint8Array<ArrayBuffer>): Promise<void> {
  const { id, keys } = which
  const file = made.attached &&
    bytes && {
      person: id,
      id: made.attached.file,
      sealed: await seal(keys.data, bytes, `file/${id}/${made.attached.file}`),
    }
  const rest = { state: 'waiting', made: new Date().toISOString(), tries: 0, next: 0 } as const
  await addToQueue(id, (n) => rowFor(which, { n, ...made, ...rest }), file)
  await look(which.who)
}

export async function fileOf(
  { id, keys }: Box,
  file: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await rowOf('file', [id, file])
  return row && unseal(keys.data, row.sealed, `file/${id}/${file}`)
}

/** Puts items as they are now, and takes others out, together. */
export async function settle(
  which: Box,
  put: readonly Item[],
  gone: readonly Item[] = [],
): Promise<void> {
  const { id } = which
  const rows = await Promise.all(put.map((item) => rowFor(which, item)))
  const files = [...put.filter(({ state }) => state === 'sent'), ...gone].flatMap(
    ({ attached }): Change[] => (attached ? [{ drop: 'file', key: [id, attached.file] }] : []),
  )
  await change([
    ...rows.map((row): Change => ({ put: 'queue', row })),
    ...gone.map(({ n }): Change => ({ drop: 'queue', key: [id, n] })),
    ...files,
  ])
  if (box === which || !lineNow().isOpen) await look(which.who)
}

export const refusedOf = (problem: Problem): Refused => ({
  kind: problem.kind,
  status: problem.status,
  why: problem.message,
  errors: problem.errors,
  told: problem.told,
  ...(problem.conflict ? { conflict: problem.conflict } : {}),
})
