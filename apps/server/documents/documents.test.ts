import { randomUUID } from 'node:crypto'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { digestOf } from './seal.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

type Said = Record<string, string>
const send = (who: string, bytes: Uint8Array | string, said: Said, type = 'text/plain') =>
  server
    .as(who)
    .send(
      `document/file?${new URLSearchParams({ id: randomUUID(), record: randomUUID(), kind: 'letter', title: 'A letter', ...said })}`,
      {
        method: 'POST',
        headers: { 'content-type': type },
        body: bytes as BodyInit,
      },
    )
const fileOf = async (who: string, record: string, query = '') => {
  const response = await server.app.request(
    `/api/${server.mission}/document/${record}/file${query}`,
    { headers: { 'konbit-person': who } },
  )
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}
const rowsKept = async (record: string): Promise<number> => {
  const rows = await server.test.look<{ piece: Buffer }>(
    'select 1 from konbit.content where record = $1',
    [record],
  )
  return rows.length
}

async function pdf(change: (made: PDFDocument) => unknown = () => {}): Promise<Uint8Array> {
  const made = await PDFDocument.create()
  const font = await made.embedFont(StandardFonts.Helvetica)
  made.addPage().drawText('Note verbale about the beds at Delmas', { font })
  made.setAuthor('Marie Secret')
  await change(made)
  return made.save()
}

describe('A document', () => {
  test('is kept to the byte, opened by those who see it, and found by the words in it', async () => {
    const record = randomUUID()
    const body = 'The quartermaster promises four hundred cots.'
    const sent = await send('fleet', body, { record, reference: 'NV 44' })
    expect(sent.status).toBe(201)
    const found = await server.as('watch').get(`document/${record}`)
    expect(found.body.fields).toMatchObject({
      title: 'A letter',
      mediaType: 'text/plain',
      sizeBytes: body.length,
      fileDigest: digestOf(Buffer.from(body)),
      wording: body,
    })
    const file = await fileOf('watch', record)
    expect(file.bytes.toString()).toBe(body)
    expect(file.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-disposition')).toContain('attachment')
    const hits = await server.as('watch').get('search?q=quartermaster')
    expect(hits.text).toContain(record)
    // What lies in the database is sealed.
    const rows = await server.test.look<{ piece: Buffer }>(
      'select piece from konbit.content where record = $1',
      [record],
    )
    expect(rows.length).toBe(1)
    expect(rows[0]?.piece.includes('quartermaster')).toBe(false)
  })

  test('sent twice is one, and is not found by who may not see it', async () => {
    const [id, record] = [randomUUID(), randomUUID()]
    const [first, second] = [
      await send('fleet', 'Twice.', { id, record }),
      await send('fleet', 'Twice.', { id, record }),
    ]
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.body.seq).toBe(first.body.seq)
    expect(await rowsKept(record)).toBe(1)
    for (const who of ['resident', 'conduct', 'nobody'])
      expect((await fileOf(who, record)).status, who).toBe(404)
    expect((await send('resident', 'No.', {})).status).toBe(403)
  })

  test('under restricted says nothing of itself to others, at no moment of its making', async () => {
    const record = randomUUID()
    const sent = await send('chief', 'The ransom was asked for in Kreyòl.', {
      record,
      title: 'On the hostage',
      restricted: 'true',
      because: 'A life may depend on it',
    })
    expect(sent.status).toBe(201)
    expect((await fileOf('chief', record)).bytes.toString()).toContain('ransom')
    expect((await server.as('chief').get(`document/${record}`)).body.fields.title).toBe(
      'On the hostage',
    )
    expect((await fileOf('watch', record)).status).toBe(404)
    for (const path of [
      `document/${record}`,
      `document/${record}/history`,
      'search?q=ransom',
      'search?q=hostage',
      'document?limit=200',
    ]) {
      const got = await server.as('watch').get(path)
      expect(got.text.includes('ransom') || got.text.includes('hostage'), path).toBe(false)
    }
  })

  test('is read by whoever reads it: the audit of restricted readings has it', async () => {
    const record = randomUUID()
    await send('chief', 'Audited.', { record, restricted: 'true', because: 'A trial' })
    await fileOf('chief', record)
    const readings = await server.as('chief').get(`readings?record=${record}`)
    expect(readings.text).toContain(record)
  })

  test('that is a PDF leaves its author behind, and as evidence keeps everything', async () => {
    const record = randomUUID()
    const bytes = await pdf()
    const sent = await send('fleet', bytes, { record, title: 'Beds' }, 'application/pdf')
    expect(sent.status).toBe(201)
    const { fields } = (await server.as('fleet').get(`document/${record}`)).body
    expect(fields).toMatchObject({ mediaType: 'application/pdf', leftOut: 'Info' })
    expect(fields.wording).toBe('Note verbale about the beds at Delmas')
    const kept = await PDFDocument.load((await fileOf('fleet', record)).bytes, {
      updateMetadata: false,
    })
    expect([kept.getAuthor(), kept.getPageCount()]).toEqual([undefined, 1])
    const evidence = randomUUID()
    await send('fleet', bytes, { record: evidence, isEvidence: 'true' }, 'application/pdf')
    expect((await fileOf('fleet', evidence)).bytes).toEqual(Buffer.from(bytes))
  })

  test.each([
    ['a script in it', () => pdf((made) => made.addJavaScript('x', 'app.alert(1)')), 'a script'],
    [
      'a file in it',
      () => pdf((made) => made.attach(new Uint8Array([77, 90]), 'a.exe')),
      'another file',
    ],
    ['half of it', async () => (await pdf()).slice(0, 400), 'cannot be read'],
    ['a program for its letters', async () => Buffer.from('MZ\0\0'), 'this is a program'],
    ['a page for a browser', async () => Buffer.from('<html><script>1</script>'), 'save the page'],
    [
      'entities that grow',
      async () => Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
      'save the page',
    ],
  ])('with %s is refused with the reason, and nothing of it is kept', async (_, make, why) => {
    const record = randomUUID()
    const sent = await send('fleet', await make(), { record }, 'application/pdf')
    expect(sent.status).toBe(422)
    expect(sent.body.detail).toContain(why)
    expect(await rowsKept(record)).toBe(0)
  })

  test('that is too large is refused before it is read', async () => {
    const sent = await server
      .as('fleet')
      .send(
        `document/file?${new URLSearchParams({ id: randomUUID(), record: randomUUID(), kind: 'other', title: 'x' })}`,
        {
          method: 'POST',
          headers: { 'content-type': 'text/plain', 'content-length': '200000000' },
          body: 'x',
        },
      )
    expect(sent.status).toBe(413)
  })

  test('that is erased is gone from where files lie, and its former words with it', async () => {
    const record = randomUUID()
    await send('fleet', 'To be forgotten: mangrove.', { record })
    expect(await rowsKept(record)).toBe(1)
    const erased = await server.as('protection').post(`document/${record}/erase`, {
      id: randomUUID(),
      input: { ground: 'request', fields: ['fileDigest', 'wording', 'title'] },
      because: 'Asked for',
    })
    expect(erased.status).toBe(201)
    expect(await rowsKept(record)).toBe(0)
    expect((await fileOf('fleet', record)).status).toBe(404)
    expect((await server.as('fleet').get('search?q=mangrove')).text).not.toContain(record)
  })

  test('that was sent and never entered is let go of after a day', async () => {
    const record = randomUUID()
    const sealed = server.house.sealer?.seal(Buffer.from('x'), {
      mission: server.mission,
      record,
      digest: 'a',
    }) as Buffer
    const keep = () =>
      server.house.ledger.keepContent(
        server.mission,
        'fleet',
        { record, digest: 'a' },
        { media: 'text/plain', bytes: 1, sealed },
      )
    expect(await keep()).toBe('kept')
    expect(await server.house.ledger.letGoOfContents()).toBe(0)
    await server.test.look(
      `update konbit.content set made = now() - interval '25 hours' where record = $1`,
      [record],
    )
    expect(await server.house.ledger.letGoOfContents()).toBe(1)
    expect(await rowsKept(record)).toBe(0)
  })
})
