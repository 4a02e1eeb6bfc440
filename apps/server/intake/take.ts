/**
 * A sealed parcel on its way into the record: what may be known of it becomes a complaint, the rest stays as it is. The same for
 * the intake of this server and for one that stands elsewhere. It asks nobody who they are.
 */
import { createHash } from 'node:crypto'
import type { Ledger, NewParcel, ParcelRow } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { type Outside, readParcel, referenceOf } from '@konbit/seal'
import type { House, MissionHere } from '../house.ts'

/** Whoever brings it in, in the record: the door, and no person. */
const author = 'intake'
/** Stands where a complaint that is not sealed tells its story; pages say it in the language of who reads. */
const sealedAccount = 'sealedAccount'
/** A parcel may have lain at an intake without a line. */
const daysBack = 60

export type Taken = { reference: string; seq?: number }

/** Returns when it is durable; sending it again is harmless. */
export async function takeIn(
  house: House,
  mission: MissionHere,
  bytes: Uint8Array,
): Promise<Taken | Refusal> {
  const parcel = readParcel(bytes)
  if (!parcel) return refuse('invalid-input', 'This is not a sealed parcel.', [])
  const { outside, sealed } = parcel
  if (!isNear(outside.day)) return refuse('invalid-input', 'Its day is not one of the last ones.')
  const reference = referenceOf(outside.replyTo)
  const digest = createHash('sha256').update(sealed).digest('hex')
  const kept = { ...outside, keys: outside.to, digest, sealed }
  if (outside.follows) {
    await admit(house.ledger, mission.id)
    return sayMore(house, { mission: mission.id, member: author }, 'in', kept)
  }
  const answer = await house.ledger.takeParcel(
    { mission: mission.id, member: author, roles: ['resident'] },
    'in',
    {
      id: outside.id,
      register: 'complaint',
      record: idFrom(outside.id),
      verb: 'enter',
      input: { reference, ...told(outside), receivedOn: outside.day, sealedDigest: digest },
    },
    kept,
  )
  if (answer === 'full') return refuse('too-many-requests')
  return isRefusal(answer) ? answer : { reference, seq: answer.seq }
}

/** What either side says later, and its entry with the digest: whoever has the code can prove that too. */
export async function sayMore(
  house: House,
  { mission, member }: { mission: string; member: string },
  side: 'in' | 'out',
  parcel: NewParcel,
): Promise<Taken | Refusal> {
  const thread = await house.ledger.threadRecord(mission, parcel.replyTo)
  if (!thread) return refuse('not-found')
  if (thread.isFull) return refuse('too-many-requests')
  const answer = await house.ledger.takeParcel(
    // Only by these doors: nobody else brings a digest, whatever they are.
    { mission, member, roles: ['resident'] },
    side,
    {
      id: parcel.id,
      register: 'complaint',
      record: thread.record,
      verb: 'sayMore',
      input: { saidDigest: parcel.digest },
    },
    parcel,
  )
  if (answer === 'full') return refuse('too-many-requests')
  return isRefusal(answer) ? answer : { reference: referenceOf(parcel.replyTo), seq: answer.seq }
}

/** Lets the door add to what came in by it. Nobody signs in as it, and what it brings it cannot read. */
const admit = (ledger: Ledger, mission: string): Promise<void> =>
  ledger.grant(mission, author, {
    roles: ['resident'],
    clearances: [{ label: 'conduct', unit: '*' }],
  })

/** What is not sealed: the kind of message, and nothing that it says. */
const told = ({ kind }: Outside): Record<string, string> => ({
  about: kind === 'warn' ? 'warning' : kind === 'feedback' ? 'feedback' : 'other',
  speaksAs: kind === 'staff' ? 'ownStaff' : 'notSaid',
  account: sealedAccount,
  channel: 'form',
})

function isNear(day: string): boolean {
  const days = (Date.now() - Date.parse(day)) / 86_400_000
  return days > -2 && days < daysBack
}

/** The record's id follows from the parcel's, so that sending again meets the same record. */
function idFrom(id: string): string {
  const bytes = createHash('sha256').update(`konbit parcel ${id}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A parcel as whoever may open it is told of it. */
export const listed = ({ replyTo, ...row }: ParcelRow) => ({
  ...row,
  replyTo,
  reference: referenceOf(replyTo),
})
