/** The stock of one site: what is on hand, what a day takes, how long it lasts. What is not known is a dash with its reason. */
import type { StockRow } from '../../api/force.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { GoRecord } from '../../parts/Go.tsx'
import { Unknown } from '../../parts/Text.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './stock.module.css'

export function StockTable({
  site,
  rows,
  name,
}: {
  site: string
  rows: readonly StockRow[]
  name: (id: string) => string
}) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const low = rows.filter((one) => one.low).length
  const sorted = [...rows].sort(
    (a, b) => a.category.localeCompare(b.category) || name(a.item).localeCompare(name(b.item)),
  )
  return (
    <Card title={site} aside={low > 0 ? t('stock.low', { count: low }) : t('stock.allWell')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('stock.item')}</th>
            <th scope="col">{t('stock.onHand')}</th>
            <th scope="col">{t('stock.daily')}</th>
            <th scope="col">{t('stock.days')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <tr key={one.item}>
              <th scope="row">
                <GoRecord register="stockItem" id={one.item}>
                  {name(one.item)}
                </GoRecord>
                <small>
                  {term('choice.stockItem.category', one.category)}
                  {one.lastMovedOn &&
                    ` · ${t('stock.moved', { date: format.when(one.lastMovedOn.slice(0, 10)) })}`}
                </small>
              </th>
              <td>
                {format.number(one.onHand)} <small>{one.unit}</small>
              </td>
              <td>
                {one.dailyUse === null ? (
                  <Unknown />
                ) : (
                  format.number(one.dailyUse, one.dailyUse < 10 ? 1 : 0)
                )}
              </td>
              <td>
                {one.daysOfSupply === null ? (
                  <Unknown why={<small>{t('stock.noUse')}</small>} />
                ) : one.low ? (
                  <StateChip tone="out">
                    {t('stock.ofLeast', {
                      days: format.number(one.daysOfSupply, one.daysOfSupply < 10 ? 1 : 0),
                      least: one.leastDays ?? 0,
                    })}
                  </StateChip>
                ) : (
                  <b>{format.number(one.daysOfSupply, 0)}</b>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
