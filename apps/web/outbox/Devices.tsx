/** The phones and machines on which one works without a line, and saying that one is lost. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/client.ts'
import { useGet, useMission } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import css from '../pages/account/account.module.css'
import { useDoing } from '../pages/account/fields.tsx'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { Empty, ErrorPanel, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { boxNow } from './box.ts'
import { useLine } from './line.ts'

type Device = { id: string; title: string; made: string; used: string; lost: string | null }

export function Devices() {
  const t = useWords()
  const format = useFormat()
  const mission = useMission()
  const client = useQueryClient()
  const devices = useGet<{ items: Device[] }>('/device', {}, { moment: false, fresh: 0 })
  const { busy, error, run } = useDoing()
  const [sure, setSure] = useState<string>()
  const { isOpen } = useLine()
  const own = isOpen ? boxNow()?.person.device : undefined
  const lose = (id: string) =>
    run(async () => {
      await post(`/${mission.id}/device/${id}/lost`, {})
      setSure(undefined)
      await client.invalidateQueries({ queryKey: [mission.id] })
    })
  return (
    <Card title={t('device.title')}>
      <p className={css.help}>{t('device.about')}</p>
      {error !== undefined && <ErrorPanel error={error} />}
      <When query={devices}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('device.none')} why={t('device.noneWhy')} />
          ) : (
            <ul className={css.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <div>
                    <p>
                      <b>{one.title}</b>{' '}
                      {one.id === own && <StateChip tone="fit">{t('device.isThis')}</StateChip>}
                    </p>
                    <p className={css.help}>
                      {one.lost
                        ? t('device.isLost', { at: format.instant(one.lost, mission.zone) })
                        : t('device.used', { at: format.instant(one.used, mission.zone) })}
                    </p>
                  </div>
                  {!one.lost &&
                    (sure === one.id ? (
                      <div className={css.row}>
                        <Button size="small" disabled={busy} onClick={() => void lose(one.id)}>
                          {t('device.lostSure')}
                        </Button>
                        <Button size="small" look="quiet" onClick={() => setSure(undefined)}>
                          {t('device.lostNot')}
                        </Button>
                      </div>
                    ) : (
                      <Button size="small" onClick={() => setSure(one.id)}>
                        {t('device.lost')}
                      </Button>
                    ))}
                </li>
              ))}
            </ul>
          )
        }
      </When>
    </Card>
  )
}
