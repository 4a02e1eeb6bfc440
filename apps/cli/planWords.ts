/** What konbit plan says: the answer of a study as text that a person reads. */
import { addDays } from '@konbit/model'
import type { Binding, OneMore, Quantile } from '@konbit/planner'
import { translate } from '@konbit/registers'

export type Told = {
  name: string
  starts: string | null
  seed: string
  runs: number
  engine: string
  digest: string
  horizons: number[]
  result: {
    days: number
    figures: Record<string, Record<Quantile | 'mean', number[]>>
    goal: {
      figure: string
      least: number
      day: number
      wanted: number
      chance: number
      error: number
      likelyBy: number | null
    } | null
    binding: Omit<Binding, 'share'>
  }
  more: { day: number; items: OneMore[]; digest: string } | undefined
}

const say = translate('en')
const worded = (kind: string, name: string): string => {
  const key = `plan.${kind}.${name}`
  const word = say(key)
  return word === key ? name : word
}
const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value)
const percent = (share: number): string => `${number(100 * share, 1)} %`
const signed = (value: number): string => `${value > 0 ? '+' : ''}${number(value, 1)}`

/** In the order in which they are told. */
const shown = ['deployed', 'available', 'fitVehicles', 'patrols', 'bedsFree', 'cash', 'arrears']
const bands = ['p5', 'p25', 'p50', 'p75', 'p95'] as const
const titles = ['5 %', '25 %', 'half', '75 %', '95 %']

export function printed(told: Told): string {
  const { name, starts, seed, runs, engine, digest, result } = told
  const dayOf = (day: number): string => (starts ? addDays(starts, day) : `day ${day}`)
  const from = starts ? `from ${starts}, ` : ''
  return [
    `${name}: ${from}${result.days} days, ${number(runs)} replications, seed ${seed}, ${engine}`,
    ...shown.flatMap((figure) => figureTold(told, figure, dayOf)),
    ...goalTold(told, dayOf),
    ...bindingTold(told, dayOf),
    ...moreTold(told, dayOf),
    '',
    `digest ${digest}`,
    '',
  ].join('\n')
}

function figureTold(
  { result: { figures }, horizons }: Told,
  figure: string,
  dayOf: (day: number) => string,
): string[] {
  const of = figures[figure]
  if (!of) return []
  const digits = figure === 'cash' || figure === 'arrears' ? 1 : 0
  const row = (first: string, cells: readonly string[]): string =>
    `  ${first.padEnd(12)}${cells.map((one) => one.padStart(10)).join('')}`
  return [
    '',
    worded('figure', figure) + (digits ? ', millions' : ''),
    row('', titles),
    ...horizons.map((day) =>
      row(
        dayOf(day),
        bands.map((band) => number(of[band][day] as number, digits)),
      ),
    ),
  ]
}

function goalTold({ result: { goal } }: Told, dayOf: (day: number) => string): string[] {
  if (!goal) return []
  const { figure, least, day, wanted, chance, error, likelyBy } = goal
  return [
    '',
    `${worded('figure', figure)}, at least ${number(least)} by ${dayOf(day)}: ${percent(chance)} likely (± ${number(100 * error, 1)}).`,
    likelyBy === null
      ? `Not within these days is it ${percent(wanted)} likely.`
      : `${percent(wanted)} likely by ${dayOf(likelyBy)}.`,
  ]
}

function bindingTold({ result: { binding } }: Told, dayOf: (day: number) => string): string[] {
  const { order, daysExpected } = binding
  const days = Object.entries(daysExpected).sort(([, a], [, b]) => b - a)
  return [
    '',
    'What binds',
    ...order.map(
      ({ name, from, until, share }) =>
        `  ${worded('binds', name)} from ${dayOf(from)} until ${dayOf(until)}, in ${percent(share)} of replications`,
    ),
    `  Days to be expected: ${days
      .filter(([, count]) => count >= 0.05)
      .map(([name, count]) => `${worded('binds', name)} ${number(count, 1)}`)
      .join(', ')}`,
  ]
}

function moreTold({ more }: Told, dayOf: (day: number) => string): string[] {
  if (!more) return []
  return [
    '',
    `One more of each, deployed on ${dayOf(more.day)} (same luck, ± standard error; * told from chance)`,
    ...more.items.map(({ lever, more: up, fewer: down }) => {
      const told = ([way, one]: readonly [string, OneMore['more']]): string[] =>
        one
          ? [
              `${way}${number(lever.oneMore, 2)}: ${signed(one.value)} ± ${number(one.error, 1)}${one.isTold ? ' *' : ''}`,
            ]
          : []
      return `  ${worded('lever', lever.key).padEnd(24)}${[['+', up] as const, ['−', down] as const].flatMap(told).join('   ')}`
    }),
  ]
}
