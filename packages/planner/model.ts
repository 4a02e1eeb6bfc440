/**
 * The planner's model: a mission as data. Resources, people who move from promise to post and home, fleets, flights, cash.
 * Days are counted from the model's first; whoever reads the file should recognise the mission. Nothing here runs.
 */

/** Parts that are added up: whole days, an exponential of that mean, a log-normal of that median and spread (of its logarithm). */
export type Delay = { days?: number; mean?: number; median?: number; spread?: number }
/** Something that comes to be on a day, perhaps late, perhaps never. */
export type Coming = { on: number; late?: Delay; chance?: number }
/** The same again and again: `count` times, every so many days. `oftenLate`: with that chance, later still. */
export type Series = {
  first: number
  every?: number
  count?: number
  late?: Delay
  chance?: number
  oftenLate?: { chance: number; late: Delay }
}

export type Resource = {
  amount: number
  unit?: string
  more?: readonly (Coming & { by: number })[]
}

/** A step on the way to being ready. `needs`: one of the resource for as long as it lasts; whoever finds none waits in line. */
export type Stage = {
  name: string
  lasts: Delay
  needs?: string
  /** With that chance it was in vain, and begins again at the stage named. */
  fails?: { chance: number; back: string }
}

export type Population = {
  /** Who is promised: groups of `size` persons, who begin with the first stage. */
  promised: readonly (Series & { name?: string; size: number })[]
  stages: readonly Stage[]
  /** The resource of which each person holds one from boarding to leaving. */
  bed: string
  /** A tour's days; how many days before its end a replacement is asked for; after how many beyond it one goes unrelieved. */
  tour: { days: number; reliefLead: number; overdue: number }
  /** Mean days to leaving early, whatever the cause. */
  attrition?: { mean: number }
  illness?: { mean: number; lasts: { mean: number } }
}

export type Flight = {
  first: number
  every: number
  seats: number
  cancelled: number
  /** Days under way. */
  takes: number
  /** Who flies, in this order. */
  carries: readonly string[]
}

export type Fleet = {
  amount: number
  more?: readonly (Coming & { by: number })[]
  /** Mean days between failures of one vehicle that is up. */
  fails: { mean: number }
  scrapped?: { chance: number }
  /** With that chance a part is awaited before the repair. */
  part?: { chance: number; takes: Delay }
  repair: { needs: string; mean: number }
}

export type Cash = {
  amount: number
  income: readonly (Series & { name?: string; amount: number })[]
  cost: readonly {
    name?: string
    first: number
    every: number
    fixed: number
    perDeployed?: number
  }[]
}

export type Model = {
  name: string
  /** What it is, in a sentence or two. */
  about?: string
  days: number
  resources: Readonly<Record<string, Resource>>
  people: Readonly<Record<string, Population>>
  flights: Readonly<Record<string, Flight>>
  fleets: Readonly<Record<string, Fleet>>
  cash: Cash
  /** A patrol takes so many available persons and one vehicle. */
  patrol: { persons: number }
  /** How many are wanted in the area; below it, supply binds where nothing else does. */
  goal: number
}
