/**
 * The weeks in which statements clash, so that a chart can enlarge them: runs of dated statements close in time, of
 * which at least one pair cannot both hold. Pure.
 */
import { dayNumber } from './scale.ts'
import { boundsOf, grainOf, type Statement, spreadOf } from './statement.ts'

export type Spoken = { line: string; statement: Statement }
export type Clash = { first: string; last: string; spoken: Spoken[]; low: number; high: number }

/** Statements further apart than this belong to different weeks. */
const GAP_DAYS = 20

const cannotBoth = (a: Statement, b: Statement): boolean => {
  const [x, y] = [boundsOf(a), boundsOf(b)]
  return x !== undefined && y !== undefined && (x[1] < y[0] || y[1] < x[0])
}

const disagree = (run: readonly Spoken[]): boolean =>
  run.some((a, i) =>
    run.some((b, j) => j > i && a.line === b.line && cannotBoth(a.statement, b.statement)),
  )

/** At most `limit` clashes in order of time: the one around `day` first of all, then those with the most statements. */
export function clashes(spoken: readonly Spoken[], day: string, limit = 2): Clash[] {
  const dated = spoken
    .filter(({ statement }) => grainOf(statement) === 'day' && boundsOf(statement))
    .sort((a, b) => (a.statement.asOf < b.statement.asOf ? -1 : 1))
  const runs: Spoken[][] = []
  for (const one of dated) {
    const run = runs.at(-1)
    const before = run?.at(-1)?.statement.asOf
    if (run && before && dayNumber(one.statement.asOf) - dayNumber(before) <= GAP_DAYS)
      run.push(one)
    else runs.push([one])
  }
  const found = runs.filter(disagree).map(
    (run): Clash => ({
      first: run[0]?.statement.asOf ?? '',
      last: run.at(-1)?.statement.asOf ?? '',
      spoken: run,
      ...(spreadOf(run.map(({ statement }) => statement)) ?? { low: 0, high: 0 }),
    }),
  )
  const around = (c: Clash): number => (day >= c.first && day <= c.last ? 1 : 0)
  return found
    .sort((a, b) => around(b) - around(a) || b.spoken.length - a.spoken.length)
    .slice(0, limit)
    .sort((a, b) => (a.first < b.first ? -1 : 1))
}
