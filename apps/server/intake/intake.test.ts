/** Complaints by the public pages and by the door of parcels: sealed, provable, answered by the code, and unread by whoever serves. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyReceipt } from '@konbit/proof'
import {
  codeKey,
  demonstrationKey,
  makeKey,
  parcelType,
  readContent,
  readParcel,
  seal,
  unseal,
  writeContent,
  writeParcel,
} from '@konbit/seal'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ids, openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
let keys: string
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
  server = await openTestServer({ keys })
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server?.close()
  await rm(keys, { recursive: true, force: true })
})

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Port-au-Prince' }).format()
const planted = 'zquvezotik'

async function parcel(said: string, more: object = {}) {
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
const send = (bytes: Uint8Array, path = 'intake/taken', who = 'nobody') =>
  server.as(who).send(path, {
    method: 'POST',
    headers: { 'content-type': parcelType },
    body: bytes as Uint8Array<ArrayBuffer>,
  })

/** As a browser without a script sends a form. */
async function form(words: Record<string, string>, files: Record<string, Blob> = {}) {
  const body = new FormData()
  for (const [name, text] of Object.entries(words)) body.append(name, text)
  for (const [name, file] of Object.entries(files)) body.append(name, file, 'file')
  const response = await server.app.request('/complain?l=ht', { method: 'POST', body })
  return { status: response.status, text: await response.text(), headers: response.headers }
}
const codeIn = (text: string): string => /id="code">([\d ]+)</.exec(text)?.[1] ?? ''

describe('a parcel', () => {
  test('is a complaint once it is answered for, and sending it again changes nothing', async () => {
    const { open, bytes } = await parcel('a')
    const first = await send(bytes)
    expect(first.status).toBe(201)
    expect((await send(bytes)).body).toEqual(first.body)
    const { body } = await server.as('conduct').get(`complaint?q=${first.body.reference}`)
    expect(body.items).toHaveLength(1)
    expect(body.items[0].fields).toMatchObject({ channel: 'form', receivedOn: today })
    const listed = await server.as('conduct').get(`intake/parcels?complaint=${body.items[0].id}`)
    expect(listed.body.items).toMatchObject([{ replyTo: open, side: 'in', sealedOn: 'phone' }])
  })

  test('that is none, too old or not sealed is refused', async () => {
    const wrong = [
      new TextEncoder().encode('{"id":"x"}\nin clear'),
      new Uint8Array(),
      (await parcel('x', { day: '2020-01-01' })).bytes,
    ]
    for (const bytes of wrong) expect((await send(bytes)).status).toBe(422)
    expect((await send((await parcel('x', { follows: true })).bytes)).status).toBe(404)
  })

  test('is found by nobody but those of conduct, by any door', async () => {
    const { bytes } = await parcel('b')
    const { reference } = (await send(bytes)).body
    const [row] = await server.test.look<{ id: string; record: string }>(
      'select id, record from konbit.parcel order by n desc limit 1',
    )
    for (const who of [
      'chief',
      'watch',
      'fleet',
      'forceGeneration',
      'resident',
      'protection',
      'nobody',
    ]) {
      const as = server.as(who)
      expect((await as.get(`intake/parcels/${row?.id}`)).status).toBe(404)
      expect((await as.get(`intake/parcels?complaint=${row?.record}`)).body.items).toEqual([])
      expect((await as.get('intake/parcels')).body.items).toEqual([])
      expect((await as.get(`complaint/${row?.record}`)).status).toBe(404)
      expect((await as.get(`search?q=${reference}`)).body.items).toEqual([])
    }
    expect((await server.as('conduct').get(`intake/parcels/${row?.id}`)).status).toBe(200)
  })
})

describe('without a script', () => {
  test('one complains, is given a code, is answered, and talks both ways by it', async () => {
    const sent = await form({
      step: 'send',
      kind: 'complain',
      language: 'ht',
      'say.what': `Yo pran machin mwen ${planted}`,
      'say.reach': 'code',
    })
    expect(sent.status).toBe(200)
    const code = codeIn(sent.text)
    const key = await codeKey(code)
    const [found] = await server.test.look<{ id: string; record: string; sealed: Buffer }>(
      'select id, record, sealed from konbit.parcel where reply_to = $1',
      [key.open],
    )
    const record = found?.record as string
    const content = readContent(
      await unseal(new Uint8Array(found?.sealed as Buffer), demonstrationKey.secret),
    )
    expect(content.sheet).toMatchObject({
      what: `Yo pran machin mwen ${planted}`,
      kind: 'complain',
    })

    const answer = writeContent({ sheet: { what: 'Nou li sa <b>w</b> ekri' }, files: [] })
    const outside = {
      id: crypto.randomUUID(),
      kind: 'complain' as const,
      replyTo: key.open,
      to: [key.open, demonstrationKey.open],
      day: today,
      sealedOn: 'phone' as const,
    }
    const reply = writeParcel({ outside, sealed: await seal(answer, outside.to) })
    expect((await send(reply, `intake/replies?complaint=${record}`, 'watch')).status).toBe(403)
    expect((await send(reply, `intake/replies?complaint=${record}`, 'conduct')).status).toBe(201)

    const back = await form({ step: 'look', code: code.replaceAll(' ', '') })
    expect(back.text).toContain('Nou li sa &lt;b&gt;w&lt;/b&gt; ekri')
    const more = await form({ step: 'look', code, 'say.what': 'Mèsi', kind: 'complain' })
    expect(more.status).toBe(200)
    const listed = await server.as('conduct').get(`intake/parcels?complaint=${record}`)
    expect(listed.body.items.map(({ side }: { side: string }) => side)).toEqual(['in', 'out', 'in'])
    const last = await server.test.look<{ sealed: Buffer }>(
      `select sealed from konbit.parcel where record = $1 and side = 'in' order by n`,
      [record],
    )
    const tokens = await Promise.all(
      last.map(
        async ({ sealed }) =>
          readContent(await unseal(new Uint8Array(sealed), demonstrationKey.secret)).sheet.token,
      ),
    )
    expect(new Set(tokens).size).toBe(1)
    expect(
      (
        await form({
          step: 'look',
          code: code.replace(/\d$/, (one) => String((Number(one) + 1) % 10)),
        })
      ).status,
    ).toBe(422)
  })

  test('whoever has the code can prove, without us, that it still stands in the log', async () => {
    const { open, bytes } = await parcel('c')
    await send(bytes)
    const thread = (await server.as('nobody').get(`intake/threads/${open}`)).body
    const opened = verifyReceipt(thread.receipt, thread.logKey)
    expect(opened.ok && opened.facets[0]?.content?.set).toMatchObject({
      sealedDigest: thread.digest,
      reference: thread.reference,
    })
    const { receipt } = thread
    const [facet] = receipt.bundle.facets
    const other = facet.content.replace(thread.digest, '0'.repeat(64))
    const forged = {
      ...receipt,
      bundle: { ...receipt.bundle, facets: [{ ...facet, content: other }] },
    }
    expect(verifyReceipt(forged, thread.logKey).ok).toBe(false)
    const { open: none } = await makeKey()
    expect((await server.as('nobody').get(`intake/threads/${none}`)).status).toBe(404)
  })

  test('nothing is set, kept, told or run beside', async () => {
    const response = await server.app.request('/complain')
    const text = await response.text()
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('konbit-request')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).toContain('<title>Enfòmasyon</title>')
    expect(text.indexOf('Yon vwa fè moun rekonèt ou')).toBeLessThan(text.indexOf('name="kind"'))
    expect(text).toContain('tradiksyon poko verifye')
    expect(text).toContain('Mesaj la sele lè l rive')
    expect(text).not.toMatch(/<script|style="|onclick/)
    expect(text.length).toBeLessThan(8000)
  })

  test('sexual harm and a child: help first, and nothing has to be told', async () => {
    for (const kind of ['sea', 'child']) {
      const { text } = await form({ kind })
      expect(text).toContain('72 èdtan')
      expect(text).not.toMatch(/name="say.what"[^>]*required|name="picture"|name="say.where"/)
      const sent = await form({ step: 'send', kind, 'say.talk': 'woman', 'say.need': 'care' })
      expect(codeIn(sent.text)).toMatch(/^(\d{4} ){4}\d{4}$/)
    }
    const kinds = await server.test.look<{ said: string }>(
      `select distinct content as said from konbit.facet where content like '%sealedDigest%'`,
    )
    expect(kinds.map(({ said }) => said).join()).not.toMatch(/sexual|sea"|child/)
  })
})

describe('whoever serves', () => {
  test('reads none of it: in no table, no answer and no failure', async () => {
    const tables = await server.test.look<{ name: string }>(
      `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
       where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema')`,
    )
    expect(tables.length).toBeGreaterThan(20)
    for (const { name } of tables) {
      const [hit] = await server.test.look<{ count: number }>(
        `select count(*)::int4 as count from ${name} t where t::text like '%${planted}%'
           or t::text like '%${Buffer.from(planted).toString('hex')}%'`,
      )
      expect(hit?.count, name).toBe(0)
    }
    expect(server.failures.join()).not.toContain(planted)
  })

  test('cannot seal anew for fewer than are current, and what came first stays', async () => {
    const [row] = await server.test.look<{ id: string; sealed: Buffer }>(
      'select id, sealed from konbit.parcel order by n limit 1',
    )
    const next = await makeKey()
    const { id, record } = ids()
    const input = { title: 'Second tour', keyOf: 'conduct', openKey: next.open, usedFrom: today }
    const entered = await server.as('conduct').post('sealKey', { id, record, input })
    expect(entered.status).toBe(201)
    const stale = await server.as('conduct').get('intake/parcels')
    expect(stale.body.items.map((one: { id: string }) => one.id)).toContain(row?.id)
    const old = readContent(
      await unseal(new Uint8Array(row?.sealed as Buffer), demonstrationKey.secret),
    )
    const anew = async (to: string[]) => {
      const made = await parcel('x', { to })
      const outside = readParcel(made.bytes)?.outside
      if (!outside) throw new Error('no parcel')
      return writeParcel({ outside, sealed: await seal(writeContent(old), to) })
    }
    const other = await makeKey()
    expect(
      (await send(await anew([other.open]), `intake/parcels/${row?.id}/anew`, 'conduct')).status,
    ).toBe(422)
    expect(
      (await send(await anew([next.open]), `intake/parcels/${row?.id}/anew`, 'chief')).status,
    ).toBe(403)
    expect(
      (await send(await anew([next.open]), `intake/parcels/${row?.id}/anew`, 'conduct')).status,
    ).toBe(201)
    const { headers } = await server.as('conduct').get(`intake/parcels/${row?.id}`)
    expect(headers.get('cache-control')).toBe('no-store')
    const [after] = await server.test.look<{ sealed: Buffer; anew: Buffer }>(
      'select sealed, anew from konbit.parcel where id = $1',
      [row?.id],
    )
    expect(after?.sealed).toEqual(row?.sealed)
    expect(readContent(await unseal(new Uint8Array(after?.anew as Buffer), next.secret))).toEqual(
      old,
    )
  })
})
