/**
 * What the sites of a mission have of each resource and what is needed of it, from today on: capacities and movements read as
 * steps. What the asker may not see adds nothing, and `partial` says that there may be such.
 */
import type { Step } from '@konbit/force'
import type { Change, Moment, RecordRow } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { type CapacityRule, capacityRules, type Flow } from '@konbit/registers'
import { keepOn } from '../kept.ts'
import { given, numberIn, refsOf, rowsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'

/** Beyond the days asked for, so that what frees is found. */
const AHEAD = 1100

export type RecordStep = Step & { record: string | null; register: string | null }
export type Disputed = { amount: number; saidBy: string; claim: string }
export type SiteBalance = {
  rule: CapacityRule
  site: string
  supply: RecordStep[]
  demand: RecordStep[]
  /** Nobody has said how much there is: then nothing can be wanting. */
  isKnown: boolean
  /** Nobody has said how much one person needs of it: then nothing is wanted that could be counted. */
  isNeedKnown: boolean
  disputed: Disputed[]
}

export type Capacities = {
  sites: readonly RecordRow[]
  built: readonly RecordRow[]
  captions: Readonly<Record<string, string>>
}

export const capacitiesAt = (ask: Ask, moment: Moment): Promise<Capacities> =>
  keepOn(ask, moment, 'fit capacities', async () => {
    const [sites, built] = await Promise.all([
      rowsOf(ask, moment, { register: 'site', state: ['building', 'open', 'full'] }, [
        'bedsPlanned',
        'bedsUsed',
        'waterPerPerson',
        'powerPerPerson',
        'medicalPerHundred',
      ]),
      rowsOf(ask, moment, { register: 'capacity', state: ['planned', 'underWay', 'ready'] }, [
        'site',
        'resource',
        'kindOfWork',
        'capacityAmount',
        'availableOn',
        'saidBy',
      ]),
    ])
    const captions = await refsOf(
      ask,
      moment,
      [...sites, ...built].map(({ record }) => record),
    )
    return { sites, built, captions }
  })

/** The changes of a flow; all before `from` are one. */
export async function changesOf(
  ask: Ask,
  moment: Moment,
  flow: Flow,
  days: { from: string; until: string; each: 'day' | 'record'; within?: string | undefined },
): Promise<{ changes: Change[]; partial: boolean }> {
  const { register, state, where, place, on, edge, amount } = flow
  const found = given(
    await ask.house.ledger.changes(ask.reader, {
      register,
      state,
      ...(where ? { where } : {}),
      moment,
      place,
      on,
      edge,
      ...(amount ? { amount } : {}),
      ...days,
    }),
  )
  const signed = found.changes.map((one) => ({ ...one, amount: one.amount * flow.sign }))
  return { changes: signed, partial: found.partial }
}

/** What is built of a resource at a site, as steps; undefined where nobody has said. */
export function supplyOf(
  { built }: Capacities,
  site: RecordRow,
  { resource, atSite }: CapacityRule,
  today: string,
): RecordStep[] | undefined {
  const own = built.filter(
    ({ fields }) => fields.site === site.record && fields.resource === resource && !fields.saidBy,
  )
  const steps = own.map(({ record, state, fields }): RecordStep => {
    const day = textIn(fields.availableOn) ?? today
    const amount = numberIn(fields.capacityAmount) ?? 0
    return {
      // Promised for a day gone by and not there: today at the earliest.
      day: state !== 'ready' && day < today ? today : day,
      amount: fields.kindOfWork === 'loss' ? -amount : amount,
      record,
      register: 'capacity',
    }
  })
  const planned = atSite === undefined ? null : numberIn(site.fields[atSite])
  if (own.some(({ fields }) => fields.kindOfWork === 'installed')) return steps
  if (planned === null) return steps.length > 0 ? steps : undefined
  return [{ day: BEFORE, amount: planned, record: site.record, register: 'site' }, ...steps]
}

/** Before any day that a mission knows. */
export const BEFORE = '1900-01-01'

const disputedOf = ({ built }: Capacities, site: string, resource: string): Disputed[] =>
  built.flatMap(({ record, fields }) => {
    const saidBy = textIn(fields.saidBy)
    return fields.site === site && fields.resource === resource && saidBy
      ? [{ amount: numberIn(fields.capacityAmount) ?? 0, saidBy, claim: record }]
      : []
  })

/** All before the first day in one step, of the record that weighs most. */
export function folded(steps: readonly RecordStep[], from: string): RecordStep[] {
  const past = steps.filter(({ day }) => day <= from)
  const later = steps.filter(({ day }) => day > from).sort((a, b) => (a.day < b.day ? -1 : 1))
  if (past.length === 0) return later
  const most = past.reduce((one, other) =>
    Math.abs(other.amount) > Math.abs(one.amount) ? other : one,
  )
  const amount = past.reduce((sum, step) => sum + step.amount, 0)
  return [{ ...most, day: from, amount }, ...later]
}

export async function balancesAt(
  ask: Ask,
  moment: Moment,
  today: string,
): Promise<{ balances: SiteBalance[]; partial: boolean }> {
  const [capacities, flows] = await Promise.all([
    capacitiesAt(ask, moment),
    Promise.all(
      capacityRules.flatMap((rule) =>
        rule.demand.map(async (flow) => ({
          rule,
          flow,
          ...(await changesOf(ask, moment, flow, {
            from: addDays(today, 1),
            until: addDays(today, AHEAD),
            each: 'record',
          })),
        })),
      ),
    ),
  ])
  const bySite = Map.groupBy(
    flows.flatMap(({ rule, flow, changes }) => changes.map((change) => ({ rule, flow, change }))),
    ({ rule, change }) => `${rule.resource} ${change.place}`,
  )
  const demandOf = (rule: CapacityRule, site: RecordRow): RecordStep[] => {
    const found = bySite.get(`${rule.resource} ${site.record}`) ?? []
    const steps = found.map(
      ({ flow, change }): RecordStep => ({
        day: change.day ?? today,
        amount: change.amount,
        record: change.record,
        register: change.record ? flow.register : null,
      }),
    )
    const used = rule.usedAtSite === undefined ? null : numberIn(site.fields[rule.usedAtSite])
    const isTold = found.some(({ flow }) => !flow.isPlan)
    return used === null || isTold
      ? steps
      : [{ day: today, amount: used, record: site.record, register: 'site' }, ...steps]
  }
  const sleeping = capacityRules.find(({ resource }) => resource === 'beds') as CapacityRule
  const balances = capacities.sites.flatMap((site) =>
    capacityRules.flatMap((rule): SiteBalance[] => {
      const supply = supplyOf(capacities, site, rule, today)
      const { perPerson } = rule
      const norm = perPerson && normOf(perPerson, site)
      const demand =
        norm === undefined
          ? demandOf(rule, site)
          : demandOf(sleeping, site).map((step) => ({ ...step, amount: step.amount * norm }))
      const isNeedKnown = !perPerson || norm !== undefined
      const disputed = disputedOf(capacities, site.record, rule.resource)
      // What nobody speaks of at a site is not asked for there.
      if (!supply && (demand.length === 0 || norm !== undefined) && disputed.length === 0) return []
      return [
        {
          rule,
          site: site.record,
          supply: folded(supply ?? [], today),
          demand: folded(demand, today),
          isKnown: supply !== undefined,
          isNeedKnown,
          disputed,
        },
      ]
    }),
  )
  return { balances, partial: flows.some(({ partial }) => partial) }
}

function normOf(
  { norm, field, per = 1 }: NonNullable<CapacityRule['perPerson']>,
  site: RecordRow,
): number | undefined {
  const stated = field === undefined ? null : numberIn(site.fields[field])
  return stated === null ? norm : stated / per
}
