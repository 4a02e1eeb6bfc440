/**
 * Room: what a plan must find before it is promised: a movement seats, an open way and beds at its base on every day from then
 * on; a vehicle a place to park. What was done is a fact and is never refused. Not a register; the page *Will it fit* counts by the same arithmetic.
 */
import { fitting, type Step } from '@konbit/force'
import { type Ask, addDays, type Beside, type Fields, spanOf, type Unless } from '@konbit/model'

const built = (resource: string): Ask => ({
  register: 'capacity',
  state: ['planned', 'underWay', 'ready'],
  where: { resource },
  match: { site: 'base' },
  take: ['kindOfWork', 'availableOn', 'saidBy'],
  sum: 'capacityAmount',
})

export const asksOfMovement: Readonly<Record<string, Ask>> = {
  beds: built('beds'),
  site: { register: 'site', match: { $record: 'base' }, take: ['bedsPlanned', 'bedsUsed'] },
  came: {
    register: 'movement',
    state: ['done'],
    match: { base: 'base' },
    take: [],
    sum: 'persons',
  },
  left: {
    register: 'movement',
    state: ['done'],
    match: { fromBase: 'base' },
    take: [],
    sum: 'persons',
  },
  coming: {
    register: 'movement',
    state: ['planned'],
    match: { base: 'base' },
    take: ['plannedOn'],
    sum: 'personsPlanned',
  },
  leaving: {
    register: 'movement',
    state: ['planned'],
    match: { fromBase: 'base' },
    take: ['plannedOn'],
    sum: 'personsPlanned',
  },
  closures: {
    register: 'restriction',
    state: ['standing'],
    match: { closes: 'through' },
    take: ['startsOn', 'endsOn'],
  },
}

/** What a plan promises. Who changes none of it is asked nothing. */
const promising = ['plannedOn', 'personsPlanned', 'seats', 'base', 'fromBase', 'through', 'kind']
const persons = (n: number): string => (n === 1 ? '1 person' : `${n} persons`)
const firstDay = (text: unknown): string | undefined =>
  typeof text === 'string' ? spanOf(text)?.first : undefined
const lastDay = (text: unknown): string | undefined =>
  typeof text === 'string' ? spanOf(text)?.last : undefined

export const roomForMovement: Unless = (now, input, beside) => {
  if (now.movedOn || !promising.some((name) => name in input)) return undefined
  const plan: Fields = { ...now, ...input }
  if (plan.kind === 'departure' && plan.base)
    return 'A departure frees the base it leaves from, and fills none: name only that one.'
  const day = firstDay(plan.plannedOn)
  // What was planned for a day gone by promises nothing any more.
  if (!day || (beside && (lastDay(plan.plannedOn) as string) < beside.day)) return undefined
  const wanted = Number(plan.personsPlanned ?? 0)
  if (typeof plan.seats === 'number' && wanted > plan.seats)
    return `There are ${plan.seats} seats for ${persons(wanted)}.`
  if (!beside) return undefined
  const closed = beside.rows.closures ?? []
  const beds = plan.base && wanted > 0 ? bedsOf(beside) : undefined
  const room = beds && fitting(beds, { day, amount: wanted })
  const first = (): string => firstThat(day, wanted, closed, beds)
  if (openFrom(closed, day) !== day) return `Its way is closed on ${day}. ${first()}`
  if (!room || room.fits || !room.on) return undefined
  const { on } = room
  return `The base is full: on ${on.day} there would be ${persons(on.demand)} and ${on.supply} beds. ${first()}`
}

/** The first day from `day` on that no closure covers; null when one has no end. */
function openFrom(closures: readonly Fields[], day: string): string | null {
  let open = day
  for (;;) {
    const closure = closures.find(
      ({ startsOn, endsOn }) =>
        (firstDay(startsOn) ?? open) <= open && (lastDay(endsOn) ?? open) >= open,
    )
    if (!closure) return open
    const last = lastDay(closure.endsOn)
    if (!last) return null
    open = addDays(last, 1)
  }
}

/** The first day on which the way is open and everybody has a bed, as a sentence. */
function firstThat(
  day: string,
  amount: number,
  closures: readonly Fields[],
  beds: { supply: Step[]; demand: Step[] } | undefined,
): string {
  let first: string | null = day
  for (;;) {
    const open: string | null = first && openFrom(closures, first)
    const room: string | null = open && beds ? fitting(beds, { day: open, amount }).first : open
    if (room === first) break
    first = room
  }
  return first ? `The first day that fits is ${first}.` : 'No day is known that fits.'
}

/** The beds of the base and who is to sleep in them; undefined where nobody has said how many there are. */
function bedsOf({ day, rows }: Beside): { supply: Step[]; demand: Step[] } | undefined {
  const [site] = rows.site ?? []
  const supply = builtOf(rows.beds, day)
  if (!supply.isInstalled) {
    if (typeof site?.bedsPlanned !== 'number') return undefined
    supply.steps.push({ day: BEFORE, amount: site.bedsPlanned })
  }
  const moved = [
    ...(rows.came ?? []).map((row) => Number(row.persons)),
    ...(rows.left ?? []).map((row) => -Number(row.persons)),
  ]
  const there =
    moved.length > 0 ? moved.reduce((sum, one) => sum + one, 0) : Number(site?.bedsUsed ?? 0)
  const planned = (list: readonly Fields[] | undefined, sign: 1 | -1): Step[] =>
    (list ?? []).flatMap(({ plannedOn, personsPlanned }) => {
      const on = sign > 0 ? firstDay(plannedOn) : lastDay(plannedOn)
      return on ? [{ day: notBefore(on, day), amount: sign * Number(personsPlanned) }] : []
    })
  const demand = [
    { day: BEFORE, amount: there },
    ...planned(rows.coming, 1),
    ...planned(rows.leaving, -1),
  ]
  return { supply: supply.steps, demand }
}

/** A plan whose day has gone by may still come true, today at the earliest. */
const notBefore = (day: string, today: string): string => (day < today ? today : day)

/** What is built of a resource, without the figures that others give. */
function builtOf(
  rows: readonly Fields[] | undefined,
  today: string,
): { steps: Step[]; isInstalled: boolean } {
  const own = (rows ?? []).filter(({ saidBy }) => !saidBy)
  return {
    isInstalled: own.some(({ kindOfWork }) => kindOfWork === 'installed'),
    steps: own.map(({ kindOfWork, availableOn, capacityAmount, state }) => {
      const day = lastDay(availableOn) ?? today
      return {
        day: state === 'ready' ? day : notBefore(day, today),
        amount: Number(capacityAmount) * (kindOfWork === 'loss' ? -1 : 1),
      }
    }),
  }
}

/** Before any day that a mission knows. */
const BEFORE = '1900-01-01'

export const asksOfSeat: Readonly<Record<string, Ask>> = {
  movement: { register: 'movement', match: { $record: 'movement' }, take: ['seats'] },
  taken: {
    register: 'seat',
    state: ['booked', 'boarded'],
    match: { movement: 'movement' },
    take: [],
    sum: '$record',
  },
  same: {
    register: 'seat',
    state: ['booked', 'boarded'],
    match: { movement: 'movement', officer: 'officer' },
    take: [],
    sum: '$record',
  },
}

export const roomForSeat: Unless = (_now, _input, beside) => {
  const count = (rows: readonly Fields[] | undefined): number =>
    (rows ?? []).reduce((sum, row) => sum + Number(row.records), 0)
  const [movement] = beside?.rows.movement ?? []
  if (!beside || !movement) return undefined
  if (movement.state === 'cancelled') return 'The movement was cancelled: it has no seats.'
  if (count(beside.rows.same) > 0) return 'An officer has one seat on a movement.'
  const taken = count(beside.rows.taken)
  return typeof movement.seats === 'number' && taken >= movement.seats
    ? `All ${movement.seats} seats are taken.`
    : undefined
}

const vehiclesAt = (state: readonly string[], take: readonly string[]): Ask => ({
  register: 'vehicle',
  state,
  match: { base: 'base' },
  take,
  sum: '$record',
})

export const asksOfVehicle: Readonly<Record<string, Ask>> = {
  parking: built('parking'),
  parked: vehiclesAt(['ready', 'inRepair'], []),
  expected: vehiclesAt(['expected'], ['expectedOn']),
}

/** A vehicle that is promised for a day finds a place to park on it; one that is there is a fact. */
export const roomForVehicle: Unless = (now, input, beside) => {
  const plan: Fields = { ...now, ...input }
  const day = firstDay(plan.expectedOn)
  const isPromised = ('expectedOn' in input || 'base' in input) && !plan.acceptedOn
  if (!beside || !isPromised || !plan.base || !day || day < beside.day) return undefined
  return roomToPark(beside, day)
}

export const asksOfHandover: Readonly<Record<string, Ask>> = {
  ...asksOfVehicle,
  handed: { register: 'vehicle', match: { $record: 'vehicle' }, take: ['base'] },
}

/** A vehicle that is to be handed over at a base on a day to come finds a place to park there, unless it stands there already. */
export const roomForHandover: Unless = (_now, input, beside) => {
  const day = firstDay(input.handedOn)
  const [handed] = beside?.rows.handed ?? []
  if (!beside || !handed || !input.base || !day || day <= beside.day) return undefined
  return handed.base === input.base ? undefined : roomToPark(beside, day)
}

function roomToPark(beside: Beside, day: string): string | undefined {
  const { steps, isInstalled } = builtOf(beside.rows.parking, beside.day)
  if (!isInstalled) return undefined
  const demand = [
    ...(beside.rows.parked ?? []).map(({ records }) => ({ day: BEFORE, amount: Number(records) })),
    ...(beside.rows.expected ?? []).flatMap(({ expectedOn, records }) => {
      const on = firstDay(expectedOn)
      return on ? [{ day: notBefore(on, beside.day), amount: Number(records) }] : []
    }),
  ]
  const { on, first } = fitting({ supply: steps, demand }, { day, amount: 1 })
  if (!on) return undefined
  const then = first ? `The first day that fits is ${first}.` : 'No day is known that fits.'
  return `The base is full: on ${on.day} there would be ${on.demand} vehicles and ${on.supply} places to park. ${then}`
}
