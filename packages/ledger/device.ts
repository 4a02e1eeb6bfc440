/**
 * Devices on which members work without a line: who has which, and which were lost. Every statement names its member, and the
 * database lets nobody at another's but access officers. No record, so nothing of it is an entry.
 */
import type { Pools, ReadAs, Session } from './pool.ts'

export type Device = {
  id: string
  member: string
  title: string
  /** Of what it signs by itself: a point of P-256, base64. */
  signKey: string | null
  /** With which it last came. */
  session: string | null
  /** Milliseconds, as all instants here. */
  made: number
  used: number
  lost: number | null
}

/** A member has at most so many that were not lost. */
export const DEVICES_MAX = 20

type Owner = Pick<ReadAs, 'mission' | 'member'>
type New = Pick<Device, 'id' | 'title' | 'session'> & { signKey?: string | undefined }

const columns = 'id, member, title, sign_key as "signKey", session, made, used, lost'

export const devicesOf = (pools: Pools) => {
  /** `member`: none where nobody knows yet who asks. */
  const writeAs = <Result>(
    { mission, member }: Owner,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> =>
    pools.write(async (session) => {
      await session.query(
        `select set_config('konbit.mission', $1, true), set_config('konbit.member', $2, true)`,
        [mission, member],
      )
      const result = await work(session)
      await session.commit()
      return result
    })

  return {
    /** The device that a request names, whoever asks; undefined: none that we know. */
    device: (mission: string, id: string): Promise<Device | undefined> =>
      writeAs({ mission, member: '' }, async (session) => {
        const [row] = await session.query<Device>(
          `select ${columns} from device where mission = $1 and id = $2`,
          [mission, id],
        )
        return row
      }),

    /** Those of one member, last used first; of another than the reader only for access officers. */
    listDevices: (reader: ReadAs, member: string): Promise<Device[]> => {
      const found = (session: Session, where = ''): Promise<Device[]> =>
        session.query<Device>(
          `select ${columns} from device where mission = $1 and member = $2 ${where}
           order by lost is not null, used desc, id limit 100`,
          [reader.mission, member],
        )
      return member === reader.member
        ? pools.read(reader, (session) => found(session))
        : writeAs(reader, (session) =>
            found(
              session,
              `and 'registrar' = any (appointed_to(mission, current_setting('konbit.member', true)))`,
            ),
          )
    },

    /** Makes it known; sent again it is the same. `full`: there are as many as there may be. `taken`: another's, or lost. */
    keepDevice: (
      owner: Owner,
      { id, title, session: came, signKey }: New,
    ): Promise<'kept' | 'full' | 'taken'> =>
      writeAs(owner, async (session) => {
        await session.query('select pg_advisory_xact_lock(hashtextextended($1, 13))', [
          `${owner.mission}/${owner.member}`,
        ])
        const [had] = await session.query<{ isOurs: boolean }>(
          `select member = $3 and lost is null as "isOurs" from device where mission = $1 and id = $2`,
          [owner.mission, id, owner.member],
        )
        if (had && !had.isOurs) return 'taken'
        const [count] = await session.query<{ held: number }>(
          'select count(*)::int4 as held from device where mission = $1 and member = $2 and lost is null',
          [owner.mission, owner.member],
        )
        if (!had && (count?.held ?? 0) >= DEVICES_MAX) return 'full'
        await session.query(
          `insert into device (mission, id, member, title, session, sign_key) values ($1, $2, $3, $4, $5, $6)
           on conflict (mission, id) do update
             set title = excluded.title, session = excluded.session, used = now(),
               sign_key = coalesce(excluded.sign_key, device.sign_key)`,
          [owner.mission, id, owner.member, title, came, signKey ?? null],
        )
        return 'kept'
      }),

    /** It came by, with this session. */
    meetDevice: (owner: Owner, id: string, came: string | null): Promise<void> =>
      writeAs(owner, async (session) => {
        await session.query(
          'update device set used = now(), session = coalesce($3, session) where mission = $1 and id = $2',
          [owner.mission, id, came],
        )
      }),

    /** From now on it is shut out. The device as it was; undefined where there is none that this member may give up. */
    loseDevice: (owner: Owner, id: string): Promise<Device | undefined> =>
      writeAs(owner, async (session) => {
        const [row] = await session.query<Device>(
          `update device set lost = coalesce(lost, now()) where mission = $1 and id = $2 returning ${columns}`,
          [owner.mission, id],
        )
        return row
      }),
  }
}
