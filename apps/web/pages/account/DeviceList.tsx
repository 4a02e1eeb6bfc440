/** Phones and machines without a line, one's own or a member's: what each calls itself, when it was last here, whether it is lost. */
import type { ReactNode } from 'react'
import { useMission } from '../../api/hooks.ts'
import { useFormat } from '../../format.ts'
import { useWords } from '../../words.tsx'
import css from './account.module.css'

export type Device = { id: string; title: string; made: string; used: string; lost: string | null }

export function DeviceList({
  devices,
  mark,
  below,
  beside,
}: {
  devices: readonly Device[]
  mark?: (id: string) => ReactNode
  below?: (id: string) => ReactNode
  /** What is done with one that was not lost. */
  beside: (id: string) => ReactNode
}) {
  const t = useWords()
  const format = useFormat()
  const { zone } = useMission()
  return (
    <ul className={css.list}>
      {devices.map(({ id, title, used, lost }) => (
        <li key={id}>
          <div>
            <p>
              <b>{title}</b> {mark?.(id)}
            </p>
            <p className={css.help}>
              {lost
                ? t('device.isLost', { at: format.instant(lost, zone) })
                : t('device.used', { at: format.instant(used, zone) })}
            </p>
            {below?.(id)}
          </div>
          {!lost && beside(id)}
        </li>
      ))}
    </ul>
  )
}
