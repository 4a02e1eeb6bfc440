/**
 * What holds between the parts of a model whose shape is right: names that are there, ways that end, numbers that stay within
 * what a replication has room and time for. Each fault names its path and what the words need.
 */
import type { Delay, Model, Population, Resource, Series } from '../model.ts'
import { valueAt } from '../study/paths.ts'
import type { Lever } from '../study/scenario.ts'
import { standsAt } from '../study/scenario.ts'
import { busiest, kindAt } from '../study/uncertain.ts'
import { LIMITS } from './limits.ts'
import { modelShape } from './schema.ts'

export type Fault = {
  path: string
  key: string
  values?: Readonly<Record<string, string | number>>
}

/** A path from its parts, as RFC 6901 writes it. */
export const pointer = (...tokens: readonly PropertyKey[]): string =>
  tokens.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const comingsIn = (series: readonly Series[]): number => sum(series.map(({ count = 1 }) => count))

export function judged(model: Model): Fault[] {
  const { resources, people, flights, fleets } = model
  return [
    ...Object.entries(resources).flatMap(([name, one]) => shrunk(name, one)),
    ...Object.entries(people).flatMap(([name, one]) => population(model, name, one)),
    ...Object.entries(flights).flatMap(([name, { carries }]) =>
      carries.flatMap((who, at) => [
        ...there(people, who, 'population', 'flights', name, 'carries', at),
        ...(carries.indexOf(who) < at
          ? [fault('twice', { name: who }, 'flights', name, 'carries', at)]
          : []),
      ]),
    ),
    ...Object.entries(fleets).flatMap(([name, { amount, down = {}, more = [], part, repair }]) => {
      const short = amount - (down.awaitingPart ?? 0) - (down.awaitingRepair ?? 0)
      return [
        ...there(resources, repair.needs, 'resource', 'fleets', name, 'repair', 'needs'),
        ...(part?.needs === undefined
          ? []
          : there(resources, part.needs, 'resource', 'fleets', name, 'part', 'needs')),
        ...(short < 0 ? [fault('moreDown', { over: -short }, 'fleets', name, 'down')] : []),
        ...more.flatMap(({ by }, at) =>
          by < 0 ? [fault('negativeCapacity', {}, 'fleets', name, 'more', at, 'by')] : [],
        ),
      ]
    }),
    ...reservedNames(model),
    ...shocks(model),
    ...uncertainties(model),
  ]
}

const fault = (key: string, values: Fault['values'], ...path: readonly PropertyKey[]): Fault => ({
  path: pointer(...path),
  key,
  ...(values ? { values } : {}),
})

const there = (
  among: Readonly<Record<string, unknown>>,
  name: string,
  kind: 'resource' | 'population',
  ...path: readonly PropertyKey[]
): Fault[] => (Object.hasOwn(among, name) ? [] : [fault(`no.${kind}`, { name }, ...path)])

/** What is taken away, whenever it is, leaves no less than nothing. */
function shrunk(name: string, { amount, more = [] }: Resource): Fault[] {
  const least = amount + sum(more.map(({ by }) => Math.min(0, by)))
  return least < 0 ? [fault('negativeCapacity', { least }, 'resources', name, 'more')] : []
}

function population({ resources }: Model, name: string, one: Population): Fault[] {
  const { stages, bed, tour, waiting = {} } = one
  const at = (key: string, values: Fault['values'], ...path: readonly PropertyKey[]): Fault =>
    fault(key, values, 'people', name, ...path)
  const names = stages.map((stage) => stage.name)
  return [
    ...there(resources, bed, 'resource', 'people', name, 'bed'),
    ...(tour.reliefLead > tour.days
      ? [at('reliefBeforeTour', { most: tour.days }, 'tour', 'reliefLead')]
      : []),
    ...Object.keys(waiting)
      .filter((who) => who !== 'ready' && !names.includes(who))
      .map((who) => at('no.stage', { name: who }, 'waiting', who)),
    ...stages.flatMap(({ name: own, needs, fails }, place) => {
      const back = names.indexOf(fails?.back ?? own)
      const way = stages.slice(back, place + 1)
      return [
        ...(names.indexOf(own) < place
          ? [at('twice', { name: own }, 'stages', place, 'name')]
          : []),
        ...(needs === undefined
          ? []
          : there(resources, needs, 'resource', 'people', name, 'stages', place, 'needs')),
        ...(fails && (back < 0 || back > place)
          ? [at('no.stageBefore', { name: fails.back }, 'stages', place, 'fails', 'back')]
          : []),
        ...(fails && fails.chance > 0 && back >= 0 && way.every(({ lasts }) => isNoTime(lasts))
          ? [at('noDelay', { from: fails.back, to: own }, 'stages', place, 'fails')]
          : []),
      ]
    }),
  ]
}

const isNoTime = ({ days = 0, mean = 0, median = 0 }: Delay): boolean => days + mean + median === 0

/**
 * Through how many stages one person is expected to go for each there is: a stage costs one, and with the chance that it
 * was in vain, all stages from where it leads back to, and itself again. Beyond all bounds where it is always in vain.
 */
export function passesOf({ stages }: Pick<Population, 'stages'>): number {
  const costs: number[] = []
  for (const [place, { fails }] of stages.entries()) {
    const back = stages.findIndex(({ name }) => name === fails?.back)
    const chance = fails?.chance ?? 0
    // Never in vain is never again, also behind a stage that always is.
    const again = chance > 0 && back >= 0 ? sum(costs.slice(back, place)) : 0
    costs.push(chance >= 1 ? Number.POSITIVE_INFINITY : (1 + chance * again) / (1 - chance))
  }
  return stages.length === 0 ? 0 : sum(costs) / stages.length
}

/** What binds bears the name of a resource, or one of these. */
const binding = ['none', 'supply', 'airlift', 'cash', 'mandate']
function reservedNames({ resources }: Model): Fault[] {
  return Object.keys(resources)
    .filter((name) => binding.includes(name))
    .map((name) => fault('reserved', { name }, 'resources', name))
}

function shocks({ shocks = [], cash, resources, people }: Model): Fault[] {
  return shocks.flatMap((shock, place) => {
    const at = (key: string, values: Fault['values'], ...path: readonly PropertyKey[]): Fault =>
      fault(key, values, 'shocks', place, ...path)
    const ends = 'until' in shock && shock.until !== undefined && shock.until <= shock.from
    return [
      ...(ends ? [at('endsBefore', {}, 'until')] : []),
      ...(shock.kind === 'freeze' && !cash.income.some(({ name }) => name === shock.income)
        ? [at('no.income', { name: shock.income }, 'income')]
        : []),
      ...(shock.kind === 'slip'
        ? there(resources, shock.resource, 'resource', 'shocks', place, 'resource')
        : []),
      ...(shock.kind === 'attack'
        ? Object.values(people).flatMap(({ attrition }) =>
            attrition && (shock.attrition?.times ?? 0) / attrition.mean > LIMITS.hazard
              ? [at('hazard', { most: LIMITS.hazard }, 'attrition', 'times')]
              : [],
          )
        : []),
    ]
  })
}

/** How much of everything there is, so that a run can be told beforehand what it takes. */
export type Extent = {
  persons: number
  vehicles: number
  comings: number
  landings: number
  /** At most so many events are expected in one replication. */
  events: number
}

export function extentOf(model: Model): Extent {
  const { days, resources, people, flights, fleets, cash, shocks = [] } = model
  const populations = Object.values(people)
  const promised = populations.flatMap((one) => one.promised)
  const persons = sum([
    ...promised.map(({ size, count = 1 }) => size * count),
    ...populations.flatMap(({ present = [], underWay = [], waiting = {} }) => [
      ...present.map((group) => group.persons),
      ...underWay.map((group) => group.persons),
      ...Object.values(waiting),
    ]),
  ])
  const vehicles = sum(
    Object.values(fleets).flatMap(({ amount, more = [] }) => [amount, ...more.map(({ by }) => by)]),
  )
  const expansions = [...Object.values(resources), ...Object.values(fleets)].map(
    ({ more = [] }) => more.length,
  )
  const comings = comingsIn(promised) + comingsIn(cash.income) + sum(expansions) + shocks.length
  const times = (every: number): number => Math.ceil(days / every + 1)
  const seats = sum(Object.values(flights).map((one) => times(one.every) * one.seats))
  // Whoever is in the area holds a bed, and comes by a seat or was there before.
  const beds = new Set(populations.map(({ bed }) => bed))
  const roomIn = (name: string): number =>
    (resources[name]?.amount ?? 0) +
    sum((resources[name]?.more ?? []).map(({ by }) => Math.max(0, by)))
  const already = sum(
    populations.flatMap(({ present = [], underWay = [] }) =>
      [...present, ...underWay].map((group) => group.persons),
    ),
  )
  const area = Math.min(persons, sum([...beds].map(roomIn)) + already)
  const landed = seats + already
  const rates = populations.map(({ illness }) =>
    illness ? 2 / (illness.mean + illness.lasts.mean) : 0,
  )
  const steps = Math.max(0, ...populations.map((one) => passesOf(one) * one.stages.length))
  return {
    persons,
    vehicles,
    comings,
    landings: seats * populations.length,
    events:
      2 * days +
      comings +
      sum([...Object.values(flights), ...cash.cost].map(({ every }) => times(every))) +
      area * days * Math.max(0, ...rates) +
      // Landing, relief, end of tour, leaving early; and the way of whoever replaces them.
      Math.min(landed, area * days) * 4 +
      (persons + landed) * steps +
      sum(
        Object.values(fleets).map(
          ({ amount, more = [], fails }) =>
            ((amount + sum(more.map(({ by }) => by))) * days * 3) / fails.mean,
        ),
      ),
  }
}

/** What is uncertain is there, once, between the ends of its interval, and nowhere beyond what a model may be. */
function uncertainties(model: Model): Fault[] {
  const { uncertain = [] } = model
  const seen = new Set<string>()
  const names = new Set<string>()
  const faults = uncertain.flatMap(({ name, values }, place) => {
    const at = (key: string, more: Fault['values'], ...path: readonly PropertyKey[]): Fault =>
      fault(key, more, 'uncertain', place, ...path)
    const isTwice = names.has(name)
    names.add(name)
    return [
      ...(isTwice ? [at('twice', { name }, 'name')] : []),
      ...values.flatMap(({ path, low, high }, index) => {
        const value = valueAt(model, path)
        const kind = kindAt(path)
        if (kind === undefined || typeof value !== 'number')
          return [at('notUncertain', { path }, 'values', index, 'path')]
        if (seen.has(path)) return [at('twice', { name: path }, 'values', index, 'path')]
        seen.add(path)
        const [least, most] = [Math.min(low, high), Math.max(low, high)]
        const isWithin = least <= value && value <= most
        return isWithin && (kind === 'size' ? least > 0 : most <= 1)
          ? []
          : [at('interval', { low, high, value }, 'values', index)]
      }),
    ]
  })
  if (faults.length > 0 || uncertain.length === 0)
    return [...faults, ...manyPasses(model), ...tooLarge(model)]
  const { uncertain: _, ...busy } = busiest(model)
  return modelShape.safeParse(busy).success
    ? [...manyPasses(busy), ...tooLarge(busy)]
    : [fault('intervalBounds', {}, 'uncertain')]
}

/** Who would go round and round where most is in vain. */
const manyPasses = ({ people }: Model): Fault[] =>
  Object.entries(people)
    .filter(([, one]) => passesOf(one) > LIMITS.passes)
    .map(([name]) => fault('explodes', { most: LIMITS.passes }, 'people', name, 'stages'))

function tooLarge(model: Model): Fault[] {
  const extent = extentOf(model)
  const paths = {
    persons: '/people',
    vehicles: '/fleets',
    comings: '',
    landings: '/flights',
    events: '',
  }
  return (Object.keys(paths) as (keyof Extent)[])
    .filter((name) => extent[name] > LIMITS[name] && Number.isFinite(extent[name]))
    .map((name) => ({
      path: paths[name],
      key: `many.${name}`,
      values: { count: Math.round(extent[name]), most: LIMITS[name] },
    }))
}

/** A lever turns a number that is there, between bounds that hold its value. */
export function leverFaults(model: Model, levers: readonly Lever[]): Fault[] {
  return levers.flatMap((lever, place) => {
    const at = (key: string, values: Fault['values'], ...path: readonly PropertyKey[]): Fault =>
      fault(key, values, 'levers', place, ...path)
    const value = standsAt(model, lever)
    if (value === undefined) return [at('noNumber', { path: lever.path }, 'path')]
    const { least, most, step, oneMore } = lever
    return [
      ...(least <= value && value <= most ? [] : [at('leverBounds', { value }, 'least')]),
      ...(step > 0 ? [] : [at('endless', {}, 'step')]),
      ...(oneMore > 0 ? [] : [at('endless', {}, 'oneMore')]),
    ]
  })
}
