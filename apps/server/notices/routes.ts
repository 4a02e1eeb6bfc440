/** The addresses of notices: one's own list, how one wishes to be told, and the calendar that a secret link opens. */
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { readCursor, type SettingsChange } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { z } from 'zod'
import { paging, param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok, pack } from '../wire.ts'
import { calendarOf } from './calendar.ts'
import { composeCode } from './compose.ts'
import { inboxShape, seenAsk, seenShape, settingsAsk, settingsShape } from './shapes.ts'

const CODES_A_DAY = 5
const DAY_MS = 86_400_000

async function list({ house, mission, reader, query }: Ask): Promise<Answer | Refusal> {
  const { limit, cursor } = query as { limit?: number; cursor?: string }
  const before = cursor === undefined ? undefined : readCursor(cursor)
  if (cursor !== undefined && !before) return refuse('bad-cursor')
  const found = await house.ledger.inbox(reader, { limit, before })
  const moment = await house.ledger.moment(mission.id)
  const ids = found.items.flatMap(({ record, alert }) => [record ?? [], alert?.rule ?? []].flat())
  const captions =
    isRefusal(moment) || ids.length === 0
      ? new Map<string, never>()
      : await house.ledger.captions(reader, [...new Set(ids)], moment)
  const captionOf = (id: string | undefined): { caption?: string } => {
    const caption = id === undefined ? undefined : captions.get(id)?.caption
    return caption ? { caption } : {}
  }
  return ok({
    ...found,
    items: found.items.map(({ alert, ...item }) => ({
      ...item,
      ...captionOf(item.record),
      ...(alert ? { alert: { ...alert, ...captionOf(alert.rule) } } : {}),
    })),
  })
}

async function see({ house, reader, body }: Ask): Promise<Answer> {
  const { ids, acknowledges = false } = body as z.infer<typeof seenAsk>
  await house.ledger.seeNotices(reader, { ids, acknowledges })
  const { unseen } = await house.ledger.inbox(reader, { limit: 1 })
  return ok({ unseen })
}

async function settingsOf({ house, reader }: Ask, more: { calendarPath?: string } = {}) {
  const [settings, deliveries] = await Promise.all([
    house.ledger.inboxSettings(reader),
    house.ledger.deliveriesTo(reader),
  ])
  return ok({
    ...settings,
    ...more,
    ways: house.tells ?? { mail: false, web: false },
    deliveries,
  })
}

async function set(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, person, reader } = ask
  const { calendar, code, ...given } = ask.body as z.infer<typeof settingsAsk>
  if (person.by === 'key')
    return refuse('not-allowed', 'How somebody is told they set themself, and not by a key.')
  const ways = house.tells ?? { mail: false, web: false }
  for (const way of ['mail', 'web'] as const)
    if (given[way] && !ways[way])
      return refuse('not-allowed', 'No mail and no post leaves this server: ask who runs it.')
  const change: SettingsChange = { ...given }
  const owner = { mission: mission.id, member: reader.member }
  if (given.mail) {
    const sent = await house.ledger.deliveriesTo(reader)
    const lately = sent.filter(
      ({ kind, made }) => kind === 'code' && Date.parse(made) > Date.now() - DAY_MS,
    )
    if (lately.length >= CODES_A_DAY)
      return refuse('too-many-requests', 'Five codes were sent today. Go on tomorrow.')
    const fresh = String(randomInt(100_000_000)).padStart(8, '0')
    change.code = createHash('sha256').update(fresh).digest()
    const { language } = await house.ledger.setInbox(owner, change)
    const composing = { mission, registers: house.registers, url: house.url }
    const body = composeCode(composing, language, fresh)
    await house.ledger.putDeliveries(mission.id, [
      { member: owner.member, way: 'mail', kind: 'code', body },
    ])
  } else await house.ledger.setInbox(owner, change)
  if (code !== undefined && !(await house.ledger.confirmMail(owner, code)))
    return refuse('invalid-input', undefined, [
      { field: 'code', needs: 'the eight digits of the last mail, within a day and five tries' },
    ])
  if (calendar === undefined) return settingsOf(ask)
  const token = calendar === 'make' ? randomBytes(32).toString('base64url') : undefined
  await house.ledger.setCalendarLink(owner, token)
  return settingsOf(ask, token ? { calendarPath: `/calendar/${mission.id}/${token}.ics` } : {})
}

async function feed({ house, mission, params, request }: Ask): Promise<Answer | Refusal> {
  const [, token] = /^([A-Za-z0-9_-]{43})\.ics$/.exec(params.token ?? '') ?? []
  const whose = token && (await house.ledger.calendarOf(mission.id, token))
  if (!whose) return refuse('not-found')
  const text = await calendarOf(house, mission, whose, house.url ?? new URL(request.url).origin)
  if (text === undefined) return refuse('not-found')
  const type = 'text/calendar; charset=utf-8'
  return { status: 200, file: pack(Buffer.from(text), type, 'private, no-cache') }
}

export const inboxRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/inbox',
    name: 'inbox',
    tag: 'notices',
    about: 'One’s own notices, newest first; of what one no longer sees, none.',
    query: {
      ...paging(200, 50),
      cursor: param.word(
        'The `next` of the page before, as it was given.',
        /^-?\d{1,15}\.\d{1,15}$/,
      ),
    },
    answers: { 200: { about: 'Notices', schema: inboxShape, name: 'Inbox' } },
    problems: ['bad-cursor'],
    perform: list,
  },
  {
    method: 'post',
    path: '/api/{mission}/inbox/seen',
    name: 'inbox.seen',
    tag: 'notices',
    about: 'Marks notices as seen, and acknowledges their alerts where it says so.',
    body: seenAsk,
    answers: { 200: { about: 'How many are left', schema: seenShape, name: 'InboxSeen' } },
    perform: see,
  },
  {
    method: 'get',
    path: '/api/{mission}/inbox/settings',
    name: 'inbox.settings',
    tag: 'notices',
    about: 'How one is told: address, hours, kinds, calendar; and what became of what was sent.',
    answers: { 200: { about: 'Settings', schema: settingsShape, name: 'InboxSettings' } },
    perform: settingsOf,
  },
  {
    method: 'post',
    path: '/api/{mission}/inbox/settings',
    name: 'inbox.set',
    tag: 'notices',
    about:
      'Changes what is named. A mail address counts once the code that was sent there comes back; a calendar link is shown this once.',
    body: settingsAsk,
    answers: { 200: { about: 'Settings', schema: settingsShape, name: 'InboxSettings' } },
    perform: set,
  },
  {
    method: 'get',
    path: '/calendar/{mission}/{token}',
    name: 'calendar',
    tag: 'notices',
    about:
      'A member’s due dates as iCalendar (RFC 5545). The token, and .ics, is the whole right to it: no sign-in.',
    isOpen: true,
    answers: {
      200: {
        about: 'The calendar',
        schema: z.string(),
        name: 'Calendar',
        types: ['text/calendar'],
      },
    },
    problems: ['not-found'],
    perform: feed,
  },
]
