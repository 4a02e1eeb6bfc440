/** One pool of players for as long as a page of the planner is open; hired when first asked, dismissed on leaving. */
import { createContext, useContext, useEffect, useMemo } from 'react'
import { openPool, type Player, type Pool } from './pool.ts'

const PLAYERS_MOST = 8

export const poolContext = createContext<Pool | null>(null)

export function usePool(): Pool {
  const pool = useContext(poolContext)
  if (!pool) throw new Error('no pool around this component')
  return pool
}

export function useNewPool(): Pool {
  const pool = useMemo(() => {
    let current: Pool | undefined
    const open = (): Pool => {
      current ??= openPool(
        Math.max(1, Math.min(PLAYERS_MOST, navigator.hardwareConcurrency || 2)),
        () =>
          new Worker(new URL('./play.worker.ts', import.meta.url), { type: 'module' }) as Player,
      )
      return current
    }
    return {
      get size() {
        return open().size
      },
      play: (...asked: Parameters<Pool['play']>) => open().play(...asked),
      digest: (...asked: Parameters<Pool['digest']>) => open().digest(...asked),
      close: () => {
        current?.close()
        current = undefined
      },
    }
  }, [])
  useEffect(() => pool.close, [pool])
  return pool
}
