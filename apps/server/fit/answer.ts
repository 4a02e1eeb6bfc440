/** Will it fit: every resource with its steps, the days on which it binds, what frees it, and what others say of it. */
import { bindsOf } from '@konbit/force'
import { addDays, daysBetween, refuse } from '@konbit/model'
import { answered, Refused, refsOf } from '../logistics/reading.ts'
import { unitsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import { balancesAt, capacitiesAt, type RecordStep } from './balance.ts'
import { cashAt } from './cash.ts'
import { passagesAt } from './passage.ts'
import { reliefsAt } from './relief.ts'

const DAYS_USUAL = 90
export const DAYS_MAX = 730
/** More conflicts, or more steps of one resource, are not told one by one. */
const MOST = 1000

type Bind = { from: string; to: string; short: number; freedBy: RecordStep | null }
type Found = {
  resource: string
  unit: string
  place: { record: string; register: string } | null
  supply: readonly RecordStep[]
  demand: readonly RecordStep[]
  isKnown: boolean
  tooMany?: boolean
  isNeedKnown: boolean
  binds: readonly Bind[]
  disputed: readonly { amount: number; saidBy: string; claim: string }[]
}

export async function answerFit(ask: Ask) {
  const { until: asked, site } = ask.query as { until?: string; site?: string }
  return answered(ask, `fit ${asked} ${site}`, async (moment, today) => {
    const until = asked ?? addDays(today, DAYS_USUAL)
    const days = daysBetween(today, until)
    if (days < 0 || days > DAYS_MAX)
      throw new Refused(
        refuse('invalid-query', undefined, [
          { field: 'until', needs: `a day from ${today} on, at most ${DAYS_MAX} days later` },
        ]),
      )
    const [{ captions }, { unit }, { balances, partial }, passages, reliefs, cash] =
      await Promise.all([
        capacitiesAt(ask, moment),
        unitsAt(ask, moment),
        balancesAt(ask, moment, today),
        passagesAt(ask, moment, today, until),
        reliefsAt(ask, moment, today, until),
        cashAt(ask, today, until),
      ])
    const found: Found[] = [
      ...balances.map(({ rule, site: record, ...rest }) => ({
        ...rest,
        resource: rule.resource,
        unit: rule.unit,
        place: { record, register: 'site' },
        binds: rest.isKnown ? bindsOf(rest, today, until) : [],
      })),
      ...[...passages, ...reliefs].map((one) => ({
        ...one,
        ...{ unit: 'persons', isKnown: true, isNeedKnown: true, disputed: [] },
      })),
      {
        ...cash,
        resource: 'cash',
        unit: cash.currency,
        place: null,
        binds: cash.isKnown ? bindsOf(cash, today, until) : [],
        isNeedKnown: true,
        disputed: [],
      },
    ].filter(
      ({ place, isKnown, tooMany, demand, disputed }: Found) =>
        (!site || place?.record === site) &&
        (isKnown || tooMany || demand.length > 0 || disputed.length > 0),
    )
    // What binds first stands first.
    found.sort((a, b) => {
      const [first, second] = [a.binds[0]?.from ?? '9999', b.binds[0]?.from ?? '9999']
      return first < second ? -1 : first > second ? 1 : 0
    })
    const told = found.slice(0, MOST).map((one) => ({
      ...one,
      supply: one.supply.filter(({ day }) => day <= until).slice(0, MOST),
      demand: one.demand.filter(({ day }) => day <= until).slice(0, MOST),
      binds: one.binds.slice(0, MOST),
    }))
    const shown = told.flatMap(({ place, supply, demand, binds, disputed }) => [
      place?.record,
      ...[...supply, ...demand].map(({ record }) => record),
      ...binds.map(({ freedBy }) => freedBy?.record),
      ...disputed.map(({ claim }) => claim),
    ])
    const kept = (id: string): string | undefined => captions[id] ?? unit(id)?.caption
    const others = shown.filter((id) => id && kept(id) === undefined)
    const read = await refsOf(ask, moment, others)
    const captionOf = (id: string | null): string => (id && (kept(id) ?? read[id])) ?? ''
    const named = ({ day, amount, record, register }: RecordStep) => ({
      day,
      amount,
      record,
      register,
      caption: captionOf(record),
    })
    return {
      days: { from: today, to: until },
      resources: told.map(({ place, supply, demand, binds, disputed, ...rest }) => ({
        resource: rest.resource,
        unit: rest.unit,
        isKnown: rest.isKnown,
        ...(rest.tooMany ? { tooMany: true } : {}),
        isNeedKnown: rest.isNeedKnown,
        site: place && {
          id: place.record,
          register: place.register,
          caption: captionOf(place.record),
        },
        supply: supply.map(named),
        demand: demand.map(named),
        binds: binds.map(({ from, to, short, freedBy }) => ({
          from,
          to,
          short,
          freedBy: freedBy?.record ? named(freedBy) : null,
        })),
        disputed: disputed.map(({ amount, saidBy, claim }) => ({
          amount,
          saidBy,
          claim: { id: claim, register: 'capacity', caption: captionOf(claim) },
        })),
      })),
      partial: partial || cash.partial,
    }
  })
}
