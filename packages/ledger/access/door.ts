/** The part of the ledger that is about access: who may see and do what, who read what, who was told of a change. */
import { type Clearance, isRefusal, type Refusal, type Registers, type Role } from '@konbit/model'
import type { Following, Handler } from '../follow.ts'
import type { MissionFacts } from '../perform.ts'
import type { ReadAs } from '../pool.ts'
import type { Moment } from '../read/moment.ts'
import type { Audited } from './audited.ts'
import {
  collectNotices,
  deliverNotices,
  type Notice,
  type NoticeView,
  noticeKeys,
  noticesOf,
} from './notices.ts'
import {
  type CheckedReadings,
  checkReadings,
  type Reading,
  type ReadingEnd,
  type ReadingsQuery,
  readingsOf,
} from './readings.ts'
import type { Seen } from './seen.ts'
import { type Sight, scopeKeyOf, sightOf } from './sight.ts'
import { type MemberStanding, standingOf } from './standing.ts'

type Given = {
  pools: Audited
  registers: Registers
  factsOf: (mission: string) => Promise<MissionFacts>
  momentOf: (mission: string) => Promise<Moment | Refusal>
  follow: (name: string, mission: string, handler: Handler) => Following
}

export function accessOf({ pools, registers, factsOf, momentOf, follow }: Given) {
  return {
    /** For people of a mission's folder and for tests: sets what they may see and do, in place of what stood. */
    grant: async (
      mission: string,
      member: string,
      held: { clearances: readonly Clearance[]; roles: readonly Role[] },
    ): Promise<void> => {
      await pools.write(async (session) => {
        await session.query(
          `delete from clearance where mission = $1 and member = $2 and kind = 'demo'`,
          [mission, member],
        )
        await session.query(
          `insert into clearance (mission, member, label, unit) select $1, $2, * from unnest($3::text[], $4::text[]) on conflict do nothing`,
          [
            mission,
            member,
            held.clearances.map(({ label }) => label),
            held.clearances.map(({ unit }) => unit),
          ],
        )
        await session.query(
          `insert into member (mission, member, roles) values ($1, $2, $3) on conflict (mission, member) do update set roles = excluded.roles
           where member.kind = 'demo'`,
          [mission, member, held.roles],
        )
        await session.commit()
      })
    },

    /** How a member stands today: roles, clearances, last day. One quick look; ask it for every request. */
    memberOf: (mission: string, member: string): Promise<MemberStanding | undefined> =>
      standingOf(pools, mission, member),
    /** Why the reader sees a record, facet by facet; what they do not see is not found. */
    sightOf: async (
      reader: ReadAs,
      query: { register: string; id: string },
    ): Promise<Sight | Refusal> => {
      const moment = await momentOf(reader.mission)
      return isRefusal(moment) ? moment : sightOf(pools, registers, reader, { ...query, moment })
    },
    /** What to key a cache on: it changes with whatever the reader may see. */
    scopeKey: (reader: ReadAs): Promise<string> => scopeKeyOf(pools, reader),
    /** Writes down what `gathering` collected. Returns when it is durable, or throws: then nothing of it may be told. */
    note: (reader: ReadAs, seen: Seen): Promise<void> => pools.note(reader, seen),
    /** Who read what, as far as the reader may know it. */
    readings: async (
      reader: ReadAs,
      query: ReadingsQuery = {},
    ): Promise<{ items: Reading[]; next: string | null; head: ReadingEnd } | Refusal> =>
      readingsOf(pools, await factsOf(reader.mission), reader, query),
    /** Puts down a notice for each change of a member's access, to be sent by `deliverNotices`. */
    followNotices: (mission: string): Following =>
      follow('monitorNotices', mission, collectNotices(registers, mission)),
    /** Sends what is due; what does not arrive is tried again later, for a little more than a day. */
    deliverNotices: async (
      mission: string,
      send: (notice: Notice) => Promise<void>,
    ): Promise<number> => deliverNotices(pools, await factsOf(mission), send),
    notices: (
      reader: ReadAs,
      query: { limit?: number | undefined; before?: number | undefined } = {},
    ): Promise<{ items: NoticeView[]; next: string | null }> => noticesOf(pools, reader, query),
    /** The public key that signs this mission's notices, Ed25519 in base64. */
    noticeKey: async (mission: string): Promise<string> =>
      noticeKeys((await factsOf(mission)).secret).key,
    /** Works the chain of readings out again. `since`: an end kept elsewhere, which must still be in it. */
    verifyReadings: (mission: string, since?: ReadingEnd): Promise<CheckedReadings> =>
      checkReadings(pools, mission, since),

    /** Bars a member from records, whatever the clearance; in place of what stood. */
    bar: async (mission: string, member: string, records: readonly string[]): Promise<void> => {
      await pools.write(async (session) => {
        await session.query('delete from barred where mission = $1 and member = $2', [
          mission,
          member,
        ])
        await session.query(
          `insert into barred (mission, member, record) select $1, $2, unnest($3::uuid[])`,
          [mission, member, records],
        )
        await session.commit()
      })
    },
  }
}
