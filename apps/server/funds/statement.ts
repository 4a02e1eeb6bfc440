/**
 * The statement of funds: what was pledged, committed, received, allotted, obligated and paid, each its own column and none
 * added to another, by donor, use or month. Sums stand in their own currency, with the one conversion and its rate beside.
 */
import { addUp, type Sum } from '@konbit/force'
import type { Moment } from '@konbit/ledger'
import { isRefusal, type Refusal } from '@konbit/model'
import { isEligible, translate } from '@konbit/registers'
import { keepOn } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import {
  convertAt,
  dayIn,
  isPartial,
  type Ref,
  type Row,
  refsTo,
  rowsOf,
  sumIn,
  textOf,
} from './reading.ts'

export const stages = ['pledged', 'committed', 'received', 'allotted', 'obligated', 'paid'] as const
type Stage = (typeof stages)[number]
export const groupings = ['donor', 'use', 'period'] as const
type By = (typeof groupings)[number]

/** Records listed behind one sum; the register has them all. */
const restsMax = 10
const outsideMax = 200
const triedMax = 50
const say = translate('en')

/** One step of one record, before it is grouped. */
type Step = {
  stage: Stage
  sum: Sum
  day: string | undefined
  donor: string | null
  use: string | null
  inKind: boolean
  record: Row
}

type Book = {
  contributions: Row[]
  receipts: Row[]
  allotments: Row[]
  obligations: Row[]
  payments: Row[]
  refusals: Row[]
}

const taken = {
  contribution: [
    'donor',
    'channel',
    'amount',
    'statedOn',
    'amountCommitted',
    'committedOn',
    'amountReceived',
    'receivedOn',
    'amountFrozen',
    'valuedAs',
    'eligibleUse',
    'expectedOn',
  ],
  receipt: ['contribution', 'amount', 'receivedOn'],
  allotment: ['contribution', 'use', 'amount', 'allottedOn'],
  obligation: ['kind', 'allotment', 'use', 'amount', 'dueOn', 'openSince', 'obligatedOn'],
  payment: ['obligation', 'allotment', 'contribution', 'amount', 'paidOn'],
  refusal: ['contribution', 'use', 'amount', 'askedOn'],
} as const

export async function bookOf(ask: Ask): Promise<Book | Refusal> {
  const moment = await momentOf(ask)
  return keepOn(ask, moment, 'book of funds', async () => {
    const read = (register: keyof typeof taken, state?: readonly string[]) =>
      rowsOf(ask, moment, register, taken[register], state)
    const lists = await Promise.all([
      read('contribution'),
      read('receipt', ['received']),
      read('allotment', ['standing']),
      read('obligation', ['open', 'settled']),
      read('payment', ['paid']),
      read('refusal'),
    ])
    const refused = lists.find((list): list is Refusal => !Array.isArray(list))
    if (refused) return refused
    const [contributions, receipts, allotments, obligations, payments, refusals] = lists as Row[][]
    return { contributions, receipts, allotments, obligations, payments, refusals } as Book
  })
}

/** The use of a gift that allows one and no other; else none in particular. */
const onlyUse = ({ fields }: Row): string | null => {
  const [first, ...more] = (fields.eligibleUse ?? []) as string[]
  return first && first !== 'any' && more.length === 0 ? first : null
}

function stepsOf(book: Book): Step[] {
  const gifts = new Map(book.contributions.map((one) => [one.id, one]))
  const allotments = new Map(book.allotments.map((one) => [one.id, one]))
  const arrived = new Set(book.receipts.map((one) => textOf(one, 'contribution')))
  const steps: Step[] = []
  const add = (
    stage: Stage,
    record: Row,
    sum: Sum | undefined,
    day: string | undefined,
    gift: Row | undefined,
    use: string | null,
  ): void => {
    if (!sum) return
    const donor = (gift && textOf(gift, 'donor')) ?? null
    const inKind = gift?.fields.channel === 'inKind'
    steps.push({ stage, sum, day, donor, use, inKind, record })
  }
  for (const one of book.contributions) {
    const use = onlyUse(one)
    const day = dayIn(one, 'statedOn')
    const isInKind = one.fields.channel === 'inKind'
    const whole = (isInKind ? sumIn(one, 'valuedAs') : undefined) ?? sumIn(one, 'amount')
    if (one.state !== 'withdrawn') add('pledged', one, whole, day, one, use)
    if (one.state === 'withdrawn') continue
    add('committed', one, sumIn(one, 'amountCommitted'), dayIn(one, 'committedOn') ?? day, one, use)
    // What receipts tell is not told a second time by the contribution itself.
    if (!arrived.has(one.id))
      add('received', one, sumIn(one, 'amountReceived'), dayIn(one, 'receivedOn') ?? day, one, use)
  }
  for (const one of book.receipts) {
    const gift = gifts.get(textOf(one, 'contribution') ?? '')
    add(
      'received',
      one,
      sumIn(one, 'amount'),
      dayIn(one, 'receivedOn'),
      gift,
      gift ? onlyUse(gift) : null,
    )
  }
  const giftOf = (allotment: Row | undefined) =>
    gifts.get((allotment && textOf(allotment, 'contribution')) ?? '')
  const useOf = (allotment: Row | undefined, record?: Row): string | null =>
    (allotment && textOf(allotment, 'use')) ?? (record && textOf(record, 'use')) ?? null
  for (const one of book.allotments)
    add('allotted', one, sumIn(one, 'amount'), dayIn(one, 'allottedOn'), giftOf(one), useOf(one))
  for (const one of book.obligations) {
    const allotment = allotments.get(textOf(one, 'allotment') ?? '')
    const day = dayIn(one, 'obligatedOn') ?? dayIn(one, 'openSince') ?? dayIn(one, 'dueOn')
    add('obligated', one, sumIn(one, 'amount'), day, giftOf(allotment), useOf(allotment, one))
  }
  for (const one of book.payments) {
    const allotment = allotments.get(textOf(one, 'allotment') ?? '')
    const gift = giftOf(allotment) ?? gifts.get(textOf(one, 'contribution') ?? '')
    add('paid', one, sumIn(one, 'amount'), dayIn(one, 'paidOn'), gift, useOf(allotment))
  }
  return steps
}

/** What stands although its donor, as things are, does not allow it: narrowed, frozen or withdrawn since. */
function outsideOf(book: Book) {
  const gifts = new Map(book.contributions.map((one) => [one.id, one]))
  return book.allotments.flatMap((one) => {
    const gift = gifts.get(textOf(one, 'contribution') ?? '')
    const sum = sumIn(one, 'amount')
    if (!gift || !sum) return []
    const isStopped = gift.state === 'frozen' || gift.state === 'withdrawn'
    const why = isStopped
      ? 'frozen'
      : isEligible(gift.fields.eligibleUse, one.fields.use)
        ? undefined
        : 'outside'
    return why
      ? [
          {
            row: one,
            on: dayIn(one, 'allottedOn') ?? null,
            sum,
            why: say(`funds.why.${why}`),
            key: `funds.why.${why}`,
          },
        ]
      : []
  })
}

/** What was asked and refused, the latest first, as whoever was refused has entered it. */
const triedOf = (book: Book) =>
  book.refusals
    .flatMap((row) => {
      const sum = sumIn(row, 'amount')
      const gift = textOf(row, 'contribution')
      return sum && gift
        ? [{ row, gift, sum, on: dayIn(row, 'askedOn') ?? null, use: textOf(row, 'use') ?? null }]
        : []
    })
    .sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1))

/** Pledged and paid in all, in dollars; undefined where they cannot be added up, or the asker may not see the whole. */
export async function wholeOf(
  ask: Ask,
  moment: Moment,
): Promise<{ pledged: number; paid: number } | undefined> {
  const [book, convert, partial] = await Promise.all([
    bookOf(ask),
    convertAt(ask, moment),
    isPartial(ask, moment),
  ])
  if (isRefusal(book) || partial) return undefined
  const steps = stepsOf(book)
  const dollars = (stage: Stage): number =>
    steps.reduce((sum, one) => {
      if (one.stage !== stage || one.inKind || !one.day) return sum
      return sum + (convert(one.sum, 'USD', one.day).sum?.minor ?? 0) / 100
    }, 0)
  return { pledged: dollars('pledged'), paid: dollars('paid') }
}

type Asked = { by: By; from?: string; to?: string; currency?: string }

export async function answerStatement(ask: Ask): Promise<Answer | Refusal> {
  const asked = ask.query as Asked
  const { by, from, to, currency } = asked
  const what = `statement ${by} ${from} ${to} ${currency}`
  const moment = await momentOf(ask)
  const made = await keepOn(ask, moment, what, () => statementOf(ask, asked))
  return isRefusal(made) ? made : ok({ at: moment.atText, known: moment.knownText, ...made })
}

async function statementOf(ask: Ask, { by, from, to, currency = 'USD' }: Asked) {
  const moment = await momentOf(ask)
  const book = await bookOf(ask)
  if (isRefusal(book)) return book
  const convert = await convertAt(ask, moment)
  const isWithin = ({ day }: Step): boolean =>
    (!from && !to) || (day !== undefined && (!from || day >= from) && (!to || day <= to))
  const keyOf = ({ donor, use, day }: Step): string | null =>
    by === 'donor' ? donor : by === 'use' ? use : (day?.slice(0, 7) ?? null)
  const groups = Map.groupBy(
    stepsOf(book).filter(isWithin),
    (step) => `${step.inKind ? 'kind' : 'money'} ${keyOf(step) ?? ''}`,
  )
  const donors = by === 'donor' ? [...groups.values()].flatMap(([one]) => one?.donor ?? []) : []
  const captions =
    donors.length > 0
      ? await ask.house.ledger.captions(ask.reader, [...new Set(donors)], moment)
      : new Map<string, { caption: string }>()
  const cells = [...groups.values()].map((steps) => {
    const [first] = steps as [Step]
    const key = keyOf(first)
    return {
      key,
      caption: captionOf(by, key, captions),
      inKind: first.inKind,
      cells: Object.fromEntries(
        stages.flatMap((stage) => {
          const here = steps.filter((step) => step.stage === stage)
          return here.length > 0 ? [[stage, cellsOf(here, currency, convert)]] : []
        }),
      ),
    }
  })
  const outside = outsideOf(book).slice(0, outsideMax)
  const tried = triedOf(book)
  const gifts = new Map(book.contributions.map((one) => [one.id, one]))
  const shown = tried.slice(0, triedMax)
  const sumsOf = (one: (typeof cells)[number]) =>
    Object.entries(one.cells) as [Stage, ReturnType<typeof cellsOf>][]
  const listed = cells.flatMap((one) =>
    sumsOf(one).flatMap(([, sums]) => sums.flatMap(({ rests }) => rests)),
  )
  const refs = await refsTo(ask, moment, [
    ...listed,
    ...[...outside, ...shown].map(({ row }) => row),
    ...shown.flatMap(({ gift }) => gifts.get(gift) ?? []),
  ])
  const refOf = ({ id }: Row): Ref => refs.get(id) as Ref
  const rows = cells.map((one) => ({
    ...one,
    cells: Object.fromEntries(
      sumsOf(one).map(([stage, sums]) => [
        stage,
        sums.map((sum) => ({ ...sum, rests: sum.rests.map(refOf) })),
      ]),
    ),
  }))
  rows.sort((a, b) =>
    a.inKind !== b.inKind ? (a.inKind ? 1 : -1) : a.caption < b.caption ? -1 : 1,
  )
  return {
    by,
    currency,
    day: dayAt(ask, moment),
    rows,
    refused: outside.map(({ row, ...one }) => ({ ...refOf(row), ...one })),
    tried: shown.map(({ row, gift, ...one }) => ({
      ...refOf(row),
      ...one,
      state: row.state,
      contribution: refs.get(gift) ?? null,
    })),
    triedCount: tried.length,
    partial: await isPartial(ask, moment),
  }
}

const captionOf = (
  by: By,
  key: string | null,
  captions: ReadonlyMap<string, { caption: string }>,
): string =>
  key === null
    ? ''
    : by === 'donor'
      ? (captions.get(key)?.caption ?? '')
      : by === 'use'
        ? say(`term.${key}`)
        : key

/** One sum for each currency and rate, so that the rate beside it is the rate of every entry in it. */
function cellsOf(
  steps: readonly Step[],
  currency: string,
  convert: Awaited<ReturnType<typeof convertAt>>,
) {
  const made = steps.map((step) => ({
    step,
    to: step.day ? convert(step.sum, currency, step.day) : ({ sum: null, why: 'noRate' } as const),
  }))
  const groups = Map.groupBy(made, ({ step, to }) => {
    const rate = 'rate' in to ? (to.rate?.record ?? 'same') : 'none'
    return `${step.sum.currency} ${rate}`
  })
  return [...groups.values()].map((list) => {
    const [{ to }] = list as [(typeof list)[0]]
    const rate = 'rate' in to ? to.rate : null
    return {
      sum: addUp(list.map(({ step }) => step.sum))[0] as Sum,
      count: list.length,
      converted: to.sum ? (addUp(list.flatMap((one) => one.to.sum ?? []))[0] as Sum) : null,
      rate: rate && {
        record: rate.record,
        rate: rate.rate,
        statedOn: rate.statedOn,
        source: rate.source,
        isInverse: 'isInverse' in to && to.isInverse,
      },
      rests: list.slice(0, restsMax).map(({ step }) => step.record),
    }
  })
}
