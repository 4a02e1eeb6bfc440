/**
 * What is known of the line and of what waits on this phone, as one small value that the whole page may watch. It is told by
 * whoever asks the server and by the outbox, which is fetched later; it does nothing by itself.
 */
import { useSyncExternalStore } from 'react'

/** On whose behalf something is kept: a member of a mission. */
export type Who = { mission: string; member: string; title: string }

export type LineState = {
  isUp: boolean
  /** Whether this person may work without a line on this phone, and whether the code was given. */
  has: boolean
  isOpen: boolean
  waiting: number
  refused: number
  /** Whether the whole program lies on this phone, so that it starts without a line. */
  isHeld?: boolean
  /** Whether what one works with was fetched since the code was given, so that it can be read without a line. */
  isReady?: boolean
  /** The ids of the commands that are on their way. */
  sending?: ReadonlySet<string> | undefined
  /** What keeps the outbox from sending though there is a line. */
  halted?: 'sign-in' | 'lost' | undefined
  /** When the oldest of the answers shown was had, in milliseconds; undefined where all came from the server. */
  stale?: number | undefined
  /** Somebody has to give or choose a code before what was typed can be kept. */
  asking?: { who: Who; done: (opened: boolean) => void } | undefined
  /** A newer program is here, and this takes it. */
  update?: (() => void) | undefined
}

let state: LineState = { isUp: true, has: false, isOpen: false, waiting: 0, refused: 0 }
const watchers = new Set<() => void>()

export const lineNow = (): LineState => state
export function tellLine(part: Partial<LineState>): void {
  const changes = Object.entries(part).some(([key, value]) => state[key as never] !== value)
  if (!changes) return
  state = { ...state, ...part }
  for (const watcher of watchers) watcher()
}

export function watchLine(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const useLine = (): LineState => useSyncExternalStore(watchLine, lineNow)
/** When the oldest of the answers shown was had from the server; undefined where the line is there. */
export const useStale = (): number | undefined => useLine().stale

const mark = 'konbit-outbox'
/** Whether anybody works without a line on this phone, or it was installed: then the program is held on it too. */
export const worksHere = (): boolean =>
  localStorage.getItem(mark) !== null || matchMedia('(display-mode: standalone)').matches
export const markWorksHere = (does: boolean): void =>
  does ? localStorage.setItem(mark, 'yes') : localStorage.removeItem(mark)
