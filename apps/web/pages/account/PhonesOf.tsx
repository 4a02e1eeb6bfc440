/** For access officers: the phones on which a member works without a line, and shutting one out that was lost, with the reason. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { uuid7 } from '../../api/client.ts'
import { useGet, useMission } from '../../api/hooks.ts'
import { useSend } from '../../outbox/send.ts'
import { Button } from '../../parts/Button.tsx'
import { ErrorPanel, When } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'
import css from './account.module.css'
import { type Device, DeviceList } from './DeviceList.tsx'
import { Field, Form, useDoing } from './fields.tsx'

export function PhonesOf({ member }: { member: string }) {
  const t = useWords()
  const devices = useGet<{ items: Device[] }>('/device', { member }, { moment: false, fresh: 0 })
  const [chosen, setChosen] = useState<string>()
  return (
    <section>
      <h3>{t('device.title')}</h3>
      <When query={devices}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.help}>{t('device.noneOf')}</p>
          ) : (
            <DeviceList
              devices={items}
              below={(id) =>
                chosen === id && (
                  <Why member={member} device={id} onDone={() => setChosen(undefined)} />
                )
              }
              beside={(id) =>
                chosen !== id && (
                  <Button size="small" onClick={() => setChosen(id)}>
                    {t('device.lost')}
                  </Button>
                )
              }
            />
          )
        }
      </When>
    </section>
  )
}

/** The entry about the member is what shuts it out. */
function Why({ member, device, onDone }: { member: string; device: string; onDone: () => void }) {
  const t = useWords()
  const { id: mission } = useMission()
  const client = useQueryClient()
  const send = useSend()
  const { busy, error, run } = useDoing()
  const [because, setBecause] = useState('')
  const [id] = useState(uuid7)
  const shutOut = () =>
    run(async () => {
      const input = { lostDevice: device }
      await send({ register: 'member', record: member, verb: 'losePhone', id, input, because })
      await client.invalidateQueries({ queryKey: [mission] })
      onDone()
    })
  return (
    <>
      {error !== undefined && <ErrorPanel error={error} />}
      <Form onSend={() => void shutOut()}>
        <Field
          label={t('form.because')}
          required
          autoFocus
          maxLength={2000}
          value={because}
          onChange={({ target }) => setBecause(target.value)}
        />
        <div className={css.row}>
          <Button type="submit" size="small" look="filled" disabled={busy}>
            {t('device.lostSure')}
          </Button>
          <Button size="small" look="quiet" onClick={onDone}>
            {t('device.lostNot')}
          </Button>
        </div>
      </Form>
    </>
  )
}
