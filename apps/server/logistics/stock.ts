/** Stock by base and item: what is on hand by its movements, what is used in a day, for how many days it lasts. */
import { balanceOf, dailyUseOf, supplyOf, USE_DAYS } from '@konbit/force'
import type { Moment, TallyRow } from '@konbit/ledger'
import { addDays, daysBetween } from '@konbit/model'
import { keepOn } from '../kept.ts'
import type { Ask } from '../route.ts'
import { answered, given, numberIn, refsOf, rowsOf, textIn } from './reading.ts'

export type StockLine = {
  site: string
  item: string
  code: string
  unit: string
  category: string
  onHand: number
  dailyUse: number | null
  daysOfSupply: number | null
  leastDays: number | null
  low: boolean
  lastMovedOn: string | null
}

/** Every item at every base where it ever moved, what runs out first at the head; retired items only while some is left. */
export const stockAt = (ask: Ask, moment: Moment, day: string): Promise<StockLine[]> =>
  keepOn(ask, moment, 'logistics stock', async () => {
    const [moved, items] = await Promise.all([
      ask.house.ledger.tally(ask.reader, {
        register: 'stockMovement',
        moment,
        by: ['base', 'stockItem', 'direction'],
        sum: 'quantityMoved',
        on: 'movedOn',
        lately: addDays(day, 1 - USE_DAYS),
      }),
      rowsOf(ask, moment, { register: 'stockItem' }, ['code', 'unitName', 'category', 'leastDays']),
    ])
    const byItem = new Map(items.map((row) => [row.record, row]))
    const lines = [...Map.groupBy(given(moved), ({ keys }) => `${keys[0]} ${keys[1]}`).values()]
    return lines
      .flatMap((rows): StockLine[] => {
        const [site, id] = rows[0]?.keys ?? []
        const item = byItem.get(String(id))
        if (!item) return []
        const line = lineOf(rows, day, numberIn(item.fields.leastDays))
        if (item.state === 'retired' && line.onHand <= 0) return []
        return [
          {
            site: String(site),
            item: item.record,
            code: textIn(item.fields.code) ?? '',
            unit: textIn(item.fields.unitName) ?? '',
            category: textIn(item.fields.category) ?? 'other',
            ...line,
          },
        ]
      })
      .sort(
        (a, b) =>
          Number(b.low) - Number(a.low) ||
          (a.daysOfSupply ?? Number.MAX_VALUE) - (b.daysOfSupply ?? Number.MAX_VALUE) ||
          (a.code < b.code ? -1 : 1),
      )
  })

function lineOf(rows: readonly TallyRow[], day: string, leastDays: number | null) {
  const days = rows.flatMap(({ first, last }) => [first, last].filter((one) => one !== null))
  const first = days.toSorted()[0]
  const issued = rows.find(({ keys }) => keys[2] === 'issue')?.sumLately ?? 0
  const { onHand, dailyUse, daysOfSupply, isLow } = supplyOf(
    balanceOf(rows.map(({ keys, sum }) => ({ direction: String(keys[2]), quantity: sum }))),
    dailyUseOf(issued, first === undefined ? null : Math.max(0, daysBetween(first, day))),
    leastDays,
  )
  const lastMovedOn = days.toSorted().at(-1) ?? null
  return { onHand, dailyUse, daysOfSupply, leastDays, low: isLow, lastMovedOn }
}

const LIMIT = 1000

export async function answerStock(ask: Ask) {
  const { base, limit = LIMIT } = ask.query as { base?: string; limit?: number }
  return answered(ask, `stock ${base} ${limit}`, async (moment, day) => {
    const all = await stockAt(ask, moment, day)
    const found = base ? all.filter(({ site }) => site === base) : all
    const items = found.slice(0, limit)
    return {
      items,
      total: found.length,
      low: found.filter(({ low }) => low).length,
      useDays: USE_DAYS,
      refs: await refsOf(
        ask,
        moment,
        items.flatMap(({ site, item }) => [site, item]),
      ),
    }
  })
}
