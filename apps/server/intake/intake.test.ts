/** Complaints by the public pages and by the door of parcels: sealed, provable, answered by the code, and unread by whoever serves. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesHeld } from '@konbit/intake/testing'
import { operations } from '@konbit/model'
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
import { createApp } from '../app.ts'
import { type Listening, listen } from '../listen.ts'
import { ids, openTestServer, type TestServer } from '../testing.ts'
import { lineOf, parcel, parcels, today, voiceOf } from './testing.ts'

let server: TestServer
let listening: Listening
let keys: string
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
  server = await openTestServer({
    keys,
    change: (house) => ({
      ...house,
      // As many in a second as usually in twenty, so that a flood of a minute takes seconds.
      turns: { together: 4, burst: 30, perSecond: 200, seats: 2000 },
      hosts: ['localhost', '127.0.0.1'],
      missions: new Map(
        [...house.missions].map(([id, one]) => [id, { ...one, people: [...one.people, everyone] }]),
      ),
    }),
  })
  await server.test.ledger.grant(server.mission, everyone.id, everyone)
  listening = await listen(createApp(server.house), { port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await listening?.stop()
  await server?.close()
  await rm(keys, { recursive: true, force: true })
})

/** Every role that runs the mission, with the highest clearance that they can hold. */
const everyone = {
  ...{ id: 'operations', title: 'Operations', roles: [...operations] },
  clearances: [{ label: 'restricted' as const, unit: '*' }],
}
const planted = 'zquvezotik'

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
    expect(body.items[0].fields.account).toBe('sealedAccount')
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

  test('leaves no trace for operations accounts, by any door', async () => {
    const { open, bytes } = await parcel('b')
    const { reference } = (await send(bytes)).body
    const follow = await parcel('more', { follows: true, replyTo: open })
    expect((await send(follow.bytes)).status).toBe(201)
    const [row] = await server.test.look<{ id: string; record: string }>(
      'select id, record from konbit.parcel order by n desc limit 1',
    )
    const { id, record } = row as { id: string; record: string }
    const doors = [
      ...['', '/history', '/links', '/sight'].map((rest) => `complaint/${record}${rest}`),
      ...['', '?format=csv', '?q=sealed', `?reference=${reference}`].map(
        (one) => `complaint${one}`,
      ),
      ...[`search?q=${reference}`, `readings?record=${record}`, 'intake/parcels'],
      ...[`intake/parcels/${id}`, `intake/parcels?complaint=${record}`],
      ...['day', 'overview', 'timeline', 'inbox', 'deadlines', 'measures/accountability.received'],
      ...['figures/published?measure=accountability.received', `evidence?complaint=${record}`],
      ...[`investigation?complaint=${record}`, `document?q=${reference}`, 'log', 'log/receipt/1'],
    ]
    const traces = [reference, record, id, open, 'sealedAccount']
    for (const who of [everyone.id, 'resident'])
      for (const door of doors) {
        const { status, text } = await server.as(who).get(door)
        const told = text.replaceAll(door, '').replaceAll(encodeURIComponent(door), '')
        expect(status, `${who} ${door}`).toBeLessThan(500)
        expect(
          traces.filter((one) => told.includes(one)),
          `${who} ${door}`,
        ).toEqual([])
      }
    // Nor is it told from one that was never there.
    const act = (of: string, verb: string) =>
      server.as(everyone.id).post(`complaint/${of}/${verb}`, { id: crypto.randomUUID(), input: {} })
    for (const verb of ['sayMore', 'triage', 'amend'])
      expect((await act(record, verb)).body).toEqual((await act(crypto.randomUUID(), verb)).body)
    // Nobody brings a digest by hand, whoever they are.
    const byHand = { id: crypto.randomUUID(), input: { saidDigest: '0'.repeat(64) } }
    expect((await server.as('conduct').post(`complaint/${record}/sayMore`, byHand)).status).toBe(
      403,
    )
    const seen = await server.as('conduct').get(`complaint/${record}/history`)
    expect(seen.text).toContain('sayMore')
    expect((await server.as('conduct').get(`intake/parcels/${id}`)).status).toBe(200)
  })
})

describe('bad input', () => {
  const xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
  test.each([
    ['a picture that is a program', 'picture', 'MZ\0\0', 'pa yon foto'],
    ['a picture that is XML with entities', 'picture', xml, 'pa yon foto'],
    ['a voice that is XML with entities', 'voice', xml, 'pa yon vwa'],
    ['a voice that is a program', 'voice', '\x7fELF', 'pa yon vwa'],
  ])('%s is refused in words, and what was written stands', async (_, field, content, why) => {
    const words = { step: 'send', kind: 'complain', 'say.what': `Men sa k pase ${planted}` }
    const { status, text } = await form(words, { [field]: new Blob([content]) })
    expect([status, text.includes(why), text.includes(planted)]).toEqual([422, true, true])
  })

  test('a voice of 200 MB is refused in words over the line, and never held', async () => {
    const before = bytesHeld()
    let most = 0
    const { status, text } = await lineOf(listening.port)(
      '127.0.0.1',
      '/complain?l=ht',
      voiceOf(200, () => {
        most = Math.max(most, bytesHeld() - before)
      }),
      'multipart/form-data; boundary=x',
    )
    expect([status, text.includes('Fichye a twò gwo')]).toEqual([413, true])
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(80_000_000)
  }, 120_000)

  test('a thousand from one address are slowed, none is lost, and real ones come in', async () => {
    const many = 1000
    const made = await parcels(many)
    const over: string[] = []
    const began = performance.now()
    const post = lineOf(listening.port)
    const flood = made.map(async ({ bytes }) => {
      const { status } = await post('127.0.0.1', '/complain/sealed', bytes, parcelType)
      over.push('flood')
      return status
    })
    const words = new URLSearchParams({ step: 'send', kind: 'complain', 'say.what': 'Vrè plent' })
    const real = async (from: string): Promise<string> => {
      const type = 'application/x-www-form-urlencoded'
      const { text } = await post(from, '/complain?l=ht', words.toString(), type)
      over.push(from)
      return codeIn(text)
    }
    const [same, neighbour] = await Promise.all([real('127.0.0.1'), real('127.0.0.2')])
    expect(new Set(await Promise.all(flood))).toEqual(new Set([201]))
    expect([same, neighbour]).toEqual([
      expect.stringMatching(/^(\d{4} ){4}\d{4}$/),
      expect.stringMatching(/^(\d{4} ){4}\d{4}$/),
    ])
    // The neighbour waited for no flood, and the flood for its turns.
    expect(over.indexOf('127.0.0.2')).toBeLessThan(many)
    expect(performance.now() - began).toBeGreaterThan(((many - 30) / 200) * 1000)
    const [kept] = await server.test.look<{ count: number }>(
      'select count(*)::int4 as count from konbit.parcel where reply_to = any ($1::text[])',
      [made.map(({ open }) => open)],
    )
    expect(kept?.count).toBe(many)
    for (const code of [same, neighbour])
      expect((await form({ step: 'look', code: code.replaceAll(' ', '') })).status).toBe(200)
  }, 120_000)
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
    const { since } = (await server.as('nobody').get(`intake/threads/${key.open}`)).body
    expect(since.map(({ side }: { side: string }) => side)).toEqual(['out', 'in'])
    expect(more.text).toContain('Nou te reponn')
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
    // What is said later is an entry of its own, proved the same way.
    const follow = await parcel('d', { follows: true, replyTo: open })
    expect((await send(follow.bytes)).body.seq).toBeGreaterThan(0)
    expect((await send(follow.bytes)).status).toBe(201)
    const { since, logKey } = (await server.as('nobody').get(`intake/threads/${open}`)).body
    expect(since).toHaveLength(1)
    const later = verifyReceipt(since[0].receipt, logKey)
    expect(later.ok && later.facets[0]?.content?.set).toEqual({ saidDigest: since[0].digest })
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
