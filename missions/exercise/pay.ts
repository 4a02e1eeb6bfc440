/** Pay by component and month: due, funded when there is money, sent, passed on by the state, confirmed, sometimes disputed. */
import { dollars, type Money } from './money.ts'
import type { Thing } from './told.ts'
import type { Contributor, Soldier, World } from './world.ts'

const parts = [
  { payPart: 'missionAllowance', usd: 1150, every: 1 },
  { payPart: 'hazard', usd: 210, every: 3 },
] as const

export function pay(world: World, money: Money): { daily: () => void } {
  const dice = world.dice('pay')
  const { told } = world

  function run(contributor: Contributor, month: string, nth: number): void {
    const here = contributor.groups.flatMap((group) => group.here)
    if (here.length === 0) return
    for (const { payPart, usd, every } of parts) {
      if (nth % every !== 0) continue
      const amount = usd * every * here.length
      const key = `${contributor.state.code}/${month}/${payPart}`
      const thing = told.enter('payroll', key, {
        contributor: contributor.thing,
        month,
        payPart,
        amount: dollars(amount),
        dueOn: world.date(world.day + 10),
        persons: here.length,
      })
      money.owe({
        use: 'pay',
        usd: amount,
        title: `Pay of ${contributor.state.name}, ${month}, ${payPart}`,
        kind: 'pay',
        key: `pay/${key}`,
        payee: contributor.thing,
        contributor: contributor.thing,
        dueIn: 10,
        paid: () => {
          told.tell(thing, 'fund', { fundedOn: world.today })
          world.later(dice.whole(2, 6), () => send(contributor, thing, here, usd * every))
        },
      })
    }
  }

  function send(contributor: Contributor, thing: Thing, here: Soldier[], usd: number): void {
    told.tell(thing, 'send', { sentOn: world.today })
    const { passesOn } = contributor.state
    world.later(dice.whole(Math.ceil(passesOn * 0.6), Math.ceil(passesOn * 1.6)), () => {
      told.tell(thing, 'pay', { paidOn: world.today })
      const disputes = here.filter(() => dice.chance(passesOn > 20 ? 0.006 : 0.002))
      for (const [nth, soldier] of disputes.entries())
        dispute(contributor, thing, soldier, usd, nth)
      if (disputes.length > 1)
        world.later(4, () =>
          told.tell(thing, 'dispute', {}, { because: 'Officers say that less arrived.' }),
        )
      world.later(dice.whole(6, 22), () =>
        told.tell(thing, 'confirm', {
          confirmedOn: world.today,
          ...(disputes.length > 0 ? { despiteDisputes: true } : {}),
        }),
      )
    })
  }

  function dispute(
    contributor: Contributor,
    payroll: Thing,
    officer: Soldier,
    usd: number,
    nth: number,
  ): void {
    const thing = told.enter('payDispute', `${payroll.key}/${nth}`, {
      payroll,
      officer: officer.thing,
      contributor: contributor.thing,
      statedOn: world.today,
      amount: dollars(Math.round(usd * dice.pick([0.1, 0.25, 0.5, 1]))),
      why: dice.pick([
        'Days of travel were not counted.',
        'Nothing arrived.',
        'It was changed at a rate that nobody knows.',
      ]),
    })
    if (dice.chance(0.2)) return
    world.later(dice.whole(20, 90), () => {
      if (dice.chance(0.55)) told.tell(thing, 'uphold', { answer: 'It is paid with the next run.' })
      else
        told.tell(
          thing,
          'refuse',
          { answer: 'The days were counted.' },
          { because: 'The list of the unit was looked at.' },
        )
    })
  }

  return {
    daily: () => {
      const next = world.date(world.day + 1)
      if (!next.endsWith('-01')) return
      const month = world.today.slice(0, 7)
      for (const contributor of world.contributors) run(contributor, month, Number(month.slice(5)))
    },
  }
}
