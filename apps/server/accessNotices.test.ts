/** A monitor is told of every change of their access by a way outside this server, and an entry they see stands behind it. */
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LedgerActor } from '@konbit/ledger'
import { openTestLedger, type TestLedger } from '@konbit/ledger/testing'
import { type Fields, isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startNotices } from './accessNotices.ts'
import { isClosed, post } from './notices/post.ts'

type Heard = { body: string; headers: IncomingHttpHeaders; url: string }

let t: TestLedger
let mission: string
let registrar: LedgerActor
let web: Server
let base: string
let heard: Heard[] = []
let answers: number[] = []

beforeAll(async () => {
  t = await openTestLedger(registers)
  web = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      heard.push({ body, headers: request.headers, url: request.url ?? '' })
      const status = answers.shift() ?? 204
      response.writeHead(status, status === 302 ? { location: `${base}/elsewhere` } : {}).end()
    })
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => web.close(resolve))
  await t.close()
})
beforeEach(async () => {
  const made = await t.mission()
  mission = made.id
  registrar = await made.person('registrar', ['registrar'], [{ label: 'restricted', unit: '*' }])
  heard = []
  answers = []
})

async function send(
  register: string,
  verb: string,
  record: string,
  input?: Fields,
): Promise<number> {
  const told = await t.ledger.perform(registrar, {
    id: randomUUID(),
    register,
    verb,
    record,
    because: 'A reason that stays here.',
    ...(input ? { input } : {}),
  })
  if (isRefusal(told)) throw new Error(JSON.stringify(told))
  return told.seq
}
async function monitor(noticeTo: string): Promise<string> {
  const id = randomUUID()
  await send('member', 'enter', id, {
    title: 'Monitor 1',
    kind: 'monitor',
    name: 'N. N.',
    noticeTo,
  })
  await send('member', 'welcome', id, {})
  return id
}
/** Runs the teller until `isDone`, then stops it. */
async function tell(isDone: () => boolean | Promise<boolean>): Promise<void> {
  const telling = startNotices({
    ledger: t.ledger,
    mission,
    isLoopbackAllowed: true,
    everyMs: 20,
    note: (failure) => {
      throw failure
    },
  })
  try {
    await expect.poll(isDone, { timeout: 15_000 }).toBe(true)
  } finally {
    await telling.stop()
  }
}
const entriesTold = (): number[] => heard.map(({ body }) => JSON.parse(body).entry)

test('of each grant and each withdrawal, signed, with the entry and the log, and nothing restricted', async () => {
  const id = await monitor(`${base}/hook?of=me`)
  const clearance = randomUUID()
  const granted = await send('clearance', 'enter', clearance, {
    member: id,
    level: 'partner',
    until: '2099-01-31',
  })
  const withdrawn = await send('clearance', 'withdraw', clearance)
  await tell(() => entriesTold().includes(withdrawn))
  expect(entriesTold()).toEqual(expect.arrayContaining([granted, withdrawn]))
  const key = createPublicKey({
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from(await t.ledger.noticeKey(mission), 'base64').toString('base64url'),
    },
    format: 'jwk',
  })
  for (const { body, headers, url } of heard) {
    expect(url).toBe('/hook?of=me')
    const signature = Buffer.from(
      String(headers['konbit-signature']).replace('ed25519=', ''),
      'base64',
    )
    expect(verify(null, Buffer.from(body), key, signature)).toBe(true)
    expect(verify(null, Buffer.from(body.replace('changed', 'stayed')), key, signature)).toBe(false)
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(
      ['at', 'checkpoint', 'entry', 'log', 'member', 'mission', 'says', 'type'].sort(),
    )
    expect(JSON.parse(body).log).toMatchObject({
      size: expect.any(Number),
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(body).not.toMatch(/partner|N\. N\.|stays here|Monitor 1/)
  }
  // The entry is there for the monitor's own eyes, whatever they have lost.
  const self = { mission, member: id }
  const entry = await t.ledger.entry(self, withdrawn)
  expect(entry).toMatchObject({ verb: 'withdraw', because: 'A reason that stays here.' })
})

test('of an address that is taken away, at that address', async () => {
  const id = await monitor(`${base}/before`)
  const moved = await send('member', 'amend', id, { noticeTo: `${base}/after` })
  const silenced = await send('member', 'amend', id, { noticeTo: null })
  await tell(
    () =>
      entriesTold().includes(silenced) && entriesTold().filter((one) => one === moved).length === 2,
  )
  const toldAt = (seq: number) =>
    heard
      .filter(({ body }) => JSON.parse(body).entry === seq)
      .map(({ url }) => url)
      .sort()
  // Both changes lay between two looks of the follower, and neither hides the other.
  expect(toldAt(moved)).toEqual(['/after', '/before'])
  expect(toldAt(silenced)).toEqual(['/after'])
})

test('step by step the one who is no longer to be told hears of exactly that', async () => {
  const id = await monitor(`${base}/before`)
  await tell(() => heard.length >= 2)
  heard = []
  const moved = await send('member', 'amend', id, { noticeTo: `${base}/after` })
  await tell(() => heard.length >= 2)
  expect(heard.map(({ url }) => url).sort()).toEqual(['/after', '/before'])
  expect(new Set(entriesTold())).toEqual(new Set([moved]))
  heard = []
  const silenced = await send('member', 'amend', id, { noticeTo: null })
  await tell(() => heard.length >= 1)
  expect(heard.map(({ url }) => url)).toEqual(['/after'])
  expect(entriesTold()).toEqual([silenced])
  heard = []
  await send('member', 'suspend', id)
  expect(await t.look('select * from konbit.told_at where mission = $1', [mission])).toEqual([])
})

test('a failure is tried again later, is seen by those who answer for it, and is given up in the end', async () => {
  answers = [500, 302]
  const id = await monitor(`${base}/hook`)
  await tell(() => heard.length >= 2)
  const look = async () =>
    (await t.ledger.notices(registrar)).items.filter(({ member }) => member === id)
  const failed = (await look()).map(({ state, failure, tries }) => ({ state, failure, tries }))
  expect(failed).toEqual(
    expect.arrayContaining([
      { state: 'waiting', failure: 'answered 500', tries: 1 },
      { state: 'waiting', failure: 'answered 302', tries: 1 },
    ]),
  )
  expect(heard.some(({ url }) => url === '/elsewhere')).toBe(false)
  await t.look('update konbit.notice set next = now() where mission = $1', [mission])
  await tell(async () => (await look()).every(({ state }) => state === 'delivered'))
  await t.look(
    `update konbit.notice set delivered = null, next = now(), tries = 13 where mission = $1`,
    [mission],
  )
  answers = [500, 500]
  await tell(async () => (await look()).every(({ state }) => state === 'given-up'))
  expect(JSON.stringify(await look())).not.toContain('127.0.0.1')
})

test('of an emergency, whoever may have to review it, without a word of whose it is', async () => {
  const auditor = await monitor(`${base}/auditor`)
  const until = '2099-01-31'
  await send('appointment', 'enter', randomUUID(), { member: auditor, role: 'auditor', until })
  const id = await monitor(`${base}/opener`)
  await send('appointment', 'enter', randomUUID(), { member: id, role: 'watch', until })
  const told = await t.ledger.perform(
    { mission, member: id, roles: ['watch'] },
    {
      id: randomUUID(),
      register: 'emergency',
      record: randomUUID(),
      verb: 'enter',
      because: 'A convoy is lost.',
      input: { member: id, level: 'restricted', hours: 2 },
    },
  )
  if (isRefusal(told)) throw new Error(JSON.stringify(told))
  const ofEmergency = () => heard.filter(({ body }) => JSON.parse(body).entry === told.seq)
  await tell(() => ofEmergency().length === 2)
  expect(
    ofEmergency()
      .map(({ url, body }) => [url, JSON.parse(body).type])
      .sort(),
  ).toEqual([
    ['/auditor', 'konbit/emergency-opened'],
    ['/opener', 'konbit/access-changed'],
  ])
  const [review] = ofEmergency().filter(({ url }) => url === '/auditor')
  expect(review?.body).not.toContain(id)
  expect(review?.body).not.toMatch(/convoy|restricted/)
})

test('a monitor sees what was told to them, and nobody else without a part in it does', async () => {
  const id = await monitor(`${base}/hook`)
  await tell(() => heard.length >= 2)
  expect((await t.ledger.notices({ mission, member: id })).items).toHaveLength(2)
  const stranger = await monitor(`${base}/other`)
  expect(
    (await t.ledger.notices({ mission, member: stranger })).items.filter(
      ({ member }) => member === id,
    ),
  ).toEqual([])
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.20.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  'no address',
])('%s is no place to send to', (address) => {
  expect(isClosed(address)).toBe(true)
})
test.each(['1.1.1.1', '8.8.8.8', '2606:4700::1111'])('%s is', (address) => {
  expect(isClosed(address)).toBe(false)
})

test.each([
  'http://example.org/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/',
  'https://user:word@example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'nonsense',
])('nothing is sent to %s', async (address) => {
  const notice = { id: '1', address, body: '{}', signature: '' }
  await expect(post(notice, false)).rejects.toThrow()
})
