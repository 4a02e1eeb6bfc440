/** Members are told: of what concerns them, once, by the ways they chose, and of nothing they may not see. */
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import type { LedgerActor } from '@konbit/ledger'
import { addDays, dayOf, type Fields, isRefusal } from '@konbit/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { type MailSink, openMailSink, openWebSink, type WebSink } from './sinks.ts'
import { startTeller } from './teller.ts'

const zone = 'America/Port-au-Prince'
/** Stands in captions, texts and reasons of every record of these tests; no mail, post or calendar may hold it. */
const SECRET = 'Sablier'

let server: TestServer
let mail: MailSink
let web: WebSink
const tellers: { stop: () => Promise<void> }[] = []
let failures: string[] = []

beforeAll(async () => {
  ;[mail, web] = await Promise.all([openMailSink(), openWebSink()])
  server = await openTestServer({
    change: (house) => ({
      ...house,
      url: 'https://konbit.example',
      tells: { mail: true, web: true },
    }),
  })
})
afterAll(async () => {
  for (const { stop } of tellers) await stop()
  await server.close()
  await Promise.all([mail.close(), web.close()])
})
beforeEach(() => {
  mail.mails.length = 0
  web.posts.length = 0
  web.answers.length = 0
  mail.refusals.length = 0
  failures = []
})

const actor = (member: string): LedgerActor => ({
  mission: server.mission,
  member,
  roles:
    server.house.missions.get(server.mission)?.people.find(({ id }) => id === member)?.roles ?? [],
})
async function send(
  member: string,
  register: string,
  verb: string,
  record: string,
  input: Fields = {},
): Promise<number> {
  const told = await server.house.ledger.perform(actor(member), {
    id: randomUUID(),
    register,
    verb,
    record,
    input,
    because: `${SECRET} as a reason.`,
  })
  if (isRefusal(told)) throw new Error(JSON.stringify(told))
  return told.seq
}
let numbers = 0
async function order(more: Fields = {}): Promise<string> {
  const id = randomUUID()
  numbers += 1
  const input = {
    number: `${SECRET}-${numbers}`,
    kind: 'order',
    title: `${SECRET} convoy`,
    ...more,
  }
  await send('chief', 'order', 'enter', id, input)
  await send('chief', 'order', 'issue', id)
  return id
}

const incident = (id: string, kind = 'attack'): Promise<number> =>
  send('watch', 'incident', 'enter', id, {
    code: `${SECRET}-${id.slice(0, 8)}`,
    title: `${SECRET} clash`,
    kind,
    touches: 'mission',
    occurredOn: '2026-01-05',
  })

async function teller(clock?: () => number): Promise<{ stop: () => Promise<void> }> {
  const mission = server.house.missions.get(server.mission)
  if (!mission) throw new Error('no mission')
  const made = await startTeller({
    ledger: server.house.ledger,
    registers: server.house.registers,
    measures: server.house.measures,
    mission,
    url: 'https://konbit.example',
    smtp: mail.url,
    from: 'notices@konbit.example',
    isLoopbackAllowed: true,
    everyMs: 30,
    ...(clock ? { clock } : {}),
    note: (failure, what) => failures.push(`${what}: ${(failure as Error).stack}`),
  })
  tellers.push(made)
  return made
}
/** Until nothing waits to be decided about or to be sent. */
const isIdle = async (): Promise<boolean> => {
  const [row] = await server.test.look<{ is: boolean }>(
    `select not exists (select from konbit.inbox_delivery where mission = $1 and next <= now())
       and not exists (select from konbit.inbox i join konbit.inbox_setting s using (mission, member)
         where mission = $1 and waits is null and (mailed is null and i.made >= s.mail_since or posted is null and i.made >= s.web_since)) as is`,
    [server.mission],
  )
  return (row?.is ?? false) && (await isRead())
}
/** Runs the teller until `isDone`, then stops it. */
async function tell(isDone: () => boolean | Promise<boolean>, clock?: () => number): Promise<void> {
  const running = await teller(clock)
  try {
    await expect.poll(isDone, { timeout: 15_000, interval: 50 }).toBe(true)
    await expect.poll(isIdle, { timeout: 15_000, interval: 50 }).toBe(true)
  } finally {
    await running.stop()
    expect(failures).toEqual([])
  }
}
/** Until the follower has read everything. */
const isRead = async (): Promise<boolean> => {
  const [row] = await server.test.look<{ is: boolean }>(
    `select f.seq = h.size as is from konbit.follower f join konbit.head h on h.mission = f.mission where f.name = 'notices' and f.mission = $1`,
    [server.mission],
  )
  return row?.is ?? false
}
type Item = {
  id: number
  kind: string
  key: string
  record?: string
  caption?: string
  said: Fields
  link: string
  alert?: Fields
}
const inbox = async (who: string): Promise<Item[]> => (await server.as(who).get('inbox')).body.items
const about = async (who: string, record: string): Promise<Item[]> =>
  (await inbox(who)).filter((one) => one.record === record)

describe('what is told, and to whom', () => {
  test('an order goes to the roles it names, once, over restarts, and not to who gave it', async () => {
    const id = await order({ toRoles: ['fleet'], dueOn: addDays(dayOf(Date.now(), zone), 30) })
    await tell(isRead)
    await tell(isRead)
    const [told, ...more] = await about('fleet', id)
    expect(more).toEqual([])
    expect(told).toMatchObject({
      kind: 'order',
      key: 'notice.order.issue.due',
      link: `/orders?order=${id}`,
    })
    expect(told?.caption).toContain(SECRET)
    for (const other of ['chief', 'watch', 'resident', 'conduct'])
      expect(await about(other, id)).toEqual([])
  })

  test('one that nobody who is named may see tells nobody', async () => {
    await server.house.ledger.grant(server.mission, 'shut', {
      roles: ['fleet'],
      clearances: [{ label: 'public', unit: '*' }],
    })
    const id = await order({ toRoles: ['fleet'] })
    await tell(isRead)
    const rows = await server.test.look<{ member: string }>(
      'select member from konbit.inbox where record = $1',
      [id],
    )
    expect(rows.map(({ member }) => member)).toEqual(['fleet'])
  })

  test('a notice of a record that one may no longer see is gone, and comes back with it', async () => {
    const id = await order({ toRoles: ['fleet'] })
    await tell(isRead)
    const before = (await server.as('fleet').get('inbox')).body.unseen
    await server.house.ledger.bar(server.mission, 'fleet', [id])
    expect(await about('fleet', id)).toEqual([])
    expect((await server.as('fleet').get('inbox')).body.unseen).toBe(before - 1)
    await server.house.ledger.bar(server.mission, 'fleet', [])
    expect(await about('fleet', id)).toHaveLength(1)
    // With narrower eyes one sees none at all.
    expect((await server.as('fleet').get('inbox?as=role:resident')).body.items).toEqual([])
  })

  test('what one entered and another disputed is told to who entered it', async () => {
    const id = randomUUID()
    await incident(id)
    await send('importer', 'incident', 'dispute', id, {})
    await tell(isRead)
    expect(await about('watch', id)).toMatchObject([
      { kind: 'returned', key: 'notice.returned.disputed', said: { register: 'incident' } },
    ])
    expect(await about('importer', id)).toEqual([])
  })
})

const fleetSettings = (change: Fields) =>
  server.house.ledger.setInbox({ mission: server.mission, member: 'fleet' }, change)
/** Confirms an address as its member would, with the code that came by mail. */
async function mailTo(who: string, address: string): Promise<void> {
  const set = await server.as(who).post('inbox/settings', { mail: address })
  expect(set.body).toMatchObject({ mail: address, isMailTheirs: false })
  await tell(() => mail.mails.some(({ to }) => to === address))
  const code = /\b\d{8}\b/.exec(mail.mails.find(({ to }) => to === address)?.text ?? '')?.[0]
  const wrong = await server
    .as(who)
    .post('inbox/settings', { code: code === '00000000' ? '00000001' : '00000000' })
  expect(wrong.status).toBe(422)
  expect((await server.as(who).post('inbox/settings', { code })).body.isMailTheirs).toBe(true)
  mail.mails.length = 0
}
const secrets = (): string[] =>
  [
    ...mail.mails.flatMap(({ text, raw, head }) => [text, raw, head]),
    ...web.posts.map(({ body }) => body),
  ].filter((text) => text.includes(SECRET))

describe('what leaves', () => {
  test('nothing goes to an address that nobody showed to be theirs', async () => {
    await server.as('fleet').post('inbox/settings', { mail: 'stranger@example.org' })
    await order({ toRoles: ['fleet'] })
    await tell(() => mail.mails.length > 0)
    expect(mail.mails.map(({ text }) => /\d{8}/.test(text))).toEqual([true])
    await server.as('fleet').post('inbox/settings', { mail: null })
  })

  test('a mail and a signed post, once over restarts, in their language and without a word of the record', async () => {
    await mailTo('fleet', 'fleet@example.org')
    await fleetSettings({ web: web.url, language: 'fr' })
    const id = await order({ toRoles: ['fleet'] })
    await tell(() => mail.mails.length > 0 && web.posts.length > 0)
    await tell(isRead)
    expect(mail.mails).toHaveLength(1)
    expect(mail.mails[0]?.text).toContain('Un ordre vous est adressé.')
    expect(mail.mails[0]?.text).toContain(
      `https://konbit.example/${server.mission}/orders?order=${id}`,
    )
    expect(web.posts).toHaveLength(1)
    const { body, headers } = web.posts[0] as WebSink['posts'][number]
    expect(JSON.parse(body)).toMatchObject({
      type: 'konbit/notice',
      kind: 'order',
      register: 'order',
    })
    const { key } = (await server.as('fleet').get('notices/key')).body
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key, 'base64').toString('base64url') },
      format: 'jwk',
    })
    const signature = Buffer.from(
      String(headers['konbit-signature']).replace('ed25519=', ''),
      'base64',
    )
    expect(verify(null, Buffer.from(body), publicKey, signature)).toBe(true)
    expect(secrets()).toEqual([])
    expect(
      (await server.as('fleet').get('inbox/settings')).body.deliveries.slice(0, 2),
    ).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }])
  })

  test('what fails is tried again with the same bytes, given up in the end, and both say so', async () => {
    web.answers.push(500)
    await order({ toRoles: ['fleet'] })
    await tell(() => web.posts.length > 0)
    const last = async () =>
      (await server.as('fleet').get('inbox/settings')).body.deliveries.find(
        (one: { way: string; state: string }) => one.way === 'web' && one.state !== 'delivered',
      )
    expect(await last()).toMatchObject({ state: 'waiting', tries: 1, failure: 'answered 500' })
    const soon = (tries: string) =>
      server.test.look(
        `update konbit.inbox_delivery set next = now(), tries = ${tries} where mission = $1 and way = 'web' and delivered is null`,
        [server.mission],
      )
    web.answers.push(503)
    await soon('9')
    await tell(() => web.posts.length > 1)
    expect(web.posts[1]?.body).toBe(web.posts[0]?.body)
    expect(await last()).toMatchObject({ state: 'given-up', failure: 'answered 503' })
    expect((await inbox('fleet'))[0]).toMatchObject({
      kind: 'delivery',
      key: 'notice.givenUp.web',
      said: { tries: 10 },
    })
    expect(await server.house.ledger.inboxFigures(server.mission)).toContainEqual({
      way: 'web',
      waiting: 0,
      givenUp: 1,
    })
    await fleetSettings({ web: null })
  })

  test('quiet hours hold a mail back until they end, and what was read meanwhile never leaves', async () => {
    await fleetSettings({ quietFrom: '00:00', quietTo: '23:59', language: 'en' })
    const night = Date.parse(`${dayOf(Date.now(), zone)}T12:00:00-05:00`)
    await order({ toRoles: ['fleet'] })
    const read = await order({ toRoles: ['fleet'] })
    await tell(isRead, () => night)
    expect(mail.mails).toEqual([])
    const [one] = await about('fleet', read)
    await server.as('fleet').post('inbox/seen', { ids: [one?.id] })
    await server.test.look(
      'update konbit.inbox set waits = now() where mission = $1 and waits is not null',
      [server.mission],
    )
    await fleetSettings({ quietFrom: null, quietTo: null })
    await tell(() => mail.mails.length > 0)
    expect(mail.mails).toHaveLength(1)
    expect(mail.mails[0]?.text.match(/An order to you/g)).toHaveLength(1)
    expect(secrets()).toEqual([])
  })

  test('a digest is one mail a day, and a kind that is off stays on the page', async () => {
    await fleetSettings({ digestHour: 6, silent: ['returned'] })
    await order({ toRoles: ['fleet'] })
    await order({ toRoles: ['fleet'] })
    await tell(isRead)
    expect(mail.mails).toEqual([])
    const tomorrow = Date.now() + 86_400_000
    const waits = () =>
      server.test.look(
        'update konbit.inbox set waits = null where mission = $1 and waits is not null',
        [server.mission],
      )
    await waits()
    await tell(
      () => mail.mails.length > 0,
      () => tomorrow,
    )
    await waits()
    await order({ toRoles: ['fleet'] })
    await tell(isRead, () => tomorrow)
    expect(mail.mails.map(({ head }) => /^subject: (.*)$/im.exec(head)?.[1])).toEqual([
      expect.stringContaining('2 notices today'),
    ])
    await fleetSettings({ digestHour: null, silent: [] })
    expect(secrets()).toEqual([])
  })
})

describe('an alert rule', () => {
  const rule = async (more: Fields): Promise<string> => {
    const id = randomUUID()
    await send('chief', 'alertRule', 'enter', id, {
      title: `${SECRET} rule`,
      toRoles: ['fleet'],
      ...more,
    })
    return id
  }
  const alerts = async (who: string, id: string): Promise<Item[]> =>
    (await inbox(who)).filter((one) => one.alert?.rule === id)

  test('fires on its acts from its own entry on, breaks quiet hours if it says so, and stops when it is paused', async () => {
    await fleetSettings({ quietFrom: '00:00', quietTo: '23:59' })
    await incident(randomUUID())
    const id = await rule({ inRegister: 'incident', onVerbs: 'enter', breaksQuiet: true })
    const incidentId = randomUUID()
    await incident(incidentId)
    await send('watch', 'incident', 'assess', incidentId, {})
    await tell(
      () => mail.mails.length > 0,
      () => Date.parse('2026-01-10T12:00:00-05:00'),
    )
    expect(await alerts('fleet', id)).toMatchObject([
      { record: incidentId, key: 'notice.alert.entry', said: { register: 'incident' } },
    ])
    expect(mail.mails).toHaveLength(1)
    expect(secrets()).toEqual([])
    await send('chief', 'alertRule', 'pause', id, {})
    await incident(randomUUID())
    await tell(isRead)
    expect(await alerts('fleet', id)).toHaveLength(1)
    await fleetSettings({ quietFrom: null, quietTo: null })
  })

  test('on a field fires only where the field says so', async () => {
    const id = await rule({ inRegister: 'incident', onlyField: 'kind', onlyValue: 'abduction' })
    await incident(randomUUID())
    await incident(randomUUID(), 'abduction')
    await tell(isRead)
    expect(await alerts('fleet', id)).toHaveLength(1)
    await send('chief', 'alertRule', 'end', id, {})
  })

  test('waits on the page in the quiet hours of the rule itself', async () => {
    const id = await rule({ inRegister: 'incident', quietFrom: '00:00', quietTo: '23:59' })
    await incident(randomUUID())
    await tell(isRead)
    expect(await alerts('fleet', id)).toHaveLength(1)
    expect(mail.mails).toEqual([])
    await send('chief', 'alertRule', 'end', id, {})
  })

  test('tells others when nobody has it in time, and not when somebody does', async () => {
    const id = await rule({
      inRegister: 'incident',
      onVerbs: 'enter',
      escalateAfterMinutes: 5,
      escalateToRoles: ['watch'],
    })
    await incident(randomUUID())
    await incident(randomUUID())
    await tell(isRead)
    const [first] = await alerts('fleet', id)
    await server.as('fleet').post('inbox/seen', { ids: [first?.id], acknowledges: true })
    expect((await alerts('fleet', id))[0]?.alert).toMatchObject({
      acknowledged: expect.any(String),
    })
    expect(await alerts('watch', id)).toEqual([])
    await server.test.look(
      `update konbit.inbox_alert set escalates = now() where mission = $1 and rule = $2`,
      [server.mission, id],
    )
    await tell(async () => (await alerts('watch', id)).length > 0)
    await tell(isRead)
    expect(await alerts('watch', id)).toMatchObject([{ key: 'notice.alert.entry.escalated' }])
  })

  test('on a figure tells once as it passes, and not again while it stays there', async () => {
    const moment = await server.house.ledger.moment(server.mission)
    if (isRefusal(moment)) throw new Error('no moment')
    const now = await server.house.ledger.measure(actor('fleet'), {
      name: 'situation.incidents',
      moment,
    })
    const count = isRefusal(now) ? 0 : (now.value ?? 0)
    const id = await rule({ measure: 'situation.incidents', crosses: 'above', threshold: count })
    const asked = async (): Promise<number> =>
      (await server.test.look('select from konbit.inbox_level where rule = $1', [id])).length
    await tell(async () => (await asked()) > 0)
    await incident(randomUUID())
    const later = (minutes: number) => () => Date.now() + minutes * 60_000
    await tell(async () => (await alerts('fleet', id)).length > 0, later(20))
    await incident(randomUUID())
    await server.test.look(
      `update konbit.inbox_level set asked = now() - interval '1 hour' where rule = $1`,
      [id],
    )
    await tell(isRead, later(40))
    expect(await alerts('fleet', id)).toMatchObject([
      { key: 'notice.alert.above', said: { measure: 'situation.incidents', threshold: count } },
    ])
    expect(secrets()).toEqual([])
  })
})

describe('dates that come near, and the calendar', () => {
  const today = dayOf(Date.now(), zone)
  const ban = async (endsOn: string): Promise<string> => {
    const [setBy, id] = [randomUUID(), randomUUID()]
    await send('importer', 'organisation', 'enter', setBy, {
      code: SECRET,
      name: SECRET,
      kind: 'state',
    })
    await send('importer', 'restriction', 'enter', id, {
      title: `${SECRET} ban`,
      kind: 'flightBan',
      setBy,
      startsOn: '2026-01-01',
      endsOn,
    })
    return id
  }

  test('are told once a day to the roles that act on them, as far as each sees them', async () => {
    const near = addDays(today, 3)
    const id = await ban(near)
    await server.test.look('delete from konbit.inbox_day where mission = $1', [server.mission])
    const dues = async (who: string): Promise<Item[]> =>
      (await inbox(who)).filter(
        ({ kind, said }) => kind === 'due' && said.register === 'restriction',
      )
    await tell(async () => (await dues('watch')).length > 0)
    await server.test.look('delete from konbit.inbox_day where mission = $1', [server.mission])
    await tell(isRead)
    expect(await dues('watch')).toMatchObject([
      {
        record: id,
        key: 'notice.due.ends',
        said: { count: 1, day: near },
        link: `/r/restriction/${id}`,
      },
    ])
    expect(await dues('fleet')).toEqual([])
  })

  test('stand in a calendar that a secret link opens, and a renewed or ended one does not', async () => {
    const dueOn = addDays(today, 5)
    const id = await order({ toRoles: ['watch'], dueOn })
    const made = (await server.as('watch').post('inbox/settings', { calendar: 'make' })).body
      .calendarPath
    expect(made).toMatch(/^\/calendar\/[^/]+\/[\w-]{43}\.ics$/)
    const kept = await server.test.look<{ text: string }>(
      'select t::text as text from konbit.calendar_link t',
    )
    expect(JSON.stringify(kept)).not.toContain(made.split('/').at(-1).slice(0, 43))
    const got = await server.as('nobody').get(made)
    expect(got.status).toBe(200)
    expect(got.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(got.text).toContain(`UID:order-${id}@`)
    expect(got.text).toContain(`DTSTART;VALUE=DATE:${dueOn.replaceAll('-', '')}`)
    expect(got.text).not.toContain(SECRET)
    expect(got.text).toMatch(/SUMMARY;LANGUAGE=en:Restrictions?: 1 ends/i)
    const tag = got.headers.get('etag') as string
    expect((await server.as('nobody').get(made, { 'if-none-match': tag })).status).toBe(304)
    const renewed = (await server.as('watch').post('inbox/settings', { calendar: 'make' })).body
      .calendarPath
    expect((await server.as('nobody').get(made)).status).toBe(404)
    expect((await server.as('nobody').get(renewed)).status).toBe(200)
    await server.house.ledger.bar(server.mission, 'watch', [id])
    expect((await server.as('nobody').get(renewed)).text).not.toContain(id)
    await server.house.ledger.bar(server.mission, 'watch', [])
    await server.as('watch').post('inbox/settings', { calendar: 'end' })
    expect((await server.as('nobody').get(renewed)).status).toBe(404)
    expect((await server.as('nobody').get(`/calendar/${server.mission}/nothing.ics`)).status).toBe(
      404,
    )
  })

  test('of a register above the mission’s label neither mail, post nor calendar says so much as its name', async () => {
    const id = randomUUID()
    await send('protection', 'dataRequest', 'enter', id, {
      reference: `${SECRET}-1`,
      kind: 'erasure',
      requester: SECRET,
      receivedOn: '2026-01-02',
      answerBy: addDays(today, 4),
    })
    await mailTo('protection', 'protection@example.org')
    await server.test.look('delete from konbit.inbox_day where mission = $1', [server.mission])
    await tell(() => mail.mails.length > 0)
    expect(await about('protection', id)).toMatchObject([
      { kind: 'due', said: { register: 'dataRequest' } },
    ])
    const [one] = mail.mails
    expect(one?.text).toContain('Something in the record concerns you.')
    expect(one?.text).not.toMatch(/request|dataRequest/i)
    expect(one?.text).not.toContain(id)
    const made = (await server.as('protection').post('inbox/settings', { calendar: 'make' })).body
      .calendarPath
    expect((await server.as('nobody').get(made)).text).not.toMatch(/request/i)
    expect(secrets()).toEqual([])
  })
})
