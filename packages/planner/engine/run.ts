/**
 * A model, ready to be played: one replication for each seed. The same seed gives the same bits in every engine that runs
 * WebAssembly, and no replication knows of another, so they may be spread as one likes.
 */
import type { Model } from '../model.ts'
import { type Daily, programOf, type Total, totals } from './program.ts'

/** One version gives one seed the same bits for ever: whatever changes a bit raises it. */
export const engineVersion = 'planner@1'

export type Replication = {
  /** One number for the noon of each day. Overwritten by the next replication. */
  daily: Readonly<Record<Daily, Float64Array> & Record<string, Float64Array>>
  totals: Readonly<Record<Total, number>>
  /** At how many flights each thing bound. */
  bound: Readonly<Record<string, number>>
}
export type Player = {
  days: number
  /** What `daily.binds` counts from 1 on. */
  binds: readonly string[]
  /** What `daily` holds; `deployed/<population>`, `free/<resource>`, `fit/<fleet>` where there are several of them. */
  figures: readonly string[]
  /** Throws a RangeError when the model outgrows what is set aside for it. */
  replicate: (seed: bigint) => Replication
}

type Exports = { memory: WebAssembly.Memory; replicate: (seed: bigint) => void }

export function playerOf(model: Model): Player {
  const program = programOf(model)
  const { days, binds } = program
  const instance = new WebAssembly.Instance(new WebAssembly.Module(program.bytes))
  const { memory, replicate } = instance.exports as Exports
  const numbers = (at: number, count: number): Float64Array =>
    new Float64Array(memory.buffer, at, count)
  const full = new Int32Array(memory.buffer, program.full, 1)
  const figures = Object.keys(program.daily)
  const series = named(figures, (name) => numbers(program.daily[name] as number, days))
  const counts = named(totals, (name) => numbers(program.totals[name], 1))
  const tallies = numbers(program.tallies, binds.length + 1)
  return {
    days,
    binds,
    figures,
    replicate: (seed) => {
      replicate(seed)
      if (full[0] !== 0) throw new RangeError(`${model.name} grew beyond what can be kept in mind`)
      return {
        daily: series as Replication['daily'],
        totals: named(totals, (name) => counts[name][0] as number),
        bound: named(['none', ...binds], (name) => tallies[binds.indexOf(name) + 1] as number),
      }
    },
  }
}

const named = <Name extends string, Of>(
  names: readonly Name[],
  of: (name: Name) => Of,
): Record<Name, Of> => Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Of>
