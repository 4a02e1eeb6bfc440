/**
 * Reimbursement claims, quarter by quarter, and compensation for the dead and the disabled: claimed, verified, certified, paid
 * or disputed. One state says what it fears to lose; that is its word and not a debt.
 */
import { personRates, rates } from './agreements.ts'
import type { Fleet } from './fleet.ts'
import { dollars, type Money } from './money.ts'
import { as, type Thing } from './told.ts'
import type { Contributor, World } from './world.ts'

export type Claims = {
  daily: () => void
  compensate: (owner: Contributor, casualty: Thing, kind: string) => void
}

const quarter = 91
const inspector = as('inspector', 'inspector')
const legal = as('legal', 'legal')
const finance = as('finance', 'finance')
const chief = as('chief', 'chief')

export function claims(world: World, fleet: Fleet, money: Money): Claims {
  const dice = world.dice('claims')
  const { told } = world
  const perPerson = Object.values(personRates).reduce((sum, usd) => sum + usd, 0)
  let nth = 0

  /** About what the lines will come to: the record computes them anew. */
  function worth(contributor: Contributor): number {
    const persons = contributor.groups.reduce((sum, { here }) => sum + here.length, 0)
    const equipment = fleet.vehicles
      .filter((one) => one.group.state === contributor && one.ownership === 'contingentOwned')
      .reduce((sum, { type, isGone }) => sum + (isGone ? 0 : (rates[type] ?? 0) * 0.9), 0)
    return Math.round(3 * (persons * perPerson + equipment))
  }

  function draft(contributor: Contributor): void {
    const usd = worth(contributor)
    const { state, thing, agreement } = contributor
    if (usd === 0 || !agreement) return
    nth += 1
    const reference = `RC-${state.code}-${String(nth).padStart(4, '0')}`
    const claim = told.enter('reimbursement', reference, {
      reference,
      contributor: thing,
      agreement,
      periodFirst: world.date(world.day - quarter),
      periodLast: world.date(world.day - 1),
      spentAtHome: {
        minor: Math.round(usd * 1.15 * state.perDollar * 100),
        currency: state.currency,
      },
    })
    if (state.code === 'XIL' && dice.chance(0.4)) {
      told.tell(claim, 'fear', {
        amountFeared: dollars(Math.round(usd * 0.6)),
        fearedOn: world.today,
        attributedTo: 'Treasury of Ilmara',
      })
    }
    world.later(dice.whole(14, 70), () => submit(contributor, claim, usd))
  }

  function submit(contributor: Contributor, claim: Thing, usd: number): void {
    told.tell(claim, 'claim', { amountClaimed: dollars(usd), claimedOn: world.today })
    if (dice.chance(0.12))
      told.enter('deduction', claim.key, {
        reimbursement: claim,
        contributor: contributor.thing,
        kind: dice.pick(['absentEquipment', 'advance', 'services']),
        amount: dollars(Math.round(usd * 0.02)),
        deductedOn: world.today,
        why: 'Agreed and never came (invented).',
      })
    world.later(dice.whole(25, 95), () => {
      const verified = Math.round(usd * (0.82 + dice.next() * 0.16))
      told.tell(
        claim,
        'verify',
        { amountVerified: dollars(verified), verifiedOn: world.today },
        { by: inspector },
      )
      if (dice.chance(0.12))
        world.later(10, () =>
          told.tell(
            claim,
            'dispute',
            { disputedOn: world.today },
            { because: 'The state counts more days in service.' },
          ),
        )
      else world.later(dice.whole(15, 60), () => certify(contributor, claim, verified))
    })
  }

  function certify(contributor: Contributor, claim: Thing, usd: number): void {
    const debt = money.owe({
      use: 'reimbursement',
      usd,
      title: `Reimbursement ${claim.key}`,
      kind: 'reimbursement',
      key: `claim/${claim.key}`,
      payee: contributor.thing,
      contributor: contributor.thing,
      dueIn: 30,
      paid: () =>
        told.tell(claim, 'pay', { amountPaid: dollars(usd), paidOn: world.today }, { by: chief }),
    })
    told.tell(
      claim,
      'certify',
      { amountCertified: dollars(usd), certifiedOn: world.today, obligation: debt.thing },
      { by: finance },
    )
  }

  function compensate(owner: Contributor, casualty: Thing, kind: string): void {
    const reference = `DD-${casualty.key}`
    const usd = kind === 'death' ? 77_000 : dice.whole(8, 40) * 1000
    const thing = told.enter('compensation', reference, {
      reference,
      contributor: owner.thing,
      kind,
      casualty,
      notifiedOn: world.today,
    })
    world.later(dice.whole(15, 60), () => {
      told.tell(thing, 'submit', {
        amount: dollars(usd),
        submittedOn: world.today,
        dueOn: world.date(world.day + 90),
      })
      world.later(dice.whole(10, 40), () => {
        told.tell(thing, 'verify', { verifiedOn: world.today }, { by: legal })
        world.later(dice.whole(10, 60), () => approve(owner, thing, usd))
      })
    })
  }

  function approve(owner: Contributor, thing: Thing, usd: number): void {
    const debt = money.owe({
      use: 'reimbursement',
      usd,
      title: `Compensation ${thing.key}`,
      kind: 'reimbursement',
      key: `compensation/${thing.key}`,
      payee: owner.thing,
      contributor: owner.thing,
      dueIn: 14,
      paid: () =>
        told.tell(thing, 'pay', { amountPaid: dollars(usd), paidOn: world.today }, { by: chief }),
    })
    told.tell(
      thing,
      'approve',
      { amountApproved: dollars(usd), approvedOn: world.today, obligation: debt.thing },
      { by: finance },
    )
  }

  return {
    compensate,
    daily: () => {
      if (world.day >= 150 && world.day % quarter === 60)
        for (const contributor of world.contributors) draft(contributor)
    },
  }
}
