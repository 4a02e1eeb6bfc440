/** What a place has enough of, a line each: how much there is, how much is planned at most, what is left on the tightest day. */
import type { FitResource } from '../../api/people.ts'
import { useFormat } from '../../format.ts'
import { Cell, Rows } from '../../parts/Rows.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './fit.module.css'
import { type Place, tightestOf } from './levels.ts'
import { useUnit } from './useUnit.ts'

export function Enough({ place, day, until }: { place: Place; day: string; until: string }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const unit = useUnit()
  if (place.quiet.length === 0) return null
  const number = (resource: FitResource, key: 'supply' | 'demand' | 'left') => {
    const found = tightestOf(resource, day, until)
    if (key !== 'supply' && resource.isNeedKnown === false)
      return <Cell value={null} why={t('fit.needUnknown')} />
    return <Cell value={found ? format.number(found[key], 0) : null} why={t('fit.notKnown')} />
  }
  return (
    <div className={css.enough}>
      <h3>{t('fit.enoughOf')}</h3>
      <Rows
        caption={t('fit.enoughOf')}
        keyOf={({ resource }) => resource}
        rows={place.quiet}
        columns={[
          {
            key: 'what',
            title: t('fit.what'),
            cell: ({ resource, unit: of }) => (
              <>
                {capital(term('fit.resource', resource))}{' '}
                <span className={css.quiet}>{unit(of)}</span>
              </>
            ),
          },
          {
            key: 'supply',
            title: t('fit.supply'),
            number: true,
            cell: (one) => number(one, 'supply'),
          },
          {
            key: 'demand',
            title: t('fit.demand'),
            number: true,
            cell: (one) => number(one, 'demand'),
          },
          {
            key: 'left',
            title: t('fit.left'),
            number: true,
            cell: (one) => number(one, 'left'),
          },
          {
            key: 'day',
            title: t('fit.tightest'),
            number: true,
            cell: (one) => {
              const found = tightestOf(one, day, until)
              return <Cell value={found && format.when(found.day)} why={t('fit.notKnown')} />
            },
          },
        ]}
      />
    </div>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
