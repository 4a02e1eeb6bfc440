/** One mission hands over to another: nothing is left without an owner, what is sealed stays sealed, and both logs verify. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { servedAt, verifyLog, verifyTransfer } from '@konbit/proof'
import { makeKey, seal, unseal } from '@konbit/seal'
import { type Listening, listen } from '@konbit/server'
import { openTestServer, people, type TestServer } from '@konbit/server/testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Asking, openAsking } from './ask.ts'
import { readOptions, type UseName } from './options.ts'
import { report } from './report.ts'
import { succeed } from './succeed.ts'
import { takeOver } from './takeOver.ts'

const folders: string[] = []
const doors = new Map<TestServer, Listening>()
let former: TestServer
let next: TestServer
const ids: Record<string, string> = {}

beforeAll(async () => {
  people.push({
    id: 'unit',
    title: 'Conduct unit',
    roles: ['conduct'],
    clearances: [
      { label: 'partner', unit: '*' },
      { label: 'conduct', unit: '*' },
    ],
  })
  const open = async (): Promise<TestServer> => {
    const keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
    folders.push(keys)
    const server = await openTestServer({ keys })
    doors.set(server, await listen(server.app, { port: 0, host: '127.0.0.1' }))
    return server
  }
  former = await open()
  next = await open()
  const state = (code: string) => ({ code, name: `State ${code}`, kind: 'state' })
  const mission = (code: string) => ({ code, name: `Mission ${code}`, kind: 'mission' })
  for (const code of ['MSS', 'GSF']) ids[code] = await enter(former, 'organisation', mission(code))
  for (const code of ['MSS', 'GSF'])
    ids[`${code} there`] = await enter(next, 'organisation', mission(code))
  ids.KEN = await enter(former, 'organisation', state('KEN'))
  await enter(next, 'organisation', state('KEN'))
  ids.task = await enter(former, 'mandateTask', {
    title: 'Report to the Council',
    role: 'legal',
    kind: 'report',
    dueOn: '2027-03-31',
  })
  ids.pay = await enter(former, 'obligation', {
    title: 'Pay of October',
    kind: 'pay',
    owedTo: ids.KEN,
    contributor: ids.KEN,
    openSince: '2024-12-06',
  })
  ids.vehicle = await enter(former, 'vehicle', { plate: 'T 1', type: 'mrap' }, 'importer')
  await act(former, 'vehicle', ids.vehicle, 'accept', {}, 'importer')
  ids.complaint = await enter(
    former,
    'complaint',
    {
      reference: 'C-2024-01',
      about: 'road',
      account: 'A lorry hit our wall.',
      channel: 'inPerson',
    },
    'conduct',
  )
  ids.succession = await enter(former, 'succession', {
    title: 'From one to the other',
    predecessor: ids.MSS,
    successor: ids.GSF,
    startsOn: '2025-10-02',
    side: 'gives',
  })
}, 600_000)
const doorTo = (server: TestServer): string[] => [
  ...['--server', doors.get(server)?.address ?? '', '--mission', server.mission],
]
afterAll(async () => {
  await Promise.all([...doors.values()].map((door) => door.stop(0)))
  await Promise.all([former?.close(), next?.close()])
  await Promise.all(folders.map((one) => rm(one, { recursive: true, force: true })))
})

async function enter(server: TestServer, register: string, input: object, who = 'chief') {
  const record = randomUUID()
  const got = await server.as(who).post(`/api/${server.mission}/${register}`, {
    id: randomUUID(),
    record,
    input,
    because: 'It is so.',
  })
  expect(got.status, `${register} ${got.text}`).toBe(201)
  return record
}
async function act(
  server: TestServer,
  register: string,
  record: string,
  verb: string,
  input: object,
  who = 'chief',
) {
  const got = await server.as(who).post(`/api/${server.mission}/${register}/${record}/${verb}`, {
    id: randomUUID(),
    input,
    because: 'It is so.',
  })
  return got
}
const account = async (who = 'chief', query = '') =>
  (await former.as(who).get(`/api/${former.mission}/mandate/succession/${ids.succession}${query}`))
    .body
const statement = (who: string, unit = 'chain') =>
  former
    .as(who)
    .get(`/api/${former.mission}/mandate/succession/${ids.succession}/statement?unit=${unit}`)

const asking = (server: TestServer, who: string): Promise<Asking> =>
  openAsking(readOptions('succeed', [...doorTo(server), '--as', who], {}))

describe('the former mission', () => {
  test('states nothing while a record is on no list, and says which', async () => {
    const told = await account()
    expect(told).toMatchObject({ isComplete: false, partial: false })
    expect(told.unowned.map(({ record }: { record: string }) => record).sort()).toEqual(
      [ids.task, ids.pay, ids.vehicle].sort(),
    )
    expect(told.unowned[0]).toMatchObject({
      record: ids.task,
      dueOn: '2027-03-31',
      standing: 'unlisted',
    })
    const got = await statement('chief')
    expect([got.status, got.body.detail]).toEqual([
      409,
      'Nothing is left without an owner: 3 records are on no list.',
    ])
  })

  test('tells no role of operations what lies behind a wall, nor lets it state it', async () => {
    expect((await account('chief', '?unit=conduct')).total.open).toBe(0)
    expect((await account('chief', '?unit=conduct')).partial).toBe(true)
    expect((await account('unit', '?unit=conduct')).total.open).toBe(1)
    expect((await statement('chief', 'conduct')).status).toBe(403)
    expect((await statement('watch')).status).toBe(403)
  })

  test('cannot close while a listed thing has no owner', async () => {
    for (const [kind, inRegister, aboutRecord] of [
      ['tasks', 'mandateTask', ids.task],
      ['arrears', 'obligation', ids.pay],
      ['assets', 'vehicle', ids.vehicle],
    ])
      ids[`item ${inRegister}`] = await enter(former, 'successionItem', {
        succession: ids.succession,
        kind,
        disposition: 'moves',
        inRegister,
        aboutRecord,
      })
    const path = ids.succession as string
    expect((await act(former, 'succession', path, 'handOver', {})).status).toBe(201)
    const got = await act(former, 'succession', path, 'close', {})
    expect([got.status, got.body.detail]).toEqual([
      409,
      'Nothing is left without an owner: 3 items have none yet.',
    ])
  })
})

describe('the statement', () => {
  let text: string
  beforeAll(async () => {
    const got = await statement('chief')
    expect(got.status, got.text.slice(0, 300)).toBe(200)
    text = got.text
  })

  test('proves each thing by the former log’s key alone, and shows nothing of its entries', async () => {
    const key = await former.test.ledger.log(former.mission).key()
    const found = verifyTransfer(text, key)
    if (!found.ok) throw new Error(found.wrong)
    expect(found.items.map(({ record }) => record).sort()).toEqual(
      [ids.task, ids.pay, ids.vehicle].sort(),
    )
    for (const { bundle } of found.items) expect(bundle.facets).toEqual([])
    expect(text).not.toContain(ids.complaint)
  })

  test('does not hold when a line is changed, left out or put in twice, or under another key', async () => {
    const lines = text.trimEnd().split('\n')
    const broken = (change: (lines: string[]) => string[]): boolean =>
      !verifyTransfer(`${change([...lines]).join('\n')}\n`).ok
    expect(broken((all) => all)).toBe(false)
    expect(
      broken((all) => all.toSpliced(1, 1, (all[1] as string).replace('"kind"', '"Kind"'))),
    ).toBe(true)
    expect(broken((all) => all.toSpliced(1, 1))).toBe(true)
    expect(broken((all) => all.toSpliced(1, 0, all[1] as string))).toBe(true)
    const other = await next.test.ledger.log(next.mission).key()
    expect(verifyTransfer(text, other).ok).toBe(false)
  })

  test('is taken over: records with their id, state and clock, items that name their leaves, nothing unowned', async () => {
    const found = verifyTransfer(text)
    if (!found.ok) throw new Error(found.wrong)
    const how = {
      digest: 'a'.repeat(64),
      from: 'MSS',
      to: 'GSF',
      because: 'The mandate passes on.',
    }
    const taken = await takeOver(await asking(next, 'importer'), found, how)
    expect(taken).toMatchObject({ items: 3, records: 3, left: [] })
    const there = async (register: string, id: string | undefined) =>
      (await next.as('chief').get(`/api/${next.mission}/${register}/${id}`)).body
    expect(await there('mandateTask', ids.task)).toMatchObject({
      state: 'open',
      fields: { dueOn: '2027-03-31' },
    })
    expect((await there('vehicle', ids.vehicle)).state).toBe('ready')
    const pay = await there('obligation', ids.pay)
    expect(pay.fields.openSince).toBe('2024-12-06')
    expect((await there('organisation', pay.fields.owedTo)).fields.code).toBe('KEN')
    const told = (
      await next.as('chief').get(`/api/${next.mission}/mandate/succession/${taken.succession}`)
    ).body
    expect(told).toMatchObject({ isComplete: true, total: { accepted: 3, listed: 0, unlisted: 0 } })
    const { size } = await next.test.ledger.head(next.mission)
    expect(await takeOver(await asking(next, 'importer'), found, how)).toMatchObject({
      records: 3,
      left: [],
    })
    expect((await next.test.ledger.head(next.mission)).size, 'a second time changes nothing').toBe(
      size,
    )
  })

  test('of a compartment is made by its unit, opens to the successor’s unit alone, and takes the clock along', async () => {
    expect(
      (
        await act(
          former,
          'complaint',
          ids.complaint as string,
          'investigate',
          { answerBy: '2027-01-31' },
          'conduct',
        )
      ).status,
    ).toBe(201)
    const own = await statement('unit', 'conduct')
    expect(own.status, own.text.slice(0, 300)).toBe(200)
    const unit = await makeKey()
    const closed = await seal(Buffer.from(own.text), [unit.open])
    expect(Buffer.from(closed).toString('latin1')).not.toContain('C-2024-01')
    await expect(unseal(closed, (await makeKey()).secret)).rejects.toThrow()
    const found = verifyTransfer(Buffer.from(await unseal(closed, unit.secret)).toString('utf8'))
    if (!found.ok) throw new Error(found.wrong)
    expect(found.facts).toMatchObject({ unit: 'conduct', items: 1 })
    const how = { digest: 'b'.repeat(64), from: 'MSS', to: 'GSF', because: 'The case goes on.' }
    const taken = await takeOver(await asking(next, 'unit'), found, how)
    expect(taken).toMatchObject({ items: 1, records: 1, left: [] })
    const path = `/api/${next.mission}/complaint/${ids.complaint}`
    expect((await next.as('unit').get(path)).body).toMatchObject({
      state: 'investigating',
      fields: { answerBy: '2027-01-31', reference: 'C-2024-01' },
    })
    expect((await next.as('chief').get(path)).status).toBe(404)
    const items = await next.as('chief').get(`/api/${next.mission}/successionItem?kind=complaints`)
    expect(items.body.items).toMatchObject([{ state: 'accepted', fields: { items: 1 } }])
    expect(items.text).not.toContain('C-2024-01')
  })
})

describe('from a shell', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'konbit-shell-'))
    folders.push(folder)
  })

  /** What a command prints, and the code it ends with. */
  async function shell(use: UseName, ...words: string[]): Promise<{ out: string; code: unknown }> {
    const said: string[] = []
    const spies = (['log', 'error'] as const).map((how) =>
      vi.spyOn(console, how).mockImplementation((line) => void said.push(String(line))),
    )
    try {
      await { succeed, report }[use as 'succeed'](readOptions(use, words, {}))
      return { out: said.join('\n'), code: process.exitCode }
    } catch (failure) {
      return { out: (failure as Error).message, code: 1 }
    } finally {
      process.exitCode = undefined
      for (const spy of spies) spy.mockRestore()
    }
  }
  const asChief = (...words: string[]) =>
    shell('succeed', ...words, '--as', 'chief', ...doorTo(former))

  test('a succession is listed, stated, proved, taken over and closed, nothing lacks an owner, and both logs verify', async () => {
    const task = await enter(former, 'mandateTask', {
      title: 'Hand the archive over',
      role: 'legal',
      kind: 'other',
      dueOn: '2027-05-31',
    })
    const id = await enter(former, 'succession', {
      title: 'Once more, by hand',
      predecessor: ids.MSS,
      successor: ids.GSF,
      startsOn: '2025-10-02',
      side: 'gives',
    })
    const file = join(folder, 'transfer.jsonl')
    const before = await asChief('check', id)
    expect(before.out).toContain('mandateTask  Hand the archive over  by 2027-05-31  unlisted')
    expect(before).toMatchObject({ code: 2, out: expect.stringContaining('4 have no owner') })
    expect((await asChief('state', id, '--out', file)).out).toContain('4 records are on no list')

    expect((await asChief('list', id)).out).toMatch(/^4 records are on the list/)
    expect((await asChief('list', id)).out).toMatch(/^0 records are on the list/)
    expect((await asChief('state', id, '--out', file)).out).toMatch(/^4 things in /)
    const proved = await shell('succeed', 'verify', file)
    expect(proved.out).toMatch(/^The statement holds: 4 things of /)
    const taken = await shell(
      ...(['succeed', 'accept', file, '--from', 'MSS', '--to', 'GSF'] as const),
      ...['--because', 'The mandate passes on.', '--as', 'importer', ...doorTo(next)],
    )
    expect(taken.out).toContain('Nothing is left without an owner.')
    const carried = await next.as('chief').get(`/api/${next.mission}/mandateTask/${task}`)
    expect(carried.body).toMatchObject({ state: 'open', fields: { dueOn: '2027-05-31' } })

    expect((await act(former, 'succession', id, 'handOver', {})).status).toBe(201)
    const close = ['close', id, '--log-at', `${doors.get(next)?.address}/log/${next.mission}`]
    const closing = () => asChief(...close, '--because', 'All of it has an owner.')
    expect((await closing()).out).toContain('4 items have none yet')
    const items = await former
      .as('chief')
      .get(`/api/${former.mission}/successionItem?succession=${id}`)
    for (const { id: item } of items.body.items)
      expect(
        (await act(former, 'successionItem', item, 'accept', { organisation: ids.GSF })).status,
      ).toBe(201)
    const closed = await closing()
    expect(closed, closed.out).toMatchObject({ out: expect.stringMatching(/^Closed: .*verified/) })
    expect(await asChief('check', id)).toMatchObject({
      code: undefined,
      out: expect.stringContaining('Nothing is left without an owner.'),
    })
    for (const server of [former, next]) {
      await server.test.ledger.log(server.mission).sign()
      const served = servedAt(`${doors.get(server)?.address}/log/${server.mission}`)
      expect(await verifyLog({ fetch: served })).toMatchObject({ ok: true })
      expect(await server.test.ledger.verify(server.mission)).toMatchObject({ ok: true })
    }
  })

  test('the situation report of a day is a file, and the same file when it is asked again', async () => {
    const ask = async (name: string): Promise<Buffer> => {
      const out = join(folder, name)
      const said = await shell(
        ...(['report', 'day', '--at', '2025-06-30', '--known', '2025-07-01'] as const),
        ...['--language', 'ht', '--out', out, '--as', 'watch', ...doorTo(former)],
      )
      expect(said, said.out).toMatchObject({ code: undefined })
      return readFile(out)
    }
    const first = await ask('day.pdf')
    expect(first.subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.toString('latin1')).toContain('/Lang (ht)')
    expect(await ask('again.pdf')).toEqual(first)
    expect((await ask('day.docx')).subarray(0, 2).toString()).toBe('PK')
  })
})
