/** For tests only: sealed parcels as a phone makes them, and a line to the door from an address of one's own. */
import { request } from 'node:http'
import { demonstrationKey, makeKey, seal, writeContent, writeParcel } from '@konbit/seal'

export const today = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Port-au-Prince',
}).format()

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

/** Of 127.0.0.0/8 every address is this machine's, so that one test can come from two. */
export const lineOf =
  (port: number) =>
  (
    from: string,
    path: string,
    body: string | Uint8Array,
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
      asking.end(body)
    })
