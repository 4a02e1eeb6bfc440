/**
 * Two models under the same luck. Each replication of one is set against the replication of the same index of the other, so
 * that what both share falls out of the difference; and what one more, or one fewer, of each lever would change.
 */
import type { Model } from '../model.ts'
import { type Asking, answered, type Measured, measured, type Wanted } from './asked.ts'
import { type Bands, bandsIn } from './bands.ts'
import { leanFor, worthIn } from './lean.ts'
import { figureOf, play, type Sample } from './sample.ts'
import { type Lever, standsAt, turned } from './scenario.ts'

export type Difference = {
  value: number
  /** The standard error of `value`. */
  error: number
  /** Whether it can be told from nothing: chance alone would do as much in fewer than one case of a hundred. */
  isTold: boolean
}
export type Compared = {
  /** Of the differences, second less first, day by day. */
  bands: Bands
  /** Of their mean. */
  error: Float64Array<ArrayBuffer>
  isTold: boolean[]
}

const TOLD = 2.576

/** The second less the first. Both are samples of the same replications of one study. */
export function compared(first: Sample, second: Sample, figure: string): Compared {
  const { days, from, to } = first
  if (second.days !== days || second.from !== from || second.to !== to)
    throw new Error('only the same replications over the same days compare')
  const [a, b] = [figureOf(first, figure), figureOf(second, figure)]
  const runs = to - from
  const differences = Float32Array.from(b, (value, at) => value - (a[at] as number))
  const bands = bandsIn(differences, days, runs)
  const error = Float64Array.from({ length: days }, (_, day) => {
    const mean = bands.mean[day] as number
    let squares = 0
    for (let at = day; at < differences.length; at += days)
      squares += ((differences[at] as number) - mean) ** 2
    return Math.sqrt(squares / (runs - 1) / runs)
  })
  const isTold = Array.from(error, (one, day) => tells(bands.mean[day] as number, one))
  return { bands, error, isTold }
}

/** Of paired numbers, the mean of the second less the first. */
export function difference(first: Float64Array, second: Float64Array): Difference {
  const runs = first.length
  let sum = 0
  for (let run = 0; run < runs; run += 1) sum += (second[run] as number) - (first[run] as number)
  const value = sum / runs
  let squares = 0
  for (let run = 0; run < runs; run += 1)
    squares += ((second[run] as number) - (first[run] as number) - value) ** 2
  const error = Math.sqrt(squares / (runs - 1) / runs)
  return { value, error, isTold: tells(value, error) }
}

const tells = (value: number, error: number): boolean =>
  value !== 0 && Math.abs(value) > TOLD * error

type Worth = Omit<Measured, 'figure'> & { figure?: string }
/** By how much a figure changes. `more` or `fewer` is not there where it would go beyond the lever's bounds. */
export type OneMore = { lever: Lever; figure: string; more?: Difference; fewer?: Difference }

/**
 * Asks, of what touches the figure, for the model as it is and with one more and one fewer of each lever, all under the same luck.
 * Without a figure each lever is asked about the one in which its worth shows.
 */
export function* oneMoring(
  model: Model,
  levers: readonly Lever[],
  runs: number,
  what: Worth,
): Asking<OneMore[]> {
  const wanted = (key: string, of: Model, figure: string): Wanted => ({
    key,
    model: leanFor(of, figure),
    from: 0,
    to: runs,
    ...what,
    figure,
  })
  const asked = levers.map((lever) => ({ lever, figure: what.figure ?? worthIn(model, lever) }))
  const figures = [...new Set(asked.map(({ figure }) => figure))]
  const turns = asked.flatMap(({ lever, figure }) => {
    const now = standsAt(model, lever)
    if (now === undefined) throw new Error(`no number of the model stands at ${lever.path}`)
    return (
      [
        ['more', 1],
        ['fewer', -1],
      ] as const
    ).flatMap(([way, sign]) => {
      const value = now + sign * lever.oneMore
      return value < lever.least || value > lever.most
        ? []
        : [wanted(`${lever.key}.${way}`, turned(model, { [lever.path]: value }), figure)]
    })
  })
  const answers = yield [
    ...figures.map((figure) => wanted(`base ${figure}`, model, figure)),
    ...turns,
  ]
  return asked.map(({ lever, figure }) => {
    const base = answers.get(`base ${figure}`) as Float64Array
    const [more, fewer] = ['more', 'fewer'].map((way) => answers.get(`${lever.key}.${way}`))
    return {
      lever,
      figure,
      ...(more ? { more: difference(base, more) } : {}),
      ...(fewer ? { fewer: difference(base, fewer) } : {}),
    }
  })
}

/** Plays what `oneMoring` asks for. `on`: told what part is done; `false` ends it with nothing. */
export const oneMoreOf = (
  model: Model,
  levers: readonly Lever[],
  seed: string,
  runs: number,
  what: Worth,
  on?: (runs: number) => boolean,
): OneMore[] | undefined => answered(oneMoring(model, levers, runs, what), playing(seed), on)

/** Answers what is asked by playing it, here and now. */
export const playing =
  (seed: string) =>
  (wanted: Wanted): Float64Array =>
    measured(play(wanted.model, seed, wanted.from, wanted.to, { figures: [wanted.figure] }), wanted)
