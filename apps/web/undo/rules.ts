/**
 * Whether something that was done can be taken back, and by which commands. Pure. Taking back voids the entry that was made, if
 * nothing came after it; bringing back corrects the void with a reason and nothing else. Both are entries like any other.
 */
import type { RegisterView } from '../api/types.ts'
import type { Deed } from './deeds.ts'

/** Why not, as a key of words. */
export type WhyNot = 'undo.never' | 'undo.notYours' | 'undo.mayNot' | 'undo.mended'

const forEver = new Set(['erase', 'raise', 'lower'])

export function whyNot(
  deed: Deed,
  register: Pick<RegisterView, 'may'> | undefined,
  here: { mission: string; member: string },
): WhyNot | undefined {
  if (deed.mission !== here.mission || deed.member !== here.member) return 'undo.notYours'
  if (forEver.has(deed.verb)) return 'undo.never'
  if (deed.verb === 'correct') return 'undo.mended'
  if (!register?.may.includes(deed.took ? 'correct' : 'void')) return 'undo.mayNot'
  return undefined
}

export type Back = {
  register: string
  record: string
  verb: 'void' | 'correct'
  entry: number
  because: string
  expects: number
}

/**
 * The commands that take a deed back, its last entry first: each says which entry of the record its author saw last, so that the
 * server refuses where somebody made another meanwhile.
 */
export const backOf = (
  deed: Deed,
  because: string,
  lastSeen: (record: string) => number | undefined,
): Back[] =>
  [...(deed.took ?? deed.made)].reverse().map(({ record, seq }) => ({
    register: deed.register,
    record,
    verb: deed.took ? 'correct' : 'void',
    entry: seq,
    because,
    expects: Math.max(seq, lastSeen(record) ?? 0),
  }))

/** The last deed of this member that can be taken back; one that was brought back counts as done again. */
export const lastToUndo = (
  deeds: readonly Deed[],
  isFree: (deed: Deed) => boolean,
): Deed | undefined => deeds.findLast((one) => !one.took && isFree(one))
export const lastToRedo = (
  deeds: readonly Deed[],
  isFree: (deed: Deed) => boolean,
): Deed | undefined => {
  const last = deeds.at(-1)
  return last?.took && isFree(last) ? last : undefined
}
