/** Takes stock of the tables as they grow, so that plans rest on what is in them and not on what was. */
import type { Pools } from './pool.ts'

const ENTRIES_MIN = 300

export type Stock = {
  /** So many entries were added, to records of these registers. Returns at once. */
  grew: (entries: number, registers: Iterable<string>) => void
  /** Resolves when none is being taken. */
  settled: () => Promise<void>
}

export function openStock(pools: Pools): Stock {
  let since = 0
  let total = 0
  const touched = new Set<string>()
  let taking: Promise<void> | undefined

  async function take(registers: string[]): Promise<void> {
    try {
      await pools.long(async (session) => {
        await session.query('select take_stock($1)', [registers])
        await session.commit()
      })
    } catch {
      // Plans stay as they were, and autovacuum comes in its own time.
    } finally {
      taking = undefined
    }
  }

  return {
    grew: (entries, registers) => {
      since += entries
      total += entries
      for (const name of registers) touched.add(name)
      // Each time there are twice as many, as far as this process knows.
      if (taking || since < Math.max(ENTRIES_MIN, total - since)) return
      since = 0
      taking = take([...touched])
      touched.clear()
    },
    settled: async () => {
      await taking
    },
  }
}
