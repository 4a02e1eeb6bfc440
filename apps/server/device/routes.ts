/** Devices on which a member works without a line: made known by the device itself, listed, and given up when one is lost. */
import { DEVICES_MAX, type Device } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { z } from 'zod'
import { emptyBody } from '../account/shapes.ts'
import { ownerOf } from '../own/owner.ts'
import { param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { shutOutDevice } from './lost.ts'
import { deviceOf, forgetDevice } from './stands.ts'

const instant = z.string().describe('An instant, ISO 8601')
const deviceShape = z.object({
  id: z.uuid(),
  title: z.string(),
  made: instant,
  used: instant.describe('When it last came by, to within minutes'),
  lost: instant.nullable().describe('Since when it is shut out'),
})
const bodyShape = z.strictObject({
  id: z.uuid().describe('Made by the device: sending it twice is harmless'),
  member: z
    .string()
    .max(80)
    .describe('For whom it works: refused where somebody else is signed in'),
  title: z.string().trim().min(1).max(80),
  signKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{87}=$/)
    .optional()
    .describe('Of what it signs by itself: a point of P-256, base64'),
})

const told = ({ id, title, made, used, lost }: Device) => ({
  id,
  title,
  made: new Date(made).toISOString(),
  used: new Date(used).toISOString(),
  lost: lost === null ? null : new Date(lost).toISOString(),
})
const once = { 'cache-control': 'no-store' }

async function keep(ask: Ask): Promise<Answer | Refusal> {
  const owner = ownerOf(ask)
  if (isRefusal(owner)) return owner
  const { id, member, title, signKey } = ask.body as z.infer<typeof bodyShape>
  if (member !== owner.member)
    return refuse('no-person', 'This device works for somebody else. Sign in as that person.')
  const session = ask.person.account?.session ?? null
  const answer = await ask.house.ledger.keepDevice(owner, { id, title, session, signKey })
  forgetDevice(ask.house, ask.mission.id, id)
  if (answer === 'taken') return refuse('device-lost')
  if (answer === 'full')
    return refuse('too-many', `You may have ${DEVICES_MAX} devices. Give one up first.`)
  const device = (await ask.house.ledger.listDevices(ask.reader, owner.member)).find(
    (one) => one.id === id,
  )
  // What the browser kept of pages until now lies on its disk in plain.
  return device
    ? { ...ok(told(device)), headers: { ...once, 'clear-site-data': '"cache"' } }
    : refuse('not-found')
}

async function list(ask: Ask): Promise<Answer> {
  const { member = ask.person.id } = ask.query as { member?: string }
  const devices = await ask.house.ledger.listDevices(ask.reader, member)
  return { ...ok({ items: devices.map(told) }), headers: once }
}

async function lose(ask: Ask): Promise<Answer | Refusal> {
  const owner = ownerOf(ask)
  if (isRefusal(owner)) return owner
  const id = String(ask.params.id)
  const found = await deviceOf(ask.house, ask.mission.id, id)
  // Of another's an access officer says why, in the record: the verb `losePhone` of their member.
  if (found?.member !== owner.member) return refuse('not-found')
  const device = await shutOutDevice(ask, id)
  return device ? ok(told(device)) : refuse('not-found')
}

const one = { about: 'The device', schema: deviceShape, name: 'Device' }
export const deviceRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/device',
    name: 'device.list',
    tag: 'accounts',
    about: 'The devices on which a member works without a line; of others, for access officers.',
    query: { member: param.text('Whose; oneself unless told.', 80) },
    answers: {
      200: {
        about: 'Devices, last used first',
        schema: z.object({ items: z.array(deviceShape) }),
        name: 'Devices',
      },
    },
    perform: list,
  },
  {
    method: 'post',
    path: '/api/{mission}/device',
    name: 'device.keep',
    tag: 'accounts',
    about: 'Makes a device known. It is named in the header `konbit-device` from then on.',
    body: bodyShape,
    answers: { 200: one },
    problems: ['too-many', 'not-found'],
    perform: keep,
  },
  {
    method: 'post',
    path: '/api/{mission}/device/{id}/lost',
    name: 'device.lost',
    tag: 'accounts',
    about: 'Shuts one’s own lost device out: it removes what it holds when it next comes by.',
    body: emptyBody,
    answers: { 200: one },
    perform: lose,
  },
]
