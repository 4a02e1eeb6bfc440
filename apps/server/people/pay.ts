/** Pay: how far each month's components have come for each contributor, what is late and by how much, and what officers dispute. */
import { addDays, daysBetween, type Refusal, spanOf } from '@konbit/model'
import { keepTold } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { groupsAt, namesAt, ofContributor } from './reading.ts'

const steps = ['due', 'funded', 'sent', 'paid', 'confirmed'] as const
/** The last step that a run in a state has reached. A disputed one was paid. */
const reachedIn: Readonly<Record<string, (typeof steps)[number]>> = {
  due: 'due',
  funded: 'funded',
  sent: 'sent',
  paid: 'paid',
  disputed: 'paid',
  confirmed: 'confirmed',
}
const disputesMax = 200

type Row = Record<(typeof steps)[number], number> & { persons: number; disputed: number }

export async function answerPay(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const today = dayAt(ask, moment)
  const { from, to } = ask.query as { from?: string; to?: string }
  const ofOne = ofContributor(ask)
  const state = Object.keys(reachedIn)
  return ok(
    await keepTold(ask, moment, `pay ${JSON.stringify([ofOne, from, to])}`, async () => {
      const dueOn = { ...(from ? { from } : {}), ...(to ? { to } : {}) }
      const [runs, late, disputes] = await Promise.all([
        groupsAt(ask, moment, {
          register: 'payroll',
          by: ['contributor', 'payPart', 'month', 'state'],
          filter: { ...ofOne, state, ...(from || to ? { dueOn } : {}) },
          sum: ['amount', 'persons'],
        }),
        groupsAt(ask, moment, {
          register: 'payroll',
          by: ['contributor', 'dueOn', 'state'],
          filter: { ...ofOne, state: ['due', 'funded', 'sent'] },
          sum: ['amount'],
        }),
        ask.house.ledger.list(ask.reader, {
          register: 'payDispute',
          moment,
          filter: { ...ofOne, state: ['open'] },
          sort: 'statedOn',
          limit: disputesMax,
          total: true,
        }),
      ])
      if ('refusal' in disputes) throw new Error(disputes.why)
      const named = await namesAt(ask, moment, 'organisation', [
        ...[...runs, ...late].map(({ keys }) => keys[0] ?? null),
        ...disputes.items.map(({ fields }) => String(fields.contributor)),
      ])
      const rows = new Map<string, { keys: (string | null)[]; currency: string; row: Row }>()
      for (const { keys, currency, sums } of runs) {
        const [contributor, payPart, month, at] = keys
        const key = [contributor, payPart, month, currency].join(' ')
        const found = rows.get(key) ?? {
          keys,
          currency: currency ?? '',
          row: { due: 0, funded: 0, sent: 0, paid: 0, confirmed: 0, persons: 0, disputed: 0 },
        }
        rows.set(key, found)
        const [amount = 0, persons = 0] = sums
        const reached = steps.indexOf(reachedIn[at as string] as (typeof steps)[number])
        for (const step of steps.slice(0, reached + 1)) found.row[step] += amount
        if (at === 'disputed') found.row.disputed += amount
        found.row.persons += persons
      }
      return {
        day: today,
        rows: [...rows.values()].map(({ keys: [contributor, payPart, month], currency, row }) => ({
          contributor: named(contributor ?? null),
          payPart,
          month,
          currency,
          ...row,
        })),
        arrears: arrearsOf(late, today).map(({ contributor, ...one }) => ({
          contributor: named(contributor),
          ...one,
        })),
        disputes: disputes.items.map(({ id, caption, fields, state: at }) => ({
          id,
          caption,
          contributor: named(String(fields.contributor)),
          amount: (fields.amount ?? null) as unknown,
          state: at,
          at: String(fields.statedOn),
          days: daysBetween(spanOf(String(fields.statedOn))?.last ?? today, today),
        })),
        disputesMore: (disputes.total ?? 0) > disputes.items.length,
        disputesOpen: disputes.total ?? 0,
      }
    }),
  )
}

type Late = { keys: (string | null)[]; currency: string | null; sums: number[] }
export type Arrears = {
  contributor: string
  currency: string
  total: number
  days30: number
  days60: number
  days90: number
  older: number
  oldestOn: string | null
  /** Minor units by the step at which they stand still. */
  at: Record<string, number>
}

/** What is past its day and not paid to the officers, by how long: up to 30, 60, 90 days, and more. */
export function arrearsOf(late: readonly Late[], today: string): Arrears[] {
  const found = new Map<string, Arrears>()
  for (const { keys, currency, sums } of late) {
    const [contributor, dueOn, state] = keys as [string, string | null, string]
    if (dueOn === null || dueOn >= today) continue
    const key = `${contributor} ${currency}`
    const one = found.get(key) ?? {
      contributor,
      currency: currency ?? '',
      total: 0,
      days30: 0,
      days60: 0,
      days90: 0,
      older: 0,
      oldestOn: null,
      at: {},
    }
    found.set(key, one)
    const amount = sums[0] as number
    const age = ageOf(dueOn, today)
    one[age] += amount
    one.total += amount
    one.at[state] = (one.at[state] ?? 0) + amount
    if (one.oldestOn === null || dueOn < one.oldestOn) one.oldestOn = dueOn
  }
  return [...found.values()]
}

function ageOf(dueOn: string, today: string): 'days30' | 'days60' | 'days90' | 'older' {
  if (dueOn >= addDays(today, -30)) return 'days30'
  if (dueOn >= addDays(today, -60)) return 'days60'
  return dueOn >= addDays(today, -90) ? 'days90' : 'older'
}
