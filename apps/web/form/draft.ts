/**
 * Unsaved work, kept until it is sent: what was typed, and the ids of command and record, so that sending again after a lost
 * line is the same command and harmless. Where it is kept, begun.ts says.
 */
import { useEffect, useRef, useState } from 'react'
import { type Problem, uuid7 } from '../api/client.ts'
import { endMending, mendingFor } from '../outbox/mending.ts'
import { begunAt, onBegun, putBegun } from './begun.ts'
import type { Draft } from './read.ts'

/** `first` and `expects` are what stood, and the last entry seen, when the work was begun: not when it was opened again. */
export type Kept = {
  command: string
  record: string
  draft: Draft
  first: Draft
  expects?: number | undefined
  at: string
  because: string
  /** Whose deed it is, where a clerk enters it from paper. */
  onBehalfOf?: string
}

/** Under which a form is kept: whose it is, and what it does to which record. */
export const draftKey = (
  { mission, member }: { mission: string; member: string },
  register: string,
  record: string | undefined,
  verb: string,
  entry?: number,
): string => `${mission}/${member}/${register}/${record ?? 'new'}/${verb}${entry ?? ''}`

const read = (key: string): Kept | undefined => {
  const text = begunAt(key)
  return text ? (JSON.parse(text) as Kept) : undefined
}

type First = { draft: Draft; record?: string; expects?: number | undefined; at?: string }

const freshOf = (first: First): Kept => ({
  command: uuid7(),
  record: first.record ?? uuid7(),
  draft: first.draft,
  first: first.draft,
  ...(first.expects ? { expects: first.expects } : {}),
  at: first.at ?? '',
  because: '',
})

export function useDraft(key: string, first: First) {
  const [begin] = useState(() => {
    const mending = mendingFor(key)
    if (mending) {
      // Fields that were not sent stand as they do now.
      const kept: Kept = {
        ...mending.kept,
        first: first.draft,
        draft: { ...first.draft, ...mending.kept.draft },
      }
      return { kept, restored: false, refused: mending.problem as Problem | undefined }
    }
    const kept = read(key)
    return { kept: kept ?? freshOf(first), restored: kept !== undefined, refused: undefined }
  })
  useEffect(() => endMending(key), [key])
  const [kept, setKept] = useState(begin.kept)
  const [touched, setTouched] = useState(begin.restored)
  const [restored, setRestored] = useState(begin.restored)
  const [isOver, setOver] = useState(false)
  const isTyped = useRef(touched)
  isTyped.current = touched || begin.refused !== undefined
  useEffect(() => {
    if (touched && !isOver) putBegun(key, JSON.stringify(kept))
  }, [key, kept, touched, isOver])
  // The code was given while the form was open: what was begun before comes back, unless something new was typed.
  useEffect(
    () =>
      onBegun(() => {
        const found = isTyped.current ? undefined : read(key)
        if (!found) return
        setKept(found)
        setTouched(true)
        setRestored(true)
      }),
    [key],
  )
  return {
    kept,
    restored,
    /** What was said against it, where it is opened to be mended. */
    refused: begin.refused,
    change: (part: Partial<Kept>) => {
      setTouched(true)
      setKept((before) => ({ ...before, ...part }))
    },
    /** A refused command may be sent with other content only under a new id. */
    renew: () => setKept((before) => ({ ...before, command: uuid7() })),
    drop: () => {
      setOver(true)
      putBegun(key, undefined)
    },
    startOver: () => {
      putBegun(key, undefined)
      setTouched(false)
      setRestored(false)
      setKept(freshOf(first))
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
