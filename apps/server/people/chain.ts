/**
 * The whole chain of one contributor, from what is required to what is paid: each step with its figure, as far as the asker may
 * see it, and the list that stands behind it. A step of which nothing may be seen has no figure; that is not zero.
 */
import type { Filter, Group, Moment } from '@konbit/ledger'
import { isRefusal, type Refusal, refuse } from '@konbit/model'
import { keepOn, keepTold } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import { spelled } from '../query.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { arrearsOf } from './pay.ts'
import { effectiveOn, groupsAt, namesAt, stages, unitsAt } from './reading.ts'
import { rowsAt } from './strength.ts'

type Sum = { minor: number; currency: string }
type Step = {
  step: string
  value: number | null
  unit: string
  sums?: Sum[]
  parts?: { key: string; value: number; caption?: string }[]
  measure?: string
  register?: string
  /** The list behind the figure. */
  filter?: Filter
  endsOn?: string | null
}

export async function answerChain(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const id = ask.params.organisation as string
  const found = await ask.house.ledger.get(ask.reader, { register: 'organisation', id, moment })
  if (isRefusal(found)) return found.refusal === 'unknown-register' ? refuse('not-found') : found
  const { register, caption } = found
  return ok(
    await keepTold(ask, moment, `chain ${id}`, async () => ({
      day: dayAt(ask, moment),
      contributor: { id, register, caption },
      steps: (
        await Promise.all([
          strengthOf(ask, moment, id),
          lawOf(ask, moment, id),
          placesOf(ask, moment, id),
          vehiclesOf(ask, moment, id),
          moneyOf(ask, moment, id),
        ])
      )
        .flat()
        .sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step))
        .map(({ filter, ...step }) => (filter ? { ...step, filter: spelled(filter) } : step)),
    })),
  )
}

const order = [
  'required',
  'planned',
  'pledged',
  'authorised',
  'recruited',
  'trained',
  'waiting',
  'deployed',
  'present',
  'effective',
  'housed',
  'vehicles',
  'serviceable',
  'fit',
  'due',
  'paid',
  'arrears',
  'claimed',
  'reimbursed',
]

const atHome = ['recruited', 'vetted']

async function strengthOf(ask: Ask, moment: Moment, contributor: string): Promise<Step[]> {
  const [rows, waits] = await Promise.all([
    keepOn(ask, moment, 'strength rows', () => rowsAt(ask, moment)),
    groupsAt(ask, moment, {
      register: 'person',
      by: ['state', 'waitsFor'],
      filter: { contributor, state: [...atHome, 'waiting'] },
    }),
  ])
  const row = rows.find((one) => one.contributor?.id === contributor && one.unit === null)
  const isKnown = row !== undefined && row.counted !== null
  const waiting = waits.filter(({ keys }) => keys[0] === 'waiting')
  const value = (name: keyof NonNullable<typeof row>): number | null =>
    (row?.[name] as number | null | undefined) ?? null
  const person = (state: readonly string[]): Pick<Step, 'register' | 'filter'> => ({
    register: 'person',
    filter: { contributor, state: [...state] },
  })
  const unit = 'persons'
  return [
    {
      step: 'required',
      value: value('required'),
      unit,
      measure: 'people.required',
      register: 'requirement',
      filter: { contributor, kind: 'unitRequirement', state: ['standing'] },
    },
    {
      step: 'planned',
      value: value('planned'),
      unit,
      measure: 'people.planned',
      register: 'requirement',
      filter: { contributor, kind: 'planned', state: ['standing'] },
    },
    {
      step: 'pledged',
      value: value('pledged'),
      unit,
      measure: 'people.pledged',
      register: 'pledge',
      filter: { contributor, state: ['announced', 'notified', 'partMet', 'met'] },
    },
    {
      step: 'recruited',
      value: isKnown ? count(waits.filter(({ keys }) => keys[0] !== 'waiting')) : null,
      unit,
      measure: 'people.recruited',
      ...person(atHome),
    },
    {
      step: 'trained',
      value: value('trained'),
      unit,
      measure: 'people.trained',
      ...person(stages.atHome),
    },
    {
      step: 'waiting',
      value: value('waiting'),
      unit,
      measure: 'people.waiting',
      ...person(['waiting']),
      parts: waiting.map(({ keys, records }) => ({ key: keys[1] ?? '', value: records })),
    },
    {
      step: 'deployed',
      value: value('deployed'),
      unit,
      measure: 'people.deployed',
      register: 'movement',
      filter: { contributor, state: ['done'] },
    },
    {
      step: 'present',
      value: value('present'),
      unit,
      measure: 'people.present',
      ...person(['deployed']),
    },
    {
      step: 'effective',
      value: value('effective'),
      unit,
      measure: 'people.effective',
      register: 'person',
      filter: { contributor, ...effectiveOn(dayAt(ask, moment)) },
    },
  ]
}

const count = (groups: readonly Group[]): number =>
  groups.reduce((sum, { records }) => sum + records, 0)
const known = (groups: readonly Group[], value: number): number | null =>
  groups.length > 0 ? value : null

/** The acts of its own law that stand, and the day the first of them ends. */
async function lawOf(ask: Ask, moment: Moment, contributor: string): Promise<Step[]> {
  const groups = await groupsAt(ask, moment, {
    register: 'authorisation',
    by: ['state'],
    filter: { contributor },
    span: ['endsOn'],
  })
  const standing = groups.filter(({ keys }) => keys[0] === 'standing')
  return [
    {
      step: 'authorised',
      value: known(groups, count(standing)),
      unit: 'authorisations',
      endsOn: standing[0]?.spans[0]?.[0] || null,
      parts: groups.map(({ keys, records }) => ({ key: keys[0] as string, value: records })),
      register: 'authorisation',
      filter: { contributor },
    },
  ]
}

/** Where its people sleep: at which bases how many of those in the area lie. */
async function placesOf(ask: Ask, moment: Moment, contributor: string): Promise<Step[]> {
  const filter = { contributor, state: [...stages.inArea] }
  const groups = await groupsAt(ask, moment, { register: 'person', by: ['base'], filter })
  const placed = groups.filter(({ keys }) => keys[0] !== null)
  const base = placed.map(({ keys }) => keys[0] as string)
  const named = await namesAt(ask, moment, 'site', base)
  return [
    {
      step: 'housed',
      value: known(groups, count(placed)),
      unit: 'persons',
      parts: placed.map(({ keys, records }) => {
        const site = named(keys[0] ?? null)
        return {
          key: keys[0] as string,
          value: records,
          ...(site ? { caption: site.caption } : {}),
        }
      }),
      ...(base.length > 0 ? { register: 'person', filter: { ...filter, base } } : {}),
    },
  ]
}

async function vehiclesOf(ask: Ask, moment: Moment, contributor: string): Promise<Step[]> {
  const { rows } = await unitsAt(ask, moment)
  const contingent = rows
    .filter(({ fields }) => fields.contributor === contributor)
    .map(({ record }) => record)
  if (contingent.length === 0) return []
  const groups = await groupsAt(ask, moment, {
    register: 'vehicle',
    by: ['state', 'hasTurret'],
    filter: { contingent, state: ['ready', 'inRepair'] },
  })
  const ready = groups.filter(({ keys }) => keys[0] === 'ready')
  const step = (name: string, value: number, more: Filter): Step => ({
    step: name,
    value: known(groups, value),
    unit: 'vehicles',
    register: 'vehicle',
    filter: { contingent, ...more },
  })
  return [
    step('vehicles', count(groups), { state: ['ready', 'inRepair'] }),
    step('serviceable', count(ready), { state: ['ready'] }),
    step('fit', count(ready.filter(({ keys }) => keys[1] === 'yes')), {
      state: ['ready'],
      hasTurret: 'yes',
    }),
  ]
}

async function moneyOf(ask: Ask, moment: Moment, contributor: string): Promise<Step[]> {
  const today = dayAt(ask, moment)
  const [runs, claims] = await Promise.all([
    groupsAt(ask, moment, {
      register: 'payroll',
      by: ['contributor', 'dueOn', 'state'],
      filter: { contributor },
      sum: ['amount'],
    }),
    groupsAt(ask, moment, {
      register: 'reimbursement',
      by: ['state'],
      filter: { contributor },
      sum: ['amountClaimed'],
    }),
  ])
  const open = ['due', 'funded', 'sent']
  const late = arrearsOf(
    runs.filter(({ keys }) => open.includes(keys[2] as string)),
    today,
  )
  const inState = (groups: readonly Group[], place: number, states: readonly string[]) =>
    groups.filter(({ keys }) => states.includes(keys[place] as string))
  const pay = (step: string, states: readonly string[]): Step => ({
    step,
    value: known(runs, count(inState(runs, 2, states))),
    unit: 'runs',
    sums: added(inState(runs, 2, states)),
    register: 'payroll',
    filter: { contributor, state: [...states] },
  })
  const claim = (step: string, states: readonly string[]): Step => ({
    step,
    value: known(claims, count(inState(claims, 0, states))),
    unit: 'claims',
    sums: added(inState(claims, 0, states)),
    parts: inState(claims, 0, states).map(({ keys, records }) => ({
      key: keys[0] as string,
      value: records,
    })),
    register: 'reimbursement',
    filter: { contributor, state: [...states] },
  })
  return [
    pay('due', open),
    pay('paid', ['paid', 'disputed', 'confirmed']),
    {
      step: 'arrears',
      value: known(runs, late.length),
      unit: 'currencies',
      sums: late.map(({ currency, total }) => ({ minor: total, currency })),
      parts: late.flatMap(({ currency, days30, days60, days90, older }) =>
        Object.entries({ days30, days60, days90, older }).map(([age, value]) => ({
          key: `${currency} ${age}`,
          value,
        })),
      ),
      measure: 'pay.arrears',
      register: 'payroll',
      filter: { contributor, state: open, dueOn: { to: today } },
    },
    claim('claimed', ['claimed', 'verified', 'certified', 'disputed']),
    claim('reimbursed', ['paid']),
  ]
}

function added(groups: readonly Group[]): Sum[] {
  const sums = new Map<string, number>()
  for (const {
    currency,
    sums: [minor = 0],
  } of groups)
    if (currency) sums.set(currency, (sums.get(currency) ?? 0) + minor)
  return [...sums].map(([currency, minor]) => ({ minor, currency }))
}
