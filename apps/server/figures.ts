/**
 * The six figures of the first page, each with its date, its course and where sources disagree. They are ordinary
 * measures; only the line of meaning beside each is particular to it.
 */

import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, daysBetween, isRefusal, type Measure, spanOf } from '@konbit/model'
import type { Note, RecordRef } from './deadlines.ts'
import { answerRunway } from './funds/runway.ts'
import { wholeOf } from './funds/statement.ts'
import { keepOn } from './kept.ts'
import { claimsOf, groupsOf, type Spread, spreadOf } from './measures.ts'
import { dayAt } from './moments.ts'
import type { Ask } from './route.ts'
import { allOf, type ClaimView, spokenAt } from './statements.ts'

export type Figure = {
  name: string
  title: string
  value: number | null
  unit: string
  bound?: 'atLeast' | 'over' | 'atMost' | 'below' | 'about'
  /** The date the figure speaks of. */
  asOn: string | null
  basis: 'record' | 'adopted' | null
  partial: boolean
  note?: Note
  /** Why there is no value. */
  why?: Note
  trend: { day: string; value: number }[]
  trendKind: 'line' | 'bars'
  rivals: Spread | null
  /** How many statements speak of it by then. */
  statements: number
  /** The record that is the figure, where one alone is. */
  record?: RecordRef
}

const note = (key: string, text: string, values: Note['values'] = {}): Note => ({
  key: `overview.${key}`,
  values,
  text,
})
const millions = (usd: number): string => `${(usd / 1e6).toFixed(1)} million USD`
const bounds = ['atLeast', 'over', 'atMost', 'below', 'about'] as const

const names = [
  'people.deployed',
  'people.waiting',
  'logistics.fit',
  'funds.received',
  'funds.runway',
  'situation.killed',
]

export const figuresAt = (ask: Ask, moment: Moment): Promise<Figure[]> =>
  Promise.all(
    names
      .flatMap((name) => ask.house.measures.get(name) ?? [])
      .map((measure) =>
        keepOn(ask, moment, `figure ${measure.name}`, async () => {
          const said = await figure(ask, moment, measure)
          return said.value === null ? ((await own[measure.name]?.(ask, moment)) ?? said) : said
        }),
      ),
  )

/** Where nothing was said of money that the mission adopted, its own accounts speak, to whoever may see the whole of them. */
const own: Record<string, (ask: Ask, moment: Moment) => Promise<Figure | undefined>> = {
  'funds.received': async (ask, moment) => {
    const measure = ask.house.measures.get('funds.arrived')
    const [arrived, sums] = await Promise.all([
      measure && figure(ask, moment, measure),
      wholeOf(ask, moment),
    ])
    if (!arrived?.value || arrived.partial || !sums) return undefined
    const text = `${millions(sums.pledged)} pledged, ${millions(sums.paid)} paid`
    return { ...arrived, note: note('arrived.note', text, sums) }
  },
  'funds.runway': async (ask) => {
    const measure = ask.house.measures.get('funds.runway')
    const { at, known } = ask.query
    const answer = await answerRunway({ ...ask, query: { at, known } })
    const told = isRefusal(answer) || !('json' in answer) ? undefined : (answer.json as Runway)
    if (!measure || !told?.emptyOn) return undefined
    const { today, emptyOn } = told
    return {
      ...{ name: measure.name, title: measure.title, unit: measure.unit, trendKind: 'line' },
      ...{ asOn: today, basis: 'record', partial: false, trend: [], rivals: null, statements: 0 },
      value: daysBetween(today, emptyOn),
      note: note('lasts.note', 'By the mission’s own accounts'),
    }
  },
}
type Runway = { today: string; emptyOn: string | null }

async function figure(ask: Ask, moment: Moment, asked: Measure): Promise<Figure> {
  const { name } = asked
  const [answer, claims, groups, more] = await Promise.all([
    figureOf(ask, moment, name),
    claimsOf(ask, asked),
    groupsOf(ask, asked, moment),
    (notes[name] ?? nothing)(ask, moment),
  ])
  // Of a choice, the form that spoke says what the figure rests on.
  const measure = { ...asked, of: (ask.house.measures.get(answer.spoke) ?? asked).of }
  // A sum rests on more records than one, so none of them is the figure.
  const rests =
    'total' in measure.of
      ? undefined
      : await ask.house.ledger.rests(ask.reader, { name, moment, limit: 2 })
  const today = dayAt(ask, moment)
  const whole = claims
    .filter(({ speaksFor }) => speaksFor === measure.claims?.subject)
    .filter(spokenBy(today))
  const record = !rests || isRefusal(rests) ? undefined : rests.items[0]
  const bound = bounds.find((one) => one === record?.fields.precision)
  const spread = spreadOf(
    groups.filter(
      ({ to, status }) => to <= today && to >= addDays(today, -400) && status !== 'setAside',
    ),
    await spokenAt(ask, moment),
  )
  return {
    name,
    title: measure.title,
    value: answer.value,
    unit: measure.unit,
    ...(bound && answer.value !== null ? { bound } : {}),
    asOn: dateFor(measure, record, today),
    basis: answer.value === null ? null : record?.register === 'claim' ? 'adopted' : 'record',
    partial: answer.partial,
    ...(answer.value === null ? { why: await whyNot(ask, moment, name) } : {}),
    ...(more ? { note: more } : {}),
    trend: await trendOf(ask, moment, measure, whole, today),
    trendKind: name === 'situation.killed' ? 'bars' : 'line',
    rivals: spread,
    statements: (whole.length > 0 ? whole : claims.filter(spokenBy(today))).length,
    ...(record
      ? { record: { register: record.register, id: record.id, caption: record.caption } }
      : {}),
  }
}

async function figureOf(
  ask: Ask,
  moment: Moment,
  name: string,
): Promise<{ value: number | null; partial: boolean; spoke: string }> {
  const answer = await ask.house.ledger.measure(ask.reader, { name, moment })
  return isRefusal(answer) ? { value: null, partial: true, spoke: name } : answer
}

/** Whether a statement speaks of a day that has come. */
const spokenBy =
  (today: string) =>
  ({ asOf }: ClaimView): boolean =>
    (spanOf(asOf ?? '')?.first ?? '9') <= today

/** A figure that nobody has is not zero: it says what is known instead. */
async function whyNot(ask: Ask, moment: Moment, name: string): Promise<Note> {
  if (name !== 'logistics.fit') return note('why.none', 'Nothing is recorded by this date.')
  const { value } = await figureOf(ask, moment, 'logistics.delivered')
  return value
    ? note(
        'why.logistics.fit',
        `No count published, only words. ${value} armoured vehicles delivered.`,
        { delivered: value },
      )
    : note('why.logistics.fit.none', 'No count published.')
}

const dateFor = ({ of }: Measure, record: RecordView | undefined, today: string): string | null =>
  'latest' in of ? ((record?.fields[of.latest.asOf] as string | undefined) ?? null) : today

/** A total by the week; an adopted figure by the dates at which it was adopted anew. */
async function trendOf(
  ask: Ask,
  moment: Moment,
  measure: Measure,
  whole: readonly ClaimView[],
  today: string,
): Promise<Figure['trend']> {
  if ('latest' in measure.of) {
    const { period } = measure.of.latest.where ?? {}
    const lengthMax = period === 'quarter' ? 95 : 400
    const adopted = whole.filter(
      (claim) =>
        claim.state === 'adopted' &&
        claim.value !== null &&
        (period !== 'quarter' || isQuarter(claim, lengthMax)),
    )
    const byDay = new Map(
      adopted.map((claim) => [spanOf(claim.asOf ?? '')?.last ?? '', claim.value as number]),
    )
    return [...byDay]
      .map(([day, value]) => ({ day, value }))
      .filter(({ day }) => day !== '' && day <= today)
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .slice(-10)
  }
  if (!('total' in measure.of)) return []
  const series = await ask.house.ledger.series(ask.reader, {
    name: measure.name,
    moment,
    from: addDays(today, -364),
    to: today,
    step: 'week',
  })
  if (isRefusal(series)) return []
  const known = series.points.flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]))
  const first = known.findIndex(({ value }) => value !== 0)
  return first < 0 ? [] : known.slice(Math.max(0, first - 1))
}

function isQuarter({ periodFirst, periodLast }: ClaimView, daysMax: number): boolean {
  const first = spanOf(periodFirst ?? '')?.first
  const last = spanOf(periodLast ?? '')?.last
  if (!first || !last) return false
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000
  return days > 80 && days < daysMax
}

type Noting = (ask: Ask, moment: Moment) => Promise<Note | undefined>
const nothing: Noting = async () => undefined

/** The line of meaning beside each figure, from other measures and records. */
const notes: Record<string, Noting> = {
  'people.deployed': async (ask, moment) => {
    const [deployed, planned] = await Promise.all([
      figureOf(ask, moment, 'people.deployed'),
      figureOf(ask, moment, 'people.planned'),
    ])
    if (deployed.value === null || !planned.value) return undefined
    const share = Math.round((100 * deployed.value) / planned.value)
    return note(
      'deployed.note',
      `${share} % of the ${planned.value.toLocaleString('en')} planned`,
      { share, planned: planned.value },
    )
  },
  'people.waiting': async (ask, moment) => {
    // Only of a statement: those who are counted one by one are of several contributors.
    const { spoke } = await figureOf(ask, moment, 'people.waiting')
    if ('total' in (ask.house.measures.get(spoke)?.of ?? {})) return undefined
    const rests = await ask.house.ledger.rests(ask.reader, {
      name: 'people.waiting',
      moment,
      limit: 1,
    })
    if (isRefusal(rests)) return undefined
    const party = rests.items[0]?.fields.party
    if (typeof party !== 'string') return undefined
    const caption = (await ask.house.ledger.captions(ask.reader, [party], moment)).get(
      party,
    )?.caption
    return caption
      ? note('waiting.note', `Of ${caption}, at home`, { contributor: caption })
      : undefined
  },
  'funds.received': async (ask, moment) => {
    const { value } = await figureOf(ask, moment, 'funds.frozen')
    return value ? note('received.note', `${millions(value)} frozen`, { frozen: value }) : undefined
  },
  'funds.runway': async (ask, moment) => {
    const open = await allOf(ask, 'obligation', moment, { state: ['open'], kind: 'payment' })
    const due = open.find(({ fields }) => fields.dueOn === undefined && fields.amount !== undefined)
    const amount = due?.fields.amount as { minor: number; currency: string } | undefined
    return (
      amount &&
      note('runway.note', `Due, without a date: ${millions(amount.minor / 100)}`, {
        due: amount.minor / 100,
        currency: amount.currency,
      })
    )
  },
  'situation.killed': async (ask, moment) => {
    const measure = ask.house.measures.get('situation.killed')
    if (!measure) return undefined
    const today = dayAt(ask, moment)
    const adopted = (await claimsOf(ask, measure))
      .filter(
        (claim) =>
          claim.state === 'adopted' &&
          isQuarter(claim, 95) &&
          (spanOf(claim.periodLast ?? '')?.last ?? '9') <= today,
      )
      .sort((a, b) => ((a.periodLast ?? '') < (b.periodLast ?? '') ? 1 : -1))
    const before = adopted[1]
    return before?.value
      ? note('killed.note', `Quarter before: ${before.value.toLocaleString('en')}`, {
          before: before.value,
          periodLast: before.periodLast ?? '',
        })
      : undefined
  },
}
