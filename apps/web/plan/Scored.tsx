/** How forecasts of the past have fared, in one line; all of them stand on their own page. */
import { memo } from 'react'
import { type Calibration, useCalibration } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import css from './plan.module.css'

/** The days ahead of which the line speaks, or the nearest of which there is a score. */
const AHEAD = 60

export const rowOf = (calibration: Calibration, figure: string, day: number | null) =>
  calibration.rows.find((row) => row.figure === figure && row.day === day)

export const Scored = memo(function Scored() {
  const t = useWords()
  const format = useFormat()
  const calibration = useCalibration().data
  const all = calibration && rowOf(calibration, 'deployed', null)
  const near = calibration?.rows
    .filter(({ figure, day }) => figure === 'deployed' && day !== null)
    .toSorted((a, b) => Math.abs((a.day ?? 0) - AHEAD) - Math.abs((b.day ?? 0) - AHEAD))[0]
  return (
    <Card title={t('plan.scored')} action={<Go to="/plan/forecasts">{t('plan.all')}</Go>}>
      {!all || all.count === 0 ? (
        <p className={css.quiet}>{t('plan.noneScored')}</p>
      ) : (
        <p className={css.scored}>
          <span>
            {t('plan.held90')}{' '}
            <b>{t('plan.heldOf', { held: heldOf(all.in90, all.count), of: all.count })}</b>
          </span>
          <span>
            {t('plan.held50')}{' '}
            <b>{t('plan.heldOf', { held: heldOf(all.in50, all.count), of: all.count })}</b>
          </span>
          {near && (
            <span>
              {t('plan.meanError', { days: near.day ?? 0 })}{' '}
              <b>
                {format.number(near.error, 0)} {t('plan.unit.persons')}
              </b>
            </span>
          )}
        </p>
      )}
    </Card>
  )
})

/** Shares come as shares. */
export const heldOf = (share: number, count: number): number => Math.round(share * count)
