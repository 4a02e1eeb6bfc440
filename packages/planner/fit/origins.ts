/**
 * Where the values of a model come from: fitted from the record or counted there, said by a source, or assumed. Every number
 * that a frame puts into a model passes through here, so that none stands without its origin.
 */
import type { Assumption, Frame, Parameter } from '../models/frame.ts'
import type { Statement } from './facts.ts'
import { type Fitted, significant } from './interval.ts'
import type { FittedParameters } from './parameters.ts'

export type Origin = {
  /** JSON pointer of the value in the model, or of the part of it that the value went into. */
  path: string
  /** Where else it went. */
  also?: string[]
  /** Which figure of a frame it is; a fact of the record otherwise. */
  parameter?: string
  value: number
  low?: number
  high?: number
  from: 'record' | 'statement' | 'assumption'
  /** Of how many it was made. */
  count?: number
  /** The key of a word, or a sentence. */
  source: string
  records?: string[]
}

/** However small the mission is. */
const PLACES_LEAST = 20

export type Sources = {
  origins: Origin[]
  /** How many persons are wanted, by which some assumptions grow. */
  scale: number
  /** A value of a model: fitted where the record says enough, else as a source says, else as assumed. */
  take: (parameter: Parameter, path: string, better?: Fitted) => number
  /** What is played of a parameter's interval where the value that stands there was worked out from it. */
  moves: (parameter: Parameter, path: string, at: (value: number) => number) => void
  /** By parameter: where the values stand that move with it, and what each is at the ends of the interval. */
  moved: Map<string, { path: string; low: number; high: number }[]>
  /** What stands in the record as it is. */
  note: (
    path: string,
    value: number,
    source: string,
    records?: readonly string[],
    count?: number,
  ) => number
}

export function sourcesOf(
  frame: Frame,
  fitted: FittedParameters,
  statements: readonly Statement[],
): Sources {
  const origins: Origin[] = []
  const add = (origin: Origin): number => {
    const { path, ...rest } = origin
    // The same figure in many places is one origin with all of them.
    const same = origins.find(
      (one) =>
        one.parameter !== undefined &&
        one.parameter === rest.parameter &&
        one.value === rest.value &&
        one.from === rest.from,
    )
    if (!same) origins.push(origin)
    else if (path !== same.path && !same.also?.includes(path))
      same.also = [...(same.also ?? []), path]
    return origin.value
  }
  const moved: Sources['moved'] = new Map()
  const sources: Sources = {
    origins,
    moved,
    moves: (parameter, path, at) => {
      const origin = origins.find((one) => one.parameter === parameter)
      if (origin?.low === undefined || origin.high === undefined) return
      const [low, high] = [at(origin.low), at(origin.high)]
      if (low !== high) moved.set(parameter, [...(moved.get(parameter) ?? []), { path, low, high }])
    },
    scale: 1,
    take: (parameter, path, better) => {
      const own = better ?? fitted[parameter]
      if (own) {
        const { value, low, high, count } = own
        return add({
          path,
          parameter,
          value,
          low,
          high,
          from: 'record',
          count,
          source: 'plan.from.record',
        })
      }
      const assumption = frame.assume[parameter]
      const said = saidOf(assumption, statements)
      if (said) return add({ path, parameter, ...said })
      const { low, high, why, perGoal } = assumption
      const value = perGoal
        ? Math.max(PLACES_LEAST, Math.round(assumption.value * sources.scale))
        : assumption.value
      return add({
        path,
        parameter,
        value,
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        from: 'assumption',
        source: why,
      })
    },
    note: (path, value, source, records = [], count) =>
      add({
        path,
        value,
        from: 'record',
        source,
        ...(count === undefined ? {} : { count }),
        ...(records.length > 0 ? { records: [...records] } : {}),
      }),
  }
  return sources
}

function saidOf(
  { statement, why }: Assumption,
  statements: readonly Statement[],
): Omit<Origin, 'path'> | undefined {
  if (!statement) return undefined
  const { measure, subject, times = 1 } = statement
  const last = statements
    .filter((one) => one.measure === measure && one.subject === subject)
    .toSorted((a, b) => (a.asOf === b.asOf ? (a.code < b.code ? -1 : 1) : a.asOf < b.asOf ? -1 : 1))
    .at(-1)
  if (!last) return undefined
  const scaled = (value: number): number => significant(value * times)
  return {
    value: scaled(last.value),
    ...(last.low === undefined ? {} : { low: scaled(last.low) }),
    ...(last.high === undefined ? {} : { high: scaled(last.high) }),
    from: 'statement',
    source: why,
    records: [last.record],
  }
}
