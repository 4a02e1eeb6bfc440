/** What konbit plan says: the answer of a study as text that a person reads, in the language asked for. */
import { addDays } from '@konbit/model'
import type { Binding, OneMore, Quantile } from '@konbit/planner'
import { type Language, localeOf, type Translate, translate } from '@konbit/registers'

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

/** Of a language: its words, and how it writes numbers. */
export type Voice = {
  say: Translate
  worded: (kind: string, name: string) => string
  number: (value: number, digits?: number) => string
  percent: (share: number) => string
}

export function voiceOf(language: Language): Voice {
  const say = translate(language)
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(localeOf[language], { maximumFractionDigits: digits }).format(value)
  return {
    say,
    worded: (kind, name) => {
      const key = `plan.${kind}.${name}`
      const word = say(key)
      return word === key ? name : word
    },
    number,
    percent: (share) => say('plan.told.percent', { share: number(100 * share, 1) }),
  }
}

/** In the order in which they are told. */
const shown = ['deployed', 'available', 'fitVehicles', 'patrols', 'bedsFree', 'cash', 'arrears']
const bands = ['p5', 'p25', 'p50', 'p75', 'p95'] as const

export function printed(told: Told, voice: Voice): string {
  const { name, starts, seed, runs, engine, digest, result } = told
  const { say, number } = voice
  const dayOf = (day: number): string =>
    starts ? addDays(starts, day) : say('plan.told.day', { day })
  const of = { name, days: number(result.days), runs: number(runs), seed, engine }
  return [
    starts ? say('plan.told.headFrom', { ...of, starts }) : say('plan.told.head', of),
    ...shown.flatMap((figure) => figureTold(told, figure, dayOf, voice)),
    ...goalTold(told, dayOf, voice),
    ...bindingTold(told, dayOf, voice),
    ...moreTold(told, dayOf, voice),
    '',
    say('plan.told.digest', { digest }),
    '',
  ].join('\n')
}

type Days = (day: number) => string

function figureTold(
  { result: { figures }, horizons }: Told,
  figure: string,
  dayOf: Days,
  { say, worded, number }: Voice,
): string[] {
  const of = figures[figure]
  if (!of) return []
  const digits = figure === 'cash' || figure === 'arrears' ? 1 : 0
  const title = worded('figure', figure)
  const row = (first: string, cells: readonly string[]): string =>
    `  ${first.padEnd(12)}${cells.map((one) => one.padStart(10)).join('')}`
  const share = (of_: number): string => say('plan.told.percent', { share: number(of_) })
  return [
    '',
    digits ? say('plan.told.millions', { figure: title }) : title,
    row('', [share(5), share(25), say('plan.told.half'), share(75), share(95)]),
    ...horizons.map((day) =>
      row(
        dayOf(day),
        bands.map((band) => number(of[band][day] as number, digits)),
      ),
    ),
  ]
}

function goalTold(
  { result: { goal } }: Told,
  dayOf: Days,
  { say, worded, number, percent }: Voice,
): string[] {
  if (!goal) return []
  const { figure, least, day, wanted, chance, error, likelyBy } = goal
  return [
    '',
    say('plan.told.goal', {
      figure: worded('figure', figure),
      least: number(least),
      day: dayOf(day),
      chance: percent(chance),
      error: number(100 * error, 1),
    }),
    likelyBy === null
      ? say('plan.told.notLikely', { chance: percent(wanted) })
      : say('plan.told.likelyBy', { chance: percent(wanted), day: dayOf(likelyBy) }),
  ]
}

function bindingTold(
  { result: { binding } }: Told,
  dayOf: Days,
  { say, worded, number, percent }: Voice,
): string[] {
  const { order, daysExpected } = binding
  const days = Object.entries(daysExpected).sort(([, a], [, b]) => b - a)
  return [
    '',
    say('plan.memoPart.binds'),
    ...order.map(
      ({ name, from, until, share }) =>
        `  ${say('plan.told.spell', {
          name: worded('binds', name),
          from: dayOf(from),
          until: dayOf(until),
          share: percent(share),
        })}`,
    ),
    `  ${say('plan.told.expected', {
      list: days
        .filter(([, count]) => count >= 0.05)
        .map(([name, count]) => `${worded('binds', name)} ${number(count, 1)}`)
        .join(', '),
    })}`,
  ]
}

function moreTold({ more }: Told, dayOf: Days, { say, worded, number }: Voice): string[] {
  if (!more) return []
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${number(value, 1)}`
  return [
    '',
    say('plan.told.oneMore', { day: dayOf(more.day) }),
    ...more.items.map(({ lever, figure, more: up, fewer: down }) => {
      const told = ([way, one]: readonly [string, OneMore['more']]): string[] =>
        one
          ? [
              `${way}${number(lever.oneMore, 2)}: ${signed(one.value)} ± ${number(one.error, 1)}${one.isTold ? ' *' : ''}`,
            ]
          : []
      const other = figure === 'deployed' ? '' : `   (${worded('figure', figure)})`
      return `  ${worded('lever', lever.key).padEnd(24)}${[['+', up] as const, ['−', down] as const].flatMap(told).join('   ')}${other}`
    }),
  ]
}
