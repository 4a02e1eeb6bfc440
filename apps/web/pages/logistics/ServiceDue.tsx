/** Preventive maintenance that falls due: by date, by odometer, the latest first. */
import { useState } from 'react'
import { type Maintenance, useMaintenance } from '../../api/force.ts'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/Card.tsx'
import { StateChip } from '../../parts/Chip.tsx'
import { recordPath } from '../../parts/Go.tsx'
import { List, ListRow } from '../../parts/ListRow.tsx'
import { useTerm, useWords } from '../../words.tsx'
import css from './logistics.module.css'

const FEW = 12

export function ServiceDue() {
  const asked = useMaintenance()
  return asked.data ? <Due data={asked.data} /> : null
}

function Due({ data }: { data: Maintenance }) {
  const t = useWords()
  const term = useTerm()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const list = data.items.filter(({ due }) => due === 'overdue' || due === 'soon')
  const late = data.totals.overdue
  const shown = all ? list : list.slice(0, FEW)
  return (
    <Card
      title={t(late > 0 ? 'logistics.serviceLate' : 'logistics.service', { count: late })}
      aside={t('logistics.serviceAside')}
    >
      {list.length === 0 ? (
        <p className={css.quiet}>{t('logistics.noService')}</p>
      ) : (
        <div className={css.services}>
          <List label={t('logistics.service')}>
            {shown.map((vehicle) => {
              const { daysLeft: days, kmLeft: km } = vehicle
              return (
                <ListRow
                  key={vehicle.record}
                  title={vehicle.plate}
                  caption={[
                    term('choice.vehicle.type', vehicle.type),
                    vehicle.serviceOn ? format.when(vehicle.serviceOn) : null,
                    typeof vehicle.serviceKm === 'number'
                      ? t('logistics.atKm', { km: vehicle.serviceKm })
                      : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  end={
                    <StateChip tone={vehicle.due === 'overdue' ? 'late' : 'unknown'}>
                      {km !== null && (days === null || vehicle.by === 'odometer')
                        ? t(km < 0 ? 'logistics.kmOver' : 'logistics.kmLeft', { km: Math.abs(km) })
                        : t((days as number) < 0 ? 'logistics.daysOver' : 'logistics.daysLeft', {
                            count: Math.abs(days as number),
                          })}
                    </StateChip>
                  }
                  to={recordPath('vehicle', vehicle.record)}
                />
              )
            })}
          </List>
          {list.length > shown.length && (
            <button type="button" className={css.more} onClick={() => setAll(true)}>
              {t('table.more', { count: list.length - shown.length })}
            </button>
          )}
        </div>
      )}
    </Card>
  )
}
