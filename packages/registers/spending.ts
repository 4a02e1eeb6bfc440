/**
 * Spending: the rules between what was received, allotted, owed and paid. Each step stays within the one before it, in one
 * currency, and within what its donor allows. Not a register; a sentence here never quotes a sum.
 */
import type { Act, Beside, Fields, Money } from '@konbit/model'

type Rule = Required<Pick<Act, 'asks' | 'unless'>>

const first = (beside: Beside, name: string): Fields | undefined => beside.rows[name]?.[0]

/** What stands against `amount` on top of `others`, within `limits`; each a list of sums by currency. */
function beyond(
  amount: Money | undefined,
  others: readonly Fields[] | undefined,
  limits: readonly Fields[] | undefined,
  sentence: string,
): string | undefined {
  if (!amount) return undefined
  const sumIn = (rows: readonly Fields[] | undefined): number =>
    (rows ?? [])
      .map((row) => row.amount as Money | undefined)
      .reduce((sum, one) => sum + (one?.currency === amount.currency ? one.minor : 0), 0)
  return sumIn(others) + amount.minor > sumIn(limits) ? sentence : undefined
}

/** Whether a donor's list of uses lets money be spent on this one; an empty list names none that is forbidden. */
export const isEligible = (eligible: unknown, use: unknown): boolean => {
  const list = (eligible ?? []) as readonly string[]
  return list.length === 0 || list.includes('any') || list.includes(String(use))
}

const outside =
  'Its donor allows this money for other uses only: charge it to another contribution.'
const stopped = 'Its donor has frozen or withdrawn this money: nothing is spent from it meanwhile.'

const donorStands = (contribution: Fields | undefined, use: unknown): string | undefined =>
  contribution?.state === 'frozen' || contribution?.state === 'withdrawn'
    ? stopped
    : contribution && !isEligible(contribution.eligibleUse, use)
      ? outside
      : undefined

const above = (amount: unknown): string | undefined =>
  amount === undefined || (amount as Money).minor > 0
    ? undefined
    : 'The amount is above zero: what goes back is a step of its own.'

/** An allotment stays within what its contribution brought in, and within its uses. */
export const allotting: Rule = {
  asks: {
    contribution: {
      register: 'contribution',
      match: { $record: 'contribution' },
      take: ['eligibleUse'],
    },
    received: {
      register: 'receipt',
      state: ['received'],
      match: { contribution: 'contribution' },
      take: [],
      sum: 'amount',
    },
    allotted: {
      register: 'allotment',
      state: ['standing'],
      match: { contribution: 'contribution' },
      take: [],
      sum: 'amount',
    },
  },
  unless: (now, input, beside) => {
    const { amount, use } = { ...now, ...input }
    const wrong = above(amount)
    if (wrong || !beside) return wrong
    return (
      donorStands(first(beside, 'contribution'), use) ??
      beyond(
        amount as Money,
        beside.rows.allotted,
        beside.rows.received,
        'More would be allotted than was received in this currency: enter the money received first.',
      )
    )
  },
}

/** What is kept as refused would be refused: nothing else may be said of a donor. */
export const refusing: Rule = {
  asks: allotting.asks,
  unless: (now, input, beside) => {
    const wrong = above({ ...now, ...input }.amount)
    if (wrong || !beside) return wrong
    return allotting.unless(now, input, beside)
      ? undefined
      : 'Its donor allows this and the money is there: allot it instead.'
  },
}

/** What is owed on an allotment stays within it, for its use. What is owed on none is merely owed. */
export const obligating: Rule = {
  asks: {
    allotment: { register: 'allotment', match: { $record: 'allotment' }, take: ['use', 'amount'] },
    obligated: {
      register: 'obligation',
      state: ['open', 'settled'],
      match: { allotment: 'allotment' },
      take: [],
      sum: 'amount',
    },
  },
  unless: (now, input, beside) => {
    const { allotment: charged, amount, use } = { ...now, ...input }
    if (!charged || !beside) return undefined
    if (!amount) return 'What is charged to an allotment says how much it is.'
    const allotment = first(beside, 'allotment')
    if (allotment?.state === 'withdrawn')
      return 'That allotment was withdrawn: charge it to another.'
    if (use && allotment && use !== allotment.use)
      return 'That allotment is for another use: charge it to one for this use.'
    return beyond(
      amount as Money,
      beside.rows.obligated,
      beside.rows.allotment,
      'More would be owed than was allotted in this currency: allot more first.',
    )
  },
}

/** A payment follows its obligation, its allotment and its contribution, and stays within what is owed. */
export const paying: Rule = {
  asks: {
    obligation: {
      register: 'obligation',
      match: { $record: 'obligation' },
      take: ['amount', 'allotment', 'contributor'],
    },
    allotment: {
      register: 'allotment',
      match: { $record: 'allotment' },
      take: ['use', 'contribution'],
    },
    contribution: {
      register: 'contribution',
      match: { $record: 'contribution' },
      take: ['eligibleUse'],
    },
    paid: {
      register: 'payment',
      state: ['paid'],
      match: { obligation: 'obligation' },
      take: [],
      sum: 'amount',
    },
  },
  unless: (now, input, beside) => {
    const given = { ...now, ...input }
    const wrong = above(given.amount)
    if (wrong || !beside) return wrong
    const obligation = first(beside, 'obligation')
    const allotment = first(beside, 'allotment')
    if (!obligation || !allotment) return undefined
    if (obligation.state !== 'open')
      return 'That obligation is settled or dropped: open it again before it is paid.'
    if (!obligation.allotment)
      return 'No money is set aside for that obligation: charge it to an allotment first.'
    if (obligation.allotment !== given.allotment)
      return 'The obligation is charged to another allotment: pay it from that one.'
    if (allotment.contribution !== given.contribution)
      return 'The allotment stands on another contribution: pay it from that one.'
    if ((obligation.contributor ?? null) !== (given.contributor ?? null))
      return 'A payment names the contributor that its obligation names, or none.'
    return (
      donorStands(first(beside, 'contribution'), allotment.use) ??
      beyond(
        given.amount as Money,
        beside.rows.paid,
        beside.rows.obligation,
        'More would be paid than is owed in this currency: settle it, or amend what is owed.',
      )
    )
  },
}

/** Whatever stands under another record of one contributor is that contributor's too. */
export const ofOneContributor = (register: string, field: string): Rule => ({
  asks: { above: { register, match: { $record: field }, take: ['contributor'] } },
  unless: (now, input, beside) => {
    const { contributor } = { ...now, ...input }
    const found = beside && first(beside, 'above')
    return found && found.contributor !== contributor
      ? 'It names another contributor than the record it stands under.'
      : undefined
  },
})
