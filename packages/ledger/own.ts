/**
 * What a member keeps of the pages for themselves: views of lists, acts of the first hour, what the columns of their files are.
 * Every statement names its member, and the database lets nobody at another's. No record, so nothing of it is an entry.
 */
import type { Pools, ReadAs, Session } from './pool.ts'

export type ListView = {
  id: string
  member: string
  register: string
  name: string
  isShared: boolean
  /** JSON, as it was given. */
  look: string
  /** Milliseconds. */
  changed: number
}

/** A member has at most so many of their own, and the mission so many that are shared. */
export const VIEWS_MAX = { own: 100, shared: 200 } as const
const ACTS_MAX = 200

type Owner = Pick<ReadAs, 'mission' | 'member'>

const columns = 'id, member, register, name, is_shared as "isShared", look, changed'

export const ownOf = (pools: Pools) => {
  /** Writes as the member: the policies look at the same settings as those of reading. */
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
    /** One's own and what is shared with the reader, by name; of one register or of all. */
    listViews: (reader: ReadAs, register?: string): Promise<ListView[]> =>
      pools.read(reader, (session) =>
        session.query<ListView>(
          `select ${columns} from list_view where mission = $1 and ($2::text is null or register = $2)
           order by is_shared, lower(name), id limit ${VIEWS_MAX.own + VIEWS_MAX.shared}`,
          [reader.mission, register ?? null],
        ),
      ),

    /** Makes it or changes it. `full`: there are as many as there may be. */
    keepListView: (
      owner: Owner,
      view: Omit<ListView, 'member' | 'changed'>,
    ): Promise<'kept' | 'full'> =>
      writeAs(owner, async (session) => {
        // Two that are kept at once must not both be the last there is room for.
        await session.query('select pg_advisory_xact_lock(hashtextextended($1, 16))', [
          owner.mission,
        ])
        const [count] = await session.query<{ own: number; shared: number }>(
          `select count(*) filter (where member = $2)::int4 as own, count(*) filter (where is_shared)::int4 as shared
           from list_view where mission = $1 and not (member = $2 and id = $3)`,
          [owner.mission, owner.member, view.id],
        )
        const isFull =
          (count?.own ?? 0) >= VIEWS_MAX.own ||
          (view.isShared && (count?.shared ?? 0) >= VIEWS_MAX.shared)
        if (isFull) return 'full'
        await session.query(
          `insert into list_view (mission, member, id, register, name, is_shared, look)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (mission, member, id) do update
             set register = excluded.register, name = excluded.name, is_shared = excluded.is_shared,
               look = excluded.look, changed = now()`,
          [
            owner.mission,
            owner.member,
            view.id,
            view.register,
            view.name,
            view.isShared,
            view.look,
          ],
        )
        return 'kept'
      }),

    /** Whether there was one that this member may end. */
    endListView: (owner: Owner, id: string): Promise<boolean> =>
      writeAs(owner, async (session) => {
        const rows = await session.query(
          'delete from list_view where mission = $1 and id = $2 returning id',
          [owner.mission, id],
        )
        return rows.length > 0
      }),

    hourActs: (reader: ReadAs): Promise<{ act: string; done: number }[]> =>
      pools.read(reader, (session) =>
        session.query<{ act: string; done: number }>(
          `select act, done from hour_act where mission = $1 and member = $2 order by done, act limit ${ACTS_MAX}`,
          [reader.mission, reader.member],
        ),
      ),

    /** Puts down what was done, once each, and takes back what was not. */
    keepHourActs: (
      owner: Owner,
      { done, undone }: { done: readonly string[]; undone: readonly string[] },
    ): Promise<void> =>
      writeAs(owner, async (session) => {
        await session.query(
          'delete from hour_act where mission = $1 and member = $2 and act = any ($3::text[])',
          [owner.mission, owner.member, undone],
        )
        await session.query(
          `insert into hour_act (mission, member, act)
           select $1, $2, act from unnest($3::text[]) act
           where (select count(*) from hour_act where mission = $1 and member = $2) < ${ACTS_MAX}
           on conflict do nothing`,
          [owner.mission, owner.member, done],
        )
      }),

    /** What the columns of files for this register are, as it was last said: JSON. */
    columnMap: async (reader: ReadAs, register: string): Promise<string | undefined> => {
      const [row] = await pools.read(reader, (session) =>
        session.query<{ map: string }>(
          'select map from column_map where mission = $1 and member = $2 and register = $3',
          [reader.mission, reader.member, register],
        ),
      )
      return row?.map
    },

    keepColumnMap: (owner: Owner, register: string, map: string): Promise<void> =>
      writeAs(owner, async (session) => {
        await session.query(
          `insert into column_map (mission, member, register, map) values ($1, $2, $3, $4)
           on conflict (mission, member, register) do update set map = excluded.map, changed = now()`,
          [owner.mission, owner.member, register, map],
        )
      }),
  }
}
