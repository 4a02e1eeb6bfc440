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
  /** All that bear the same name come or stay away together: one toss of a coin for them all, and each has a chance of its own. */
  together?: string
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
  /** No more of them are lent at once: whoever is ready beyond that waits until somebody goes home, and is kept by nothing else. */
  most?: number
  /** The resource of which each person holds one from boarding to leaving. */
  bed: string
  /** A tour's days; how many days before its end a replacement is asked for; after how many beyond it one goes unrelieved. */
  tour: { days: number; reliefLead: number; overdue: number }
  /** Mean days to leaving early, whatever the cause. */
  attrition?: { mean: number }
  illness?: { mean: number; lasts: { mean: number } }
  /**
   * In the area on day 0, well, each in a bed; tours end so many days from day 0, or ended so many before it. Whose relief
   * should have been asked for before day 0 is relieved by somebody who is promised, waiting or under way by then.
   */
  present?: readonly { persons: number; tourEndsOn: number }[]
  /** Who stands on day 0 before the stage of that name, which they begin then, or `ready` for a flight. */
  waiting?: Readonly<Record<string, number>>
  /** Who lands on a day whatever flies; they hold beds from day 0 on. */
  underWay?: readonly { persons: number; on: number }[]
}

export type Flight = {
  first: number
  every: number
  seats: number
  cancelled: number
  /** Chance that somebody who is booked does not board, and waits for the next one. */
  noShow?: number
  /** Days under way. */
  takes: number
  /** Who flies, in this order. */
  carries: readonly string[]
}

export type Fleet = {
  /** All there are on day 0, in whatever state. */
  amount: number
  /** How many of them are not up on day 0: a part is waited for from then on, or hands to mend them. */
  down?: { awaitingPart?: number; awaitingRepair?: number }
  more?: readonly (Coming & { by: number })[]
  /** Mean days between failures of one vehicle that is up. */
  fails: { mean: number }
  scrapped?: { chance: number }
  /**
   * With that chance a part is needed before the repair. It is taken from the resource `needs`, where one is left, and used
   * up; otherwise it is waited for.
   */
  part?: { chance: number; takes: Delay; needs?: string }
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
    /** For each patrol that is possible at that moment. */
    perPatrol?: number
  }[]
}

/** Something that befalls the mission, surely or with a chance. Days are from day 0; without `until` it does not end. */
export type Shock = { name: string; chance?: number } & (
  | { kind: 'freeze'; income: string; from: number; until?: number }
  | { kind: 'lapse'; from: number; until?: number }
  | { kind: 'slip'; resource: string; late: Delay }
  | { kind: 'attack'; on: number; lost: number; attrition?: { times: number; days: number } }
)
/*
 * freeze: of the income of that name, what would come within the span never comes.
 * lapse:  the mandate lapses; nobody boards for the area.
 * slip:   every expansion of the resource comes later, each by a delay of its own.
 * attack: each of those present leaves at once with chance `lost`; then for some days attrition is so many times as high.
 */

/** What is so unless it is said to be otherwise. */
export type Policies = {
  /** Who is ready relieves those whose tour is over before adding to them; else relieves only where no bed is free. */
  reliefFirst?: boolean
  /** Nobody boards for the area while cash is below zero. */
  freezeWhenBroke?: boolean
}

/**
 * What nobody knows for sure. Each replication draws it once, and all values of it move with the same luck: at each path stands
 * the middle, and nine times in ten what is drawn lies between `low` and `high`. Where `low` is above `high`, less of the one is
 * more of the other. Shares are drawn evenly about the middle on either side, all else as so many times the middle.
 */
export type Uncertain = {
  name: string
  values: readonly { path: string; low: number; high: number }[]
}

export type Model = {
  name: string
  /** What it is, in a sentence or two. */
  about?: string
  /** The civil day of day 0, as 2024-10-01. */
  starts?: string
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
  policies?: Policies
  shocks?: readonly Shock[]
  uncertain?: readonly Uncertain[]
}
