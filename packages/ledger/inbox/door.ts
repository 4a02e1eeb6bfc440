/** The part of the ledger that tells members: what it puts down for them, what they read of it, what leaves. */
import type { Following, Handler } from '../follow.ts'
import type { MissionFacts } from '../perform.ts'
import type { Pools, ReadAs, Session } from '../pool.ts'
import { type DueDay, type DueSelect, duesSeen, onceADay } from './due.ts'
import { readingInbox } from './read.ts'
import { sendingInbox } from './send.ts'

type Given = {
  pools: Pools
  factsOf: (mission: string) => Promise<MissionFacts>
  follow: (name: string, mission: string, handler: Handler) => Following
}

/** An upgrade tells of what came lately, and not of all that ever was. */
const LATELY_DAYS = 14

export const inboxOf = ({ pools, factsOf, follow }: Given) => ({
  ...readingInbox(pools),
  ...sendingInbox(pools, factsOf),
  duesSeen: (reader: ReadAs, select: DueSelect): Promise<DueDay[]> =>
    duesSeen(pools, reader, select),
  tellOnceADay: (
    mission: string,
    day: string,
    tell: (session: Session) => Promise<void>,
  ): Promise<boolean> => onceADay(pools, mission, day, tell),
  /** For work of the teller that is no follower's: in a transaction of its own. */
  tell: <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
    pools.write(async (session) => {
      const result = await work(session)
      await session.commit()
      return result
    }),
  /** Puts notices down as the record grows. Begins, where it never ran, with what came lately. */
  followInbox: async (mission: string, handler: Handler): Promise<Following> => {
    await pools.write(async (session) => {
      await session.query(
        `insert into follower (name, mission, seq)
         select 'notices', $1, coalesce(
           (select max(e.seq) from entry e where e.mission = h.mission and e.known < h.known - make_interval(days => ${LATELY_DAYS})), 0)
         from head h where h.mission = $1
         on conflict do nothing`,
        [mission],
      )
      await session.commit()
    })
    return follow('notices', mission, handler)
  },
})
