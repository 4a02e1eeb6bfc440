/**
 * The rows on the phone, in IndexedDB. What they say in plain: that somebody of a mission works here, how many commands wait
 * or were refused, and how large they are. Everything else is sealed before it comes here.
 */
import type { Lock, Sealed } from './seal.ts'

/** A person who may work without a line on this phone. */
export type PersonRow = {
  /** `mission/member` */
  id: string
  mission: string
  member: string
  title: string
  lock: Lock
  /** With which this phone signs what it hands over by other ways than the line; the private half cannot be read out. */
  sign: CryptoKeyPair
  device: string
  /** Whether the server knows the device. */
  isKnown: boolean
  made: string
}
export type QueueRow = {
  person: string
  n: number
  state: 'waiting' | 'refused' | 'sent'
  sealed: Sealed
}
export type FileRow = { person: string; id: string; sealed: Sealed }
export type KeptRow = { person: string; name: string; used: number; sealed: Sealed }
export type DraftRow = { person: string; name: string; sealed: Sealed }
export type Rows = {
  person: PersonRow
  queue: QueueRow
  file: FileRow
  kept: KeptRow
  draft: DraftRow
}
export type Table = keyof Rows

const keyPaths: Record<Table, string | string[]> = {
  person: 'id',
  queue: ['person', 'n'],
  file: ['person', 'id'],
  kept: ['person', 'name'],
  draft: ['person', 'name'],
}

let opened: Promise<IDBDatabase> | undefined

function openStore(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open('konbit-outbox', 2)
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(keyPaths))
        if (!asked.result.objectStoreNames.contains(name))
          asked.result.createObjectStore(name, { keyPath })
    }
    asked.onsuccess = () => {
      // A newer program in another tab may need to change the shape.
      asked.result.onversionchange = () => {
        asked.result.close()
        opened = undefined
      }
      resolve(asked.result)
    }
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error('another tab holds the store'))
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

const settled = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })

/** All rows of a person, in the order of their keys. */
const rangeOf = (person: string): IDBKeyRange => IDBKeyRange.bound([person], [person, []])

export async function rowOf<T extends Table>(
  table: T,
  key: IDBValidKey,
): Promise<Rows[T] | undefined> {
  const store = await openStore()
  return settled(store.transaction(table).objectStore(table).get(key))
}

export async function rowsOf<T extends Exclude<Table, 'person'>>(
  table: T,
  person: string,
): Promise<Rows[T][]> {
  const store = await openStore()
  return settled(store.transaction(table).objectStore(table).getAll(rangeOf(person)))
}

export async function persons(): Promise<PersonRow[]> {
  const store = await openStore()
  return settled(store.transaction('person').objectStore('person').getAll())
}

export type Change =
  | { [T in Table]: { put: T; row: Rows[T] } }[Table]
  | { drop: Table; key: IDBValidKey }

/** All of it or nothing; on the disk when this returns. */
export async function change(changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const store = await openStore()
  const tables = [...new Set(changes.map((one) => ('put' in one ? one.put : one.drop)))]
  const work = store.transaction(tables, 'readwrite', { durability: 'strict' })
  const done = new Promise<void>((resolve, reject) => {
    work.oncomplete = () => resolve()
    work.onabort = () => reject(work.error)
  })
  for (const one of changes) {
    if ('put' in one) work.objectStore(one.put).put(one.row)
    else work.objectStore(one.drop).delete(one.key)
  }
  await done
}

/** Takes the next place in a person's queue; of two tabs each gets its own. */
export async function addToQueue(
  person: string,
  make: (n: number) => Promise<QueueRow>,
  file?: FileRow,
): Promise<QueueRow> {
  const store = await openStore()
  for (;;) {
    const keys = await settled(
      store.transaction('queue').objectStore('queue').getAllKeys(rangeOf(person)),
    )
    const last = keys.at(-1) as [string, number] | undefined
    const row = await make((last?.[1] ?? 0) + 1)
    const work = store.transaction(file ? ['queue', 'file'] : ['queue'], 'readwrite', {
      durability: 'strict',
    })
    const done = new Promise<boolean>((resolve, reject) => {
      work.oncomplete = () => resolve(true)
      work.onabort = () =>
        work.error?.name === 'ConstraintError' ? resolve(false) : reject(work.error)
    })
    work.objectStore('queue').add(row)
    if (file) work.objectStore('file').put(file)
    if (await done) return row
  }
}

/** Everything of a person is gone when this returns. */
export async function wipe(person: string): Promise<void> {
  const store = await openStore()
  const tables = Object.keys(keyPaths) as Table[]
  const work = store.transaction(tables, 'readwrite', { durability: 'strict' })
  const done = new Promise<void>((resolve, reject) => {
    work.oncomplete = () => resolve()
    work.onabort = () => reject(work.error)
  })
  for (const table of tables)
    work.objectStore(table).delete(table === 'person' ? person : rangeOf(person))
  await done
}

export async function keysOfKept(person: string): Promise<{ name: string; used: number }[]> {
  const found = await rowsOf('kept', person)
  return found.map(({ name, used }) => ({ name, used }))
}
