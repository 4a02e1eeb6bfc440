/**
 * The command line as one more client of the API: it asks a running server, or the same app inside this process. So
 * a figure printed here is the figure on the page.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { idOf } from './missions.ts'
import { type Given, UseFailure } from './options.ts'

/** What stands after the question mark; a list stands once for each. */
export type Query = Record<string, string | readonly string[] | undefined>

export type Asking = {
  mission: string
  /** Answers of a route under /api/{mission}; throws a UseFailure with the problem's own words. */
  json: <T>(path: string, query?: Query) => Promise<T>
  /** Whether whoever answers says that it is an exercise. */
  isExercise: () => Promise<boolean>
  /** Whether a route finds anything. */
  has: (path: string) => Promise<boolean>
  send: (path: string, body: unknown) => Promise<{ status: number; body: Record<string, unknown> }>
  /** Sends a file to a route that takes one. */
  upload: (
    path: string,
    query: Query,
    type: string,
    bytes: Uint8Array,
  ) => Promise<{ status: number; body: Record<string, unknown> }>
  stream: (path: string, query: Query) => Promise<AsyncIterable<Uint8Array>>
  close: () => Promise<void>
}

type Door = {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  mission: string
  close: () => Promise<void>
}

export async function openAsking(given: Given): Promise<Asking> {
  const door = await openDoor(given)
  const person: Record<string, string> = {
    ...(given.as ? { 'konbit-person': given.as } : {}),
    ...(process.env.KONBIT_KEY ? { authorization: `Bearer ${process.env.KONBIT_KEY}` } : {}),
  }
  const addressOf = (path: string, query: Query): string => {
    const pairs = Object.entries(query).flatMap(([name, values]) =>
      [values ?? []].flat().map((value) => [name, value]),
    )
    return `/api/${door.mission}${path}?${new URLSearchParams(pairs)}`
  }
  const look = (path: string, query: Query): Promise<Response> =>
    door.fetch(addressOf(path, query), { headers: person })
  const get = async (path: string, query: Query): Promise<Response> => {
    const response = await look(path, query)
    if (!response.ok) throw new UseFailure(wordsOf((await response.json()) as Problem))
    return response
  }
  return {
    mission: door.mission,
    json: async <T>(path: string, query = {}) => (await get(path, query)).json() as Promise<T>,
    isExercise: async () => (await look('/measures', {})).headers.has('konbit-exercise'),
    has: async (path) => (await look(path, {})).ok,
    send: async (path, body) => {
      const headers = { ...person, 'content-type': 'application/json' }
      const response = await door.fetch(`/api/${door.mission}${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    upload: async (path, query, type, bytes) => {
      const response = await door.fetch(addressOf(path, query), {
        method: 'POST',
        headers: { ...person, 'content-type': type },
        body: bytes as BodyInit,
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    stream: async (path, query) =>
      (await get(path, query)).body as unknown as AsyncIterable<Uint8Array>,
    close: door.close,
  }
}

export type Problem = { detail: string; errors?: { field: string; needs: string }[] }
export const wordsOf = ({ detail, errors = [] }: Problem): string =>
  [detail, ...errors.map(({ field, needs }) => `  ${field}: ${needs}`)].join('\n')

async function openDoor(given: Given): Promise<Door> {
  const named = given.server ?? (await running(given.data ?? ''))
  if (named) {
    const address = named.replace(/\/+$/, '')
    const reach = async (path: string, init: RequestInit): Promise<Response> => {
      try {
        for (;;) {
          const response = await fetch(`${address}${path}`, init)
          if (response.status !== 429) return response
          await sleep(1000 * Number(response.headers.get('retry-after') ?? 1))
        }
      } catch {
        throw new UseFailure(`No Konbit answers at ${address}.`)
      }
    }
    return { fetch: reach, mission: await idOf(given.mission ?? ''), close: async () => {} }
  }
  const { openHouse } = await import('./open.ts') // a client of a running server needs no database
  const house = await openHouse(given)
  return {
    fetch: async (path, init) => house.app.request(path, init),
    mission: house.mission,
    close: house.close,
  }
}

/** The address that a server on this data folder left there, if it still answers. */
async function running(data: string): Promise<string | undefined> {
  const address = (await readFile(join(data, 'address'), 'utf8').catch(() => '')).trim()
  if (!address) return undefined
  const response = await fetch(`${address}/api/health`, {
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined)
  return response?.ok ? address : undefined
}
