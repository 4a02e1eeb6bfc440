/**
 * A sample: what was kept of the replications `from` to `to` of a study, one after the other, as plain arrays that a worker
 * can hand over. Samples of neighbouring ranges join into one, and that one is the same whatever the split was.
 */
import { type Player, playerOf } from '../engine/run.ts'
import type { Model } from '../model.ts'
import { seedOf } from './seed.ts'

export type Sample = {
  days: number
  from: number
  to: number
  /** Of each figure one number for the noon of each day, replication by replication: `(run - from) * days + day`. */
  figures: Record<string, Float32Array<ArrayBuffer>>
  /** What bound on that day, as a place in `bindNames`; 0: nothing did. */
  binds: Uint8Array<ArrayBuffer>
  bindNames: string[]
  /** What was counted over all days, one number for each replication. */
  totals: Record<string, Float64Array<ArrayBuffer>>
}

export type Played = {
  /** Which figures to keep; all when absent. Days on which something binds and totals are always kept. */
  figures?: readonly string[]
  /** Told after each replication how many are done; `false` stops there, and the sample ends there. */
  on?: (done: number) => boolean
}

const players = new WeakMap<Model, Player>()

/** A model is written as a program once, as long as somebody holds it: nobody changes a model in place. */
export function playerFor(model: Model): Player {
  const there = players.get(model) ?? playerOf(model)
  players.set(model, there)
  return there
}

/** Plays the replications `from` to `to` (without it) of a study. Throws a RangeError when the model outgrows its memory. */
export function play(
  model: Model,
  seed: string,
  from: number,
  to: number,
  { figures, on }: Played = {},
): Sample {
  const player = playerFor(model)
  const { days } = player
  const bindNames = ['none', ...player.binds]
  const room = to - from
  const kept: Record<string, Float32Array<ArrayBuffer>> = {}
  const totals: Record<string, Float64Array<ArrayBuffer>> = {}
  const binds = new Uint8Array(room * days)
  let done = 0
  while (done < room) {
    const { daily, totals: counted, bound } = player.replicate(seedOf(seed, from + done))
    if (done === 0) {
      for (const name of player.figures)
        if (name !== 'binds' && (figures?.includes(name) ?? true))
          kept[name] = new Float32Array(room * days)
      for (const name of Object.keys(counted)) totals[name] = new Float64Array(room)
      for (const name of Object.keys(bound)) totals[`bound/${name}`] = new Float64Array(room)
    }
    for (const [name, all] of Object.entries(kept))
      all.set(daily[name] as Float64Array, done * days)
    binds.set(daily.binds, done * days)
    for (const [name, value] of Object.entries(counted)) at(totals, name)[done] = value
    for (const [name, value] of Object.entries(bound)) at(totals, `bound/${name}`)[done] = value
    done += 1
    if (on && !on(done)) break
  }
  const cut = done < room
  return {
    days,
    from,
    to: from + done,
    figures: cut ? mapped(kept, (all) => all.slice(0, done * days)) : kept,
    binds: cut ? binds.slice(0, done * days) : binds,
    bindNames,
    totals: cut ? mapped(totals, (all) => all.slice(0, done)) : totals,
  }
}

/** One sample of neighbouring ranges, given in any order. A gap, an overlap or another model's sample is a bug. */
export function joined(samples: readonly Sample[]): Sample {
  const parts = samples.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)
  const [first] = parts.length > 0 ? parts : samples
  if (!first) throw new Error('there is nothing to join')
  let end = first.from
  const shape = shapeOf(first)
  for (const part of parts) {
    if (part.from !== end)
      throw new Error(`a sample from ${part.from} does not follow one up to ${end}`)
    if (shapeOf(part) !== shape) throw new Error('samples of two studies do not join')
    end = part.to
  }
  const runs = end - first.from
  const filled = <Of extends Float32Array | Float64Array | Uint8Array>(
    whole: Of,
    of: (part: Sample) => Of,
  ): Of => {
    let place = 0
    for (const part of parts) {
      whole.set(of(part), place)
      place += of(part).length
    }
    return whole
  }
  return {
    days: first.days,
    from: first.from,
    to: end,
    figures: named(Object.keys(first.figures), (name) =>
      filled(new Float32Array(runs * first.days), ({ figures }) => at(figures, name)),
    ),
    binds: filled(
      new Uint8Array(runs * first.days),
      ({ binds }) => binds as Uint8Array<ArrayBuffer>,
    ),
    bindNames: [...first.bindNames],
    totals: named(Object.keys(first.totals), (name) =>
      filled(new Float64Array(runs), ({ totals }) => at(totals, name)),
    ),
  }
}

/** The replications `from` to `to` of a sample, in arrays of their own. */
export function cutOf(sample: Sample, from: number, to: number): Sample {
  const { days, figures, binds, totals } = sample
  const [first, last] = [from - sample.from, to - sample.from]
  return {
    ...sample,
    from,
    to,
    figures: mapped(figures, (all) => all.slice(first * days, last * days)),
    binds: binds.slice(first * days, last * days),
    totals: mapped(totals, (all) => all.slice(first, last)),
  }
}

/** The array buffers of a sample, to be handed over rather than copied when it is posted to another thread. */
export const buffersOf = ({ figures, binds, totals }: Sample): ArrayBuffer[] => [
  ...Object.values(figures).map(({ buffer }) => buffer),
  binds.buffer,
  ...Object.values(totals).map(({ buffer }) => buffer),
]

/** The series of a figure; that a sample has it is the asker's to know. */
export function figureOf({ figures }: Sample, name: string): Float32Array<ArrayBuffer> {
  return at(figures, name)
}

const shapeOf = ({ days, figures, bindNames, totals }: Sample): string =>
  JSON.stringify([days, Object.keys(figures).sort(), bindNames, Object.keys(totals).sort()])

function at<Of>(record: Readonly<Record<string, Of>>, name: string): Of {
  const found = record[name]
  if (found === undefined) throw new Error(`the sample has no ${name}`)
  return found
}
const named = <Of>(names: readonly string[], of: (name: string) => Of): Record<string, Of> =>
  Object.fromEntries(names.map((name) => [name, of(name)]))
const mapped = <From, To>(
  record: Record<string, From>,
  of: (from: From) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, one]) => [name, of(one)]))
