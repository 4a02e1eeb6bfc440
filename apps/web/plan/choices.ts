/**
 * What a reader chose on the Plan page: levers turned, shocks switched on, what is asked for by when, seed and number of
 * replications. All of it stands in the address, so that a plan can be sent to somebody and be the same there. Pure.
 */
import type { Change, Lever, Scenario, Shock } from '@konbit/planner'

export type Choices = {
  /** By the key of the lever. What stands as in the model is not here. */
  levers: Readonly<Record<string, number>>
  shocks: readonly Shock[]
  /** The goal asked for; the model's own when absent. */
  least?: number | undefined
  by?: string | undefined
  /** Reached by some day until then, or there on that very day; what fits the goal when absent. */
  when?: 'by' | 'on' | undefined
  figure: string
  seed: string
  runs: number
  /** The record of the scenario that this began with. */
  scenario?: string | undefined
  /** What that scenario changes beyond what the page has levers and switches for; the address does not say it. */
  beyond?: { changes: readonly Change[]; shocks: readonly Shock[] } | undefined
}

export const standard = { figure: 'deployed', seed: '1', runs: 1000 } as const
export const RUNS_MOST = 4000
export const runsOffered = [256, 1000, 2000, RUNS_MOST] as const

export type PlanSearch = {
  set?: string | string[]
  shock?: string | string[]
  least?: string
  by?: string
  when?: string
  show?: string
  seed?: string
  runs?: string
  scenario?: string
}

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : [value].flat()
const number = (text: string | undefined): number | undefined =>
  text !== undefined && text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined

export function readChoices(search: PlanSearch): Choices {
  const levers = listOf(search.set).flatMap((text) => {
    const at = text.lastIndexOf(':')
    const value = number(text.slice(at + 1))
    return at > 0 && value !== undefined ? [[text.slice(0, at), value] as const] : []
  })
  const runs = number(search.runs)
  const least = number(search.least)
  return {
    levers: Object.fromEntries(levers),
    shocks: listOf(search.shock).flatMap((text) => shockIn(text) ?? []),
    ...(least !== undefined && least > 0 ? { least } : {}),
    ...(search.by && /^\d{4}-\d{2}-\d{2}$/.test(search.by) ? { by: search.by } : {}),
    ...(search.when === 'by' || search.when === 'on' ? { when: search.when } : {}),
    figure: search.show || standard.figure,
    seed: search.seed?.slice(0, 40) || standard.seed,
    runs: runs === undefined ? standard.runs : Math.max(1, Math.min(RUNS_MOST, Math.floor(runs))),
    ...(search.scenario ? { scenario: search.scenario } : {}),
  }
}

/** What stands as it is anyway is left out of the address. */
export function writeChoices(
  choices: Choices,
): Record<keyof PlanSearch, string | string[] | undefined> {
  const { levers, shocks, least, by, when, figure, seed, runs, scenario } = choices
  const set = Object.entries(levers).map(([key, value]) => `${key}:${String(value)}`)
  const other = <Of>(value: Of, usual: Of): string | undefined =>
    value === usual ? undefined : String(value)
  return {
    set: set.length > 0 ? set : undefined,
    shock: shocks.length > 0 ? shocks.map(shockText) : undefined,
    least: least === undefined ? undefined : String(least),
    by,
    when,
    show: other(figure, standard.figure),
    seed: other(seed, standard.seed),
    runs: other(runs, standard.runs),
    scenario,
  }
}

const parts = (...all: readonly (string | number | undefined)[]): string =>
  all
    .map((part) =>
      part === undefined ? '' : encodeURIComponent(String(part)).replaceAll('~', '%7E'),
    )
    .join('~')

export function shockText(shock: Shock): string {
  if (shock.kind === 'freeze') return parts('freeze', shock.income, shock.from, shock.until)
  if (shock.kind === 'lapse') return parts('lapse', shock.from, shock.until)
  if (shock.kind === 'slip') return parts('slip', shock.resource, shock.late.days)
  const { on, lost, attrition } = shock
  return parts('attack', on, lost, attrition?.times, attrition?.days)
}

function shockIn(text: string): Shock | undefined {
  let said: string[]
  try {
    said = text.split('~').map(decodeURIComponent)
  } catch {
    return undefined
  }
  const [kind, a = '', b = '', c = '', d = ''] = said
  const until = (value: string) => {
    const day = number(value)
    return day === undefined ? {} : { until: day }
  }
  const [first, second, third, fourth] = [number(a), number(b), number(c), number(d)]
  if (kind === 'freeze' && a && second !== undefined)
    return { kind, name: `freeze ${a}`, income: a, from: second, ...until(c) }
  if (kind === 'lapse' && first !== undefined)
    return { kind, name: 'lapse', from: first, ...until(b) }
  if (kind === 'slip' && a && second !== undefined)
    return { kind, name: `slip ${a}`, resource: a, late: { days: second } }
  if (kind === 'attack' && first !== undefined && second !== undefined)
    return {
      kind,
      name: 'attack',
      on: first,
      lost: second,
      ...(third !== undefined && fourth !== undefined
        ? { attrition: { times: third, days: fourth } }
        : {}),
    }
  return undefined
}

/** What a kept scenario holds, as far as it can be read. */
export type Held = {
  id: string
  changes: readonly Change[]
  shocks: readonly Shock[]
  least?: number
  by?: string
}

/**
 * Choices that begin with a kept scenario: it turns its levers and switches unless the address turns any itself; what the page
 * has no lever for stays as the scenario has it.
 */
export function adopted(
  choices: Choices,
  held: Held | undefined,
  offered: readonly Lever[],
): Choices {
  if (!held || choices.scenario !== held.id) return choices
  const leverOf = ({ path, value }: Change): Lever | undefined =>
    typeof value === 'number' ? offered.find((lever) => lever.path === path) : undefined
  const isSwitch = (shock: Shock): boolean =>
    JSON.stringify(shockIn(shockText(shock))) === JSON.stringify(shock)
  const isOwn = Object.keys(choices.levers).length > 0 || choices.shocks.length > 0
  return {
    ...choices,
    ...(isOwn
      ? {}
      : {
          levers: Object.fromEntries(
            held.changes.flatMap((change) => {
              const lever = leverOf(change)
              return lever ? [[lever.key, change.value as number]] : []
            }),
          ),
          shocks: held.shocks.filter(isSwitch),
        }),
    least: choices.least ?? held.least,
    by: choices.by ?? held.by,
    beyond: {
      changes: held.changes.filter((change) => !leverOf(change)),
      shocks: held.shocks.filter((shock) => !isSwitch(shock)),
    },
  }
}

/** The scenario that these choices make of a model; a lever that the model does not offer is not turned. */
export function chosenScenario(
  { levers, shocks, beyond }: Pick<Choices, 'levers' | 'shocks' | 'beyond'>,
  offered: readonly Lever[],
  name: string,
): Scenario {
  const turned = offered.flatMap(({ key, path }): Change[] =>
    levers[key] === undefined ? [] : [{ path, value: levers[key] }],
  )
  const befalls = [...(beyond?.shocks ?? []), ...shocks]
  return {
    name,
    changes: [...(beyond?.changes ?? []), ...turned],
    ...(befalls.length > 0 ? { shocks: befalls } : {}),
  }
}

/** A lever's number brought within its bounds and onto its steps. */
export function within({ least, most, step }: Lever, value: number): number {
  const stepped = least + Math.round((value - least) / step) * step
  return Number(Math.min(most, Math.max(least, stepped)).toPrecision(12))
}
