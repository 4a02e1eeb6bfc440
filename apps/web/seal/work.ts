/** What the sealing page does with parcels: fetch, open, answer, seal anew. Secrets stay in this tab and go nowhere. */
import {
  type Content,
  openOf,
  type ParcelKind,
  parcelType,
  readContent,
  seal,
  unseal,
  writeContent,
  writeParcel,
} from '@konbit/seal'
import { call, reach, uuid7 } from '../api/client.ts'

export type Parcel = {
  id: string
  record: string
  reference: string
  replyTo: string
  side: 'in' | 'out'
  day: string
  sealedOn: 'phone' | 'arrival'
  digest: string
  keys: string[]
  isAnew: boolean
  bytes: number
}
export type OpenKey = { open: string; of: 'conduct' | 'monitor'; title: string }
/** `other`: sealed to a key that is not this one. */
export type Read = { parcel: Parcel; content: Content } | { parcel: Parcel; other: true }

const json = { headers: { accept: 'application/json' }, cache: 'no-store' } as const

export const keysNow = async (mission: string): Promise<OpenKey[]> =>
  (await reach<{ keys: OpenKey[] }>(`/api/${mission}/intake/keys`, json)).keys

/** Those of one complaint; without it, those that some key of today does not open. */
export const parcelsOf = async (mission: string, complaint?: string): Promise<Parcel[]> => {
  const asked = complaint ? `?complaint=${encodeURIComponent(complaint)}` : ''
  return (await reach<{ items: Parcel[] }>(`/api/${mission}/intake/parcels${asked}`, json)).items
}

export async function open(mission: string, parcel: Parcel, secret: string): Promise<Read> {
  if (!parcel.keys.includes(openOf(secret))) return { parcel, other: true }
  const answer = await call(`/api/${mission}/intake/parcels/${parcel.id}`, { cache: 'no-store' })
  if (!answer.ok) throw new Error(answer.statusText)
  const sealed = new Uint8Array(await answer.arrayBuffer())
  return { parcel, content: readContent(await unseal(sealed, secret)) }
}

const put = (address: string, parcel: Uint8Array): Promise<unknown> =>
  reach(address, {
    method: 'POST',
    headers: { 'content-type': parcelType, accept: 'application/json' },
    body: parcel as Uint8Array<ArrayBuffer>,
  })

const outsideOf = (parcel: Pick<Parcel, 'replyTo'>, to: readonly string[]) => ({
  id: uuid7(),
  kind: 'complain' as ParcelKind,
  replyTo: parcel.replyTo,
  to,
  day: new Date().toISOString().slice(0, 10),
  sealedOn: 'phone' as const,
})

/** Sealed to the code of whoever wrote, and to those who answer for it, so that they can read what was said. */
export async function answerTo(mission: string, parcel: Parcel, text: string): Promise<void> {
  const to = [parcel.replyTo, ...(await keysNow(mission)).map(({ open }) => open)]
  const sealed = await seal(writeContent({ sheet: { what: text }, files: [] }), to)
  const address = `/api/${mission}/intake/replies?complaint=${parcel.record}`
  await put(address, writeParcel({ outside: outsideOf(parcel, to), sealed }))
}

/** The same content to those whose key is in use today; an answer stays open to whoever has the code. */
export async function sealAnew(mission: string, read: Read): Promise<boolean> {
  if ('other' in read) return false
  const { parcel, content } = read
  const now = (await keysNow(mission)).map(({ open }) => open)
  const to = parcel.side === 'out' ? [parcel.replyTo, ...now] : now
  const sealed = await seal(writeContent(content), to)
  const address = `/api/${mission}/intake/parcels/${parcel.id}/anew`
  await put(address, writeParcel({ outside: outsideOf(parcel, to), sealed }))
  return true
}

/** A file of this tab's own making. */
export function save(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
