/** The pools, with the audit of reads before every answer, and bound to one reader. */
import type { Pools, ReadAs } from '../pool.ts'
import { openNote } from './readings.ts'
import { gathered, Seen } from './seen.ts'

export type Audited = Pools & { note: (who: ReadAs, seen: Seen) => Promise<void> }

/** Each read is written down before its result comes back, unless it is gathered with others of the same answer. */
export function audited(pools: Pools): Audited {
  const note = openNote(pools)
  return {
    ...pools,
    note,
    read: async (who, work) => {
      const shared = gathered()
      const seen = shared ?? new Seen()
      let isTold = false
      const result = await pools.read(who, (session) =>
        work({
          ...session,
          saw: (register, label, record) => seen.add(register, label, record),
          of: (registers) => {
            isTold = true
            for (const register of registers) seen.from.add(register)
          },
        }),
      )
      if (!isTold) seen.isFromAny = true
      // One that was closed meanwhile has been written without this.
      if (shared?.isClosed) throw new Error('read into an answer that has left')
      if (!shared) await note(who, seen)
      return result
    },
  }
}

/** What is read through these is read as `reader`, view and door and all. */
export const poolsAs = (pools: Pools, { view, door }: Pick<ReadAs, 'view' | 'door'>): Pools => ({
  ...pools,
  read: (who, work) => pools.read({ ...who, view, door }, work),
})
