/** Beds, who sleeps in them and who was planned to, day by day, at one site or at all of them. */
import { levels } from '@konbit/force'
import type { Change } from '@konbit/ledger'
import { addDays, refuse } from '@konbit/model'
import { type CapacityRule, capacityRules, plannedSleepers, sleepers } from '@konbit/registers'
import { answered, numberIn, Refused } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { capacitiesAt, changesOf, supplyOf } from './balance.ts'

const DAYS_USUAL = 90
export const OCCUPANCY_DAYS_MAX = 1100

const beds = capacityRules.find(({ resource }) => resource === 'beds') as CapacityRule

export async function answerOccupancy(ask: Ask) {
  const { site, ...given } = ask.query as { site?: string; from?: string; to?: string }
  return answered(ask, `occupancy ${site} ${given.from} ${given.to}`, async (moment, today) => {
    const to = given.to ?? addDays(today, DAYS_USUAL)
    const from = given.from ?? addDays(given.to ?? today, -DAYS_USUAL)
    const list: string[] = []
    for (let day = from; day <= to && list.length <= OCCUPANCY_DAYS_MAX; day = addDays(day, 1))
      list.push(day)
    if (list.length === 0 || list.length > OCCUPANCY_DAYS_MAX)
      throw new Refused(
        refuse('invalid-query', undefined, [
          {
            field: 'to',
            needs: `a day from the first on, at most ${OCCUPANCY_DAYS_MAX} days later`,
          },
        ]),
      )
    const read = async (flows: readonly (typeof sleepers)[number][]) => {
      const found = await Promise.all(
        flows.map((flow) =>
          changesOf(ask, moment, flow, { from, until: to, each: 'day', within: site }),
        ),
      )
      return {
        changes: found.flatMap(({ changes }) => changes),
        partial: found.some(({ partial }) => partial),
      }
    }
    const [capacities, moved, planned] = await Promise.all([
      capacitiesAt(ask, moment),
      read(sleepers.filter(({ isPlan }) => !isPlan)),
      read(plannedSleepers),
    ])
    const sites = capacities.sites.filter(({ record }) => !site || record === site)
    const supply = sites.flatMap((one) => supplyOf(capacities, one, beds, today) ?? [])
    const used = sites
      .map(({ fields }) => numberIn(fields.bedsUsed))
      .filter((one): one is number => one !== null)
    const bedsOn = running(list, supply)
    const occupiedOn = running(list, moved.changes)
    const plannedOn = running(list, planned.changes)
    return {
      site: site ?? null,
      days: list.map((day, index) => ({
        day,
        beds: bedsOn?.[index] ?? null,
        occupied: occupiedOn
          ? day <= today
            ? (occupiedOn[index] ?? null)
            : null
          : day === today && used.length > 0
            ? used.reduce((sum, one) => sum + one, 0)
            : null,
        planned: plannedOn?.[index] ?? null,
      })),
      partial: moved.partial || planned.partial,
    }
  })
}

/** The level at the end of each day; undefined where nothing was ever told. */
function running(
  days: readonly string[],
  changes: readonly Pick<Change, 'day' | 'amount'>[],
): number[] | undefined {
  if (changes.length === 0) return undefined
  const steps = changes.map(({ day, amount }) => ({ day: day ?? '', amount }))
  const list = levels({ supply: steps, demand: [] })
  let at = 0
  let level = 0
  return days.map((day) => {
    for (; at < list.length && (list[at]?.day as string) <= day; at++) level = list[at]?.supply ?? 0
    return level
  })
}
