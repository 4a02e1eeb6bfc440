/** The last checkpoint that this browser verified, so that it finds out when the log no longer continues it. */
export type KeptCheckpoint = { note: string; size: number; on: string }

const key = (mission: string): string => `konbit-checkpoint-${mission}`

export function keptCheckpoint(mission: string): KeptCheckpoint | undefined {
  try {
    const text = localStorage.getItem(key(mission))
    return text ? (JSON.parse(text) as KeptCheckpoint) : undefined
  } catch {
    return undefined
  }
}

export const keepCheckpoint = (mission: string, kept: KeptCheckpoint): void =>
  localStorage.setItem(key(mission), JSON.stringify(kept))

export const dropCheckpoint = (mission: string): void => localStorage.removeItem(key(mission))
