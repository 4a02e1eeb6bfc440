/**
 * A release from draft to recall, by the doors people use: what may be in it, that what is previewed is what is seen, who may let it
 * go and to whom, the link of a counterpart without an account, the receipt, and that it is gone after the recall.
 */
import { randomUUID } from 'node:crypto'
import { openRelease } from '@konbit/formats'
import { openNote, parseVerifier, type Verifier } from '@konbit/proof'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkAuthor } from './shared.ts'
import { fillGround, openSharing, type Sharing, title, vettedOffice } from './testing.ts'

let server: Sharing
let incidents: string[]
let offices: string[]
const ROWS = 24

beforeAll(async () => {
  server = await openSharing()
  incidents = await fillGround(server, ROWS)
  offices = [
    await vettedOffice(server, 'Police nationale, DCPJ'),
    await vettedOffice(server, 'Bureau des migrations'),
    await vettedOffice(server, 'Protection civile'),
  ]
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const id = () => ({ id: randomUUID() })
let numbers = 0
const draft = (more: object = {}) => {
  numbers += 1
  return server.told('police', ['policeLiaison'], 'release', 'enter', {
    ...{ number: `REL-${numbers}`, title: 'Attacks of May', purpose: 'To protect markets' },
    ...{ audience: offices, validUntil: '2098-06-30', shares: ['incident'], workingLanguage: 'en' },
    ...more,
  })
}
const door = (release: string, what: string) => `sharing/release/${release}/${what}`
const previewed = async (more: object = {}): Promise<string> => {
  const release = await draft(more)
  const { status, body } = await server.as('police').post(door(release, 'preview'), id())
  expect(status, JSON.stringify(body)).toBe(200)
  return release
}
const letGo = async (more: object = {}): Promise<{ release: string; copies: string[] }> => {
  const release = await previewed(more)
  const { status, body } = await server.as('chief').post(door(release, 'let-go'), id())
  expect(status, JSON.stringify(body)).toBe(200)
  return { release, copies: body.copies }
}
const linked = async (copy: string): Promise<{ path: string; code: string }> => {
  const { status, body } = await server.as('police').post(`sharing/copy/${copy}/link`, id())
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const bytesOf = async (path: string, who = 'police'): Promise<Uint8Array> => {
  const got = await server.app.request(`/api/${server.mission}/${path}`, {
    headers: { 'konbit-person': who },
  })
  expect(got.status).toBe(200)
  return new Uint8Array(await got.arrayBuffer())
}
const asked = (path: string, form?: Record<string, string>) =>
  server.app.request(path, {
    ...(form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}),
    headers: {
      'accept-language': 'en',
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
  })
const ticketIn = (page: string): string => /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? ''
const fieldsOf = async (register: string, record: string) =>
  (await server.as('police').get(`${register}/${record}`)).body

describe('what may be in a release', () => {
  test('is what a reader cleared for partners sees: a raised record is not there, and is again when it is lowered', async () => {
    const raised = incidents[3] as string
    const release = await draft()
    const seen = async (): Promise<string> =>
      (await server.as('chief').get(door(release, 'preview'))).text
    expect(await seen()).toContain(title(3))
    const said = { record: raised, because: 'It would show a position.' }
    await server.told('chief', ['chief'], 'incident', 'raise', { label: 'mission' }, said)
    const without = await seen()
    expect(without).not.toContain(title(3))
    expect(without).toContain(title(4))
    await server.told('chief', ['chief'], 'incident', 'lower', { label: 'partner' }, said)
    expect(await seen()).toContain(title(3))
  })
  test('leaves out what it withholds, and narrows to a period and to chosen incidents', async () => {
    const at = async (more: object) =>
      (await server.as('police').get(door(await draft(more), 'preview'))).body.tables[0]
    const whole = await at({})
    expect([whole.rows.length, whole.columns]).toEqual([ROWS, expect.arrayContaining(['Where'])])
    const closed = await at({ withholds: ['places', 'groups', 'notes'] })
    expect(closed.columns).toEqual(['Code', 'Title', 'Kind', 'When it happened', 'State'])
    expect((await at({ periodFirst: '2024-05-02', periodLast: '2024-05-05' })).rows.length).toBe(4)
    expect((await at({ onlyIncidents: incidents.slice(0, 2) })).rows.length).toBe(2)
  })
})

describe('letting go', () => {
  test('is by another than who previewed, and never to one whose vetting has run out or is for less', async () => {
    const release = await previewed()
    const own = await server.as('police').post(door(release, 'let-go'), id())
    expect(own.status).toBe(403)
    const record = await vettedOffice(server, 'Lapsed office')
    const late = await previewed({ audience: [offices[0], record] })
    const said = { record, because: 'Nobody answers there any more.' }
    await server.told('legal', ['legal'], 'counterpart', 'refuse', {}, said)
    const refused = await server.as('chief').post(door(late, 'let-go'), id())
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'A counterpart it is for is not vetted, or the vetting has run out: have it vetted first.',
    ])
    const open = await vettedOffice(server, 'Open office', { level: 'public' })
    const high = await previewed({ audience: [open] })
    expect((await server.as('chief').post(door(high, 'let-go'), id())).body.detail).toBe(
      'A counterpart it is for is vetted for what is public only.',
    )
    expect((await server.as('police').get(`release/${late}`)).body.state).toBe('previewed')
  })
  test('gives each recipient what was previewed, to the letter but for the mark, under a signature', async () => {
    const { release, copies } = await letGo()
    const shown = (await server.as('police').get(door(release, 'preview'))).body
    expect(shown.isPinned).toBe(true)
    const { key } = (await server.as('nobody').get('sharing/key')).body
    const known = [parseVerifier(key) as Verifier]
    const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u2019', "'")
    const seen = new Set<string>()
    for (const copy of copies) {
      const bytes = await bytesOf(`sharing/copy/${copy}/file`)
      const opened = openRelease(bytes, known)
      if (!opened.ok) throw new Error(opened.wrong)
      const page = Buffer.from(opened.files.get('page.html') as Uint8Array).toString()
      expect(page).not.toMatch(/<script|<iframe|<img|https?:|url\(/i)
      expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'/)
      const csv = Buffer.from(opened.files.get('data/incident.csv') as Uint8Array).toString()
      seen.add(csv)
      const rows = csv.trim().split('\r\n').slice(1, -1)
      const turned = (cells: string): string => cells.split('; ').sort().join('; ')
      const told = rows.map((line) => plain(line).slice(8).split(',').map(turned).join())
      const meant = shown.tables[0].rows.map((cells: string[]) =>
        cells
          .map((cell) => (cell.includes(',') ? `"${cell}"` : cell))
          .join()
          .split(',')
          .map(turned)
          .join(),
      )
      expect(told.sort()).toEqual(meant.sort())
      // A byte of it changed, or a key that is another's, and it is no release of this mission.
      const broken = bytes.slice()
      broken[200] = (broken[200] as number) ^ 1
      expect(openRelease(broken, known).ok).toBe(false)
    }
    expect(seen.size).toBe(copies.length)
    expect(await bytesOf(`sharing/copy/${copies[0]}/file`)).toEqual(
      await bytesOf(`sharing/copy/${copies[0]}/file`),
    )
  })
})

describe('the link of a counterpart without an account', () => {
  test('asks for the code, takes a signed receipt that is an entry, shows and hands out the copy, and counts', async () => {
    const { release, copies } = await letGo()
    const copy = copies[0] as string
    const { path, code } = await linked(copy)
    const gate = await asked(path)
    const text = await gate.text()
    expect([gate.status, gate.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
    expect(text).not.toMatch(/REL-|Police|script/)
    expect((await asked(path, { code: 'AAAA-AAAA' })).status).toBe(403)
    const ready = await (await asked(path, { code: code.toLowerCase() })).text()
    expect(ready).toContain('To protect markets')
    expect(ready).not.toContain(title(1).slice(0, 20))
    expect((await fieldsOf('releaseCopy', copy)).state).toBe('sent')
    const ticket = ticketIn(ready)
    expect((await asked(path, { ticket: `${ticket}x`, do: 'open' })).status).toBe(403)
    const open = await (await asked(path, { ticket, do: 'open' })).text()
    expect(open.replaceAll('\u00a0', ' ')).toContain('night 1<')
    const received = await fieldsOf('releaseCopy', copy)
    expect([received.state, received.fields.opens, received.fields.confirmedBy]).toEqual([
      ...['received', 1, linkAuthor],
    ])
    const note = /<pre>([\s\S]*)<\/pre>/.exec(open)?.[1] ?? ''
    const key = parseVerifier((await server.as('nobody').get('sharing/key')).body.key) as Verifier
    expect(openNote(note, [key])).toMatchObject({
      text: expect.stringContaining(`sha256: ${received.fields.digest}`),
    })
    const file = await asked(path, { ticket, do: 'file' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    expect(openRelease(bytes, [key])).toMatchObject({ ok: true })
    expect(bytes).toEqual(await bytesOf(`sharing/copy/${copy}/file`))
    await asked(path, { ticket, do: 'open' })
    expect((await fieldsOf('releaseCopy', copy)).fields.opens).toBe(2)
    // Another link ends this one.
    const next = await linked(copy)
    expect((await asked(path)).status).toBe(410)
    expect((await asked(next.path)).status).toBe(200)
    expect((await fieldsOf('release', release)).state).toBe('released')
  })
  test('makes guessing slow, and opens nothing that is not whole', async () => {
    const { copies } = await letGo()
    const { path, code } = await linked(copies[1] as string)
    for (let nth = 0; nth < 5; nth += 1) await asked(path, { code: `AAAA-AAA${nth + 2}` })
    expect((await asked(path, { code })).status).toBe(429)
    for (const bad of [path.slice(0, -1), `${path.slice(0, -2)}AA`, `${path}x`])
      expect([404]).toContain((await asked(bad)).status)
  })
  test('after a recall shows only that and when, and hands out nothing by any door', async () => {
    const { release, copies } = await letGo()
    const copy = copies[0] as string
    const { path, code } = await linked(copy)
    const ready = await (await asked(path, { code })).text()
    const ticket = ticketIn(ready)
    await asked(path, { ticket, do: 'open' })
    const because = 'A group read it out on the radio.'
    const input = { recalledOn: '2025-02-03', recalledFor: 'leaked' }
    await server.told('police', ['policeLiaison'], 'release', 'recall', input, {
      record: release,
      because,
    })
    const forms: (Record<string, string> | undefined)[] = [undefined, { code }]
    forms.push({ ticket, do: 'open' }, { ticket, do: 'file' })
    for (const form of forms) {
      const got = await asked(path, form)
      const text = await got.text()
      expect([got.status, text.includes('Recalled on 3 February 2025')]).toEqual([410, true])
      expect(text).not.toMatch(/REL-|market|Police|radio/)
    }
    expect((await server.as('police').get(`sharing/copy/${copy}/file`)).status).toBe(409)
    expect((await server.as('police').post(`sharing/copy/${copy}/link`, id())).status).toBe(409)
    const verbs = async (register: string, record: string) =>
      (await server.as('police').get(`${register}/${record}/history`)).body.items.map(
        (one: { verb: string; author: string }) => `${one.verb} ${one.author}`,
      )
    expect(await verbs('release', release)).toEqual([
      ...['recall police', 'release chief', 'preview police', 'enter police'],
    ])
    expect(await verbs('releaseCopy', copy)).toEqual([
      `receive ${linkAuthor}`,
      'send police',
      'enter chief',
    ])
  })
  test('closes when the vetting of its office ends, and when its last day is past', async () => {
    const office = await vettedOffice(server, 'Short office')
    const { copies } = await letGo({ audience: [office] })
    const { path } = await linked(copies[0] as string)
    const said = { record: office, because: 'The office was closed.' }
    await server.told('police', ['policeLiaison'], 'counterpart', 'end', {}, said)
    const got = await asked(path)
    expect([got.status, (await got.text()).includes('not open to you now')]).toEqual([410, true])
  })
})

test('a leak is traced to its copy by the door, and only for those who may', async () => {
  const { copies } = await letGo()
  const bytes = await bytesOf(`sharing/copy/${copies[2]}/file`)
  const opened = openRelease(bytes)
  if (!opened.ok) throw new Error(opened.wrong)
  const csv = Buffer.from(opened.files.get('data/incident.csv') as Uint8Array).toString()
  // Re-saved with semicolons, sorted, without serial, codes and header.
  const rows = csv.trim().split('\r\n').slice(1, -1)
  const leak = rows
    .map((line) => line.slice(8).replaceAll(',', ';'))
    .sort()
    .slice(4, 16)
    .join('\n')
  const send = (who: string, body: Uint8Array | string) =>
    server.as(who).send('sharing/trace', {
      ...{ method: 'POST', body: body as BodyInit },
      headers: { 'content-type': 'application/octet-stream' },
    })
  const { status, body } = await send('police', leak)
  expect(status, JSON.stringify(body)).toBe(200)
  const [best, next] = body.items[0].findings
  expect([best.copy, best.verdict, best.office]).toEqual([copies[2], 'sure', 'Protection civile'])
  expect(next.verdict).toBe('open')
  const whole = (await send('legal', bytes)).body
  expect([whole.archive.isWhole, whole.items[0].findings[0].copy]).toEqual([true, copies[2]])
  expect((await send('fleet', leak)).status).toBe(403)
  expect((await send('police', 'Nothing of ours at all.')).body.items).toEqual([])
})
