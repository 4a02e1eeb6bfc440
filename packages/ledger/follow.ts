/**
 * Followers: named readers of the log, each with a cursor per mission. A follower's cursor moves in the transaction of its
 * effect. What it does outside the database carries (follower, mission, sequence), so that a repeat is harmless.
 */
import type { Pools, Session } from './pool.ts'

export type Followed = {
  seq: number
  register: string
  record: string
  verb: string
  at: number
  known: number
  author: string
}
/** Its writes go through `session`, in the transaction that moves the cursor. */
export type Handler = (entries: readonly Followed[], session: Session) => Promise<void>
export type Following = { stop: () => Promise<void> }

const ENTRIES_MAX = 500
/** How long an entry of another process may wait; those of this process are told at once. */
const LOOK_EVERY_MS = 1000
/** What is told within so short a time is handed over together: under load each transaction here would wait for the disk as long as a batch. */
const GATHER_MS = 250

export type Bell = {
  listen: (mission: string, heard: () => void) => () => void
  ring: (mission: string) => void
}

export function makeBell(): Bell {
  const listeners = new Map<string, Set<() => void>>()
  return {
    listen: (mission, heard) => {
      const set = listeners.get(mission) ?? new Set()
      listeners.set(mission, set.add(heard))
      return () => set.delete(heard)
    },
    ring: (mission) => {
      for (const heard of listeners.get(mission) ?? []) heard()
    },
  }
}

/**
 * Starts a follower where it left off. Every entry is handed over at least once, in order; after a failure the same ones
 * come again. `stop` resolves when the handler is done with what it holds.
 */
export function startFollower(
  pools: Pools,
  bell: Bell,
  name: string,
  mission: string,
  handler: Handler,
): Following {
  let isStopped = false
  let isRung = false
  let wake = (): void => {}
  const unlisten = bell.listen(mission, () => {
    isRung = true
    wake()
  })

  /** Until it is woken, and then until `gathered`; or for so long. */
  const rest = (ms: number, gathered = 0): Promise<void> =>
    new Promise((resolve) => {
      let timer = setTimeout(resolve, ms).unref()
      wake = () => {
        clearTimeout(timer)
        const more = isStopped ? 0 : gathered - performance.now()
        if (more > 0) timer = setTimeout(resolve, more).unref()
        else resolve()
      }
      if (isRung) wake() // while the last step was under way
    })

  async function step(): Promise<number> {
    return pools.write(async (session) => {
      await session.query(
        'insert into follower (name, mission, seq) values ($1, $2, 0) on conflict do nothing',
        [name, mission],
      )
      // The lock keeps a second process of the same follower out until the cursor has moved.
      const [cursor] = await session.query<{ seq: number }>(
        'select seq from follower where name = $1 and mission = $2 for update',
        [name, mission],
      )
      const entries = await session.query<Followed>(
        `select seq, register, record, verb, at, known, author from entry
         where mission = $1 and seq > $2 order by seq limit ${ENTRIES_MAX}`,
        [mission, cursor?.seq ?? 0],
      )
      const last = entries.at(-1)
      if (last) {
        await handler(entries, session)
        await session.query('update follower set seq = $3 where name = $1 and mission = $2', [
          name,
          mission,
          last.seq,
        ])
      }
      await session.commit()
      return entries.length
    })
  }

  const running = (async () => {
    let failures = 0
    while (!isStopped) {
      try {
        const gathered = performance.now() + GATHER_MS
        isRung = false
        const count = await step()
        failures = 0
        if (count < ENTRIES_MAX && !isStopped) await rest(LOOK_EVERY_MS, gathered)
      } catch {
        failures++
        const pause = Math.min(30_000, 100 * 2 ** failures)
        if (!isStopped) await rest(pause, performance.now() + GATHER_MS)
      }
    }
  })()

  return {
    stop: async () => {
      isStopped = true
      unlisten()
      wake()
      await running
    },
  }
}
