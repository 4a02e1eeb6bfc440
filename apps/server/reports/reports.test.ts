/** Reports: the same of the same day and place for ever, no more than their audience sees, and papers that everybody can read. */
import { randomUUID } from 'node:crypto'
import { unpacked, partsOf as zipParts } from '@konbit/formats'
import { type ReportBlock, readBody, registers, reportTemplates, words } from '@konbit/registers'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayFrom, openTestServer, type TestServer } from '../testing.ts'
import { hideSmall } from './release.ts'
import { templated } from './templated.ts'
import { tellingIn } from './told.ts'

let server: TestServer
let path: string
const wide = 'Zap & <b> #panic("x") *no* $y$ \\ "quoted"'
const states = new Map<string, string>()
let corrected = { record: '', seq: 0 }
const day = '2024-06-30'

beforeAll(async () => {
  server = await openTestServer()
  path = `/api/${server.mission}`
  for (const [code, persons] of [
    ['KEN', 1000],
    ['BHS', 6],
    ['BLZ', 2],
    ['JAM', 24],
  ] as const) {
    const contributor = await enter('importer', 'organisation', {
      code,
      name: code,
      kind: 'state',
      parts: ['contributor'],
    })
    states.set(code, contributor.record)
    const made = await enter(
      'importer',
      'pledge',
      { contributor: contributor.record, persons, statedOn: '2024-03-01' },
      { at: '2024-03-01' },
    )
    if (code === 'KEN') corrected = made
  }
})
afterAll(async () => server?.close())

async function enter(who: string, register: string, input: object, more: object = {}) {
  const record = randomUUID()
  const got = await server
    .as(who)
    .post(`${path}/${register}`, { id: randomUUID(), record, input, ...more })
  expect(got.status, JSON.stringify(got.body)).toBe(201)
  return { record, seq: got.body.seq as number }
}
const act = async (who: string, record: string, verb: string, more: object = {}) =>
  server.as(who).post(`${path}/periodicReport/${record}/${verb}`, { id: randomUUID(), ...more })
const begun = async (query: string, who = 'chief') => {
  const got = await server
    .as(who)
    .get(`${path}/reports/begin?template=publicMonth&at=${day}${query}`)
  expect(got.status, got.text.slice(0, 400)).toBe(200)
  return got
}
const file = async (who: string, address: string): Promise<Uint8Array> => {
  const response = await server.app.request(address, { headers: { 'konbit-person': who } })
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}
const pin = async () => ({
  at: day,
  known: (await server.house.ledger.head(server.mission)).size,
})

describe('the record', () => {
  test('a report made for a past day is the one that was made then, to the byte, in every form', async () => {
    const then = await begun('')
    const { seq } = then.body
    const address = (format: string) =>
      `${path}/reports/begin?template=publicMonth&at=${day}&seq=${seq}&language=ht&format=${format}`
    const papers = [await file('chief', address('pdf')), await file('chief', address('docx'))]

    await server.as('importer').post(`${path}/pledge/${corrected.record}/correct`, {
      id: randomUUID(),
      entry: corrected.seq,
      because: 'Misread.',
      input: { contributor: states.get('KEN'), persons: 900, statedOn: '2024-03-01' },
    })
    const now = await begun(`&seq=${seq}`)
    expect(now.text).toBe(then.text)
    expect(await file('chief', address('pdf'))).toEqual(papers[0])
    expect(await file('chief', address('docx'))).toEqual(papers[1])
    expect((await begun('')).body.blocks).not.toEqual(then.body.blocks)
    // And it said something: a report of nothing would be the same for ever too.
    expect(then.text).toContain('"value":1032')
    expect((await begun('')).text).toContain('"value":932')
  })

  test('what was corrected since is shown figure by figure', async () => {
    const known = corrected.seq
    const { record } = await enter('watch', 'periodicReport', {
      number: 'P-1',
      reportedTo: 'public',
      endsOn: day,
      draftText: JSON.stringify([
        { kind: 'figure', measure: 'people.pledged', unit: '', at: day, known, value: 1000 },
        { kind: 'figure', measure: 'funds.pledged', unit: '', at: day, known, value: null },
      ]),
    })
    const { body } = await server.as('watch').get(`${path}/reports/${record}/again`)
    expect(body.items).toMatchObject([
      { place: 0, title: 'Pledged', pinned: 1000, now: 932, sayPinned: '1,000', sayNow: '932' },
    ])
    expect(body).toMatchObject({ differs: 1, asked: 2, lost: [] })
  })
})

describe('the audience', () => {
  let record: string
  const draft = async (more: object[] = []) =>
    JSON.stringify([
      { kind: 'paragraph', text: wide },
      // The author’s own figure is wrong here, and must not leave.
      { kind: 'figure', measure: 'people.pledged', unit: '', ...(await pin()), value: 77 },
      {
        kind: 'table',
        measure: 'people.pledged',
        by: 'contributor',
        unit: '',
        ...(await pin()),
        value: null,
        rows: [],
      },
      ...more,
    ])

  beforeAll(async () => {
    const above = { kind: 'figure', measure: 'mandate.overdue', unit: '', value: null }
    const recent = { kind: 'figure', measure: 'people.planned', unit: '', value: null }
    const today = dayFrom()
    const made = await enter('watch', 'periodicReport', {
      number: 'P-2',
      reportedTo: 'public',
      endsOn: day,
      title: 'Inner title',
      draftText: await draft([
        { ...above, ...(await pin()) },
        { ...recent, ...(await pin()), at: today },
      ]),
    })
    record = made.record
  })

  test('is not told what lies above its level, nor of the last seven days', async () => {
    const { body } = await server.as('chief').get(`${path}/reports/${record}/release?level=public`)
    expect(body.blocked).toMatchObject([
      { place: 3, why: 'above' },
      { place: 4, why: 'tooRecent' },
    ])
    expect(body.changed.map(({ place }: { place: number }) => place)).toEqual([1, 2])
    const partner = await server.as('chief').get(`${path}/reports/${record}/release?level=partner`)
    expect(partner.body.blocked).toEqual([])
  })

  test('sees no draft; another than the writer clears it; only the server says what is released', async () => {
    const of = (who: string) => server.as(who).get(`${path}/reports/${record}`)
    expect((await of('resident')).status).toBe(404)
    expect((await act('chief', record, 'clear')).status).toBe(201)
    const issue = (who: string, level: string) =>
      server.as(who).post(`${path}/reports/${record}/issue`, { id: randomUUID(), level })
    expect((await issue('watch', 'public')).status).toBe(403)
    expect((await issue('chief', 'public')).body).toMatchObject({ told: [{}] })
    await act('chief', record, 'reopen', { input: { note: 'Leave two out.' } })
    expect((await issue('chief', 'public')).status).toBe(409)
    const revised = await act('chief', record, 'revise', { input: { draftText: await draft() } })
    expect(revised.status, revised.text).toBe(201)
    // Who saved it last wrote it: somebody else must clear.
    expect((await act('chief', record, 'clear')).body.type).toContain('unless')
    await act('watch', record, 'revise', { input: { draftText: await draft() } })
    expect((await act('chief', record, 'clear')).status).toBe(201)
    const smuggled = await act('chief', record, 'issue', {
      input: {
        releaseLevel: 'public',
        issuedOn: day,
        digest: 'x',
        publicText: JSON.stringify([{ kind: 'paragraph', text: 'As I like' }]),
      },
    })
    expect(smuggled.status).toBe(403)
    const done = await issue('chief', 'public')
    expect(done.status, done.text).toBe(201)

    const read = await of('resident')
    expect(read.body).toMatchObject({ text: 'released', level: 'public', state: 'issued' })
    const blocks = read.body.blocks as ReportBlock[]
    expect(blocks[1]).toMatchObject({ value: 932 })
    expect(read.text).not.toContain('Inner title')
    // Two of four cells are hidden: 2 is small, and 6 would give it away.
    const rows = blocks[2]?.kind === 'table' ? blocks[2].rows : []
    expect(rows.map(({ value }) => value)).toEqual([900, 24, null, null])
    expect((await of('chief')).body.digest).toBe(read.body.digest)
    const again = await server.as('chief').get(`${path}/reports/${record}/again`)
    expect(again.body).toMatchObject({ differs: 0 })
    expect(again.body.asked).toBeGreaterThan(4)
  })

  test('gets a tagged PDF in its language, with an outline, whose text is text and never code', async () => {
    const bytes = await file('resident', `${path}/reports/${record}?format=pdf&language=fr`)
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/)
    expect(raw).toContain('/Lang (fr)')
    expect(raw).toContain('/StructTreeRoot')
    expect(raw).toContain('/Outlines')
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
    const flat = text.replaceAll(/\s+/g, ' ')
    expect(flat).toContain(wide.replaceAll('"', '"'))
    expect(flat).toContain('Rapport au public')
    expect(flat).toMatch(/entrée\s\d+/)
    expect(flat).toContain('932')
    expect(raw).not.toContain('/JavaScript')
  })

  test('gets a Word file with headings, tables that have a head, and the language', async () => {
    const bytes = await file('resident', `${path}/reports/${record}?format=docx&language=es`)
    const part = (name: string): string => {
      const found = zipParts(bytes).get(name)
      if (!found) throw new Error(`no ${name}`)
      const pieces = [...unpacked(bytes, found, { left: 1_000_000 })]
      return Buffer.concat(pieces).toString('utf8')
    }
    const document = part('word/document.xml')
    expect(document).toContain('<w:tblHeader/>')
    expect(document).toContain('w:val="Heading1"')
    expect(document).toContain('Zap &#38; &#60;b&#62; #panic(')
    expect(part('word/styles.xml')).toContain('w:lang w:val="es-419"')
  })
})

test('small cells are hidden with another beside them, in every table of the measure, and so is the part alone', () => {
  const table = (rows: [string, number][], at = day): ReportBlock => ({
    kind: 'table',
    measure: 'people.pledged',
    by: 'contributor',
    unit: 'persons',
    at,
    known: 1,
    value: rows.reduce((all, [, value]) => all + value, 0),
    rows: rows.map(([key, value]) => ({ key, value })),
  })
  const values = (block: ReportBlock | undefined) =>
    block?.kind === 'table' ? [block.value, ...block.rows.map(({ value }) => value)] : []
  const told = hideSmall([
    table([
      ['a', 100],
      ['b', 9],
      ['c', 3],
    ]),
    table(
      [
        ['a', 100],
        ['b', 9],
        ['c', 30],
      ],
      '2024-07-31',
    ),
    {
      kind: 'figure',
      measure: 'people.pledged',
      key: 'c',
      unit: 'persons',
      at: day,
      known: 1,
      value: 30,
    },
    table([['x', 50]]),
  ])
  expect(values(told[0])).toEqual([112, 100, null, null])
  expect(values(told[1])).toEqual([139, 100, null, null])
  expect(told[2]).toMatchObject({ value: null })
  // Where one row alone can be hidden, the whole goes too.
  expect(values(hideSmall([table([['a', 4]])])[0])).toEqual([null, null])
  expect(
    values(
      hideSmall([
        table([
          ['a', 40],
          ['b', 0],
        ]),
      ])[0],
    ),
  ).toEqual([40, 40, 0])
})

test('every template asks measures, breakdowns and fields that are there, in words that are there', () => {
  const { measures } = server.house
  for (const { name, blocks } of reportTemplates) {
    expect(words.en[`reportTemplate.${name}`], name).toBeDefined()
    for (const block of blocks) {
      if ('key' in block) expect(words.ht[block.key], block.key).toBeDefined()
      if ('measure' in block) expect(measures.has(block.measure), block.measure).toBe(true)
      if (block.kind === 'table') expect(measures.get(block.measure)?.by).toContain(block.by)
      if (block.kind !== 'list') continue
      const fields = Object.keys(registers.get(block.register)?.fields ?? {})
      expect(fields).toEqual(expect.arrayContaining([block.date, ...block.columns]))
    }
  }
})

test('a body of another shape is none', () => {
  expect(readBody('[{"kind":"script"}]')).toBeUndefined()
  expect(readBody('{')).toBeUndefined()
  expect(readBody('[]')).toEqual([])
})

test('what a template wrote is said in the language of the paper, and what somebody wrote stays', () => {
  const span = { startsOn: '2026-07-01', endsOn: '2026-09-30' }
  const [en, fr] = [tellingIn('en'), tellingIn('fr')]
  const of = ({ t, date }: typeof en): string =>
    t('reportText.council', { from: date(span.startsOn), to: date(span.endsOn) })
  expect(templated(of(en), span, fr)).toBe(of(fr))
  expect(templated(en.t('reportPart.funds'), span, fr)).toBe(fr.t('reportPart.funds'))
  expect(of(fr)).not.toBe(of(en))
  expect(templated('Money, and who holds it', span, fr)).toBe('Money, and who holds it')
  expect(templated(of(en).replace('July', 'June'), span, fr)).toContain('June')
})
