/** The key to held ground, from the statements that are shown: share, place and age of each grade. */
import { useId } from 'react'
import { useFormat } from '../../format.ts'
import { Dots, Hatch } from '../../map/Ground.tsx'
import { type Grade, gradeOf, grades, type Holding } from '../../map/holding.ts'
import { useWords } from '../../words.tsx'
import css from './situation.module.css'

export function Legend({ holdings }: { holdings: readonly Holding[] }) {
  const t = useWords()
  const format = useFormat()
  const id = useId()
  const of = (grade: Grade): Holding[] => holdings.filter((one) => gradeOf(one) === grade)
  return (
    <div className={css.legend}>
      <h2>{t('situation.held')}</h2>
      <ul>
        {grades
          .filter((grade) => of(grade).length > 0)
          .map((grade) => (
            <li key={grade}>
              <Swatch>
                <Hatch id={`${id}-${grade}`} grade={grade} k={1} />
                <rect width={26} height={13} fill={`url(#${id}-${grade})`} />
              </Swatch>
              <span>{words(grade, of(grade))}</span>
            </li>
          ))}
        <li>
          <Swatch>
            <Dots id={`${id}-dots`} k={1} />
            <rect width={26} height={13} fill={`url(#${id}-dots)`} />
          </Swatch>
          <span>{t('situation.grade.none')}</span>
        </li>
      </ul>
      <p>{t('situation.heldNote')}</p>
    </div>
  )

  function words(grade: Grade, list: readonly Holding[]): string {
    const first = list[0] as Holding
    if (grade === 'seen') return t('situation.grade.seen', { count: list.length })
    const name = list.length === 1 ? first.name : t('situation.areas', { count: list.length })
    return t(`situation.hatch.${grade}`, {
      name,
      share: format.number((first.share ?? 0) * 100),
      age:
        first.ageDays <= 31
          ? t('situation.age.now')
          : t('situation.age.old', { days: t('unit.days', { count: first.ageDays }) }),
    })
  }
}

const Swatch = ({ children }: { children: React.ReactNode }) => (
  <svg width={26} height={13} aria-hidden="true">
    {children}
    <rect x={0.5} y={0.5} width={25} height={12} rx={2} fill="none" stroke="var(--line2)" />
  </svg>
)
