/**
 * How many channels say of an incident that it happened, each by itself. A report that repeats another is no channel of its own, nor
 * are two through the same channel and body. Pure.
 */
import { type ContentGrade, contentGrades, type SourceGrade, sourceGrades } from '@konbit/registers'

export type Heard = {
  id: string
  state: string
  channel: string
  sourceGrade: string
  contentGrade: string
  parties: readonly string[]
  repeats: string | null
}
export type Corroboration = {
  /** Reports that were not set aside. */
  reports: number
  independent: number
  channels: string[]
  /** The best of each, which need not be of one report. */
  sourceGrade: SourceGrade | null
  contentGrade: ContentGrade | null
}

/** `all`: the reports by their ids, those that are repeated among them. */
export function corroborationOf(
  reports: readonly string[],
  all: ReadonlyMap<string, Heard>,
): Corroboration {
  const heard = reports.flatMap((id) => all.get(id) ?? [])
  const standing = heard.filter(({ state }) => state !== 'setAside')
  const ways = new Set(
    standing
      .map((one) => rootOf(one, all))
      .map(({ channel, parties }) => `${channel} ${[...parties].sort().join()}`),
  )
  const best = <Grade extends string>(grades: readonly Grade[], given: readonly string[]) =>
    grades.find((grade) => given.includes(grade)) ?? null
  return {
    reports: standing.length,
    independent: ways.size,
    channels: [...new Set(standing.map(({ channel }) => channel))].sort(),
    sourceGrade: best(
      sourceGrades,
      standing.map((one) => one.sourceGrade),
    ),
    contentGrade: best(
      contentGrades,
      standing.map((one) => one.contentGrade),
    ),
  }
}

/** The report at the beginning of the chain; a chain that bites its tail ends where it would go round. */
function rootOf(report: Heard, all: ReadonlyMap<string, Heard>): Heard {
  const seen = new Set([report.id])
  let root = report
  for (;;) {
    const next = root.repeats === null ? undefined : all.get(root.repeats)
    if (!next || seen.has(next.id)) return root
    seen.add(next.id)
    root = next
  }
}
