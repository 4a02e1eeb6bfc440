/** What came of each row, or would: those that were refused first, each with what it needs, to be taken home and mended. */
import type { RegisterView } from '../api/types.ts'
import { Button } from '../parts/Button.tsx'
import { StateChip, type Tone } from '../parts/Chip.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconDownload } from '../parts/icons.ts'
import { useNeeds as useNeedsTold, useTold } from '../parts/useTold.ts'
import { useLanguage } from '../words.tsx'
import css from './import.module.css'
import { csvOf, type Item, type Outcome, type Report } from './send.ts'

const tones: Record<Outcome, Tone> = {
  lands: 'fit',
  landed: 'fit',
  same: 'unknown',
  held: 'limited',
  refused: 'out',
}
const shownMax = 200
const order: Outcome[] = ['refused', 'held', 'lands', 'landed', 'same']

/** What a row needs, in words of the page where it has them. */
export function useNeeds(register: RegisterView): (item: Item) => string[] {
  const { t, has, language } = useLanguage()
  const titleOf = (field: string): string => register.fields[field]?.title ?? field
  const toldIn = useTold()
  const needsTold = useNeedsTold()
  return ({ problem = 'failed', why = '', wrong = [], told = [] }) => {
    if (wrong.length > 0)
      return wrong.map((one) =>
        t('import.needs', { what: one.column ?? titleOf(one.field), needs: needsTold(one) }),
      )
    const rule = toldIn(told)
    if (rule) return [rule]
    const key = `problem.${problem}.sentence`
    const said = language === 'en' || !has(`problem.${problem}`) ? why : t(`problem.${problem}`)
    return [problem === 'stale' && language !== 'en' && has(key) ? t(key) : said]
  }
}

/** How a row that became no record is found again among those of the file. */
const firstOf = ({ cells = [] }: Item): string => cells.find((cell) => cell.trim() !== '') ?? ''

export function RowReport({ report, register }: { report: Report; register: RegisterView }) {
  const { t } = useLanguage()
  const needs = useNeeds(register)
  const { counts, items } = report
  const bad = items.filter(({ outcome }) => outcome === 'refused')
  const mendable = bad.length > 0 && report.columns.length > 0
  const download = (): void => {
    const head = [...report.columns.map(({ column }) => column), t('import.needsColumn')]
    const lines = bad.map((item) => [
      ...report.columns.map((_, at) => item.cells?.[at] ?? ''),
      needs(item).join('; '),
    ])
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([`\ufeff${csvOf([head, ...lines])}`], { type: 'text/csv' }),
    )
    link.download = `${register.name}-${t('import.toMend')}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }
  return (
    <div className={css.report}>
      <div className={css.counts} role="status">
        {order
          .filter((one) => counts[one] > 0)
          .map((one) => (
            <StateChip key={one} tone={tones[one]}>
              {t(`import.count.${one}`, { count: counts[one] })}
            </StateChip>
          ))}
        {mendable && (
          <Button
            size="small"
            icon={<IconDownload size={15} stroke={1.75} aria-hidden />}
            onClick={download}
          >
            {t('import.download', { count: bad.length })}
          </Button>
        )}
      </div>
      {items.length > 0 && (
        <div className={css.scroll}>
          <table className={css.rows}>
            <thead>
              <tr>
                <th scope="col" data-number>
                  {t('import.row')}
                </th>
                <th scope="col">{t('import.outcome')}</th>
                <th scope="col">{register.title}</th>
                <th scope="col">{t('import.whatNow')}</th>
              </tr>
            </thead>
            <tbody>
              {items.slice(0, shownMax).map((item) => (
                <tr key={item.row}>
                  <td data-number>{item.row}</td>
                  <td>
                    <StateChip tone={tones[item.outcome]}>
                      {t(`import.outcome.${item.outcome}`)}
                    </StateChip>
                  </td>
                  <td>
                    {item.record && (item.outcome === 'landed' || item.outcome === 'same') ? (
                      <GoRecord register={register.name} id={item.record}>
                        {item.caption ?? item.record.slice(0, 8)}
                      </GoRecord>
                    ) : (
                      (item.caption ?? firstOf(item))
                    )}
                  </td>
                  <td>
                    {item.outcome === 'refused' && (
                      <ul>
                        {needs(item).map((one) => (
                          <li key={one}>{one}</li>
                        ))}
                      </ul>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.rows > shownMax && (
        <p className={css.quiet}>
          {t('import.shown', { shown: Math.min(shownMax, items.length), count: report.rows })}
        </p>
      )}
    </div>
  )
}
