/** Whole lists as files: read as they are taken, complete or broken off, with their count, their digest and what their columns mean. */
import { createHash, randomUUID } from 'node:crypto'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from './testing.ts'

const rows = 1200
let server: TestServer
/** Pages read from the record since the last export began, and the one at which reading fails. */
const pages = { read: 0, failsAt: Number.POSITIVE_INFINITY }

beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      ledger: {
        ...house.ledger,
        async *pages(...asked) {
          pages.read = 0
          for await (const page of house.ledger.pages(...asked)) {
            pages.read += 1
            if (pages.read === pages.failsAt) throw new Error('the line to the database is gone')
            yield page
          }
        },
      },
    }),
  })
  const lines = Array.from({ length: rows }, (_, at) => `V-${at},patrol`)
  const landed = await server.as('fleet').send(`vehicle/import?import=${randomUUID()}&dry=false`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `plate,type\n${lines.join('\n')}\n`,
  })
  expect(landed.body.counts.landed).toBe(rows)
}, 600_000)
afterAll(() => server.close())

const open = async (format: string): Promise<Response> =>
  server.app.request(`/api/${server.mission}/vehicle?format=${format}`, {
    headers: { 'konbit-person': 'fleet' },
  })
const whole = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer())

test.each(['csv', 'xlsx'])(
  '%s is read from the record no faster than it is taken',
  async (format) => {
    pages.failsAt = Number.POSITIVE_INFINITY
    const reader = ((await open(format)).body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    // Nobody reads on: what is under way comes to rest.
    let before = -1
    while (before !== pages.read) {
      before = pages.read
      await new Promise((done) => setTimeout(done, 150))
    }
    const held = pages.read
    while (!(await reader.read()).done);
    expect(pages.read).toBeGreaterThan(4)
    expect(held).toBeLessThan(pages.read - 1)
  },
)

test('the last line of CSV tells the count and the digest of what stands above it', async () => {
  const text = (await whole(await open('csv'))).toString()
  const at = text.lastIndexOf('\r\n', text.length - 3) + 2
  const digest = createHash('sha256').update(text.slice(0, at)).digest('hex')
  expect(text.slice(at).split(',').slice(0, 2)).toEqual([`#end ${rows}`, `sha256 ${digest}`])
  expect(text.slice(0, at).split('\r\n')).toHaveLength(rows + 2)
})

test('XLSX holds the same digest, and the same dictionary as the file beside CSV', async () => {
  const csv = (await whole(await open('csv'))).toString()
  const digest = /sha256 ([0-9a-f]{64})/.exec(csv)?.[1]
  const parts = unzipSync(new Uint8Array(await whole(await open('xlsx'))))
  const about = Buffer.from(parts['xl/worksheets/sheet2.xml'] ?? []).toString()
  expect(about).toContain(digest)
  const response = await open('csv')
  const link = /<([^>]+)>; rel="describedby"/.exec(response.headers.get('link') ?? '')?.[1] ?? ''
  await response.body?.cancel()
  const dictionary = (await server.as('fleet').get(link.replace(/^.*\/vehicle/, 'vehicle'))).text
  const columns = dictionary
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0] ?? '')
  expect(columns).toEqual(expect.arrayContaining((csv.split('\r\n')[0] ?? '').split(',')))
  for (const column of columns) expect(about).toContain(`>${column}<`)
})

test.each(['csv', 'xlsx'])('%s that fails half-way is broken off', async (format) => {
  pages.failsAt = 3
  await expect(open(format).then(whole)).rejects.toThrow()
})
