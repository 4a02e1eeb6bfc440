/**
 * Asking the server. The person is a cookie, so that plain links (exports) are asked by the same person; a refusal
 * comes back as a `Problem`, thrown once here and read by ErrorPanel. A command is sent by outbox/send.ts.
 */
import { tellLine } from '../outbox/line.ts'
import type { Command } from '../outbox/order.ts'

/** `told`: what it needs as a key of words, to be said in the language of the page; absent where only the English is there. */
export type Detail = { field: string; needs: string; told?: Told }

/** What stands between an author and what changed meanwhile; `yours` is absent where nothing of that field was sent. */
export type Conflict = {
  seq: number
  entries: readonly { seq: number; verb: string; author: string; known: string }[]
  fields: readonly { field: string; was: unknown; theirs: unknown; yours?: unknown }[]
}
/** One sentence of a refusal, as a key of words and its values. */
export type Told = { key: string; values: Readonly<Record<string, string | number>> }
type Extra = {
  errors?: readonly Detail[]
  conflict?: Conflict
  told?: readonly Told[]
  wait?: number
}

/** An answer of the server that says no, or that could not be had. `name` is its kebab-case name in the catalogue. */
export class Problem extends Error {
  readonly kind: string
  readonly status: number
  readonly errors: readonly Detail[]
  readonly conflict: Conflict | undefined
  /** What it says, to be said in the language of the page; empty where only the English is there. */
  readonly told: readonly Told[]
  /** Seconds after which asking again may help. */
  readonly wait: number | undefined
  constructor(kind: string, status: number, why: string, extra: Extra = {}) {
    super(why)
    this.kind = kind
    this.status = status
    this.errors = extra.errors ?? []
    this.conflict = extra.conflict
    this.told = extra.told ?? []
    this.wait = extra.wait
  }
}

export type Params = Readonly<Record<string, string | readonly string[] | number | undefined>>

export function query(params: Params = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat())
      if (one !== undefined && one !== '') search.append(name, String(one))
  }
  const text = search.toString().replaceAll('%3A', ':')
  return text ? `?${text}` : ''
}

/** The answer of the server, or its refusal as a `Problem`. */
export async function answer<T>(response: Response): Promise<T> {
  const type = response.headers.get('content-type') ?? ''
  // Something on the way answered in its stead: a gateway without us behind it, the page of a hotel.
  if (!type.includes('json') && (response.ok || [502, 503, 504, 511].includes(response.status)))
    throw new Problem('no-line', 0, '')
  // What breaks off half-way never came.
  const body: unknown = type.includes('json')
    ? await response.json().catch(() => {
        throw new Problem('no-line', 0, '')
      })
    : undefined
  if (response.ok && body !== undefined) return body as T
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw problemIn(body, response.status, response.statusText, wait)
}

/** A refusal as the server writes it, by itself or in a list of answers. */
export function problemIn(body: unknown, status: number, said = '', wait = Number.NaN): Problem {
  const {
    type = '',
    detail = '',
    title = '',
    errors,
    conflict,
    told,
  } = (body ?? {}) as Record<string, string> & Pick<Extra, 'errors' | 'conflict' | 'told'>
  const kind = type.split('/').pop() || (status === 429 ? 'too-many-requests' : 'failed')
  return new Problem(kind, status, detail || title || said, {
    ...(errors ? { errors } : {}),
    ...(conflict ? { conflict } : {}),
    ...(told ? { told } : {}),
    ...(Number.isFinite(wait) ? { wait } : {}),
  })
}

/** While the outbox is open: it knows the phone, keeps answers sealed, and gives them back where there is no line. */
export type Keeper = {
  device: string
  read: <T>(address: string, signal: AbortSignal | null) => Promise<T>
}
let keeper: Keeper | undefined
export const setKeeper = (next: Keeper | undefined): void => {
  keeper = next
}
/** By it the server knows a phone that was lost, and that the phone's owner is who is signed in. */
const headersOfDevice = (): Record<string, string> =>
  keeper?.device ? { 'konbit-device': keeper.device } : {}

/** Any address of the server, as one response; says to the page whether there is a line. */
export async function call(address: string, init: RequestInit = {}): Promise<Response> {
  try {
    const response = await fetch(address, {
      ...init,
      headers: { ...headersOfDevice(), ...(init.headers as Record<string, string>) },
    })
    tellLine({ isUp: true })
    return response
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    tellLine({ isUp: false })
    throw new Problem('no-line', 0, '')
  }
}

/** Any address of the server, as one answer or one `Problem`. */
export const reach = async <T>(address: string, init?: RequestInit): Promise<T> =>
  answer<T>(await call(address, init))

const ask = <T>(path: string, init?: RequestInit): Promise<T> => reach<T>(`/api${path}`, init)

export const get = <T>(path: string, params?: Params, signal?: AbortSignal): Promise<T> => {
  const address = `${path}${query(params)}`
  if (keeper) return keeper.read<T>(`/api${address}`, signal ?? null)
  return ask<T>(address, { headers: { accept: 'application/json' }, signal: signal ?? null })
}

/** Where a command goes, and as what. */
export function pathOf(
  mission: string,
  { register, record, verb, ...rest }: Command,
): { path: string; body: object } {
  return verb === 'enter'
    ? { path: `/${mission}/${register}`, body: { ...rest, record } }
    : { path: `/${mission}/${register}/${record}/${verb}`, body: rest }
}

export const post = <T>(path: string, body: unknown): Promise<T> =>
  ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })

const cookie = 'konbit-person'
export const chosenPerson = (): string | undefined =>
  document.cookie
    .split('; ')
    .find((part) => part.startsWith(`${cookie}=`))
    ?.slice(cookie.length + 1)

export function choosePerson(id: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: links to files carry it too, which no header could; not every browser has cookieStore
  document.cookie = `${cookie}=${encodeURIComponent(id)}; path=/; max-age=31536000; samesite=lax`
}

/** A UUIDv7, made by the client so that sending twice is harmless. */
export function uuid7(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let time = now
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
