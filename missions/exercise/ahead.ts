/**
 * What is promised beyond the last day of the story, so that whoever goes on from there finds a mission that has a future: money
 * by its expected days, some only pledged and on conditions; the next phase with its pledges and units; beds under way.
 */
import { dollars } from './money.ts'
import { donors } from './states.ts'
import type { World } from './world.ts'

const day = 690
/** Months ahead in which the money of the third year is expected, and how surely. */
const tranches = [
  [1, 'committed'],
  [4, 'committed'],
  [7, 'pledged'],
  [10, 'pledged'],
] as const
/** Dollars promised for the third year at scale 1. */
const promisedUsd = 330_000_000

export function ahead(world: World): { daily: () => void } {
  const dice = world.dice('ahead')
  const { told, bodies } = world

  function money(): void {
    const givers = donors.filter(({ channel }) => channel !== 'inKind')
    const whole = givers.reduce((sum, { share }) => sum + share, 0)
    for (const donor of givers)
      for (const [months, state] of tranches) {
        const usd = (promisedUsd * world.setting.scale * donor.share) / whole / tranches.length
        const expectedOn = world.date(world.day + months * 30 + dice.whole(0, 25))
        const gift = told.enter('contribution', `${donor.code}/third/${months}`, {
          title: `${donor.name}: third year, part ${Math.ceil(months / 3)}`,
          donor: bodies[donor.code],
          channel: donor.channel,
          amount: dollars(usd),
          statedOn: world.today,
          eligibleUse: donor.uses,
          earmark: donor.earmark,
          feesPercent: donor.feesPercent,
          receiver: bodies.XTF,
          expectedOn,
          conditions: donor.freezes ? 'Rests on a vote at home and on a review.' : undefined,
        })
        if (state === 'committed')
          told.tell(gift, 'commit', {
            amountCommitted: dollars(usd),
            committedOn: world.today,
            expectedOn,
          })
      }
  }

  /** Each contributor with more than one unit is asked for another in the next phase; most say yes. */
  function people(): void {
    for (const { state, thing, groups } of world.contributors) {
      const [like] = groups
      if (!like || groups.length < 2) continue
      const neededBy = world.date(world.day + dice.whole(90, 240))
      const requirement = told.enter('requirement', `SUR-IV-${state.code}`, {
        title: `Statement of unit requirement, phase IV: ${like.lends.unit}`,
        kind: 'unitRequirement',
        speaksFor: 'mission',
        contributor: thing,
        persons: like.size,
        statedOn: world.today,
        partOfPlan: world.plan,
        capability: like.lends.capability,
        neededBy,
        phase: 'IV',
      })
      if (dice.chance(0.25)) continue
      const pledge = told.enter('pledge', `IV-${state.code}`, {
        contributor: thing,
        persons: Math.ceil(like.size * state.boast),
        statedOn: world.today,
        requirement,
        capability: like.lends.capability,
        readiness: 'level2',
        availableFrom: neededBy,
        validUntil: world.date(world.day + 365),
        conditions: state.boast > 1.3 ? 'If reimbursement is paid by then.' : undefined,
      })
      told.enter('contingent', `IV-${state.code}`, {
        name: `${state.name}: ${like.lends.unit}, phase IV`,
        contributor: thing,
        type: like.lends.capability.endsWith('Police') ? 'police' : 'military',
        capability: like.lends.capability,
        pledge,
        personsPlanned: like.size,
        tourMonths: Math.round(state.tourDays / 30.4),
      })
    }
  }

  function beds(): void {
    for (const { plan, thing } of world.bases)
      for (const [nth, days] of [75, 190].entries()) {
        const work = told.enter('capacity', `${plan.code}/beds/third/${nth}`, {
          site: thing,
          resource: 'beds',
          capacityAmount: Math.ceil(plan.beds * 0.3),
          kindOfWork: 'expansion',
          availableOn: world.date(world.day + days + dice.whole(0, 30)),
        })
        if (nth === 0) told.tell(work, 'start')
      }
  }

  return {
    daily: () => {
      if (world.day !== day) return
      money()
      people()
      beds()
    },
  }
}
