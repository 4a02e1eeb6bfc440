/** What the workshop owes: services that fall due, and the time that vehicles spend off the road, with what each waits for. */
import { serviceDue } from '@konbit/force'
import type { RecordRow, Spell } from '@konbit/ledger'
import { addDays, dayOf, daysBetween, startOf } from '@konbit/model'
import type { Ask } from '../route.ts'
import { fleetAt } from './fleet.ts'
import {
  answered,
  compare,
  daysAsked,
  firstOf,
  given,
  instant,
  numberIn,
  once,
  refsOf,
  rowsOf,
  textIn,
} from './reading.ts'
import { quarterBefore } from './reliability.ts'

const LIMIT = 500
const DAY_MS = 86_400_000
const order = ['overdue', 'soon', 'later', 'unplanned'] as const

export async function answerMaintenance(ask: Ask) {
  const { limit = LIMIT } = ask.query as { limit?: number }
  return answered(ask, `maintenance ${limit}`, async (moment, day) => {
    const { vehicles } = await fleetAt(ask, moment)
    const held = vehicles.filter(({ state }) => state !== 'expected')
    const due = held.map((row) => serviceOf(row, day))
    const totals: Record<(typeof order)[number], number> = {
      overdue: 0,
      soon: 0,
      later: 0,
      unplanned: 0,
    }
    for (const one of due) totals[one.due] += 1
    const planned = due.filter((one) => one.due !== 'unplanned')
    const items = firstOf(
      planned,
      limit,
      (a, b) =>
        order.indexOf(a.due) - order.indexOf(b.due) ||
        (a.daysLeft ?? 0) - (b.daysLeft ?? 0) ||
        (a.kmLeft ?? 0) - (b.kmLeft ?? 0) ||
        compare(a.plate, b.plate),
    )
    return {
      totals,
      items,
      total: planned.length,
      refs: await refsOf(
        ask,
        moment,
        items.flatMap(({ base, contingent }) => [base, contingent]),
      ),
    }
  })
}

/** What the next service of a vehicle is due by, on a day. */
const serviceOf = once(({ record, state, fields }: RecordRow, day: string) => {
  const serviceOn = textIn(fields.serviceOn)
  const facts = {
    serviceOn,
    serviceKm: numberIn(fields.serviceKm),
    odometerKm: numberIn(fields.odometerKm),
  }
  return {
    record,
    plate: textIn(fields.plate) ?? '',
    type: textIn(fields.type) ?? 'other',
    base: textIn(fields.base),
    contingent: textIn(fields.contingent),
    state,
    ...facts,
    ...serviceDue(facts, serviceOn === null ? null : daysBetween(day, serviceOn)),
  }
})

/** The stays in repair that lay within the days asked for, the longest first, each with its breakdown and the part awaited. */
export async function answerOffRoad(ask: Ask) {
  const {
    from: first,
    to: last,
    limit = LIMIT,
  } = ask.query as Record<string, string> & {
    limit?: number
  }
  return answered(ask, `offroad ${first} ${last} ${limit}`, async (moment, today) => {
    const { from, to } = daysAsked(ask.query, today, quarterBefore)
    const [found, breakdowns, { parts }] = await Promise.all([
      ask.house.ledger.spells(ask.reader, {
        register: 'vehicle',
        state: ['inRepair'],
        moment,
        from,
        to,
        take: ['plate', 'type', 'base', 'contingent', 'contributor'],
      }),
      rowsOf(ask, moment, { register: 'breakdown' }, [
        'vehicle',
        'occurredOn',
        'inDanger',
        'system',
        'where',
      ]),
      fleetAt(ask, moment),
    ])
    const { zone } = ask.mission
    const window = {
      first: startOf(from, zone),
      end: Math.min(startOf(addDays(to, 1), zone), moment.at + 1),
    }
    const byVehicle = Map.groupBy(breakdowns, ({ fields }) => String(fields.vehicle))
    const stays = joined(given(found)).map((spell) => {
      const end = Math.min(spell.to ?? Number.MAX_VALUE, window.end)
      const days = Math.max(0, end - Math.max(spell.from, window.first)) / DAY_MS
      return { spell, days }
    })
    const items = stays
      .toSorted((a, b) => b.days - a.days || (a.spell.record < b.spell.record ? -1 : 1))
      .slice(0, limit)
      .map(({ spell, days }) => {
        const { record, fields } = spell
        const began = dayOf(spell.from, zone)
        const stop = byVehicle.get(record)?.find((row) => isStopOf(row.fields.occurredOn, began))
        return {
          record,
          plate: textIn(fields.plate) ?? '',
          type: textIn(fields.type) ?? 'other',
          base: textIn(fields.base),
          contingent: textIn(fields.contingent),
          contributor: textIn(fields.contributor),
          from: instant(spell.from),
          to: spell.to === null ? null : instant(spell.to),
          days: rounded(days),
          breakdown: stop
            ? {
                record: stop.record,
                occurredOn: textIn(stop.fields.occurredOn) ?? '',
                inDanger: textIn(stop.fields.inDanger) ?? 'unknown',
                system: textIn(stop.fields.system) ?? 'other',
                pcode: textIn(stop.fields.where),
              }
            : null,
          awaits: spell.to === null ? (parts.get(record) ?? null) : null,
        }
      })
    return {
      from,
      to,
      classes: classesOf(stays),
      items,
      total: stays.length,
      refs: await refsOf(
        ask,
        moment,
        items.flatMap((one) => [one.base, one.contingent, one.contributor]),
      ),
    }
  })
}

/** A stay during which something else of the vehicle changed is one stay still; the latest of it speaks. */
function joined(spells: readonly Spell[]): Spell[] {
  const found: Spell[] = []
  for (const spell of spells) {
    const last = found.at(-1)
    if (last?.record === spell.record && last.to === spell.from)
      found[found.length - 1] = { ...spell, from: last.from }
    else found.push(spell)
  }
  return found
}

/** A vehicle is grounded on the day it stopped, or soon after, when it has been brought in. */
const TOWED_DAYS = 3
function isStopOf(occurredOn: unknown, began: string): boolean {
  if (typeof occurredOn !== 'string') return false
  const days = daysBetween(occurredOn, began)
  return days >= 0 && days <= TOWED_DAYS
}

function classesOf(stays: readonly { spell: Spell; days: number }[]) {
  return [...Map.groupBy(stays, ({ spell }) => textIn(spell.fields.type) ?? 'other')]
    .map(([type, list]) => ({
      type,
      stays: list.length,
      vehicles: new Set(list.map(({ spell }) => spell.record)).size,
      days: rounded(list.reduce((sum, { days }) => sum + days, 0)),
      now: list.filter(({ spell }) => spell.to === null).length,
    }))
    .sort((a, b) => b.days - a.days)
}
const rounded = (days: number): number => Math.round(days * 100) / 100
