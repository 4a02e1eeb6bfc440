/**
 * Duty by officer and by group, for whoever may see it: the duties lie in restricted, so that only the rota officer and the
 * commander get names, and whoever is no more than themself gets their own. The spread of a group of fewer than five is not told.
 */
import { addDays } from '@konbit/model'
import { answered, daysAsked, numberIn, refsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

const usualDays = 28
const groupLeast = 5

type Share = {
  officer: string
  member: string | null
  contingent: string
  hours: number
  nights: number
  duties: number
}

export const answerDuty = (ask: Ask) => {
  const { from: first = '', to: last = '' } = ask.query as { from?: string; to?: string }
  return answered(ask, `operations duty ${first} ${last}`, async (moment, today) => {
    const { from, to } = daysAsked(ask.query, today, (day) => addDays(day, 1 - usualDays))
    const stood = await allOf(ask, 'dutyShift', moment, {
      state: ['stood', 'counted'],
      startsOn: { from, to: addDays(to, 1) },
    })
    const shares = new Map<string, Share>()
    for (const { fields } of stood) {
      const officer = String(fields.officer)
      const share = shares.get(officer) ?? {
        officer,
        member: null,
        contingent: String(fields.contingent),
        ...{ hours: 0, nights: 0, duties: 0 },
      }
      shares.set(officer, share)
      share.member ??= textIn(fields.member)
      share.hours += numberIn(fields.hoursOnDuty) ?? 0
      share.duties += 1
      if (fields.isNight === 'yes') share.nights += 1
    }
    const items = [...shares.values()].sort((a, b) => b.hours - a.hours)
    const groups = [...Map.groupBy(items, ({ contingent }) => contingent)].map(
      ([contingent, list]) => ({
        contingent,
        persons: list.length,
        spread: list.length < groupLeast ? null : spreadOf(list.map(({ hours }) => hours)),
      }),
    )
    return {
      from,
      to,
      items,
      groups: groups.sort((a, b) => b.persons - a.persons),
      refs: await refsOf(
        ask,
        moment,
        items.flatMap(({ officer, contingent }) => [officer, contingent]),
      ),
    }
  })
}

/** The least, the quarters and the most of a list. */
export function spreadOf(hours: readonly number[]) {
  const sorted = hours.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] as number
  return { least: at(0), quarter: at(0.25), middle: at(0.5), threeQuarters: at(0.75), most: at(1) }
}
