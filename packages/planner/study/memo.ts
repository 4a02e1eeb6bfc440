/**
 * A memo of a forecast: what was asked, the answer, what binds, what would change it, and what all that rests on. A sentence is
 * a key of words with its values, and each number names where it comes from: a place in the model, or the run that gave it.
 */
import type { Model, Shock } from '../model.ts'
import { bandsOf } from './bands.ts'
import { bindingOf } from './binding.ts'
import { chanceOf, dayBy } from './chance.ts'
import type { OneMore } from './compare.ts'
import { valueAt } from './paths.ts'
import { figureOf, type Sample } from './sample.ts'
import type { Change } from './scenario.ts'
import type { Searched } from './search.ts'

/** `path`: JSON pointer into the model. `run`: `sample`, `oneMore` or `search`. */
export type MemoLink = { path: string } | { run: 'sample' | 'oneMore' | 'search' }
/**
 * How a value is written: `day` counts from day 0 of the model; `binds`, `lever`, `figure`, `parameter` and `source` are names that have
 * words of their own, or stand as they are.
 */
export type MemoKind =
  | 'count'
  | 'number'
  | 'share'
  | 'day'
  | 'days'
  | 'millions'
  | 'binds'
  | 'lever'
  | 'figure'
  | 'parameter'
  | 'source'
  | 'text'
export type Sentence = {
  part: 'asked' | 'answer' | 'binds' | 'change' | 'assumed' | 'run'
  key: string
  values: Readonly<Record<string, number | string>>
  kinds: Readonly<Record<string, MemoKind>>
  /** Where each number comes from, by the name of its value. */
  links: Readonly<Record<string, MemoLink>>
  /** Where most of the sentence comes from. */
  link: MemoLink
}
/** An origin, as far as a memo tells it. */
export type Assumed = {
  path: string
  parameter?: string
  value: number
  low?: number
  high?: number
  from: 'record' | 'statement' | 'assumption'
  count?: number
  source: string
}
export type MemoOf = {
  model: Model
  sample: Sample
  /** How many are wanted in the area by which day, and how sure one wants to be. */
  goal: { least: number; day: number; chance?: number; when?: 'by' | 'on' }
  run: { seed: string; engine: string; digest?: string }
  origins?: readonly Assumed[]
  /** What a scenario changed, and the model it changed. */
  scenario?: { base: Model; changes: readonly Change[] }
  oneMore?: readonly OneMore[]
  /** Of which number `oneMore` speaks: on the goal's day, or the mean up to it. */
  oneMoreWhen?: 'on' | 'mean'
  searched?: Searched
}

type Value = { value: number | string; kind: MemoKind; link?: MemoLink }

const SAMPLE: MemoLink = { run: 'sample' }
const SURE = 0.8
/** What binds on fewer days than that is not told. */
const DAYS_LEAST = 1

const say = (
  part: Sentence['part'],
  key: string,
  link: MemoLink,
  values: Readonly<Record<string, Value>>,
): Sentence => {
  const of = <Of>(pick: (one: Value) => Of | undefined): Record<string, Of> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, one]) => {
        const picked = pick(one)
        return picked === undefined ? [] : [[name, picked]]
      }),
    )
  return {
    part,
    key: `plan.memo.${key}`,
    values: of(({ value }) => value),
    kinds: of(({ kind }) => kind),
    links: of(({ link: own, value }) => own ?? (typeof value === 'number' ? link : undefined)),
    link,
  }
}

const count = (value: number, link?: MemoLink): Value => ({
  value,
  kind: 'count',
  ...(link ? { link } : {}),
})
const day = (value: number, link?: MemoLink): Value => ({ ...count(value, link), kind: 'day' })
const share = (value: number): Value => ({ value, kind: 'share' })
const called = (value: string, kind: MemoKind): Value => ({ value, kind })

export function memoOf(told: MemoOf): readonly Sentence[] {
  return [
    ...answerOf(told),
    ...bindsOf(told),
    ...changesOf(told),
    ...assumedOf(told),
    ...runOf(told),
  ]
}

function answerOf({ model, sample, goal }: MemoOf): Sentence[] {
  const { least, chance: wanted = SURE, when = 'by' } = goal
  const last = Math.min(goal.day, sample.days - 1)
  const goalLink: MemoLink = { path: '/goal' }
  const { chance, error } = chanceOf(sample, 'deployed', least, last, when)
  const by = dayBy(sample, 'deployed', least, wanted)
  const band = (figure: string): Record<string, Value> => {
    const { p5, p50, p95 } = bandsOf(sample, figure)
    const kind: MemoKind = figure === 'cash' || figure === 'arrears' ? 'millions' : 'count'
    const of = (series: Float64Array): Value => ({ value: series[last] as number, kind })
    return { day: day(last), p5: of(p5), p50: of(p50), p95: of(p95) }
  }
  const cash = figureOf(sample, 'cash')
  const broke = chanceOf(
    { ...sample, figures: { owed: cash.map((value) => (value < 0 ? 1 : 0)) } },
    'owed',
    1,
    last,
  )
  return [
    say('asked', when === 'on' ? 'asked.on' : 'asked', goalLink, {
      least: count(least),
      day: day(last),
    }),
    say('answer', when === 'on' ? 'chance.on' : 'chance', SAMPLE, {
      least: count(least, goalLink),
      day: day(last),
      chance: share(chance),
      error: share(error),
    }),
    // That so many were there before says nothing of whether they still are.
    ...(when === 'on'
      ? []
      : by === undefined
        ? [say('answer', 'notLikely', SAMPLE, { chance: share(wanted), day: day(model.days - 1) })]
        : [say('answer', 'likelyBy', SAMPLE, { chance: share(wanted), day: day(by) })]),
    say('answer', 'deployed', SAMPLE, band('deployed')),
    say('answer', 'patrols', SAMPLE, band('patrols')),
    say('answer', 'cash', SAMPLE, band('cash')),
    say('answer', 'broke', SAMPLE, {
      day: day(last),
      chance: share(broke.chance),
      error: share(broke.error),
    }),
  ]
}

/** Beds until March, then seats. */
function bindsOf({ model, sample }: MemoOf): Sentence[] {
  const { order, daysExpected, names } = bindingOf(sample)
  const spells = order.map(({ name, from, until, share: likely }, at) => {
    const isLast = at === order.length - 1
    const key =
      order.length === 1 ? 'bindsAll' : at === 0 ? 'bindsFirst' : isLast ? 'bindsLast' : 'bindsThen'
    return say('binds', name === 'none' ? `${key}.none` : key, SAMPLE, {
      name: called(name, 'binds'),
      from: day(from),
      until: day(until),
      share: share(likely),
    })
  })
  const expected = names
    .filter((name) => name !== 'none' && (daysExpected[name] as number) >= DAYS_LEAST)
    .sort((a, b) => (daysExpected[b] as number) - (daysExpected[a] as number))
  return [
    ...spells,
    ...expected.map((name) =>
      say('binds', 'bindsDays', SAMPLE, {
        name: called(name, 'binds'),
        days: { value: daysExpected[name] as number, kind: 'days' },
        of: { value: model.days, kind: 'days', link: { path: '/days' } },
      }),
    ),
  ]
}

function changesOf(told: MemoOf): Sentence[] {
  const { model, goal, scenario, oneMore = [], oneMoreWhen = 'on', searched } = told
  const changes = (scenario?.changes ?? []).flatMap(({ path, value }) => {
    const before = valueAt(scenario?.base, path)
    return typeof value === 'number' && typeof before === 'number'
      ? [
          say(
            'change',
            'changed',
            { path },
            {
              path: called(path, 'text'),
              value: { value, kind: 'number' },
              before: { value: before, kind: 'number' },
            },
          ),
        ]
      : [say('change', 'changedPart', { path }, { path: called(path, 'text') })]
  })
  const shocks = (model.shocks ?? []).map((shock, at) =>
    say('change', `shock.${shock.kind}`, { path: `/shocks/${at}` }, shockValues(shock)),
  )
  const run: MemoLink = { run: 'oneMore' }
  const worth = oneMore
    .flatMap(({ lever, figure, more, fewer }) => {
      const one = [more, fewer].find((each) => each?.isTold) ?? more ?? fewer
      return one ? [{ lever, figure, one, way: one === more ? 'more' : 'fewer' }] : []
    })
    .sort(
      (a, b) =>
        Number(b.one.isTold) - Number(a.one.isTold) ||
        Number(b.figure === 'deployed') - Number(a.figure === 'deployed') ||
        Math.abs(b.one.value) - Math.abs(a.one.value),
    )
    .map(({ lever, figure, one, way }) => {
      const values: Record<string, Value> = {
        lever: called(lever.key, 'lever'),
        count: { value: lever.oneMore, kind: 'number', link: { path: lever.path } },
      }
      if (!one.isTold) return say('change', 'untold', run, values)
      const mean = oneMoreWhen === 'mean' ? '.mean' : ''
      const isThere = figure === 'deployed'
      const key = `${way}.${one.value < 0 ? 'down' : 'up'}${mean}${isThere ? '' : '.of'}`
      return say('change', key, run, {
        ...values,
        ...(isThere ? {} : { figure: called(figure, 'figure') }),
        day: day(goal.day),
        value: { value: Math.abs(one.value), kind: 'number' },
        error: { value: one.error, kind: 'number' },
      })
    })
  return [...changes, ...shocks, ...worth, ...(searched ? searchOf(searched) : [])]
}

const shockValues = (shock: Shock): Record<string, Value> => ({
  name: called(shock.name, 'text'),
  chance: share(shock.chance ?? 1),
  ...('from' in shock ? { from: day(shock.from) } : {}),
  ...(shock.kind === 'attack' ? { on: day(shock.on), lost: share(shock.lost) } : {}),
})

function searchOf({ outcome, best, confirmed, most, tried, space }: Searched): Sentence[] {
  const run: MemoLink = { run: 'search' }
  const scope = { tried: count(tried.length), mixes: count(space.mixes), runs: count(space.runs) }
  if (!best || !confirmed)
    return [say('change', 'notReached', run, { ...scope, chance: share(most.chance) })]
  return [
    say('change', outcome === 'found' ? 'cheapest' : 'cheapestSoFar', run, {
      ...scope,
      price: { value: best.price, kind: 'millions' },
      chance: share(confirmed.chance),
      error: share(confirmed.error),
    }),
    ...Object.entries(best.values).map(([key, value]) =>
      say('change', 'mix', run, { lever: called(key, 'lever'), value: { value, kind: 'number' } }),
    ),
  ]
}

function assumedOf({ origins = [] }: MemoOf): Sentence[] {
  return origins.map(({ path, parameter, value, low, high, from, count: cases, source }) => {
    const isRange = low !== undefined && high !== undefined && low < high
    const number = (of: number): Value => ({ value: of, kind: 'number' })
    const key = `${from}${from === 'record' && cases === undefined ? 'ed' : ''}${isRange ? '.range' : ''}`
    return say(
      'assumed',
      key,
      { path },
      {
        name: parameter === undefined ? called(path, 'text') : called(parameter, 'parameter'),
        value: number(value),
        source: called(source, 'source'),
        ...(isRange ? { low: number(low), high: number(high) } : {}),
        ...(cases === undefined ? {} : { count: count(cases) }),
      },
    )
  })
}

function runOf({ sample, run }: MemoOf): Sentence[] {
  return [
    say('run', 'run', SAMPLE, {
      runs: count(sample.to - sample.from),
      seed: called(run.seed, 'text'),
      engine: called(run.engine, 'text'),
    }),
    ...(run.digest ? [say('run', 'digest', SAMPLE, { digest: called(run.digest, 'text') })] : []),
    say('run', 'limits', SAMPLE, {}),
  ]
}
