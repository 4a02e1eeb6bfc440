/** The list beside the map: the same incidents, newest first, each with how surely it is placed and who was said to be killed. */
import { useEffect, useRef } from 'react'
import { useFormat } from '../../format.ts'
import { GoRecord } from '../../parts/Go.tsx'
import { useWords } from '../../words.tsx'
import { colorOf, type Incident, isPlaced } from './incidents.ts'
import css from './situation.module.css'

type Props = {
  incidents: readonly Incident[]
  sources: ReadonlyMap<string, readonly string[]>
  selected: ReadonlySet<string>
  onSelect: (id: string) => void
}

export function IncidentList({ incidents, sources, selected, onSelect }: Props) {
  const t = useWords()
  const format = useFormat()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (selected.size > 0)
      void list.current?.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <>
      <div className={css.listHead} aria-hidden="true">
        <span>{t('situation.newest')}</span>
        <span>{t('situation.killedSource')}</span>
      </div>
      <ul ref={list} className={css.list}>
        {incidents.map((one) => {
          const isSelected = selected.has(one.id)
          return (
            <li
              key={one.id}
              data-selected={isSelected || undefined}
              className={isSelected ? css.selected : undefined}
            >
              <button
                type="button"
                className={css.row}
                aria-pressed={isSelected}
                onClick={() => onSelect(one.id)}
              >
                <Bullet one={one} />
                <span className={css.title}>{one.title}</span>
                <b className={css.killed}>{killed(one)}</b>
                <span className={css.caption}>{`${format.when(one.when)} · ${where(one)}`}</span>
                <span className={css.source}>{shortened(sources.get(one.id) ?? [])}</span>
              </button>
              {isSelected && (
                <GoRecord register="incident" id={one.id} className={css.openRecord}>
                  {t('situation.openRecord')}
                </GoRecord>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )

  function where(one: Incident): string {
    if (!isPlaced(one))
      return one.where?.name
        ? t('situation.noPoint', { name: one.where.name })
        : t('situation.noPlace')
    const name = one.where?.name ?? one.where?.pcode ?? ''
    return one.whereElse?.name ? t('situation.or', { one: name, other: one.whereElse.name }) : name
  }

  function killed(one: Incident): string {
    if (!one.killed) return '–'
    const { low, high } = one.killed
    if (low !== null && high !== null)
      return low === high ? format.number(low) : `${format.number(low)}–${format.number(high)}`
    return low !== null
      ? t('situation.orMore', { value: low })
      : high !== null
        ? t('situation.orFewer', { value: high })
        : '–'
  }
}

/** Two codes and how many more: the record names them all. */
const shortened = (codes: readonly string[]): string =>
  codes.length > 2 ? `${codes.slice(0, 2).join(', ')} +${codes.length - 2}` : codes.join(', ')

/** Filled where it is placed to a point, dashed where only a department or nothing is known. */
function Bullet({ one }: { one: Incident }) {
  const color = colorOf[one.touches]
  const loose = !isPlaced(one) || one.where?.precision === 'department' || one.state === 'disputed'
  return (
    <svg width={14} height={14} viewBox="0 0 14 14" className={css.bullet} aria-hidden="true">
      <circle
        cx={7}
        cy={7}
        r={4.2}
        fill={one.where?.precision === 'point' ? color : 'none'}
        stroke={color}
        strokeWidth={2}
        strokeDasharray={loose ? '2.2 1.6' : undefined}
      />
    </svg>
  )
}
