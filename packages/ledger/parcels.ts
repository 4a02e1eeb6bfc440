/**
 * What came in sealed and the sealed answers to it. A first parcel lands with the record that tells of it, in one transaction; the
 * later ones belong to that record. The ledger cannot read them, and asks nobody who they are from.
 */
import type { Actor, Command, Label } from '@konbit/model'
import {
  type Pools,
  type ReadAs,
  type ReadSession,
  STILL_KNOWN,
  type WriteSession,
} from './pool.ts'
import { quote } from './tables.ts'
import type { TogetherAnswer } from './together.ts'

/** Bytes of one mission and one day. */
const DAY_MAX = 4_000_000_000
const LIST_MAX = 200

export type NewParcel = {
  id: string
  replyTo: string
  day: string
  sealedOn: 'phone' | 'arrival'
  keys: readonly string[]
  digest: string
  sealed: Uint8Array
}
export type ParcelRow = Omit<NewParcel, 'sealed' | 'keys'> & {
  record: string
  side: 'in' | 'out'
  /** Those that open it today. */
  keys: string[]
  isAnew: boolean
  bytes: number
}
/** What whoever has the code is told: where it stands, and the answers, last first. */
export type Thread = {
  record: string
  seq: number
  day: string
  digest: string
  state: string
  replies: { id: string; day: string; sealed: Buffer }[]
  /** What was said later by either side, each an entry of its own; first first. */
  since: { side: 'in' | 'out'; day: string; digest: string; seq: number }[]
}

type Together = (
  actor: Actor & { mission: string },
  commands: readonly Command[],
  options: { also: (session: WriteSession) => Promise<void> },
) => Promise<TogetherAnswer>

const columns = `p.id, p.record, p.reply_to as "replyTo", p.side, p.day, p.sealed_on as "sealedOn", p.digest,
  coalesce(p.anew_keys, p.keys) as keys, p.anew is not null as "isAnew", octet_length(coalesce(p.anew, p.sealed)) as bytes`

export const parcelsOf = (pools: Pools, together: Together) => {
  const put = async (
    session: WriteSession,
    mission: string,
    record: string,
    side: 'in' | 'out',
    { id, replyTo, day, sealedOn, keys, digest, sealed }: NewParcel,
  ): Promise<void> => {
    await session.query(
      `insert into parcel (mission, id, record, reply_to, side, day, sealed_on, keys, digest, sealed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (mission, id) do nothing`,
      [mission, id, record, replyTo, side, day, sealedOn, keys, digest, Buffer.from(sealed)],
    )
  }

  const isFull = async (mission: string, day: string, more: number): Promise<boolean> => {
    const [held] = await pools.beside((session) =>
      session.query<{ bytes: number }>(
        'select coalesce(sum(octet_length(sealed)), 0)::int8 as bytes from parcel where mission = $1 and day = $2',
        [mission, day],
      ),
    )
    return (held?.bytes ?? 0) + more > DAY_MAX
  }

  /** Whoever is handed a parcel has read of its record, and that is kept as of any other. */
  const saw = async (session: ReadSession, records: readonly string[]): Promise<void> => {
    const rows = await session.query<{ record: string; register: string; label: Label }>(
      'select distinct record, register, label from version where record = any ($1::uuid[])',
      [records],
    )
    for (const { record, register, label } of rows) session.saw(register, label, record)
  }

  return {
    /** The entry and the parcel it tells of, both or neither. Returns when it is durable; sending again is harmless. */
    takeParcel: async (
      actor: Actor & { mission: string },
      side: 'in' | 'out',
      command: Command,
      parcel: NewParcel,
    ): Promise<TogetherAnswer['answers'][number] | 'full'> => {
      if (await isFull(actor.mission, parcel.day, parcel.sealed.length)) return 'full'
      const { answers } = await together(actor, [command], {
        also: (session) => put(session, actor.mission, command.record, side, parcel),
      })
      return answers[0] as TogetherAnswer['answers'][number]
    },

    /** The record that came with this code and how much was said since; nothing where none did. */
    threadRecord: (
      mission: string,
      replyTo: string,
    ): Promise<{ record: string; isFull: boolean } | undefined> =>
      pools.beside(async (session) => {
        const rows = await session.query<{ record: string }>(
          `select record from parcel where mission = $1 and reply_to = $2 order by n limit ${LIST_MAX}`,
          [mission, replyTo],
        )
        return rows[0] && { record: rows[0].record, isFull: rows.length === LIST_MAX }
      }),

    /** For whoever has the code, and nobody else can ask: its open key follows from it. */
    thread: (mission: string, replyTo: string): Promise<Thread | undefined> =>
      pools.beside(async (session) => {
        const rows = await session.query<
          Thread['replies'][number] & ParcelRow & { seq: number | null }
        >(
          `select p.id, p.record, p.side, p.day, p.digest, case p.side when 'out' then p.sealed end as sealed, c.seq
           from parcel p left join command c on c.mission = p.mission and c.command = p.id
           where p.mission = $1 and p.reply_to = $2 order by p.n limit ${LIST_MAX}`,
          [mission, replyTo],
        )
        const [first] = rows
        if (!first) return undefined
        const [entered] = await session.query<{ seq: number; state: string }>(
          `select min(seq)::int8 as seq, (array_agg(to_state order by seq desc) filter (where to_state is not null))[1] as state
           from entry where mission = $1 and record = $2`,
          [mission, first.record],
        )
        if (!entered) return undefined
        const { record, day, digest } = first
        const replies = rows.filter(({ side }) => side === 'out').reverse()
        return {
          record,
          day,
          digest,
          ...entered,
          replies: replies.map(({ id, day, sealed }) => ({ id, day, sealed })),
          since: rows
            .slice(1)
            .flatMap(({ side, day, digest, seq }) =>
              seq === null ? [] : [{ side, day, digest, seq }],
            ),
        }
      }),

    /** The parcels of a record, or of all that the reader sees and none of these keys opens; first first. */
    parcels: (
      reader: ReadAs,
      of: { record: string } | { notFor: readonly string[] },
    ): Promise<ParcelRow[]> =>
      pools.read(reader, async (session) => {
        const [where, value] =
          'record' in of
            ? ['p.record = $2', of.record]
            : ['not coalesce(p.anew_keys, p.keys) @> $2::text[]', of.notFor]
        const rows = await session.query<ParcelRow>(
          `select ${columns} from parcel p where p.mission = $1 and ${where} order by p.n limit ${LIST_MAX}`,
          [reader.mission, value],
        )
        await saw(session, [...new Set(rows.map(({ record }) => record))])
        return rows
      }),

    /** The sealed bytes, as far as the reader sees their record. */
    parcelBytes: (reader: ReadAs, id: string): Promise<Buffer | undefined> =>
      pools.read(reader, async (session) => {
        const [row] = await session.query<{ record: string; sealed: Buffer }>(
          'select record, coalesce(anew, sealed) as sealed from parcel where mission = $1 and id = $2',
          [reader.mission, id],
        )
        if (row) await saw(session, [row.record])
        return row?.sealed
      }),

    /** The same, sealed to the keys of those who came later. What came first stays beside it, since the log tells of that. */
    sealAnew: async (
      reader: ReadAs,
      id: string,
      sealed: Uint8Array,
      keys: readonly string[],
    ): Promise<'kept' | undefined> => {
      const [seen] = await pools.read(reader, (session) =>
        session.query('select from parcel where mission = $1 and id = $2', [reader.mission, id]),
      )
      if (!seen) return undefined
      return pools.write(async (session) => {
        await session.query(
          'update parcel set anew = $3, anew_keys = $4, anew_by = $5 where mission = $1 and id = $2',
          [reader.mission, id, Buffer.from(sealed), keys, reader.member],
        )
        await session.commit()
        return 'kept' as const
      })
    },

    /** The public facets of records in this state now, for those who are nobody's member. */
    publicNow: (
      mission: string,
      register: string,
      state: string,
    ): Promise<Record<string, unknown>[]> =>
      pools.beside(async (session) => {
        const rows = await session.query<{ body: Record<string, unknown> }>(
          `select v.body from version v
           where v.mission = $1 and v.register = $2 and v.label = 'public' and v.at_to = 'infinity' and v.known_to = ${STILL_KNOWN} and v.at_from <= now()
             and exists (
               select from ${quote(`r_${register}_public`)} r
               where r.record = v.record and r.mission = v.mission and r.state = $3
                 and r.at_to = 'infinity' and r.known_to = ${STILL_KNOWN})
           order by v.record limit ${LIST_MAX}`,
          [mission, register, state],
        )
        return rows.map(({ body }) => body)
      }),

    /** Lets go of what belongs to records whose digest was erased. Returns how many. */
    letGoOfParcels: (mission?: string): Promise<number> =>
      pools.write(async (session) => {
        const gone = await session.query(
          `delete from parcel p where ($1::text is null or p.mission = $1)
             and exists (select from erasure x where x.mission = p.mission and x.record = p.record)
             and not exists (select from version v where v.record = p.record and v.mission = p.mission and v.body ? 'sealedDigest')
           returning p.n`,
          [mission ?? null],
        )
        await session.commit()
        return gone.length
      }),
  }
}
