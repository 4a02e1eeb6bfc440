/**
 * The mission's purse: what donors pledge, commit, send and freeze; what is set aside for a use, owed and paid. Whoever wants
 * money asks here, and is told no when there is none that its donor allows for that use.
 */
import { type Donor, donors, states } from './states.ts'
import type { Thing } from './told.ts'
import type { World } from './world.ts'

export type Use =
  | 'pay'
  | 'reimbursement'
  | 'logistics'
  | 'medical'
  | 'training'
  | 'construction'
  | 'operations'
type Gift = { donor: Donor; thing: Thing; free: number; isFrozen: boolean; received: number }
type Allotted = { thing: Thing; gift: Gift; use: Use; left: number }
export type Debt = {
  use: Use
  usd: number
  thing: Thing
  payee: Thing
  contributor: Thing | undefined
  since: number
  paid: (() => void) | undefined
}

export type Money = {
  /** Obliges and pays at once, or does neither. */
  pay: (use: Use, usd: number, title: string, payee: string, key: string) => boolean
  /** Owed from now on; paid as soon after the day it is due as there is money. */
  owe: (owed: Owed) => Debt
  daily: () => void
}
export type Owed = {
  use: Use
  usd: number
  title: string
  kind: string
  key: string
  payee: Thing
  contributor?: Thing
  dueIn: number
  paid?: () => void
}

/** Dollars the mission is given in two years, at scale 1. */
const givenUsd = 430_000_000
/** Tranches: on which day which share of a gift comes. */
const tranches: Readonly<Record<string, readonly (readonly [day: number, share: number])[]>> = {
  XAL: [
    [24, 0.22],
    [170, 0.16],
    [395, 0.24],
    [560, 0.2],
    [690, 0.18],
  ],
  XBR: [
    [50, 0.35],
    [310, 0.3],
    [540, 0.35],
  ],
  XCO: [
    [80, 0.5],
    [440, 0.5],
  ],
  XEM: [
    [110, 0.35],
    [350, 0.35],
    [600, 0.3],
  ],
}
const LIFE_SUPPORT_DAY = 705
const freezeFrom = 262
const freezeTo = 384

export const dollars = (usd: number) => ({ minor: Math.round(usd * 100), currency: 'USD' })

export function money(world: World): Money {
  const dice = world.dice('money')
  const { told, bodies } = world
  const gifts: Gift[] = []
  const allotments: Allotted[] = []
  let debts: Debt[] = []
  let allotted = 0

  function give(donor: Donor): void {
    const usd = (givenUsd * donor.share * Math.max(world.setting.scale, 0.01)) / 1000
    const from = bodies[donor.code] as Thing
    const isInKind = donor.channel === 'inKind'
    const thing = told.enter('contribution', donor.code, {
      title: isInKind
        ? `${donor.name}: helicopter hours and water treatment`
        : `${donor.name}: contribution for two years`,
      donor: from,
      channel: donor.channel,
      amount: dollars(isInKind ? 0 : usd),
      statedOn: world.today,
      eligibleUse: donor.uses,
      earmark: donor.earmark,
      feesPercent: donor.feesPercent,
      valuedAs: isInKind ? dollars(usd) : undefined,
      receiver: bodies.XTF,
      conditions: donor.freezes ? 'Paid in tranches; each rests on a vote at home.' : undefined,
    })
    const gift: Gift = { donor, thing, free: 0, isFrozen: false, received: 0 }
    gifts.push(gift)
    if (isInKind) return
    world.later(14, () => told.tell(thing, 'commit', { amountCommitted: dollars(usd * 0.9) }))
    for (const [nth, [day, share]] of (tranches[donor.code] ?? []).entries())
      world.later(day, () => arrive(gift, Math.round(usd * share), nth))
    if (!donor.freezes) return
    world.later(freezeFrom, () => {
      gift.isFrozen = true
      told.tell(
        thing,
        'freeze',
        { amountFrozen: dollars(usd - gift.received), frozenOn: world.today },
        { because: 'Its parliament holds back what is still to come until a review is done.' },
      )
    })
    world.later(freezeTo, () => {
      gift.isFrozen = false
      told.tell(thing, 'release', {}, { because: 'The review is done.' })
    })
  }

  function arrive(gift: Gift, usd: number, nth: number): void {
    if (gift.isFrozen) {
      world.later(30, () => arrive(gift, usd, nth))
      return
    }
    const fees = Math.round((usd * (gift.donor.feesPercent ?? 0)) / 100)
    gift.received += usd
    gift.free += usd - fees
    told.enter('receipt', `${gift.donor.code}/${nth}`, {
      contribution: gift.thing,
      amount: dollars(usd - fees),
      receivedOn: world.today,
      valueDate: world.today,
      feesKept: fees > 0 ? dollars(fees) : undefined,
      bankCode: `EX-${gift.donor.code}-${nth + 1}`,
    })
  }

  /** Money set aside for the use, from what is set aside already or else from what its donor allows for it. */
  function setAside(use: Use, usd: number): Allotted | undefined {
    const had = allotments.find((one) => one.use === use && one.left >= usd && !one.gift.isFrozen)
    if (had) return had
    const allows = ({ donor, free, isFrozen }: Gift): boolean =>
      !isFrozen && free >= usd && (donor.uses.includes(use) || donor.uses.includes('any'))
    // What is earmarked goes first, so that what is free stays free.
    const gift =
      gifts.find((one) => allows(one) && !one.donor.uses.includes('any')) ?? gifts.find(allows)
    if (!gift) return undefined
    const amount = Math.floor(Math.min(gift.free, Math.max(usd, 2_500_000 * world.setting.scale)))
    gift.free -= amount
    allotted += 1
    const thing = told.enter('allotment', `A-${allotted}`, {
      title: `${gift.donor.name} for ${use}, ${world.today.slice(0, 7)}`,
      contribution: gift.thing,
      use,
      amount: dollars(amount),
      allottedOn: world.today,
    })
    const made = { thing, gift, use, left: amount }
    allotments.push(made)
    return made
  }

  function settle(debt: Debt, charged: Allotted, isNew: boolean): void {
    const { thing, usd, payee, contributor } = debt
    charged.left -= usd
    if (charged.left < 1) allotments.splice(allotments.indexOf(charged), 1)
    if (!isNew) told.tell(thing, 'amend', { allotment: charged.thing })
    told.enter('payment', thing.key, {
      obligation: thing,
      allotment: charged.thing,
      contribution: charged.gift.thing,
      amount: dollars(usd),
      paidOn: world.today,
      contributor,
      payee,
    })
    told.tell(thing, 'settle', { settledOn: world.today }, { because: 'Paid in full.' })
    debt.paid?.()
  }

  const oblige = (
    { use, usd, title, kind, key, payee, contributor, dueIn, paid }: Owed,
    charged?: Allotted,
  ): Debt => ({
    use,
    usd,
    payee,
    contributor,
    paid,
    since: world.day + dueIn,
    thing: told.enter('obligation', key, {
      title,
      kind,
      owedBy: bodies.XMTR,
      owedTo: payee,
      contributor,
      amount: dollars(usd),
      dueOn: world.date(world.day + dueIn),
      openSince: world.today,
      obligatedOn: world.today,
      use,
      allotment: charged?.thing,
    }),
  })

  /** Exchange rates drift; they are published every week. */
  const worth = new Map(states.map(({ currency, perDollar }) => [currency, perDollar]))
  function publish(): void {
    for (const [currency, before] of worth) {
      const now = before * (1 + (dice.next() - 0.48) * 0.012)
      worth.set(currency, now)
      told.enter('exchangeRate', `${currency}/${world.today}`, {
        currency,
        toCurrency: 'USD',
        rate: Number((1 / now).toPrecision(6)),
        statedOn: world.today,
        publisher: 'Council of the Isles, weekly table (invented)',
      })
    }
  }

  const owe = (owed: Owed): Debt => {
    const debt = oblige(owed)
    debts.push(debt)
    return debt
  }
  const provider = () => ({
    use: 'logistics' as const,
    kind: 'payment',
    payee: bodies.XHLS as Thing,
  })
  const monthly = (): Owed => ({
    ...provider(),
    usd: Math.round(
      world.bases.reduce((sum, { beds, taken }) => sum + beds * 900 + taken * 950, 0),
    ),
    title: `Life support, ${world.today.slice(0, 7)}`,
    key: `life/${world.today}`,
    dueIn: 30,
  })
  /** Two hundred million at scale 1, due after the story ends: whoever looks at the runway meets it. */
  const lifeSupport = (): Owed => ({
    ...provider(),
    usd: Math.round(200_000_000 * world.setting.scale),
    title: 'Life support for the third year, payable in advance',
    key: 'life/third-year',
    dueIn: 62,
  })

  /** Somebody asks the earmarked gift all the same, is refused, and keeps that it was so. */
  const askedOutside = [
    ['XBR', 'logistics', 'Fuel for the third week, asked of the money for pay'],
    ['XEM', 'construction', 'A ward for the clinic, asked of the money for treatment'],
    ['XCO', 'pay', 'Pay of one contingent, asked of the money for bases'],
  ] as const
  function refuse(nth: number): void {
    const [code, use, title] = askedOutside[nth % askedOutside.length] as (typeof askedOutside)[0]
    const gift = gifts.find(({ donor }) => donor.code === code)
    if (!gift) return
    const asked = told.enter('refusal', `refused/${nth}`, {
      title,
      contribution: gift.thing,
      use,
      amount: dollars((40_000 + 9_000 * (nth % 5)) * world.setting.scale),
      askedOn: world.today,
    })
    if (nth % 2 === 0)
      world.later(9, () =>
        told.tell(asked, 'answer', {}, { because: 'Charged to money that is free.' }),
      )
  }

  return {
    pay: (use, usd, title, payee, key) => {
      const to = bodies[payee]
      const charged = to && setAside(use, usd)
      if (!to || !charged) return false
      const owed = { use, usd, title, kind: 'payment', key, payee: to, dueIn: 0 }
      settle(oblige(owed, charged), charged, true)
      return true
    },
    owe,
    daily: () => {
      if (world.day === LIFE_SUPPORT_DAY) owe(lifeSupport())
      if (world.day > 40 && world.day % 30 === 25) owe(monthly())
      if (world.day === 1) for (const donor of donors) give(donor)
      if (world.day % 7 === 1) publish()
      if (world.day > 120 && world.day % 75 === 10) refuse(Math.floor(world.day / 75))
      const open: Debt[] = []
      for (const debt of debts) {
        const charged = debt.since <= world.day ? setAside(debt.use, debt.usd) : undefined
        if (charged) settle(debt, charged, false)
        else open.push(debt)
      }
      debts = open
    },
  }
}
