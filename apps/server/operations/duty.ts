/**
 * Duties that follow from patrols that came back are proposed to whoever keeps them, and typed by nobody. Duty by officer and by group, for whoever may see it: the duties lie in restricted, so that only the rota officer and the
 * commander get names, and whoever is no more than themself gets their own. The spread of a group of fewer than five is not told.
 */
import type { Moment } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { answered, daysAsked, numberIn, refsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'
import { listIn } from './gateFacts.ts'

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
      waiting: await waitingOf(ask, moment, { from, to }, shares),
      groups: groups.sort((a, b) => b.persons - a.persons),
      refs: await refsOf(
        ask,
        moment,
        items.flatMap(({ officer, contingent }) => [officer, contingent]),
      ),
    }
  })
}

/** More are proposed once these are written. */
const waitingMax = 200

/** Of each crew that came back, who has no duty for it yet: only for whoever may enter it. */
async function waitingOf(
  ask: Ask,
  moment: Moment,
  { from, to }: { from: string; to: string },
  shares: ReadonlyMap<string, Share>,
) {
  const keepers: readonly string[] = ask.house.registers.get('dutyShift')?.enters?.by ?? []
  if (!ask.actor.roles.some((role) => keepers.includes(role))) return []
  const back = await allOf(ask, 'patrol', moment, {
    state: ['back'],
    plannedOn: { from, to: addDays(to, 1) },
  })
  const written = await allOf(ask, 'dutyShift', moment, {
    startsOn: { from: addDays(from, -1), to: addDays(to, 2) },
  })
  const has = new Set(written.map(({ fields }) => `${fields.patrol} ${fields.officer}`))
  const crews = back.flatMap(({ id, fields }) =>
    listIn(fields.officers)
      .filter((officer) => !has.has(`${id} ${officer}`))
      .map((officer) => ({
        officer,
        patrol: id,
        member: shares.get(officer)?.member ?? null,
        contingent: textIn(fields.contingent),
        startsOn: textIn(fields.leftAt) ?? String(fields.plannedOn),
        endsOn: textIn(fields.backAt),
        hours: numberIn(fields.hoursOut),
      })),
  )
  return crews
    .flatMap(({ contingent, endsOn, ...one }) =>
      contingent && endsOn && endsOn >= one.startsOn ? [{ ...one, contingent, endsOn }] : [],
    )
    .slice(0, waitingMax)
}

/** The least, the quarters and the most of a list. */
export function spreadOf(hours: readonly number[]) {
  const sorted = hours.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] as number
  return { least: at(0), quarter: at(0.25), middle: at(0.5), threeQuarters: at(0.75), most: at(1) }
}
