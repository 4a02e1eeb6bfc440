/** Indicators: where each began, where it stands, where it is meant to go, and its course. */
import { Trend } from '../../charts/Trend.tsx'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { Go, recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { Empty, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './mandate.module.css'
import { useMandate } from './useMandate.ts'

export function Indicators() {
  const t = useWords()
  const format = useFormat()
  const asked = useMandate()
  return (
    <Card title={t('mandate.indicators')} action={<Go to="/r/indicator">{t('mandate.all')}</Go>}>
      <When query={asked}>
        {({ indicators }) =>
          indicators.length === 0 ? (
            <Empty title={t('mandate.noIndicators')} why={t('mandate.noIndicatorsWhy')} />
          ) : (
            <List label={t('mandate.indicators')}>
              {indicators.map((one) => (
                <ListRow
                  key={one.id}
                  title={one.caption}
                  caption={[
                    one.baseline === null
                      ? ''
                      : t('mandate.baseline', { value: format.number(one.baseline) }),
                    one.goal === null ? '' : t('mandate.goal', { value: format.number(one.goal) }),
                    one.measure ? t('mandate.byMeasure') : t('mandate.bySources'),
                    one.asOf ? format.when(one.asOf) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={
                    <span className={css.course}>
                      <Trend points={one.points} />
                      <b>{one.value === null ? '–' : format.number(one.value)}</b>
                    </span>
                  }
                  endCaption={one.unit}
                  to={recordPath('indicator', one.id)}
                />
              ))}
            </List>
          )
        }
      </When>
    </Card>
  )
}
