/** Stock: what lies where and for how many days it lasts, against the days it should; controlled stores and their counts by two. */
import { type Stock, useStock } from '../../api/force.ts'
import { useMission } from '../../api/hooks.ts'
import { AmountBars } from '../../charts/AmountBars.tsx'
import { useFormat } from '../../format.ts'
import { Card, PageHead } from '../../parts/Card.tsx'
import { Go } from '../../parts/Go.tsx'
import { Empty, Skeleton, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import { DeskExport, DeskLists } from '../desk/DeskLists.tsx'
import { DeskTabs } from '../desk/DeskTabs.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import css from './logistics.module.css'
import { StockTable } from './StockTable.tsx'
import { Stores } from './Stores.tsx'

export default function StockPage() {
  const t = useWords()
  const format = useFormat()
  const day = usePageDay()
  const asked = useStock()
  return (
    <>
      <PageHead
        title={t('stock.title')}
        question={t('stock.question', { date: format.when(day) })}
        brief
        actions={<DeskExport desk="logistics" />}
      />
      <DeskTabs desk="logistics" />
      <div className={css.page}>
        <When
          query={asked}
          skeleton={
            <Card title={t('stock.supply')}>
              <Skeleton lines={10} height={24} />
            </Card>
          }
        >
          {(data) => <Supply data={data} day={day} />}
        </When>
        <Stores day={day} />
        <DeskLists desk="logistics" />
      </div>
    </>
  )
}

function Supply({ data, day }: { data: Stock; day: string }) {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  if (data.items.length === 0)
    return (
      <Card title={t('stock.supply')}>
        <Empty
          title={t('stock.none')}
          why={t('stock.noneWhy')}
          action={<Go to="/r/stockMovement">{t('stock.toMovements')}</Go>}
        />
      </Card>
    )
  const name = (id: string): string => data.refs[id] ?? id
  const judged = data.items.filter((one) => one.leastDays !== null && one.daysOfSupply !== null)
  const low = judged.filter((one) => one.low)
  const shortest = [...judged]
    .sort(
      (a, b) =>
        (a.daysOfSupply as number) / (a.leastDays || 1) -
        (b.daysOfSupply as number) / (b.leastDays || 1),
    )
    .slice(0, 14)
  const days = (value: number): string => format.number(value, value > 0 && value < 10 ? 1 : 0)
  const sites = [...new Set(data.items.map((one) => one.site))].sort((a, b) =>
    name(a).localeCompare(name(b)),
  )
  return (
    <>
      {judged.length > 0 && (
        <AmountBars
          title={
            low.length > 0
              ? t('stock.finding', { count: low.length, of: judged.length })
              : t('stock.enough', { count: judged.length })
          }
          subtitle={t('stock.sub', { date: format.when(day) })}
          source={t('stock.source')}
          file={`days-of-supply-${mission.id}-${day}`}
          unit={t('unit.word.days')}
          columns={{ name: t('stock.item'), value: t('stock.days'), least: t('stock.least') }}
          write={days}
          most={Math.max(...shortest.map((one) => (one.leastDays as number) * 3), 10)}
          rows={shortest.map((one) => ({
            key: `${one.site} ${one.item}`,
            label: `${name(one.item)}, ${name(one.site)}`,
            value: one.daysOfSupply,
            least: one.leastDays,
            tone: one.low ? 'out' : 'plain',
            lines: [
              t('stock.leastOf', { days: one.leastDays as number }),
              `${format.number(one.onHand)} ${one.unit}`,
            ],
          }))}
        />
      )}
      <div className={css.two}>
        {sites.map((site) => (
          <StockTable
            key={site}
            site={name(site)}
            rows={data.items.filter((one) => one.site === site)}
            name={name}
          />
        ))}
      </div>
    </>
  )
}
