/**
 * Unsaved work, kept in this tab until it is sent: what was typed, and the ids of command and record, so that sending
 * again after a lost line is the same command and harmless.
 */
import { useEffect, useState } from 'react'
import { uuid7 } from '../api/client.ts'
import type { Draft } from './read.ts'

export type Kept = { command: string; record: string; draft: Draft; at: string; because: string }

const read = (key: string): Kept | undefined => {
  try {
    const text = sessionStorage.getItem(key)
    return text ? (JSON.parse(text) as Kept) : undefined
  } catch {
    return undefined
  }
}

export function useDraft(key: string, first: { draft: Draft; record?: string; at?: string }) {
  const [begin] = useState(() => {
    const kept = read(key)
    const fresh: Kept = {
      command: uuid7(),
      record: first.record ?? uuid7(),
      draft: first.draft,
      at: first.at ?? '',
      because: '',
    }
    return { kept: kept ?? fresh, restored: kept !== undefined }
  })
  const [kept, setKept] = useState(begin.kept)
  const [touched, setTouched] = useState(begin.restored)
  useEffect(() => {
    if (touched) sessionStorage.setItem(key, JSON.stringify(kept))
  }, [key, kept, touched])
  return {
    kept,
    restored: begin.restored,
    change: (part: Partial<Kept>) => {
      setTouched(true)
      setKept((before) => ({ ...before, ...part }))
    },
    /** A refused command may be sent with other content only under a new id. */
    renew: () => setKept((before) => ({ ...before, command: uuid7() })),
    drop: () => sessionStorage.removeItem(key),
    startOver: () => {
      sessionStorage.removeItem(key)
      setTouched(false)
      setKept({
        command: uuid7(),
        record: first.record ?? uuid7(),
        draft: first.draft,
        at: first.at ?? '',
        because: '',
      })
    },
  }
}

/** The receipt of what was just sent, shown once by the record it leads to. */
export type Receipt = { seq: number; record: string; verb: string }
let last: Receipt | undefined
export const leaveReceipt = (receipt: Receipt): void => {
  last = receipt
}
export function takeReceipt(record: string): Receipt | undefined {
  if (last?.record !== record) return undefined
  const taken = last
  last = undefined
  return taken
}
