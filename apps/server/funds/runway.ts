/**
 * The runway of funds: what is at hand, what is expected, what falls due and what running costs, to the day the money is used
 * up; and the same without given contributions, as if their donors had frozen them today.
 */
import { monthlyOf, type RunwayEvent, runwayOf, type Sum } from '@konbit/force'
import { addDays, isRefusal, type Refusal } from '@konbit/model'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { convertAt, dayIn, isPartial, type Row, refsTo, sumIn, textOf } from './reading.ts'
import { bookOf } from './statement.ts'

/** Three years ahead. */
const daysAhead = 1096
const yearBack = 365
const eventsMax = 500
/** Owed month after month. What else is owed comes once. */
const running = new Set(['pay', 'reimbursement', 'support'])

type Expected = RunwayEvent & { row: Row; kind: 'obligation' | 'contribution' }

export async function answerRunway(ask: Ask): Promise<Answer | Refusal> {
  const { without = '', currency = 'USD' } = ask.query as { without?: string; currency?: string }
  const moment = await momentOf(ask)
  const today = dayAt(ask, moment)
  const [book, convert, partial] = await Promise.all([
    bookOf(ask),
    convertAt(ask, moment),
    isPartial(ask, moment),
  ])
  if (isRefusal(book)) return book
  const gone = new Set(without.split(',').filter(Boolean))
  let notConverted = 0
  /** In the currency of the answer; what has no rate by that day is counted out, and said. */
  const minorOf = (sum: Sum | undefined, day: string): number => {
    if (!sum) return 0
    const made = convert(sum, currency, day < today ? day : today)
    if (!made.sum) notConverted += 1
    return made.sum?.minor ?? 0
  }
  const base = { at: moment.atText, known: moment.knownText, today, currency, partial }
  const nothing = {
    ...base,
    balance: null,
    held: null,
    monthly: null,
    emptyOn: null,
    series: [],
    events: [],
    undated: { count: 0, minor: 0 },
    notConverted,
  }
  if (partial) return ok({ ...nothing, why: 'partial' })
  if (book.receipts.length === 0) return ok({ ...nothing, why: 'noReceipts' })

  const received = new Map<string, number>()
  for (const one of book.receipts)
    addTo(
      received,
      textOf(one, 'contribution'),
      minorOf(sumIn(one, 'amount'), dayOf(one, 'receivedOn')),
    )
  const spent = new Map<string, number>()
  const paidOf = new Map<string, number>()
  for (const one of book.payments) {
    const minor = minorOf(sumIn(one, 'amount'), dayOf(one, 'paidOn'))
    addTo(spent, textOf(one, 'contribution'), minor)
    addTo(paidOf, textOf(one, 'obligation'), minor)
  }
  const held = heldOf(book.contributions, gone, received, spent, minorOf, today)
  const balance = total(received) - total(spent) - held
  const { events, undated } = eventsOf(book, gone, received, paidOf, minorOf, today)
  const monthly = monthlyCost(book, minorOf, today)
  const { emptyOn, series } = runwayOf({
    today,
    balance,
    events,
    monthly: monthly?.minor ?? 0,
    days: daysAhead,
  })
  const listed = events.slice(0, eventsMax)
  const refs = await refsTo(
    ask,
    moment,
    listed.map(({ row }) => row),
  )
  return ok({
    ...base,
    balance: { minor: balance, currency },
    held: { minor: held, currency },
    monthly,
    emptyOn,
    series,
    events: listed.map(({ row, ...event }) => ({
      ...event,
      caption: refs.get(row.id)?.caption ?? '',
    })),
    undated,
    notConverted,
  })
}

type MinorOf = (sum: Sum | undefined, day: string) => number
type Book = Exclude<Awaited<ReturnType<typeof bookOf>>, Refusal>

const dayOf = (record: Row, field: string): string => dayIn(record, field) ?? '0000'
const addTo = (sums: Map<string, number>, key: string | undefined, minor: number): void => {
  sums.set(key ?? '', (sums.get(key ?? '') ?? 0) + minor)
}
const total = (sums: ReadonlyMap<string, number>): number =>
  [...sums.values()].reduce((sum, one) => sum + one, 0)

/** What is in the account and may not be spent: frozen, or of a contribution that is left out. */
function heldOf(
  contributions: readonly Row[],
  gone: ReadonlySet<string>,
  received: ReadonlyMap<string, number>,
  spent: ReadonlyMap<string, number>,
  minorOf: MinorOf,
  today: string,
): number {
  let held = 0
  for (const one of contributions) {
    const isFrozen = one.state === 'frozen'
    if (!isFrozen && !gone.has(one.id)) continue
    const left = Math.max(0, (received.get(one.id) ?? 0) - (spent.get(one.id) ?? 0))
    const frozen = sumIn(one, 'amountFrozen')
    held += isFrozen && frozen && !gone.has(one.id) ? Math.min(left, minorOf(frozen, today)) : left
  }
  return held
}

function eventsOf(
  book: Book,
  gone: ReadonlySet<string>,
  received: ReadonlyMap<string, number>,
  paidOf: ReadonlyMap<string, number>,
  minorOf: MinorOf,
  today: string,
) {
  const tomorrow = addDays(today, 1)
  const events: Expected[] = []
  const undated = { count: 0, minor: 0 }
  for (const one of book.obligations) {
    if (one.state !== 'open') continue
    const left = minorOf(sumIn(one, 'amount'), today) - (paidOf.get(one.id) ?? 0)
    if (left <= 0) continue
    const due = dayIn(one, 'dueOn')
    if (!due) {
      undated.count += 1
      undated.minor += left
      continue
    }
    events.push({
      day: due > today ? due : tomorrow,
      minor: -left,
      register: 'obligation',
      record: one.id,
      row: one,
      kind: 'obligation',
      isRunning: running.has(String(one.fields.kind)),
    })
  }
  for (const one of book.contributions) {
    const expectedOn = dayIn(one, 'expectedOn')
    if (one.state !== 'committed' || gone.has(one.id) || one.fields.channel === 'inKind') continue
    if (!expectedOn || expectedOn <= today) continue
    const promised = minorOf(sumIn(one, 'amountCommitted') ?? sumIn(one, 'amount'), today)
    const left = promised - (received.get(one.id) ?? 0)
    if (left <= 0) continue
    events.push({
      day: expectedOn,
      minor: left,
      register: 'contribution',
      record: one.id,
      row: one,
      kind: 'contribution',
      isRunning: false,
    })
  }
  events.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.record < b.record ? -1 : 1))
  return { events, undated }
}

/** What thirty days cost, from what was paid in the last year on what is owed month after month; null where too little was. */
function monthlyCost(book: Book, minorOf: MinorOf, today: string) {
  const kinds = new Map(book.obligations.map((one) => [one.id, String(one.fields.kind)]))
  const begin = addDays(today, 1 - yearBack)
  const paid = book.payments.filter((one) => {
    const day = dayIn(one, 'paidOn') ?? ''
    return (
      day >= begin && day <= today && running.has(kinds.get(textOf(one, 'obligation') ?? '') ?? '')
    )
  })
  const first = paid.map((one) => dayIn(one, 'paidOn') as string).sort()[0]
  if (!first) return null
  const sum = paid.reduce(
    (all, one) => all + minorOf(sumIn(one, 'amount'), dayOf(one, 'paidOn')),
    0,
  )
  const minor = monthlyOf(sum, first, today)
  return minor === null ? null : { minor, from: first, to: today, payments: paid.length }
}
