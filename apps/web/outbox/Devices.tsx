/** The phones and machines on which one works without a line, and saying that one is lost. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api/client.ts'
import { useGet, useMission } from '../api/hooks.ts'
import css from '../pages/account/account.module.css'
import { type Device, DeviceList } from '../pages/account/DeviceList.tsx'
import { useDoing } from '../pages/account/fields.tsx'
import { Button } from '../parts/Button.tsx'
import { Card } from '../parts/Card.tsx'
import { StateChip } from '../parts/Chip.tsx'
import { Empty, ErrorPanel, When } from '../parts/Rest.tsx'
import { useWords } from '../words.tsx'
import { boxNow } from './box.ts'
import { useLine } from './line.ts'

export function Devices() {
  const t = useWords()
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
            <DeviceList
              devices={items}
              mark={(id) => id === own && <StateChip tone="fit">{t('device.isThis')}</StateChip>}
              beside={(id) =>
                sure === id ? (
                  <div className={css.row}>
                    <Button size="small" disabled={busy} onClick={() => void lose(id)}>
                      {t('device.lostSure')}
                    </Button>
                    <Button size="small" look="quiet" onClick={() => setSure(undefined)}>
                      {t('device.lostNot')}
                    </Button>
                  </div>
                ) : (
                  <Button size="small" onClick={() => setSure(id)}>
                    {t('device.lost')}
                  </Button>
                )
              }
            />
          )
        }
      </When>
    </Card>
  )
}
