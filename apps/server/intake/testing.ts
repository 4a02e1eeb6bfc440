/** For tests only: sealed parcels as a phone makes them, and a line to the door from an address of one's own. */
import { request } from 'node:http'
import { Readable } from 'node:stream'
import {
  demonstrationKey,
  makeKey,
  readParcel,
  seal,
  writeContent,
  writeParcel,
} from '@konbit/seal'
import { dayFrom } from '../testing.ts'

export const today = dayFrom()

export async function parcel(said: string, more: object = {}) {
  const { open } = await makeKey()
  const to = [demonstrationKey.open]
  const sealed = await seal(writeContent({ sheet: { what: said }, files: [] }), to)
  const outside = {
    id: crypto.randomUUID(),
    kind: 'complain' as const,
    replyTo: open,
    to,
    day: today,
    sealedOn: 'phone' as const,
    ...more,
  }
  return { open: outside.replyTo, bytes: writeParcel({ outside, sealed }) }
}

/** Many that differ in their keys and hold the same sealed words: sealing a thousand would be all that a test does. */
export async function parcels(many: number) {
  const { bytes } = await parcel('flood')
  const read = readParcel(bytes) as NonNullable<ReturnType<typeof readParcel>>
  return Promise.all(
    Array.from({ length: many }, async () => {
      const { open } = await makeKey()
      const outside = { ...read.outside, id: crypto.randomUUID(), replyTo: open }
      return { open, bytes: writeParcel({ outside, sealed: read.sealed }) }
    }),
  )
}

/** A form with a voice of so many megabytes, made as it is sent; `each` is called after every tenth. */
export function* voiceOf(megabytes: number, each: () => void): Generator<Uint8Array> {
  const head = '--x\r\ncontent-disposition: form-data; name="voice"; filename="v.mp3"\r\n\r\n'
  yield Buffer.from(head)
  for (let i = 0; i < megabytes; i++) {
    yield Buffer.alloc(1_000_000)
    if (i % 10 === 9) each()
  }
}

/** Of 127.0.0.0/8 every address is this machine's, so that one test can come from two. */
export const lineOf =
  (port: number) =>
  (
    from: string,
    path: string,
    body: string | Uint8Array | Iterable<Uint8Array>,
    type: string,
  ): Promise<{ status: number; text: string }> =>
    new Promise((done, fail) => {
      const asking = request(
        {
          ...{ host: '127.0.0.1', port, path, method: 'POST', agent: false },
          ...{ localAddress: from, headers: { 'content-type': type } },
        },
        (answer) => {
          let text = ''
          answer.on('data', (part) => {
            text += part
          })
          answer.on('end', () => done({ status: answer.statusCode ?? 0, text }))
        },
      )
      asking.on('error', fail)
      if (typeof body === 'string' || body instanceof Uint8Array) asking.end(body)
      else Readable.from(body).pipe(asking)
    })
