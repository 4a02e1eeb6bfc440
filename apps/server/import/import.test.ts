/** Rows in, each told of: what lands, what does not and why, and that a file opens no other door than a command does. */
import { createHash, randomUUID } from 'node:crypto'
import { type Row, readTable, writeXlsx, xlsxTable, xlsxType } from '@konbit/formats'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Got, ids, type Loose, openTestServer, type TestServer } from '../testing.ts'

let server: TestServer
const ken = randomUUID()
const base = randomUUID()
beforeAll(async () => {
  server = await openTestServer()
  const importer = server.as('importer')
  const made = await importer.post('organisation', {
    id: randomUUID(),
    record: ken,
    input: { code: 'KEN', name: 'Kenya', kind: 'state' },
  })
  const site = await importer.post('site', {
    id: randomUUID(),
    record: base,
    input: { code: 'B1', name: 'Base One', kind: 'mainBase' },
  })
  expect([made.status, site.status], site.text).toEqual([201, 201])
})
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

type Options = Partial<Record<'dry' | 'all' | 'verb' | 'import' | 'because' | 'map', string>>
const send = (
  who: string,
  register: string,
  body: string | Uint8Array,
  options: Options = {},
  type = 'text/csv',
  headers: Record<string, string> = {},
): Promise<Got> =>
  server
    .as(who)
    .send(
      `/api/${server.mission}/${register}/import?${new URLSearchParams({ import: randomUUID(), dry: 'false', ...options })}`,
      { method: 'POST', body: body as BodyInit, headers: { 'content-type': type, ...headers } },
    )
const outcomes = ({ body }: Got): unknown[] =>
  [...body.items]
    .sort((one: Loose, other: Loose) => one.row - other.row)
    .map(({ row, outcome, problem, wrong }: Loose) => [
      row,
      outcome,
      ...(problem ? [problem] : []),
      ...(wrong ? [wrong[0].field] : []),
    ])
const size = async (): Promise<number> => (await server.house.ledger.head(server.mission)).size
const plates = (count: number, name: string, bad: (nth: number) => boolean): string =>
  `plate,type,odometerKm\r\n${Array.from({ length: count }, (_, nth) => `${name}-${nth},${bad(nth) ? 'tank' : 'mrap'},${nth}\r\n`).join('')}`

test('good rows land, each bad one is named with its row, its column and what it needs', async () => {
  const file =
    'Plate,type,odometerKm,base,contingent.caption\nI-1,MRAP,1 200,Base One,\nI-2,tank,,,\nI-3,truck,many,,\nI-4,apc,,Nowhere,\nI-1,apc,,,\n'
  const got = await send('fleet', 'vehicle', file)
  expect(got.status, got.text).toBe(200)
  expect(outcomes(got)).toEqual([
    [2, 'landed'],
    [3, 'refused', 'invalid-input', 'type'],
    [4, 'refused', 'invalid-input', 'odometerKm'],
    [5, 'refused', 'invalid-input', 'base'],
    [6, 'refused', 'not-unique', 'plate'],
  ])
  expect(got.body.counts).toEqual({ lands: 0, landed: 1, same: 0, refused: 4, held: 0 })
  expect(got.body.items[0]).toMatchObject({ row: 3, cells: ['I-2', 'tank', '', '', ''] })
  const { record } = got.body.items.find(({ row }: Loose) => row === 2)
  expect((await server.as('fleet').get(`vehicle/${record}`)).body.fields).toMatchObject({
    plate: 'I-1',
    type: 'mrap',
    odometerKm: 1200,
    base,
  })
})

test('a dry run says what would happen and changes nothing; sending twice is harmless', async () => {
  const id = randomUUID()
  const before = await size()
  const file = plates(30, 'D', (nth) => nth % 10 === 3)
  const dry = await send('fleet', 'vehicle', file, { import: id, dry: 'true' })
  expect(dry.body.counts).toEqual({ lands: 27, landed: 0, same: 0, refused: 3, held: 0 })
  expect(await size()).toBe(before)
  const done = await send('fleet', 'vehicle', file, { import: id })
  expect(done.body.counts).toMatchObject({ landed: 27, refused: 3 })
  expect(outcomes(done).map((one) => (one as string[])[1] === 'refused')).toEqual(
    outcomes(dry).map((one) => (one as string[])[1] === 'refused'),
  )
  const again = await send('fleet', 'vehicle', file, { import: id })
  expect(again.body.counts).toMatchObject({ landed: 0, same: 27, refused: 3 })
  expect(await size()).toBe(before + 27)
})

test('two thousand rows: each bad one is named, and the others land, or none, as was asked', async () => {
  const bad = (nth: number): boolean => nth % 100 === 7
  const before = await size()
  const none = await send('fleet', 'vehicle', plates(2000, 'N', bad), { all: 'true' })
  expect(none.body.counts).toEqual({ lands: 0, landed: 0, same: 0, refused: 20, held: 1980 })
  expect(await size()).toBe(before)
  const rest = await send('fleet', 'vehicle', plates(2000, 'N', bad))
  expect(rest.body.counts).toMatchObject({ landed: 1980, refused: 20 })
  expect(rest.body.items.filter(({ outcome }: Loose) => outcome === 'refused')).toHaveLength(20)
  expect(rest.body.items).toHaveLength(520)
  const whole = await send(
    'fleet',
    'vehicle',
    plates(2000, 'W', () => false),
    { all: 'true' },
  )
  expect(whole.body.counts).toMatchObject({ landed: 2000, refused: 0 })
  expect(await size()).toBe(before + 1980 + 2000)
  expect(await server.house.ledger.verify(server.mission)).toMatchObject({ ok: true })
}, 600_000)

test('one value that only the record refuses keeps all out too', async () => {
  const before = await size()
  const file = `${plates(5, 'U', () => false)}I-1,mrap,\r\n`
  const got = await send('fleet', 'vehicle', file, { all: 'true' })
  expect(got.body.counts).toMatchObject({ landed: 0, refused: 1, held: 5 })
  expect(await size()).toBe(before)
})

test('an exported list comes back: nothing is said again, and what was changed amends', async () => {
  const watch = server.as('fleet')
  const csv = (await watch.get('vehicle?format=csv&plate=I-1')).text
  const before = await size()
  const same = await send('fleet', 'vehicle', csv)
  expect(outcomes(same)).toEqual([[2, 'same']])
  const changed = csv.replace(',1200,', ',1300,')
  const done = await send('fleet', 'vehicle', changed)
  expect(outcomes(done)).toEqual([[2, 'landed']])
  const { record } = done.body.items[0]
  const history = (await watch.get(`vehicle/${record}/history`)).body.items
  expect(history[0]).toMatchObject({ verb: 'amend', set: { odometerKm: 1300 } })
  expect(outcomes(await send('fleet', 'vehicle', changed))).toEqual([[2, 'same']])
  // The older file would undo what has changed since.
  expect(outcomes(await send('fleet', 'vehicle', csv.replace(',1200,', ',1250,')))).toEqual([
    [2, 'refused', 'stale'],
  ])
  expect(await size()).toBe(before + 1)
  expect(
    (await send('fleet', 'vehicle', `id,state\n${record},writtenOff\n`)).body.items[0],
  ).toMatchObject({
    wrong: [{ field: 'state' }],
  })
})

test('a verb of the register is done with many records, called by id or code, each told of', async () => {
  await send(
    'fleet',
    'vehicle',
    plates(4, 'V', () => false),
  )
  const accepted = await send('fleet', 'vehicle', 'plate\nV-0\nV-1\nV-2\nV-9\n', { verb: 'accept' })
  expect(outcomes(accepted)).toEqual([
    [2, 'landed'],
    [3, 'landed'],
    [4, 'landed'],
    [5, 'refused', 'invalid-input', 'id'],
  ])
  const id = accepted.body.items.find(({ row }: Loose) => row === 2).record
  const ground = await send('fleet', 'vehicle', `id,fault\n${id},No brakes\nV-1,\nV-3,Tyre\n`, {
    verb: 'ground',
  })
  expect(outcomes(ground)).toEqual([
    [2, 'landed'],
    [3, 'refused', 'invalid-input', 'fault'],
    [4, 'refused', 'wrong-state'],
  ])
})

test('columns are told once: mapped, left out, or named where nobody told of them', async () => {
  const file = 'Plaque;Sorte;Remarque\nM-1;mrap;x\n'
  const dry = await send('fleet', 'vehicle', file, { dry: 'true' })
  expect(dry.body).toMatchObject({
    unknown: [{ field: 'Plaque' }, { field: 'Sorte' }, { field: 'Remarque' }],
    columns: [{ column: 'Plaque', field: null, samples: ['M-1'] }, {}, {}],
  })
  expect((await send('fleet', 'vehicle', file)).body.type).toBe('/problems/invalid-input')
  const map = JSON.stringify({ Plaque: 'plate', Sorte: 'type', Remarque: '' })
  expect(outcomes(await send('fleet', 'vehicle', file, { map }))).toEqual([[2, 'landed']])
  const wrong = await send('fleet', 'vehicle', file, { map: '{"Plaque":"nothing"}' })
  expect(wrong.body.errors).toMatchObject([{ field: 'Plaque' }])
  expect((await send('fleet', 'vehicle', file, { map: '[1' })).body.type).toBe(
    '/problems/invalid-query',
  )
})

const join = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

test('XLSX and a paste land like CSV, and every list leaves as XLSX with its count', async () => {
  const vehicle = registers.get('vehicle') as Loose
  const row: Row = {
    id: '',
    state: '',
    at: '',
    known: '',
    fields: { plate: 'X-1', type: 'mrap', acceptedOn: '2025-05-14', odometerKm: 12 },
  }
  const bytes = await join(
    writeXlsx(vehicle, [{ rows: [row] }], {
      lines: [],
      words: { rows: 'Rows', digest: 'Digest', about: 'About' },
      hash: createHash('sha256'),
    }),
  )
  expect(outcomes(await send('fleet', 'vehicle', bytes, {}, xlsxType))).toEqual([[2, 'landed']])
  const paste = 'plate\ttype\tnote\nX-2\tapc\t"two\nlines"\nX-3\ttruck\n'
  expect(outcomes(await send('fleet', 'vehicle', paste, {}, 'text/tab-separated-values'))).toEqual([
    [2, 'landed'],
    [3, 'landed'],
  ])
  const response = await server.app.request(
    `/api/${server.mission}/vehicle?format=xlsx&plate=X-1&plate=X-2&plate=X-3`,
    { headers: { 'konbit-person': 'fleet', 'accept-encoding': 'gzip' } },
  )
  expect(response.headers.get('content-type')).toBe(xlsxType)
  expect(response.headers.get('content-encoding')).toBeNull()
  expect(response.headers.get('content-disposition')).toMatch(/vehicle-.*\.xlsx"$/)
  const file = readTable(vehicle, await xlsxTable(new Uint8Array(await response.arrayBuffer())))
  expect(file.rows.map(({ fields }) => fields.plate).sort()).toEqual(['X-1', 'X-2', 'X-3'])
})

test('an edition of rates and its rates are two files, the second naming the first by its code', async () => {
  const edition = 'code,title,startsOn,isIllustrative\nE-2025,Illustrative rates,2025-01-01,yes\n'
  const first = await send('importer', 'rateEdition', edition)
  expect(outcomes(first)).toEqual([[2, 'landed']])
  const rates =
    'rateEdition,rateCategory,lease,amount,amount.currency\nE-2025,apc,wet,1234.50,USD\nE-2025,apc,dry,900,USD\nE-2031,apc,dry,1,USD\n'
  const second = await send('importer', 'rate', rates)
  expect(outcomes(second)).toEqual([
    [2, 'landed'],
    [3, 'landed'],
    [4, 'refused', 'invalid-input', 'rateEdition'],
  ])
})

test('who may not do it by a command may not do it by a file, and nobody learns of what they may not see', async () => {
  const nobody = await send('resident', 'vehicle', 'plate,type\nP-1,mrap\n')
  expect([nobody.status, nobody.body.type]).toEqual([403, '/problems/not-allowed'])
  // The workshop may ground and not enter: a row that enters is refused like the command.
  const chief = await send('watch', 'vehicle', 'plate,type\nP-1,mrap\n')
  expect(chief.body.type ?? outcomes(chief)).toBe('/problems/not-allowed')
  // A record that was raised above them, called by its id or its code, is as little there as one that never was.
  const hidden = ids()
  await server.as('fleet').post('vehicle', { ...hidden, input: { plate: 'HIDDEN', type: 'mrap' } })
  const raised = await server.as('chief').post(`vehicle/${hidden.record}/raise`, {
    id: randomUUID(),
    because: 'It is nobody’s business.',
    input: { label: 'restricted' },
  })
  expect(raised.status, raised.text).toBe(201)
  const asked = async (file: string, options: Options = {}): Promise<unknown> => {
    const { body } = await send('fleet', 'vehicle', file, options)
    return body.items.map((item: Loose) => ({ ...item, cells: [] }))
  }
  for (const [verb, name, value] of [
    ['amend', ',note', ',x'],
    ['accept', '', ''],
    ['ground', ',fault', ',x'],
  ] as const) {
    const of = (called: string): string => `id${name}\n${called}${value}\n`
    for (const [there, nowhere] of [
      [hidden.record, randomUUID()],
      ['HIDDEN', 'NOWHERE'],
    ] as const)
      expect(await asked(of(there), { verb }), verb).toEqual(await asked(of(nowhere), { verb }))
  }
}, 600_000)

test.each([
  ['JSON', 'application/json', '{}', 415, 'unsupported-type'],
  ['nothing', 'text/csv', '', 422, 'invalid-input'],
  ['bytes that are no text', 'text/csv', new Uint8Array([0xff, 0xfe, 0]), 422, 'invalid-input'],
  ['bytes that are no workbook', xlsxType, 'plate,type', 422, 'invalid-input'],
  ['a file cut short', 'text/csv', 'plate,type\nA,mrap\n#end 2,\n', 422, 'invalid-input'],
  ['too many rows', 'text/csv', `plate\n${'A\n'.repeat(20_001)}`, 422, 'invalid-input'],
  ['too many bytes', 'text/csv', new Uint8Array(20_000_001), 413, 'too-large'],
  ['no GeoJSON', 'application/geo+json', '[]', 422, 'invalid-input'],
] as const)('%s is refused in words', async (_, type, body, status, problem) => {
  const got = await send('fleet', 'vehicle', body, { dry: 'true' }, type)
  expect([got.status, got.body.type]).toEqual([status, `/problems/${problem}`])
})

test('asked for lines, it says how far it is and ends with the report', async () => {
  const response = await server.app.request(
    `/api/${server.mission}/vehicle/import?import=${randomUUID()}&dry=false`,
    {
      method: 'POST',
      body: plates(1200, 'L', () => false),
      headers: {
        'konbit-person': 'fleet',
        'content-type': 'text/csv',
        accept: 'application/x-ndjson',
        'accept-encoding': 'gzip',
      },
    },
  )
  expect(response.headers.get('content-encoding')).toBeNull()
  const lines = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.slice(0, -1).map(({ step, done }) => [step, done])).toEqual([
    ['look', 0],
    ['land', 0],
    ['land', 512],
    ['land', 1024],
  ])
  expect(lines.at(-1).report.counts.landed).toBe(1200)
}, 600_000)
