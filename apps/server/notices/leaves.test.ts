/** What leaves this server: mails, posts and calendars, by the ways and hours that members chose, and without a word of a record. */
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { dayFrom } from '../testing.ts'
import type { WebSink } from './sinks.ts'
import {
  about,
  closeAll,
  fleetSettings,
  forget,
  type Item,
  inbox,
  isRead,
  mail,
  mailTo,
  order,
  SECRET,
  secrets,
  send,
  server,
  tell,
  web,
} from './testing.ts'

afterAll(closeAll)
beforeEach(forget)

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

  test('two servers over one record send it once, and what one of them left unfinished is sent when its time is over', async () => {
    for (let n = 0; n < 5; n += 1) await order({ toRoles: ['fleet'] })
    await Promise.all([tell(() => web.posts.length >= 5), tell(() => web.posts.length >= 5)])
    expect(web.posts).toHaveLength(5)
    expect(new Set(web.posts.map(({ headers }) => headers['konbit-notice'])).size).toBe(5)
    // As a process leaves it that ends between taking a delivery and sending it.
    await server.test.look(
      `update konbit.inbox_delivery set delivered = null, next = now(), tries = 1
       where id::text = $1`,
      [web.posts[0]?.headers['konbit-notice']],
    )
    await tell(() => web.posts.length > 5)
    expect(web.posts[5]?.body).toBe(web.posts[0]?.body)
    expect(secrets()).toEqual([])
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
    const night = Date.parse(`${dayFrom()}T12:00:00-05:00`)
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

describe('dates that come near, and the calendar', () => {
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
    const near = dayFrom(3)
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
    const dueOn = dayFrom(5)
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
      answerBy: dayFrom(4),
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
