/** Vehicles by class and base: in each cell how many are fit of those held, over a bar of the three states. A cell narrows the board. */
import { useFormat } from '../../format.ts'
import { useTerm, useWords } from '../../words.tsx'
import { type Count, type Filter, heldOf, type Matrix } from './board.ts'
import css from './logistics.module.css'

type Props = {
  matrix: Matrix
  refs: Readonly<Record<string, string>>
  hasTask: boolean
  filter: Filter
  onChoose: (filter: Filter) => void
}

export function MatrixTable({ matrix, refs, hasTask, filter, onChoose }: Props) {
  const t = useWords()
  const term = useTerm()
  const { bases, rows, whole } = matrix
  const nameOf = (base: string | null): string =>
    base === null ? t('logistics.noBase') : (refs[base] ?? base)
  const wholeOf = (base: string | null): Count => {
    const sum: Count = { fit: 0, unfit: 0, offRoad: 0, expected: 0 }
    for (const row of rows) {
      const cell = row.cells.get(base)
      if (cell) for (const key of Object.keys(sum) as (keyof Count)[]) sum[key] += cell[key]
    }
    return sum
  }
  const cell = (count: Count | undefined, next: Filter, name: string) => (
    <Cell
      count={count}
      name={name}
      hasTask={hasTask}
      chosen={filter.type === next.type && filter.base === next.base}
      onChoose={() => onChoose(next)}
    />
  )
  return (
    <>
      <ul className={css.key} aria-label={t('logistics.key')}>
        {(hasTask ? (['fit', 'unfit', 'offRoad'] as const) : (['fit', 'offRoad'] as const)).map(
          (lane) => (
            <li key={lane}>
              <i className={css[lane]} />
              {t(
                lane === 'fit' && !hasTask
                  ? 'logistics.lane.serviceable'
                  : `logistics.lane.${lane}`,
              )}
            </li>
          ),
        )}
        <li>{t(hasTask ? 'logistics.keyCount' : 'logistics.keyCountNoTask')}</li>
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={t('logistics.matrix')}>
        <table className={css.matrix}>
          <thead>
            <tr>
              <th scope="col">{t('logistics.class')}</th>
              <th scope="col">{t('logistics.whole')}</th>
              {bases.map((base) => (
                <th key={base ?? 'none'} scope="col">
                  {nameOf(base)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const word = capital(term('choice.vehicle.type', row.type))
              return (
                <tr key={row.type}>
                  <th scope="row">{word}</th>
                  <td>{cell(row.whole, { type: row.type }, word)}</td>
                  {bases.map((base) => (
                    <td key={base ?? 'none'}>
                      {cell(
                        row.cells.get(base),
                        { type: row.type, base },
                        `${word}, ${nameOf(base)}`,
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('logistics.allClasses')}</th>
              <td>{cell(whole, {}, t('logistics.whole'))}</td>
              {bases.map((base) => (
                <td key={base ?? 'none'}>{cell(wholeOf(base), { base }, nameOf(base))}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function Cell({
  count,
  name,
  hasTask,
  chosen,
  onChoose,
}: {
  count: Count | undefined
  name: string
  hasTask: boolean
  chosen: boolean
  onChoose: () => void
}) {
  const t = useWords()
  const format = useFormat()
  const held = count ? heldOf(count) : 0
  if (!count || held + count.expected === 0)
    return (
      <span className={css.nothing} title={t('logistics.noneHere')}>
        {'·'}
      </span>
    )
  const part = (value: number): string => `${(value / Math.max(1, held)) * 100}%`
  return (
    <button type="button" className={css.cell} aria-pressed={chosen} onClick={onChoose}>
      <span className="aside-only">
        {t(hasTask ? 'logistics.cell' : 'logistics.cellNoTask', {
          name,
          fit: count.fit,
          unfit: count.unfit,
          off: count.offRoad,
          expected: count.expected,
        })}
      </span>
      <span aria-hidden>
        <b>{format.number(count.fit)}</b> / {format.number(held)}
        {count.expected > 0 && (
          <small> {t('logistics.plusExpected', { count: count.expected })}</small>
        )}
      </span>
      <svg className={css.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" className={css.track} />
        {held > 0 && (
          <>
            <rect width={part(count.fit)} height="6" className={css.fit} />
            <rect x={part(count.fit)} width={part(count.unfit)} height="6" className={css.unfit} />
            <rect
              x={part(count.fit + count.unfit)}
              width={part(count.offRoad)}
              height="6"
              className={css.offRoad}
            />
          </>
        )}
      </svg>
    </button>
  )
}
