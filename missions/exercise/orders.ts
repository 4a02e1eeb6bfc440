/**
 * How the mission is run: the daily rhythm of each role, what must be told at once, orders with who acknowledged them, and the
 * desks nobody staffs. Nothing of it changes what happens elsewhere in the story.
 */
import type { Role } from '@konbit/model'
import { as, type Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const rhythm = [
  [
    'strengthKavaria',
    'Morning strength of each contingent',
    'contributorOfficer',
    'strength',
    '07:30',
  ],
  ['strengthAll', 'Strength of all contingents confirmed', 'forceGeneration', 'strength', '09:00'],
  ['gate', 'Gate of the morning patrols', 'watch', 'gate', '05:30'],
  ['incidents', 'Incidents of the night', 'watch', 'incidentReport', '07:00'],
  ['vehicles', 'State of every vehicle', 'fleet', 'vehicleState', '08:00'],
  ['workshop', 'What left the workshop', 'workshop', 'vehicleState', '17:00'],
  ['report', 'Situation report to the commander', 'watch', 'dayReport', '18:00'],
  ['brief', 'Read the situation report', 'chief', 'dayReport', '18:30'],
  ['orders', 'Orders of the day', 'chief', 'orders', '08:30'],
] as const
const weekly = [
  ['stores', 'Count of one store', 'stores', 'stockCount', '16:00', ['monday', 'thursday']],
  ['pay', 'Pay runs on their way', 'finance', 'payRun', '12:00', ['tuesday']],
  [
    'inspections',
    'Inspections signed',
    'inspector',
    'inspectionForm',
    '17:00',
    ['wednesday', 'friday'],
  ],
] as const

const alerts = [
  {
    key: 'casualty',
    title: 'Any casualty of our own',
    toRoles: ['chief', 'watch', 'forceGeneration'],
    inRegister: 'casualty',
    onVerbs: 'enter',
    breaksQuiet: true,
    escalateAfterMinutes: 30,
    escalateToRoles: ['legal'],
  },
  {
    key: 'ambush',
    title: 'An ambush or an attack',
    toRoles: ['chief', 'watch'],
    inRegister: 'incident',
    onVerbs: 'enter',
    onlyField: 'kind',
    onlyValue: 'ambush,attack',
    breaksQuiet: true,
  },
  {
    key: 'unfit',
    title: 'A patrol sent out unfit',
    toRoles: ['chief'],
    inRegister: 'patrol',
    onVerbs: 'sendUnfit',
    quietFrom: '22:00',
    quietTo: '06:00',
  },
  {
    key: 'fit',
    title: 'Fewer than half of the vehicles fit for an armoured patrol',
    toRoles: ['chief', 'fleet'],
    measure: 'logistics.availability',
    crosses: 'below',
    threshold: 0.5,
    checkedAt: '06:00',
  },
] as const

type Given = {
  key: string
  day: number
  title: string
  kind: 'order' | 'task'
  body: string
  to: readonly Role[]
  state?: string
  due?: number
  /** After how many days each said that it reached them. */
  told: readonly (readonly [member: string, role: Role, days: number])[]
  /** After how many days it was done; absent: it is still open. */
  done?: number
}
const orders: readonly Given[] = [
  {
    key: '2-01',
    day: 40,
    title: 'Convoys only with two vehicles and a radio',
    kind: 'order',
    body: 'No vehicle leaves a base alone. Each convoy has two vehicles and one working radio at least.',
    to: ['watch', 'fleet'],
    told: [
      ['watch', 'watch', 0],
      ['fleet', 'fleet', 1],
    ],
    done: 300,
  },
  {
    key: '2-02',
    day: 210,
    title: 'Count every controlled store before the rains',
    kind: 'task',
    body: 'Two people count each store together. Differences are told the same day.',
    to: ['stores', 'inspector'],
    due: 30,
    told: [
      ['stores', 'stores', 0],
      ['inspector', 'inspector', 2],
    ],
    done: 28,
  },
  {
    key: '3-01',
    day: DAYS - 20,
    title: 'Fuel for ten days at every base',
    kind: 'order',
    body: 'Each base holds fuel for ten days of patrols. What is missing is asked for by Friday.',
    to: ['stores', 'base', 'fleet'],
    due: 12,
    told: [
      ['stores', 'stores', 1],
      ['base', 'base', 1],
    ],
  },
  {
    key: '3-02',
    day: DAYS - 12,
    title: 'Names of reliefs for tours that end within two months',
    kind: 'task',
    body: 'Each contributor names the relief of every tour that ends within two months.',
    to: ['contributorOfficer', 'forceGeneration'],
    state: 'XKA',
    due: 14,
    told: [['forceGeneration', 'forceGeneration', 1]],
  },
  {
    key: '3-03',
    day: DAYS - 5,
    title: 'Night patrols in Verel from 20:00 to 04:00',
    kind: 'order',
    body: 'Two night patrols each night until further notice. The gate is kept by the watch officer.',
    to: ['watch', 'fleet'],
    due: 9,
    told: [['watch', 'watch', 0]],
  },
  {
    key: '3-04',
    day: DAYS - 3,
    title: 'Confirm what was paid for the last two months',
    kind: 'task',
    body: 'Contributors confirm each pay run that reached their officers. Disputes are answered within a week.',
    to: ['contributorFinance', 'finance'],
    due: 10,
    told: [],
  },
  {
    key: '3-05',
    day: DAYS - 1,
    title: 'Everybody: where to go when the airport is shut',
    kind: 'order',
    body: 'The list of places to meet is at the watch desk. Read it, and say that you did.',
    to: [],
    due: 5,
    told: [['chief', 'chief', 0]],
  },
]

export function running(world: World): { daily: () => void } {
  const { told, bodies } = world
  const chief = as('chief', 'chief')

  function set(): void {
    for (const [key, title, role, form, dueAt] of rhythm)
      told.enter('rhythm', key, { title, role, form, dueAt }, { by: chief })
    for (const [key, title, role, form, dueAt, weekdays] of weekly)
      told.enter('rhythm', key, { title, role, form, dueAt, weekdays }, { by: chief })
    for (const { key, ...rule } of alerts) told.enter('alertRule', key, rule, { by: chief })
    const off = (switched: string, because: string): Thing =>
      told.enter('deskSwitch', switched, { switched }, { by: chief, because })
    off('desk:sources', 'Nobody reads the press in this exercise.')
    off('register:influence', 'No analyst of armed groups is here yet.')
    const mandate = off('desk:mandate', 'The legal officer comes in two months.')
    world.later(60, () =>
      told.tell(mandate, 'switchOn', {}, { by: chief, because: 'The legal officer is here.' }),
    )
  }

  function give({ key, title, kind, body, to, state, due, told: by, done }: Given): void {
    const order = told.enter(
      'order',
      key,
      {
        number: `TR ${key}`,
        title,
        kind,
        body,
        toRoles: to.length > 0 ? to : undefined,
        toOrganisation: state ? bodies[state] : undefined,
        dueOn: due === undefined ? undefined : world.date(world.day + due),
      },
      { by: chief },
    )
    told.tell(order, 'issue', { issuedOn: world.today }, { by: chief })
    for (const [member, role, days] of by) {
      const say = (): void => {
        told.enter(
          'acknowledgement',
          `${key}/${member}`,
          { order, toOrganisation: state ? bodies[state] : undefined },
          { by: as(member, role) },
        )
      }
      if (days === 0) say()
      else world.later(days, say)
    }
    if (done !== undefined) world.later(done, () => told.tell(order, 'finish', {}, { by: chief }))
  }

  return {
    daily: () => {
      if (world.day === 1) set()
      for (const one of orders) if (one.day === world.day) give(one)
    },
  }
}
