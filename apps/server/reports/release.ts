/**
 * What of a report its audience may get: every pinned figure asked again with the eyes of the release level, never with the
 * author’s. For the public besides: nothing younger than seven days, and no small cell, nor what would give one away.
 */
import { addDays, type Clearance, covers, labelOf } from '@konbit/model'
import {
  type PinnedBlock,
  type ReleaseLevel,
  type ReportBlock,
  reportGuidance,
  words,
} from '@konbit/registers'
import { askAgain, type Eyes, isPinned } from './pinned.ts'

/** What the public gets is at least so many days old, and no cell of it is smaller, but nothing at all. */
export const DAYS_LEAST = 7
export const CELL_LEAST = 5

export type Blocked = { place: number; why: 'above' | 'tooRecent' | 'lost' | 'unwritten' }
export type Released = {
  blocks: ReportBlock[]
  blocked: Blocked[]
  /** Blocks of which the audience sees something else than the author did. */
  changed: number[]
  /** How many cells are hidden. */
  hidden: number
}

const guidance = new Set(
  reportGuidance.flatMap((key) => Object.values(words).flatMap((list) => list[key] ?? [])),
)

/** The same reader, narrowed to what anybody cleared for the level sees. */
export const eyesAt = (eyes: Eyes, level: ReleaseLevel): Eyes => ({
  ...eyes,
  reader: { ...eyes.reader, view: { clearances: [{ label: level, unit: '*' } as Clearance] } },
})

/** `today`: the civil day on which it is released. */
export async function release(
  eyes: Eyes,
  draft: readonly ReportBlock[],
  level: ReleaseLevel,
  today: string,
): Promise<Released> {
  const { blocks, lost } = await askAgain(eyesAt(eyes, level), draft)
  const blocked: Blocked[] = lost.map((place) => ({ place, why: 'lost' as const }))
  for (const [place, block] of blocks.entries()) {
    if (block.kind === 'paragraph' && guidance.has(block.text.trim()))
      blocked.push({ place, why: 'unwritten' })
    if (!isPinned(block) || lost.includes(place)) continue
    if (isAbove(eyes, block, level)) blocked.push({ place, why: 'above' })
    else if (level === 'public' && block.at > addDays(today, -DAYS_LEAST))
      blocked.push({ place, why: 'tooRecent' })
  }
  const changed = blocks.flatMap((block, place) =>
    isPinned(block) && JSON.stringify(answerOf(block)) !== JSON.stringify(answerOf(draft[place]))
      ? [place]
      : [],
  )
  const told = level === 'public' ? hideSmall(blocks) : blocks
  return {
    blocks: told,
    blocked: blocked.sort((a, b) => a.place - b.place),
    changed,
    hidden: told.flatMap((one) =>
      one.kind === 'table' ? one.rows.filter(({ value }) => value === null) : [],
    ).length,
  }
}

/** Whether those cleared for the level see less of it than the whole: a part of a figure is another figure. */
function isAbove({ registers }: Eyes, block: PinnedBlock, level: ReleaseLevel): boolean {
  if (block.kind !== 'list') return block.partial === true
  const register = registers.get(block.register)
  if (!register) return true
  const fields = [...block.columns, ...Object.keys(block.filter)].filter((one) => one !== 'state')
  return [register.label, ...fields.map((one) => labelOf(register, one))].some(
    (label) => !covers(level, label),
  )
}

/** What a block says, apart from what it asks. */
export function answerOf(block: ReportBlock | undefined): unknown {
  if (!block || !isPinned(block)) return block
  if (block.kind === 'figure') return [block.value, block.before ?? null]
  if (block.kind === 'table') return [block.value, block.rows.map(({ key, value }) => [key, value])]
  return block.kind === 'chart' ? block.points : [block.rows, block.total]
}

const isCounted = (unit: string): boolean => !/^[A-Z]{3}$|^%$|^days$|^share$|^ratio$/.test(unit)

/**
 * Small cells, and of each table so many beside them that nobody works them out from the whole; a cell that is hidden in one
 * table of a measure is hidden in all, so that none is the difference of two.
 */
export function hideSmall(blocks: readonly ReportBlock[]): ReportBlock[] {
  const hidden = new Map<string, Set<string>>()
  for (const block of blocks) {
    if (block.kind !== 'table' || !isCounted(block.unit)) continue
    const name = `${block.measure} ${block.by}`
    const keys = hidden.get(name) ?? new Set<string>()
    hidden.set(name, keys)
    const rows = block.rows.filter(({ value }) => value !== null && value > 0)
    for (const { key, value } of rows) if ((value ?? 0) < CELL_LEAST) keys.add(String(key))
  }
  for (const block of blocks) {
    if (block.kind !== 'table') continue
    const keys = hidden.get(`${block.measure} ${block.by}`)
    if (!keys || keys.size === 0) continue
    const rows = block.rows
      .filter(({ value }) => value !== null && value > 0)
      .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
    const gone = (): typeof rows => rows.filter(({ key }) => keys.has(String(key)))
    const sum = (): number => gone().reduce((all, { value }) => all + (value ?? 0), 0)
    for (const { key } of rows) {
      if (gone().length === 0 || (gone().length > 1 && sum() >= CELL_LEAST)) break
      keys.add(String(key))
    }
  }
  return blocks.map((block) => {
    const keys = block.kind === 'table' ? hidden.get(`${block.measure} ${block.by}`) : undefined
    if (block.kind === 'figure' && isSmallPart(block, hidden)) return withoutValue(block)
    if (block.kind !== 'table' || !keys || keys.size === 0) return block
    const isGone = (key: string | null): boolean => keys.has(String(key))
    const rows = block.rows.map((row) => (isGone(row.key) ? { ...row, value: null } : row))
    // Where but one row is left to hide, the whole would give it away.
    const hiddenHere = rows.filter(({ value }) => value === null).length
    return { ...block, rows, ...(hiddenHere === 1 ? { value: null } : {}) }
  })
}

type Figure = Extract<PinnedBlock, { kind: 'figure' }>

/** A part of a breakdown that stands alone is a cell too. */
const isSmallPart = (block: Figure, hidden: ReadonlyMap<string, ReadonlySet<string>>): boolean =>
  block.key !== undefined &&
  isCounted(block.unit) &&
  ([...hidden].some(
    ([name, keys]) => name.startsWith(`${block.measure} `) && keys.has(block.key ?? ''),
  ) ||
    [block.value, block.before].some(
      (value) => typeof value === 'number' && value > 0 && value < CELL_LEAST,
    ))

const withoutValue = ({ before: _, ...block }: Figure): Figure => ({ ...block, value: null })
