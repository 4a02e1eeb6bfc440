/** How likely a figure has come to at least so much by a day, and by which day that is as likely as one wants. */
import { figureOf, type Sample } from './sample.ts'

export type Likely = {
  chance: number
  /** The standard error of `chance`; never nothing, however all replications agree. */
  error: number
}

/**
 * The share of replications in which the figure was at least `least` at the noon of some day up to and with `day`; with
 * `on`, at the noon of that very day, whatever was before.
 */
export function chanceOf(
  sample: Sample,
  figure: string,
  least: number,
  day: number,
  when: 'by' | 'on' = 'by',
): Likely {
  const runs = sample.to - sample.from
  if (when === 'by')
    return likely(firstDays(sample, figure, least).filter((first) => first <= day).length, runs)
  const values = figureOf(sample, figure)
  let count = 0
  for (let run = 0; run < runs; run += 1)
    if ((values[run * sample.days + day] as number) >= least) count += 1
  return likely(count, runs)
}

/** The first day by which it is at least that likely; undefined when it is not within the days of the sample. */
export function dayBy(
  sample: Sample,
  figure: string,
  least: number,
  chance: number,
): number | undefined {
  const firsts = firstDays(sample, figure, least).sort()
  // Against 0.8 * 10 = 8.000000000000002 and its like.
  const wanted = Math.max(1, Math.ceil(chance * firsts.length - 1e-9))
  const day = firsts[wanted - 1]
  return day === undefined || day >= sample.days ? undefined : day
}

/** On which day each replication first has at least so much; the number of days where it never does. */
export function firstDays(sample: Sample, figure: string, least: number): Int32Array {
  const values = figureOf(sample, figure)
  const { days, from, to } = sample
  const firsts = new Int32Array(to - from)
  for (let run = 0; run < to - from; run += 1) {
    let day = 0
    while (day < days && (values[run * days + day] as number) < least) day += 1
    firsts[run] = day
  }
  return firsts
}

/** `count` of `runs`. The error is Agresti and Coull's, as if two more had met it and two had not. */
export function likely(count: number, runs: number): Likely {
  const shifted = (count + 2) / (runs + 4)
  return {
    chance: runs === 0 ? Number.NaN : count / runs,
    error: Math.sqrt((shifted * (1 - shifted)) / (runs + 4)),
  }
}
