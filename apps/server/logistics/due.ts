/** Stock below its least days, as one line of what has run over: no date tells it, so it is worked out. */
import type { Moment } from '@konbit/ledger'
import type { Overdue } from '../deadlines.ts'
import type { Ask } from '../route.ts'
import { refsOf } from './reading.ts'
import { stockAt } from './stock.ts'

const NAMED = 4
const RECORDS = 10

export async function stockDue(ask: Ask, moment: Moment, day: string): Promise<Overdue[]> {
  const low = (await stockAt(ask, moment, day)).filter((one) => one.low)
  if (low.length === 0) return []
  const refs = await refsOf(
    ask,
    moment,
    low.slice(0, RECORDS).flatMap(({ site, item }) => [site, item]),
  )
  const told = low.slice(0, NAMED).map(({ site, item, code }) => {
    const at = refs[site]
    return `${refs[item] ?? code}${at ? `, ${at}` : ''}`
  })
  return [
    {
      name: 'stock',
      title: {
        key: 'overdue.stock',
        values: { count: low.length },
        text: 'Stock below its least days',
      },
      note: told.join('; ') + (low.length > told.length ? ' …' : ''),
      days: null,
      since: null,
      desk: 'logistics',
      count: low.length,
      refs: [],
      records: low.slice(0, RECORDS).map(({ item, code }) => ({
        register: 'stockItem',
        id: item,
        caption: refs[item] ?? code,
      })),
    },
  ]
}
