/**
 * A model played as plainly as can be: each person and vehicle an object with timers of its own, all events in one sorted list.
 * Hundreds of times slower than the engine and written from the model's words alone; tests hold the engine to it.
 */
import type { Delay, Fleet, Flight, Model, Population, Series, Shock } from '../model.ts'
import { valueAt } from '../study/paths.ts'
import { changed } from '../study/scenario.ts'
import { drawnAt, isCount } from '../study/uncertain.ts'

type Person = { state: 'well' | 'sick' | 'gone'; isReplaced: boolean; endedAt: number }
type Line = { free: number; queue: (() => void)[] }
type Crowd = {
  name: string
  of: Population
  ready: number
  transit: number
  present: Person[]
  expired: Person[]
}
export type Naive = {
  daily: Record<string, number[]>
  totals: Record<string, number>
  bound: Record<string, number>
}

/** `random`: uniform draws in [0, 1). */
export function naive(given: Model, random: () => number): Naive {
  const deviate = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const model = drawnOf(given, deviate)
  const coins: Record<string, number> = {}
  let now = 0
  const events: { time: number; what: () => void }[] = []
  const at = (time: number, what: () => void): void => {
    if (time >= model.days) return
    let [low, high] = [0, events.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((events[middle] as { time: number }).time > time) low = middle + 1
      else high = middle
    }
    events.splice(low, 0, { time, what })
  }
  const exponential = (mean: number): number => -mean * Math.log(1 - random())
  const normal = (): number => Math.sqrt(2 * exponential(1)) * Math.cos(2 * Math.PI * random())
  const lasting = ({ days = 0, mean, median, spread = 0 }: Delay): number =>
    days + (mean ? exponential(mean) : 0) + (median ? median * Math.exp(spread * normal()) : 0)
  const happens = (chance = 1): boolean => random() < chance
  const again = (first: number, every: number, what: () => void): void =>
    at(first, () => {
      again(now + every, every, what)
      what()
    })
  const series = (one: Series, what: () => void, slips: readonly Delay[] = []): void => {
    for (let n = 0; n < (one.count ?? 1); n += 1) {
      if (one.together === undefined) {
        if (!happens(one.chance)) continue
      } else {
        coins[one.together] ??= random()
        if ((coins[one.together] as number) >= (one.chance ?? 1)) continue
      }
      let time = one.first + n * (one.every ?? 0)
      if (one.late) time += lasting(one.late)
      if (one.oftenLate && happens(one.oftenLate.chance)) time += lasting(one.oftenLate.late)
      for (const slip of slips) time += lasting(slip)
      at(time, what)
    }
  }
  const totals = { attrition: 0, rotations: 0, personBound: 0 }

  // Shocks that befall this time.
  const shocks = (model.shocks ?? []).filter(({ chance }) => happens(chance))
  const isWithin = (shock: { from: number; until?: number }): boolean =>
    now >= shock.from && now < (shock.until ?? Number.POSITIVE_INFINITY)
  const lapsed = (): boolean => shocks.some((one) => one.kind === 'lapse' && isWithin(one))
  const freezes = (name?: string): boolean =>
    shocks.some((one) => one.kind === 'freeze' && one.income === name && isWithin(one))
  const attacks = (model.shocks ?? []).flatMap((one) => (one.kind === 'attack' ? [one] : []))
  const worst = attacks.reduce((most, one) => most * Math.max(1, one.attrition?.times ?? 1), 1)
  const harm = (): number =>
    shocks.reduce((product, one: Shock) => {
      if (one.kind !== 'attack' || !one.attrition) return product
      const isNow = isWithin({ from: one.on, until: one.on + one.attrition.days })
      return isNow ? product * one.attrition.times : product
    }, 1)

  // Resources.
  const lines: Record<string, Line> = {}
  const line = (name: string): Line => lines[name] as Line
  const serve = (of: Line): void => {
    while (of.free > 0 && of.queue.length > 0) {
      of.free -= 1
      of.queue.shift()?.()
    }
  }
  const take = (name: string, then: () => void): void => {
    line(name).queue.push(then)
    serve(line(name))
  }
  const release = (name: string): void => {
    line(name).free += 1
    serve(line(name))
  }
  for (const [name, { amount, more = [] }] of Object.entries(model.resources)) {
    lines[name] = { free: amount, queue: [] }
    const slips = shocks.flatMap((one) =>
      one.kind === 'slip' && one.resource === name ? [one.late] : [],
    )
    for (const change of more)
      series(
        { first: change.on, ...change },
        () => {
          line(name).free += change.by
          serve(line(name))
        },
        slips,
      )
  }

  // People.
  const crowds = Object.entries(model.people).map(([name, of]): Crowd => {
    const crowd: Crowd = { name, of, ready: 0, transit: 0, present: [], expired: [] }
    return crowd
  })
  const enters = (crowd: Crowd, at_: number): void => {
    const stage = crowd.of.stages[at_]
    if (!stage) {
      crowd.ready += 1
      return
    }
    const begins = (): void =>
      at(now + lasting(stage.lasts), () => {
        if (stage.needs) release(stage.needs)
        const isVain = stage.fails && happens(stage.fails.chance)
        const next = isVain
          ? crowd.of.stages.findIndex((one) => one.name === stage.fails?.back)
          : at_ + 1
        enters(crowd, next)
      })
    if (stage.needs) take(stage.needs, begins)
    else begins()
  }
  const goes = (crowd: Crowd, person: Person): void => {
    person.state = 'gone'
    crowd.present = crowd.present.filter((one) => one !== person)
    line(crowd.of.bed).free += 1
  }
  const leavesEarly = (crowd: Crowd, person: Person): void => {
    goes(crowd, person)
    totals.attrition += 1
    if (!person.isReplaced) enters(crowd, 0)
  }
  const lands = (crowd: Crowd, endsOn: number): void => {
    const { tour, illness, attrition } = crowd.of
    const person: Person = {
      state: 'well',
      isReplaced: endsOn - tour.reliefLead < now,
      endedAt: endsOn,
    }
    crowd.present.push(person)
    const whileHere = (time: number, what: () => void): void =>
      at(time, () => {
        if (person.state !== 'gone') what()
      })
    const sickens = (): void => {
      if (!illness) return
      whileHere(now + exponential(illness.mean), () => {
        person.state = 'sick'
        whileHere(now + exponential(illness.lasts.mean), () => {
          person.state = 'well'
          sickens()
        })
      })
    }
    const mayLeave = (): void => {
      if (!attrition) return
      whileHere(now + exponential(attrition.mean / worst), () =>
        happens(harm() / worst) ? leavesEarly(crowd, person) : mayLeave(),
      )
    }
    sickens()
    mayLeave()
    if (!person.isReplaced)
      whileHere(endsOn - tour.reliefLead, () => {
        person.isReplaced = true
        enters(crowd, 0)
      })
    if (endsOn < now) crowd.expired.push(person)
    else whileHere(endsOn, () => crowd.expired.push(person))
  }
  for (const crowd of crowds) {
    const { promised, present = [], waiting = {}, underWay = [], stages, tour, bed } = crowd.of
    for (const group of promised)
      series(group, () => {
        for (let n = 0; n < group.size; n += 1) enters(crowd, 0)
      })
    for (const [name, persons] of Object.entries(waiting))
      for (let n = 0; n < persons; n += 1)
        enters(
          crowd,
          name === 'ready' ? stages.length : stages.findIndex((one) => one.name === name),
        )
    for (const { persons, tourEndsOn } of present.toSorted((a, b) => a.tourEndsOn - b.tourEndsOn))
      for (let n = 0; n < persons; n += 1) {
        line(bed).free -= 1
        lands(crowd, tourEndsOn)
      }
    for (const { persons, on } of underWay) {
      line(bed).free -= persons
      crowd.transit += persons
      at(on, () => {
        crowd.transit -= persons
        for (let n = 0; n < persons; n += 1) lands(crowd, now + tour.days)
      })
    }
  }
  for (const attack of shocks)
    if (attack.kind === 'attack')
      at(attack.on, () => {
        for (const crowd of crowds)
          for (const person of [...crowd.present])
            if (happens(attack.lost)) leavesEarly(crowd, person)
      })

  // Vehicles.
  const fit: Record<string, number> = {}
  const drives = (name: string, fleet: Fleet): void => {
    fit[name] = (fit[name] ?? 0) + 1
    at(now + exponential(fleet.fails.mean), () => {
      fit[name] = (fit[name] ?? 0) - 1
      if (fleet.scrapped && happens(fleet.scrapped.chance)) return
      if (!fleet.part || !happens(fleet.part.chance)) return repairs(name, fleet)
      const stock = fleet.part.needs ? line(fleet.part.needs) : undefined
      if (!stock || stock.free <= 0) return awaits(name, fleet)
      stock.free -= 1
      repairs(name, fleet)
    })
  }
  const awaits = (name: string, fleet: Fleet): void =>
    fleet.part
      ? at(now + lasting(fleet.part.takes), () => repairs(name, fleet))
      : repairs(name, fleet)
  const repairs = (name: string, { repair, ...fleet }: Fleet): void =>
    take(repair.needs, () =>
      at(now + exponential(repair.mean), () => {
        release(repair.needs)
        drives(name, { repair, ...fleet })
      }),
    )
  for (const [name, fleet] of Object.entries(model.fleets)) {
    const { awaitingPart = 0, awaitingRepair = 0 } = fleet.down ?? {}
    fit[name] = 0
    for (let n = 0; n < awaitingPart; n += 1) awaits(name, fleet)
    for (let n = 0; n < awaitingRepair; n += 1) repairs(name, fleet)
    for (let n = awaitingPart + awaitingRepair; n < fleet.amount; n += 1) drives(name, fleet)
    for (const change of fleet.more ?? [])
      series({ first: change.on, ...change }, () => {
        for (let n = 0; n < change.by; n += 1) drives(name, fleet)
      })
  }

  // Money.
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0)
  const deployed = (): number => sum(crowds.map(({ present }) => present.length))
  const available = (): number =>
    sum(crowds.map(({ present }) => present.filter(({ state }) => state === 'well').length))
  const crews = (): number => Math.floor(available() / model.patrol.persons)
  const vehicles = (): number => sum(Object.values(fit))
  let cash = model.cash.amount
  for (const income of model.cash.income)
    series(income, () => {
      if (!freezes(income.name)) cash += income.amount
    })
  for (const { first, every, fixed, perDeployed = 0, perPatrol = 0 } of model.cash.cost)
    again(first, every, () => {
      cash -= fixed + perDeployed * deployed() + perPatrol * Math.min(crews(), vehicles())
    })

  // Flights.
  const { reliefFirst = true, freezeWhenBroke = true } = model.policies ?? {}
  const bound: Record<string, number> = {}
  const stageLines = [
    ...new Set(crowds.flatMap(({ of }) => of.stages.flatMap(({ needs }) => needs ?? []))),
  ]
  const flies = ({ seats, cancelled, noShow = 0, takes, carries }: Flight): string => {
    const carried = carries.flatMap((name) => crowds.find((one) => one.name === name) ?? [])
    const places = ({ of, present, transit }: Crowd): number =>
      Math.max(0, (of.most ?? Number.POSITIVE_INFINITY) - present.length - transit)
    const mayFly = (crowd: Crowd): boolean => Math.min(crowd.ready, places(crowd)) > 0
    if (happens(cancelled)) return carried.some(mayFly) ? 'airlift' : 'none'
    const isFrozen = freezeWhenBroke && cash < 0
    let [out, aboard] = [0, 0]
    const left = carried.map((crowd) => {
      const { bed, tour } = crowd.of
      const ready = isFrozen || lapsed() ? 0 : crowd.ready
      const relief = reliefFirst
        ? ready
        : ready - Math.min(places(crowd), Math.max(0, line(bed).free))
      for (let home = 0; out < seats && crowd.expired.length > 0; ) {
        const [person] = crowd.expired as [Person]
        if (person.state !== 'gone') {
          if (home >= relief && now - person.endedAt < tour.overdue) break
          goes(crowd, person)
          totals.rotations += 1
          home += 1
          out += 1
        }
        crowd.expired.shift()
      }
      const booked = Math.max(0, Math.min(ready, seats - aboard, line(bed).free, places(crowd)))
      aboard += booked
      let missed = 0
      for (let n = 0; n < booked; n += 1) if (happens(noShow)) missed += 1
      const boards = booked - missed
      crowd.ready -= boards
      crowd.transit += boards
      line(bed).free -= boards
      at(now + takes, () => {
        crowd.transit -= boards
        for (let n = 0; n < boards; n += 1) lands(crowd, now + tour.days)
      })
      return { bed, waits: Math.min(crowd.ready - missed, places(crowd)) }
    })
    const waiting = left.filter(({ waits }) => waits > 0)
    if (waiting.length > 0)
      return lapsed()
        ? 'mandate'
        : isFrozen
          ? 'cash'
          : (waiting.find(({ bed }) => line(bed).free <= 0)?.bed ?? 'airlift')
    const short = stageLines.find((name) => line(name).queue.length > 0)
    const inAll = deployed() + sum(crowds.map(({ transit }) => transit))
    return short ?? (inAll < model.goal ? 'supply' : 'none')
  }
  for (const flight of Object.values(model.flights))
    again(flight.first, flight.every, () => {
      const what = flies(flight)
      bound[what] = (bound[what] ?? 0) + 1
    })

  const daily: Record<string, number[]> = {}
  const keep = (name: string, value: number): void => {
    daily[name] ??= []
    daily[name].push(value)
  }
  again(0.5, 1, () => {
    keep('deployed', deployed())
    keep('available', available())
    keep('fitVehicles', vehicles())
    keep('patrols', Math.min(crews(), vehicles()))
    keep('bedsFree', sum([...new Set(crowds.map(({ of }) => of.bed))].map((bed) => line(bed).free)))
    keep('cash', cash)
    keep('arrears', Math.max(0, -cash))
    for (const crowd of crowds) keep(`deployed/${crowd.name}`, crowd.present.length)
    for (const [name, { free }] of Object.entries(lines)) keep(`free/${name}`, free)
    for (const [name, count] of Object.entries(fit)) keep(`fit/${name}`, count)
    if (crews() < vehicles()) totals.personBound += 1
  })
  for (;;) {
    const next = events.pop()
    if (!next) return { daily, totals, bound }
    now = next.time
    next.what()
  }
}

/** The model with all that is uncertain drawn once. */
function drawnOf(model: Model, deviate: () => number): Model {
  const changes = (model.uncertain ?? []).flatMap(({ values }) => {
    const luck = deviate()
    return values.map((interval) => {
      const { path } = interval
      const drawn = drawnAt(interval, valueAt(model, path) as number, luck)
      return { path, value: isCount(path) ? Math.round(drawn) : drawn }
    })
  })
  return { ...changed({ ...model, uncertain: [] }, { changes }), uncertain: [] }
}
