/** Posts and cover gathered by unit, base or contributor. Pure. */
import type { Named, PostCounts, PostRow, Tongue } from '../../api/people.ts'

export const gathers = ['contingent', 'base', 'contributor'] as const
export type Gather = (typeof gathers)[number]
export const vacancyAges = ['days30', 'days90', 'older', 'unsaid'] as const

export type PostLine = PostCounts & { key: string; name: Named | null }

const counts = [
  ...['filled', 'absent', 'open', 'days30', 'days90', 'older', 'unsaid', 'persons', 'women'],
  ...['men', 'sexUnsaid', 'languageUnsaid'],
] as readonly Exclude<keyof PostCounts, 'oldestOn' | 'languages'>[]

const none = (): Tongue => ({ posts: 0, covered: 0, speakers: 0 })

/** A line for each, those with the most empty posts first, what names none last. */
export function linesBy(rows: readonly PostRow[], by: Gather): PostLine[] {
  const lines = new Map<string, PostLine>()
  for (const row of rows) {
    const key = row[by]?.id ?? ''
    const line = lines.get(key) ?? lineOf(key, row[by])
    lines.set(key, line)
    add(line, row)
  }
  return [...lines.values()].sort(
    (a, b) =>
      Number(a.name === null) - Number(b.name === null) ||
      b.open - a.open ||
      (a.name?.caption ?? '').localeCompare(b.name?.caption ?? ''),
  )
}

export function wholeOf(rows: readonly PostRow[]): PostLine {
  const line = lineOf('whole', null)
  for (const row of rows) add(line, row)
  return line
}

const lineOf = (key: string, name: Named | null): PostLine =>
  ({
    key,
    name,
    ...Object.fromEntries(counts.map((one) => [one, 0])),
    oldestOn: null,
    languages: { fr: none(), ht: none() },
  }) as PostLine

function add(line: PostLine, row: PostRow): void {
  for (const one of counts) line[one] += row[one]
  if (row.oldestOn && (!line.oldestOn || row.oldestOn < line.oldestOn)) line.oldestOn = row.oldestOn
  for (const tongue of ['fr', 'ht'] as const)
    for (const one of ['posts', 'covered', 'speakers'] as const)
      line.languages[tongue][one] += row.languages[tongue][one]
}
