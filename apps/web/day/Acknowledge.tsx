/** One tap: this order reached me. The same member and order make the same record, so that a second tap changes nothing. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem, uuid7 } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import { useSend } from '../outbox/send.ts'
import { Button } from '../parts/Button.tsx'
import { IconCheck } from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import css from './day.module.css'

export function Acknowledge({
  order,
  toOrganisation,
  number,
}: {
  order: string
  toOrganisation?: string | undefined
  number: string
}) {
  const t = useWords()
  const { person } = useHere()
  const client = useQueryClient()
  const send = useSend()
  const [said, setSaid] = useState<'' | 'sending' | 'sent' | 'waiting' | 'failed'>('')
  const tell = async (): Promise<void> => {
    setSaid('sending')
    try {
      const done = await send({
        register: 'acknowledgement',
        record: await recordOf(order, person.id),
        verb: 'enter',
        id: uuid7(),
        input: { order, ...(toOrganisation ? { toOrganisation } : {}) },
      })
      setSaid('waiting' in done ? 'waiting' : 'sent')
    } catch (cause) {
      setSaid(cause instanceof Problem && cause.kind === 'already-there' ? 'sent' : 'failed')
    }
    void client.invalidateQueries({ predicate: ({ queryKey }) => isDay(queryKey[2]) })
  }
  if (said === 'sent' || said === 'waiting')
    return <span className={css.said}>{t(`day.${said === 'sent' ? 'acknowledged' : 'kept'}`)}</span>
  return (
    <span className={css.action}>
      <Button
        size="small"
        icon={<IconCheck size={16} stroke={2} aria-hidden />}
        aria-label={t('day.acknowledgeWhat', { number })}
        disabled={said === 'sending'}
        onClick={() => void tell()}
      >
        {t('day.acknowledge')}
      </Button>
      {said === 'failed' && <span role="alert">{t('day.notSent')}</span>}
    </span>
  )
}

export const isDay = (path: unknown): boolean => path === '/day' || path === '/orders'

/** From both ids; where the browser gives no digest (no https), any id. */
async function recordOf(order: string, member: string): Promise<string> {
  if (!globalThis.crypto?.subtle) return uuid7()
  const text = new TextEncoder().encode(`acknowledgement ${order} ${member}`)
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
