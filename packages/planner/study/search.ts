/**
 * The cheapest mix of levers with which a goal is reached as surely as one wants, among all mixes on the steps of the levers.
 * All are tried under the same luck. More of what is paid for is taken never to make the goal less likely, so one mix that
 * fails stands for all smaller ones, and boxes of mixes are halved, the cheapest first, until the best is left.
 */
import type { Model } from '../model.ts'
import { type Asking, answered } from './asked.ts'
import { type Likely, likely } from './chance.ts'
import { playing } from './compare.ts'
import { leanFor } from './lean.ts'
import { type Lever, standsAt, turned } from './scenario.ts'

/** At least `least` of the figure by (or on) the day, with at least that chance. */
export type Goal = {
  figure: string
  least: number
  day: number
  chance: number
  when?: 'by' | 'on'
}
export type Mix = Likely & {
  /** By the levers' keys. */
  values: Readonly<Record<string, number>>
  /** Millions, over the model as it is. */
  price: number
  /** How many replications it took to see whether it reaches the goal. */
  runs: number
  isReached: boolean
}
export type Searched = {
  /** `stopped`: as many mixes were tried as may be; `best`, if there is one, may not be the cheapest. */
  outcome: 'found' | 'notReached' | 'stopped'
  best?: Mix
  /** The best on luck of its own: on that by which it was chosen it looks better than it is. */
  confirmed?: Likely
  /** The mix of most of everything, whatever it costs. */
  most: Mix
  tried: readonly Mix[]
  space: {
    levers: readonly { key: string; values: readonly number[]; price: number }[]
    mixes: number
    runs: number
  }
}

export const TRIED_MAX = 400
const FIRST_RUNS = 32
/** So many standard errors off the goal, and a mix is judged before all its replications are played. */
const CLEAR = 4

type Place = readonly number[]
type Box = { low: Place; high: Place }
type Tried = Mix & { place: Place }

/** Levers without a price are not turned. A price below zero is for each fewer, where fewer is what one pays for. */
export function* searching(
  model: Model,
  levers: readonly Lever[],
  goal: Goal,
  runs: number,
  triedMost = TRIED_MAX,
): Asking<Searched> {
  const axes = levers.flatMap((lever) => axisOf(model, lever))
  const tried = new Map<string, Tried>()
  let played = 0
  const priceOf = (place: Place): number =>
    axes.reduce(
      (sum, { values, price }, at) =>
        sum + price * Math.abs((values[place[at] as number] as number) - (values[0] as number)),
      0,
    )
  const valuesOf = (place: Place): Record<string, number> =>
    Object.fromEntries(
      axes.map(({ key, values }, at) => [key, values[place[at] as number] as number]),
    )

  const modelOf = (place: Place): Model =>
    leanFor(
      turned(
        model,
        Object.fromEntries(
          axes.map(({ path, values }, at) => [path, values[place[at] as number] as number]),
        ),
      ),
      goal.figure,
    )

  function* reachedIn(place: Place, of: Model, from: number, to: number): Asking<number> {
    const key = `${JSON.stringify(valuesOf(place))} ${from}`
    const { figure, day, when = 'by' } = goal
    const answers = yield [{ key, model: of, from, to, figure, day, when }]
    played += to - from
    return (answers.get(key) as Float64Array).filter((value) => value >= goal.least).length
  }

  /** Whether a mix reaches the goal: by what is known of larger and smaller ones, else by playing it until that is clear. */
  function* reaches(place: Place): Asking<boolean> {
    for (const one of tried.values()) {
      if (one.isReached && one.place.every((step, at) => step <= (place[at] as number))) return true
      if (!one.isReached && one.place.every((step, at) => step >= (place[at] as number)))
        return false
    }
    return (yield* trial(place)).isReached
  }

  function* trial(place: Place): Asking<Tried> {
    const before = tried.get(String(place))
    if (before) return before
    const of = modelOf(place)
    const wanted = Math.ceil(goal.chance * runs - 1e-9)
    let [count, done] = [0, 0]
    let isReached: boolean | undefined
    while (isReached === undefined) {
      const to = Math.min(runs, Math.max(FIRST_RUNS, 2 * done))
      count += yield* reachedIn(place, of, done, to)
      done = to
      const { chance, error } = likely(count, done)
      if (count >= wanted) isReached = true
      else if (done - count > runs - wanted) isReached = false
      else if (Math.abs(chance - goal.chance) > CLEAR * error) isReached = chance > goal.chance
    }
    const mix = {
      place,
      values: valuesOf(place),
      price: priceOf(place),
      runs: done,
      isReached,
      ...likely(count, done),
    }
    tried.set(String(place), mix)
    return mix
  }

  const none = axes.map(() => 0)
  const all = axes.map(({ values }) => values.length - 1)
  const most = yield* trial(all)
  const boxes: Box[] = [{ low: none, high: all }]
  let best: Tried | undefined = most.isReached ? most : undefined
  let outcome: Searched['outcome'] = best ? 'found' : 'notReached'
  while (best && boxes.length > 0) {
    const box = boxes.reduce((a, b) => (priceOf(b.low) < priceOf(a.low) ? b : a))
    boxes.splice(boxes.indexOf(box), 1)
    if (priceOf(box.low) >= best.price) break
    if (tried.size >= triedMost) {
      outcome = 'stopped'
      break
    }
    if (!(yield* reaches(box.high))) continue
    if (!(yield* reaches(box.low))) boxes.push(...halves(box))
    for (const one of tried.values()) if (one.isReached && one.price < best.price) best = one
  }
  const confirmed =
    best && likely(yield* reachedIn(best.place, modelOf(best.place), runs, 2 * runs), runs)
  return {
    outcome,
    ...(best ? { best: bare(best) } : {}),
    ...(confirmed ? { confirmed } : {}),
    most: bare(most),
    tried: [...tried.values()].map(bare),
    space: {
      levers: axes.map(({ key, values, price }) => ({ key, values, price })),
      mixes: axes.reduce((product, { values }) => product * values.length, 1),
      runs: played,
    },
  }
}

const bare = ({ values, price, chance, error, runs, isReached }: Mix): Mix => ({
  values,
  price,
  chance,
  error,
  runs,
  isReached,
})

/** From what the model has, step by step to where the lever ends on the side that is paid for. */
function axisOf(model: Model, lever: Lever) {
  const { key, path, least, most, step, price } = lever
  const now = standsAt(model, lever)
  if (price === undefined || now === undefined) return []
  const room = price < 0 ? now - least : most - now
  const steps = Math.max(0, Math.floor(room / step + 1e-9))
  const sign = price < 0 ? -1 : 1
  const values = Array.from({ length: steps + 1 }, (_, at) => round(now + sign * at * step))
  return [{ key, path, values, price: Math.abs(price) }]
}

/** Without the dust of adding tenths. */
const round = (value: number): number => Number(value.toPrecision(12))

/** A box less its cheapest corner, cut across its longest side. */
function halves({ low, high }: Box): Box[] {
  const lengths = low.map((step, at) => (high[at] as number) - step)
  const side = lengths.indexOf(Math.max(...lengths))
  if (side < 0 || lengths[side] === 0) return []
  const middle = Math.floor(((low[side] as number) + (high[side] as number)) / 2)
  return [
    { low, high: high.with(side, middle) },
    { low: low.with(side, middle + 1), high },
  ]
}

/** Plays what `searching` asks for. `on`: told how many replications were played; `false` ends it with nothing. */
export const searched = (
  model: Model,
  levers: readonly Lever[],
  goal: Goal,
  seed: string,
  runs: number,
  on?: (runs: number) => boolean,
): Searched | undefined => answered(searching(model, levers, goal, runs), playing(seed), on)
