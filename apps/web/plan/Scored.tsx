/** How forecasts of the past have fared, in one line; all of them stand on their own page. */
import { useCalibration } from '../api/plan.ts'
import { useFormat } from '../format.ts'
import { Card } from '../parts/Card.tsx'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import css from './plan.module.css'

export function Scored() {
  const t = useWords()
  const format = useFormat()
  const calibration = useCalibration().data
  const held = calibration?.coverage
  return (
    <Card title={t('plan.scored')} action={<Go to="/plan/forecasts">{t('plan.all')}</Go>}>
      {!calibration || !held || held.count === 0 ? (
        <p className={css.quiet}>{t('plan.noneScored')}</p>
      ) : (
        <p className={css.scored}>
          <span>
            {t('plan.held90')} <b>{t('plan.heldOf', { held: held.in90, of: held.count })}</b>
          </span>
          <span>
            {t('plan.held50')} <b>{t('plan.heldOf', { held: held.in50, of: held.count })}</b>
          </span>
          {calibration.horizons.slice(0, 1).map(({ days, error }) => (
            <span key={days}>
              {t('plan.meanError', { days })}{' '}
              <b>
                {format.number(error, 0)} {t('unit.word.persons')}
              </b>
            </span>
          ))}
        </p>
      )}
    </Card>
  )
}
