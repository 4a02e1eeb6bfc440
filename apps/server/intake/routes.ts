/**
 * Sealed parcels by address: taken from any intake, told to whoever has the code, and handed to those who may open them. What goes
 * through here is sealed; opening and answering is done in the browser of whoever has a key (apps/web/seal).
 */
import { createHash } from 'node:crypto'
import type { OpenKey, Thread } from '@konbit/intake'
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { isOpenKey, parcelMax, parcelType, readParcel, referenceOf } from '@konbit/seal'
import { z } from 'zod'
import type { House, MissionHere } from '../house.ts'
import type { Params } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok, pack } from '../wire.ts'
import { keysOf } from './keys.ts'
import { listed, sayMore, takeIn } from './take.ts'

const text = z.string()
const day = text.describe('A day')
const keyShape = z.object({ open: text, of: z.enum(['conduct', 'monitor']), title: text })
const keysShape = z.object({
  mission: text,
  name: text,
  zone: text,
  languages: z.array(text),
  isDemonstration: z.boolean(),
  keys: z.array(keyShape),
})
const takenShape = z.object({ reference: text, seq: z.number().optional() })
const receipt = z
  .object({})
  .loose()
  .optional()
  .describe('A receipt of the log, see /api/{mission}/log')
const threadShape = z.object({
  reference: text,
  day,
  digest: text,
  state: text,
  replies: z.array(z.object({ id: text, day, sealed: text.describe('Base64') })),
  since: z
    .array(z.object({ side: z.enum(['in', 'out']), day, digest: text, receipt }))
    .describe('What was said later, each with its own receipt'),
  receipt,
  logKey: text.optional(),
})
const parcelShape = z.object({
  id: text,
  record: text,
  reference: text,
  replyTo: text,
  side: z.enum(['in', 'out']),
  day,
  sealedOn: z.enum(['phone', 'arrival']),
  digest: text,
  keys: z.array(text),
  isAnew: z.boolean(),
  bytes: z.number(),
})

const may = ({ person }: Ask): boolean =>
  person.roles.some((role) => role === 'conduct' || role === 'monitor')
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const parcelFile = { max: parcelMax, types: [parcelType] }
const noStore = { 'cache-control': 'no-store' }

/** For whoever has the code: in pages of this server, and by way of an intake elsewhere. */
export async function threadOf(
  house: House,
  mission: MissionHere,
  open: string,
): Promise<Thread | undefined> {
  if (!isOpenKey(open)) return undefined
  const found = await house.ledger.thread(mission.id, open)
  if (!found) return undefined
  const log = house.ledger.log(mission.id)
  const receiptOf = async (seq: number): Promise<{ receipt?: Record<string, unknown> }> => {
    const receipt = await log.wholeReceipt(seq)
    return isRefusal(receipt) ? {} : { receipt: { ...receipt } }
  }
  const { receipt } = await receiptOf(found.seq)
  const logKey = receipt && (await log.key())
  const since = []
  for (const { side, day, digest, seq } of found.since)
    since.push({ side, day, digest, ...(await receiptOf(seq)) })
  return {
    reference: referenceOf(open),
    day: found.day,
    digest: found.digest,
    state: found.state,
    replies: found.replies.map(({ id, day, sealed }) => ({
      id,
      day,
      sealed: sealed.toString('base64'),
    })),
    since,
    ...(receipt ? { receipt } : {}),
    ...(logKey ? { logKey } : {}),
  }
}

async function answerKeys({ house, mission }: Ask): Promise<Answer> {
  const keys: OpenKey[] = await keysOf(house, mission)
  const { id, name, zone, languages, demo } = mission
  return ok({ mission: id, name, zone, languages, isDemonstration: demo, keys })
}

async function answerTake({ house, mission, file }: Ask): Promise<Answer | Refusal> {
  const done = await takeIn(house, mission, file?.bytes ?? new Uint8Array())
  return isRefusal(done) ? done : { status: 201, json: done }
}

async function answerThread({ house, mission, params }: Ask): Promise<Answer | Refusal> {
  const thread = await threadOf(house, mission, params.key ?? '')
  return thread ? { ...ok(thread), headers: noStore } : refuse('not-found')
}

async function answerParcels({ house, reader, query, mission }: Ask): Promise<Answer> {
  const { complaint } = query as { complaint?: string }
  const keys = complaint ? [] : (await keysOf(house, mission)).map(({ open }) => open)
  const rows = await house.ledger.parcels(
    reader,
    complaint ? { record: complaint } : { notFor: keys },
  )
  return ok({ items: rows.map(listed) })
}

async function answerBytes({ house, reader, params }: Ask): Promise<Answer | Refusal> {
  const bytes = await house.ledger.parcelBytes(reader, params.id ?? '')
  if (!bytes) return refuse('not-found')
  return { status: 200, file: pack(bytes, parcelType, 'no-store'), headers: noStore }
}

/** An answer goes to whoever has the code; the record must be one that the writer sees. */
async function answerReply(ask: Ask): Promise<Answer | Refusal> {
  if (!may(ask)) return refuse('not-allowed')
  const { house, reader, mission, file, query } = ask
  const parcel = readParcel(file?.bytes ?? new Uint8Array())
  if (!parcel) return refuse('invalid-input', 'This is not a sealed parcel.', [])
  const { outside, sealed } = parcel
  const { complaint } = query as { complaint: string }
  const [first] = await house.ledger.parcels(reader, { record: complaint })
  if (!first || first.replyTo !== outside.replyTo) return refuse('not-found')
  const digest = digestOf(sealed)
  const kept = { ...outside, keys: outside.to, digest, sealed }
  const done = await sayMore(house, { mission: mission.id, member: reader.member }, 'out', kept)
  return isRefusal(done) ? done : { status: 201, json: done }
}

/** The same content under later keys. Nobody can tell from outside that it is the same: so the first stays. */
async function answerAnew(ask: Ask): Promise<Answer | Refusal> {
  if (!may(ask)) return refuse('not-allowed')
  const { house, reader, mission, file, params } = ask
  const parcel = readParcel(file?.bytes ?? new Uint8Array())
  if (!parcel) return refuse('invalid-input', 'This is not a sealed parcel.', [])
  const current = (await keysOf(house, mission)).map(({ open }) => open)
  if (!current.every((open) => parcel.outside.to.includes(open)))
    return refuse('invalid-input', 'It is sealed anew to every key that is current.', [])
  const done = await house.ledger.sealAnew(
    reader,
    params.id ?? '',
    parcel.sealed,
    parcel.outside.to,
  )
  return done
    ? { status: 201, json: { reference: referenceOf(parcel.outside.replyTo) } }
    : refuse('not-found')
}

const uuid = (about: string) => ({ about, schema: z.uuid('a UUID') })
const ofComplaint: Params = {
  complaint: uuid('Those of one complaint; without it, those that a current key does not open.'),
}

export const intakeRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/intake/keys',
    name: 'intake.keys',
    tag: 'intake',
    about: 'The open keys that complaints are sealed to: what an intake elsewhere needs.',
    isOpen: true,
    answers: { 200: { about: 'The keys', schema: keysShape, name: 'IntakeKeys' } },
    perform: answerKeys,
  },
  {
    method: 'post',
    path: '/api/{mission}/intake/taken',
    name: 'intake.take',
    tag: 'intake',
    about: 'Takes a sealed parcel from an intake. Sending it again is harmless.',
    isOpen: true,
    file: parcelFile,
    answers: { 201: { about: 'It stands in the log', schema: takenShape, name: 'IntakeTaken' } },
    problems: ['not-found', 'already-there', 'command-differs', 'invalid-input'],
    perform: answerTake,
  },
  {
    method: 'get',
    path: '/api/{mission}/intake/threads/{key}',
    name: 'intake.thread',
    tag: 'intake',
    about: 'Where a complaint stands and the sealed answers to it, for whoever has its code.',
    isOpen: true,
    answers: { 200: { about: 'The thread', schema: threadShape, name: 'IntakeThread' } },
    problems: ['not-found'],
    perform: answerThread,
  },
  {
    method: 'get',
    path: '/api/{mission}/intake/parcels',
    name: 'intake.parcels',
    tag: 'intake',
    about: 'Sealed parcels whose complaint the asker sees, without what lies in them.',
    query: ofComplaint,
    answers: {
      200: {
        about: 'The parcels',
        schema: z.object({ items: z.array(parcelShape) }),
        name: 'IntakeParcels',
      },
    },
    perform: answerParcels,
  },
  {
    method: 'get',
    path: '/api/{mission}/intake/parcels/{id}',
    name: 'intake.parcel',
    tag: 'intake',
    about: 'The sealed bytes, to be opened by whoever has a key.',
    answers: {
      200: { about: 'Bytes', schema: z.unknown(), name: 'IntakeParcel', types: [parcelType] },
    },
    perform: answerBytes,
  },
  {
    method: 'post',
    path: '/api/{mission}/intake/replies',
    name: 'intake.reply',
    tag: 'intake',
    about: 'A sealed answer to whoever has the code.',
    query: { complaint: { ...uuid('The complaint.'), required: true } },
    file: parcelFile,
    answers: { 201: { about: 'It is kept', schema: takenShape, name: 'IntakeReplied' } },
    problems: ['not-found'],
    perform: answerReply,
  },
  {
    method: 'post',
    path: '/api/{mission}/intake/parcels/{id}/anew',
    name: 'intake.anew',
    tag: 'intake',
    about: 'The same content, sealed to the keys that are current.',
    file: parcelFile,
    answers: { 201: { about: 'It is kept', schema: takenShape, name: 'IntakeAnew' } },
    perform: answerAnew,
  },
]
