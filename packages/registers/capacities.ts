/**
 * Capacities: what supplies a resource of a site and what needs it, as data over registers. The page *Will it fit* and the
 * occupancy of beds read it; the refusal at the door (room.ts) counts beds in the same way. Not a register.
 */

/** What records of one register add, or take away, from a day of theirs on. */
export type Flow = {
  register: string
  state: readonly string[]
  where?: Readonly<Record<string, string>>
  /** The field that names the site. */
  place: string
  on: string
  /** Of a date as loose as a month: what is needed is needed from its first day, what is there is there after its last. */
  edge: 'first' | 'last'
  /** Absent: each record is one. */
  amount?: string
  sign: 1 | -1
  /** Promised and not yet done: where its day has gone by it may still come true today. */
  isPlan?: true
}
export type CapacityRule = {
  resource: string
  unit: string
  /** A field of the site that speaks where nothing is recorded as installed. */
  atSite?: string
  demand: readonly Flow[]
  /** A field of the site that speaks where no movement names it. */
  usedAtSite?: string
  /**
   * So much for each person who sleeps there, or for each so many of them: what the site says, else the norm. With neither
   * nothing is asked for.
   */
  perPerson?: { norm?: number; field?: string; per?: number }
}

/** Who sleeps at a site: those who came, less those who left; then the plans. */
export const sleepers: readonly Flow[] = [
  ...(['base', 'fromBase'] as const).map(
    (place): Flow => ({
      register: 'movement',
      state: ['done'],
      place,
      on: 'movedOn',
      edge: 'last',
      amount: 'persons',
      sign: place === 'base' ? 1 : -1,
    }),
  ),
  ...(['base', 'fromBase'] as const).map(
    (place): Flow => ({
      register: 'movement',
      state: ['planned'],
      place,
      on: 'plannedOn',
      edge: place === 'base' ? 'first' : 'last',
      amount: 'personsPlanned',
      sign: place === 'base' ? 1 : -1,
      isPlan: true,
    }),
  ),
]

/** What was planned to be there, done since or not. */
export const plannedSleepers: readonly Flow[] = sleepers
  .filter(({ isPlan }) => isPlan)
  .map(({ isPlan: _, ...flow }) => ({ ...flow, state: ['planned', 'done'] }))

/**
 * Norms are for planning and no standard: litres a person a day as large camps of missions are planned with, of which four
 * fifths leave as waste; three meals a day. A site may say its own norm for water. For power and medical beds there is none that
 * would fit every climate and every mandate: a site says what one person, or a hundred, needs there.
 */
export const capacityRules: readonly CapacityRule[] = [
  {
    resource: 'beds',
    unit: 'beds',
    atSite: 'bedsPlanned',
    usedAtSite: 'bedsUsed',
    demand: sleepers,
  },
  {
    resource: 'water',
    unit: 'l/day',
    demand: [],
    perPerson: { norm: 80, field: 'waterPerPerson' },
  },
  { resource: 'wastewater', unit: 'l/day', demand: [], perPerson: { norm: 64 } },
  { resource: 'power', unit: 'kW', demand: [], perPerson: { field: 'powerPerPerson' } },
  {
    resource: 'medicalBeds',
    unit: 'beds',
    demand: [],
    perPerson: { field: 'medicalPerHundred', per: 100 },
  },
  { resource: 'kitchen', unit: 'meals/day', demand: [], perPerson: { norm: 3 } },
  {
    resource: 'parking',
    unit: 'vehicles',
    demand: [
      {
        register: 'vehicle',
        state: ['ready', 'inRepair'],
        place: 'base',
        on: 'acceptedOn',
        edge: 'last',
        sign: 1,
      },
      {
        register: 'vehicle',
        state: ['expected'],
        place: 'base',
        on: 'expectedOn',
        edge: 'first',
        sign: 1,
        isPlan: true,
      },
    ],
  },
]
