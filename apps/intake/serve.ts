/**
 * An intake on a host of its own: pages at / and /complain, sealed parcels in a spool, and a record elsewhere that they are passed
 * on to. It holds open keys only. It writes no log of who came.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { isOpenKey, parcelType } from '@konbit/seal'
import { makeIntake } from './intake.ts'
import type { IntakeSettings, OpenKey, Thread } from './settings.ts'
import { openSpool } from './spool.ts'
import { careIn, voicesIn } from './voices.ts'

/** What the person at the keyboard got wrong, in one sentence. */
export class ServeFailure extends Error {
  override readonly name = 'ServeFailure'
}

export type ServeSettings = {
  port: number
  host: string
  /** What `GET /api/{mission}/intake/keys` answered, checked by whoever runs this. */
  keysFile: string
  /** The record's address, such as https://record.example.org. */
  passTo: string
  mission: string
  folder: string
  script: () => Promise<Uint8Array | undefined>
  leaveTo: string
  note: (sentence: string) => void
}
type KeysFile = {
  mission: string
  name: string
  zone: string
  isDemonstration: boolean
  keys: OpenKey[]
}

const patienceMs = 20_000

export async function serveIntake(settings: ServeSettings): Promise<{
  address: string
  port: number
  waiting: () => Promise<number>
  stop: () => Promise<void>
}> {
  const { port, host, keysFile, passTo, mission, folder, script, leaveTo, note } = settings
  const known = await readKeys(keysFile)
  if (known.mission !== mission)
    throw new ServeFailure(`${keysFile} holds the keys of ${known.mission}, not of ${mission}.`)
  const to = (path: string): string => new URL(`/api/${mission}/intake/${path}`, passTo).href

  const spool = await openSpool({
    folder,
    note,
    hand: async (parcel) => {
      const answer = await fetch(to('taken'), {
        method: 'POST',
        headers: { 'content-type': parcelType },
        body: parcel as Uint8Array<ArrayBuffer>,
        signal: AbortSignal.timeout(patienceMs * 6),
      })
      await answer.body?.cancel()
      if (answer.ok) return 'kept'
      if (answer.status === 404) return 'unknown'
      return [400, 409, 413, 415, 422].includes(answer.status) ? 'refused' : 'later'
    },
  })

  const thread: IntakeSettings['thread'] = async (open) => {
    try {
      const answer = await fetch(to(`threads/${open}`), { signal: AbortSignal.timeout(patienceMs) })
      if (answer.ok) return (await answer.json()) as Thread
      await answer.body?.cancel()
      return answer.status === 404 ? undefined : 'away'
    } catch {
      return 'away'
    }
  }

  const beside = join(folder, '..')
  const intake = makeIntake({
    mission: {
      id: mission,
      name: known.name,
      zone: known.zone,
      isDemonstration: known.isDemonstration,
    },
    keys: async () => known.keys,
    pass: spool.pass,
    thread,
    script,
    voices: voicesIn(join(beside, 'voice')),
    care: careIn(beside),
    leaveTo,
    now: () => new Date(),
  })

  const server = createServer(
    {
      requestTimeout: 300_000,
      headersTimeout: 15_000,
      keepAliveTimeout: 5000,
      maxHeaderSize: 16_384,
    },
    getRequestListener(
      (request, { incoming }: { incoming: { socket: { remoteAddress?: string } } }) => {
        const { pathname } = new URL(request.url)
        const base = /^\/(?:[\w-]+\/)?complain/.exec(pathname)?.[0]
        if (base) return intake(request, base, incoming.socket.remoteAddress ?? '')
        const isRoot = pathname === '/'
        return new Response(null, {
          status: isRoot ? 303 : 404,
          headers: { 'cache-control': 'no-store', ...(isRoot ? { location: '/complain' } : {}) },
        })
      },
    ),
  )
  server.maxConnections = 2048
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(new ServeFailure(`Port ${port}: ${error.message}.`)))
    server.listen(port, host, done)
  })
  const bound = server.address() as AddressInfo
  return {
    address: `http://${host}:${bound.port}/complain`,
    port: bound.port,
    waiting: spool.waiting,
    stop: async () => {
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), 5000)
      await new Promise((done) => server.close(done))
      clearTimeout(late)
      await spool.close()
    },
  }
}

async function readKeys(path: string): Promise<KeysFile> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ServeFailure(
      `There is no file ${path}: save what /api/…/intake/keys of the record answers.`,
    )
  })
  let read: Partial<KeysFile>
  try {
    read = JSON.parse(text) as Partial<KeysFile>
  } catch {
    throw new ServeFailure(
      `${path} is no JSON: save what /api/…/intake/keys of the record answers.`,
    )
  }
  const keys = (read.keys ?? []).filter(({ open }) => isOpenKey(open))
  if (/AGE-SECRET-KEY/i.test(text))
    throw new ServeFailure(
      `${path} holds a secret key. An intake has open keys only: take it out, and retire that key.`,
    )
  if (!read.mission || !read.zone || keys.length === 0)
    throw new ServeFailure(`${path} names no mission, no time zone or no key to seal to.`)
  const { mission, zone, name = mission, isDemonstration = false } = read
  return { mission, zone, name, isDemonstration, keys }
}
