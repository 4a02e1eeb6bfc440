/**
 * A frame filled with facts: the model of a mission as its record knew it on a day, with the origin of each value, the levers
 * that can be turned, and the goal. The same facts always give the same model, to the letter.
 */

import type { Cash, Fleet, Model, Population, Resource } from '../model.ts'
import type { Frame } from '../models/frame.ts'
import type { Lever } from '../study/scenario.ts'
import type { ContributorFacts, Facts } from './facts.ts'
import { significant, stillComes } from './interval.ts'
import { leversOf } from './levers.ts'
import { type Origin, type Sources, sourcesOf } from './origins.ts'
import { classFitted, type FittedParameters, fittedFrom } from './parameters.ts'
import { uncertainOf } from './unsure.ts'

export type Filled = {
  model: Model
  origins: Origin[]
  levers: Lever[]
  /** `phase`: of which phase, where the record says. */
  goal: { least: number; day: number; phase?: string }
}

/**
 * Where the steps at home are known, relief is asked for as long before the end as they take with the wait for a flight: sooner,
 * and two would share a place for weeks; later, and the place would stand empty.
 */
function leadOf({ recruitment, training, flightEvery }: FittedParameters): FittedParameters {
  if (!recruitment || !training || !flightEvery) return {}
  const sum = (of: 'value' | 'low' | 'high'): number =>
    significant(recruitment[of] + training[of] + flightEvery[of])
  const count = Math.min(recruitment.count, training.count, flightEvery.count)
  return { reliefLead: { value: sum('value'), low: sum('low'), high: sum('high'), count } }
}

const PARTS_MAX = 400
const MONTH = 30

export function filled(frame: Frame, facts: Facts): Filled {
  const fitted = fittedFrom(facts.history)
  const sources = sourcesOf(frame, { ...fitted, ...leadOf(fitted) }, facts.statements)
  const { take, note } = sources
  const { phase } = facts
  const goal = phase
    ? note('/goal', phase.persons, 'plan.from.required', phase.records)
    : facts.goal
      ? note('/goal', facts.goal, 'plan.from.planned')
      : Math.round(take('goal', '/goal'))
  sources.scale = facts.goal ?? goal
  // Who keeps its people one by one is planned by their steps; who only counts landings, by the lag from promise to landing.
  const byStep = facts.contributors.some(
    ({ atHome }) => atHome.recruited + atHome.vetted + atHome.ready > 0,
  )
  const people = Object.fromEntries(
    facts.contributors.map((one) => [one.key, populationOf(one, sources, byStep)]),
  )
  const model: Model = {
    name: frame.name,
    about: frame.about,
    starts: facts.day,
    days: frame.days,
    resources: resourcesOf(facts, sources, byStep),
    people,
    flights:
      facts.contributors.length === 0 ? {} : { airBridge: airBridge(facts.contributors, sources) },
    fleets: fleetsOf(frame, facts, sources),
    cash: cashOf(facts, sources),
    patrol: { persons: Math.round(take('patrolPersons', '/patrol/persons')) },
    goal,
    ...(frame.policies ? { policies: frame.policies } : {}),
  }
  const uncertain = uncertainOf(model, sources)
  return {
    model: uncertain.length > 0 ? { ...model, uncertain } : model,
    origins: sources.origins,
    levers: leversOf(frame, model),
    goal: {
      least: goal,
      day: Math.min(phase?.on ?? frame.goalIn, frame.days - 1),
      ...(phase?.name ? { phase: phase.name } : {}),
    },
  }
}

function resourcesOf(
  { beds, mechanics, parts }: Facts,
  { take, note }: Sources,
  byStep: boolean,
): Record<string, Resource> {
  const late =
    beds && beds.more.length > 0 ? take('bedsLate', '/resources/beds/more/0/late/mean') : 0
  const amount = beds
    ? note('/resources/beds/amount', beds.amount, 'plan.from.beds', beds.records)
    : take('beds', '/resources/beds/amount')
  for (const [place, { by }] of (beds?.more ?? []).slice(0, PARTS_MAX).entries())
    note(`/resources/beds/more/${place}/by`, by, 'plan.from.beds')
  return {
    beds: {
      amount: Math.round(amount),
      unit: 'beds',
      ...(beds && beds.more.length > 0
        ? { more: beds.more.slice(0, PARTS_MAX).map((one) => ({ ...one, late: { mean: late } })) }
        : {}),
    },
    ...(byStep
      ? {
          training: {
            amount: Math.round(take('trainingPlaces', '/resources/training/amount')),
            unit: 'places',
          },
        }
      : {}),
    mechanics: {
      amount: mechanics
        ? note('/resources/mechanics/amount', mechanics, 'plan.from.mechanics')
        : Math.round(take('mechanics', '/resources/mechanics/amount')),
      unit: 'persons',
    },
    parts: {
      amount:
        parts === undefined
          ? Math.round(take('parts', '/resources/parts/amount'))
          : note('/resources/parts/amount', parts, 'plan.from.parts'),
      unit: 'parts',
    },
  }
}

function populationOf(one: ContributorFacts, sources: Sources, byStep: boolean): Population {
  const { take, note, moves } = sources
  const at = `/people/${one.key}`
  const persons = one.present.reduce((sum, group) => sum + group.persons, 0)
  if (persons > 0) note(`${at}/present`, persons, 'plan.from.strength', one.records)
  const days = Math.round(take('tourDays', `${at}/tour/days`))
  const tour = {
    days,
    reliefLead: Math.min(take('reliefLead', `${at}/tour/reliefLead`), 0.9 * days),
    overdue: take('overdue', `${at}/tour/overdue`),
  }
  const coming = one.underWay.reduce((sum, group) => sum + group.persons, 0)
  const { recruited, vetted, ready } = one.atHome
  const waiting = { recruitment: recruited, training: vetted, ready }
  const atHome = recruited + vetted + ready
  if (atHome > 0) note(`${at}/waiting`, atHome, 'plan.from.standing')
  // Who relieves somebody is there beside him for a while.
  const lent = Math.max(one.pledged, persons + coming)
  const mostOf = (overlap: number): number => Math.round(lent * (1 + overlap))
  const most = one.pledged > 0 ? { most: mostOf(take('overlap', at)) } : {}
  moves('overlap', `${at}/most`, mostOf)
  return {
    promised: promisedOf(one, sources, byStep, tour.reliefLead),
    stages: byStep
      ? [
          {
            name: 'recruitment',
            lasts: {
              median: take('recruitment', `${at}/stages/0/lasts/median`),
              spread: take('recruitmentSpread', `${at}/stages/0/lasts/spread`),
            },
            fails: {
              chance: take('vettingFails', `${at}/stages/0/fails/chance`),
              back: 'recruitment',
            },
          },
          {
            name: 'training',
            lasts: { days: take('training', `${at}/stages/1/lasts/days`) },
            needs: 'training',
            fails: {
              chance: take('trainingFails', `${at}/stages/1/fails/chance`),
              back: 'training',
            },
          },
        ]
      : [],
    ...most,
    bed: 'beds',
    tour,
    attrition: { mean: take('attrition', `${at}/attrition/mean`) },
    illness: {
      mean: take('illness', `${at}/illness/mean`),
      lasts: { mean: take('sickDays', `${at}/illness/lasts/mean`) },
    },
    ...(persons > 0 ? { present: gathered(one.present) } : {}),
    ...(atHome > 0 ? { waiting: byStep ? waiting : { ready: atHome } } : {}),
    ...(one.underWay.length > 0 ? { underWay: one.underWay } : {}),
  }
}

/**
 * What is promised and not here, in cohorts, each of which comes or never does. Those promised longest came first, so what is
 * left is of the latest promises; and relief for those whose tours end soon is no part of a promise.
 */
function promisedOf(
  one: ContributorFacts,
  { take, note, moves }: Sources,
  byStep: boolean,
  reliefLead: number,
): Population['promised'] {
  const at = `/people/${one.key}/promised`
  const here = one.present.reduce((sum, { persons }) => sum + persons, 0)
  const relief = one.present
    .filter(({ tourEndsOn }) => tourEndsOn <= reliefLead)
    .reduce((sum, { persons }) => sum + persons, 0)
  const atHome = one.atHome.recruited + one.atHome.vetted + one.atHome.ready
  const underWay = one.underWay.reduce((sum, { persons }) => sum + persons, 0)
  let left = Math.max(0, one.pledged - here - underWay - Math.max(0, atHome - relief))
  const cohort = Math.max(1, Math.round(take('cohort', at)))
  const lag = take('arrivalLag', at)
  const met = take('pledgeMet', at)
  const steps = byStep
    ? take('recruitment', `/people/${one.key}/stages/0/lasts/median`) +
      take('training', `/people/${one.key}/stages/1/lasts/days`)
    : 0
  // The lag was measured to the landing, and the steps at home are part of it.
  const lateOf = (whole: number): number => significant(Math.max(byStep ? 7 : 1, whole - steps))
  const late = lateOf(lag)
  const promised: Population['promised'][number][] = []
  // What is left of one promise comes or stays away as a whole, as the share was fitted.
  let together = 1
  for (const pledge of one.pledges.toSorted((a, b) => b.on - a.on)) {
    const size = Math.min(left, pledge.persons)
    if (size <= 0) continue
    left -= size
    // Whoever began to come has shown that it will: the wait counts from the last landing.
    const waited = Math.max(0, -Math.max(pledge.on, one.lastLanding ?? pledge.on))
    const chanceOf = (share: number): number => significant(stillComes(share, lag, waited))
    const chance = chanceOf(met)
    const first = Math.max(0, Math.round(pledge.on - steps))
    const times = Math.floor(size / cohort)
    for (const [each, count] of [
      [cohort, times],
      [size - times * cohort, 1],
    ] as const)
      if (each > 0 && count > 0 && promised.length < PARTS_MAX) {
        moves('arrivalLag', `${at}/${promised.length}/late/mean`, lateOf)
        moves('pledgeMet', `${at}/${promised.length}/chance`, chanceOf)
        promised.push({
          size: each,
          first,
          every: 0,
          count,
          late: { mean: late },
          chance,
          together: `${one.key} ${together}`,
        })
      }
    together += 1
  }
  if (promised.length > 0)
    note(
      at,
      promised.reduce((sum, { size, count = 1 }) => sum + size * count, 0),
      'plan.from.pledged',
      one.records,
    )
  return promised
}

/** Tours that end on the same day are one; where there are too many days, those of one week. */
function gathered(present: ContributorFacts['present']): NonNullable<Population['present']> {
  const grain = new Set(present.map(({ tourEndsOn }) => tourEndsOn)).size > PARTS_MAX / 2 ? 7 : 1
  const byDay = new Map<number, number>()
  for (const { persons, tourEndsOn } of present) {
    const day = Math.floor(tourEndsOn / grain) * grain
    byDay.set(day, (byDay.get(day) ?? 0) + persons)
  }
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .slice(0, PARTS_MAX)
    .map(([tourEndsOn, persons]) => ({ persons, tourEndsOn }))
}

function airBridge(contributors: readonly ContributorFacts[], { take }: Sources) {
  const at = '/flights/airBridge'
  const every = take('flightEvery', `${at}/every`)
  return {
    // When the next one goes nobody has said: on any day of the time between two.
    first: significant(every / 2),
    every,
    seats: Math.round(take('flightSeats', `${at}/seats`)),
    cancelled: take('cancelled', `${at}/cancelled`),
    noShow: take('noShow', `${at}/noShow`),
    takes: take('flightTakes', `${at}/takes`),
    carries: contributors.map(({ key }) => key),
  }
}

function fleetsOf(frame: Frame, facts: Facts, { take, note }: Sources): Record<string, Fleet> {
  const own = facts.fleets.filter(({ type }) => frame.patrolTypes.includes(type))
  const fleetOf = (name: string, amount: number, more: Partial<Fleet>): Fleet => {
    const at = `/fleets/${name}`
    const counts = facts.history.classes[name]
    const { failure, scrapped } = counts ? classFitted(counts) : {}
    return {
      amount,
      ...more,
      fails: { mean: take('failure', `${at}/fails/mean`, failure) },
      scrapped: { chance: take('scrapped', `${at}/scrapped/chance`, scrapped) },
      part: {
        chance: take('partChance', `${at}/part/chance`),
        takes: {
          median: take('partDays', `${at}/part/takes/median`),
          spread: take('partSpread', `${at}/part/takes/spread`),
        },
        needs: 'parts',
      },
      repair: { needs: 'mechanics', mean: take('repairDays', `${at}/repair/mean`) },
    }
  }
  if (own.length === 0)
    return {
      vehicles: fleetOf('vehicles', Math.round(take('vehicles', '/fleets/vehicles/amount')), {}),
    }
  return Object.fromEntries(
    own.map(({ type, up, down, awaitingPart, expected, records }) => {
      note(`/fleets/${type}/amount`, up + down, 'plan.from.vehicles', records)
      const part = Math.min(down, awaitingPart)
      return [
        type,
        fleetOf(type, up + down, {
          ...(down > 0 ? { down: { awaitingPart: part, awaitingRepair: down - part } } : {}),
          ...(expected.length > 0 ? { more: expected.slice(0, PARTS_MAX) } : {}),
        }),
      ]
    }),
  )
}

function cashOf({ money }: Facts, { take, note, moves }: Sources): Cash {
  const balance = money
    ? note('/cash/amount', significant(money.balance), 'plan.from.balance', money.records)
    : take('cash', '/cash/amount')
  const lag = take('paymentLag', '/cash/income')
  const paid = take('paid', '/cash/income')
  const promised = money ? 0 : take('promisedMoney', '/cash/income')
  // The next first: it is the one whose day the lever moves.
  const owed = [
    ...(money?.incomes ?? []),
    ...(promised > 0 ? [{ name: 'promised', amount: promised, on: 0, isBegun: false }] : []),
  ]
    .sort((one, other) => one.on - other.on)
    .slice(0, PARTS_MAX)
  const monthly = money?.monthly
  const fixed = monthly
    ? note(
        '/cash/cost/0/fixed',
        significant(monthly.amount),
        'plan.from.spending',
        [],
        monthly.count,
      )
    : take('costFixed', '/cash/cost/0/fixed')
  const chanceOf =
    (isBegun: boolean, on: number) =>
    (share: number): number =>
      significant(stillComes(share, lag, isBegun ? 0 : Math.max(0, -on)))
  for (const [place, { isBegun, on }] of owed.entries()) {
    moves('paymentLag', `/cash/income/${place}/late/mean`, (days) => days)
    moves('paid', `/cash/income/${place}/chance`, chanceOf(isBegun, on))
  }
  return {
    amount: balance,
    income: owed.map(({ name, amount, on, isBegun }) => ({
      name:
        name
          .replaceAll(/[^\p{L}\p{N} ().,'’&+–-]/gu, ' ')
          .trim()
          .slice(0, 60) || 'income',
      amount: significant(amount),
      first: Math.max(0, on),
      late: { mean: lag },
      chance: chanceOf(isBegun, on)(paid),
    })),
    cost: [
      {
        name: 'running',
        first: MONTH,
        every: MONTH,
        fixed,
        ...(monthly ? {} : { perDeployed: take('costPerPerson', '/cash/cost/0/perDeployed') }),
        perPatrol: take('costPerPatrol', '/cash/cost/0/perPatrol'),
      },
      ...(money?.dues ?? []).slice(0, PARTS_MAX).map(({ name, amount, on }) => ({
        name:
          name
            .replaceAll(/[^\p{L}\p{N} ().,'’&+–-]/gu, ' ')
            .trim()
            .slice(0, 60) || 'due',
        first: Math.max(0, on),
        // Once: the next would come after the last day that a model may have.
        every: 36_500,
        fixed: significant(amount),
      })),
    ],
  }
}
