/**
 * Which notices leave now, by which way, and which wait: for the hour of the daily mail, for the end of quiet hours, for ever.
 * Pure; what is said of them is composed beside (compose.ts).
 */
import type { Decided, NewDelivery, Waiting, Way } from '@konbit/ledger'
import { dayOf } from '@konbit/model'
import { nextAt, quietUntil } from './hours.ts'

type Composed = (notices: readonly Waiting[], kind: 'notice' | 'digest', way: Way) => string
type Verdict = 'never' | 'now' | 'digest' | { until: number }

const clockOfHour = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

function verdictOf(notice: Waiting, way: Way, now: number, zone: string): Verdict {
  const { kind, isUrgent, isSeen, held, quietFrom, quietTo, digestHour, digested, made } = notice
  if (notice.silent.includes(kind)) return 'never'
  // Whoever read it on the page need not be told again.
  if (isSeen) return 'never'
  if (isUrgent) return 'now'
  const quiet = quietUntil(now, { from: quietFrom, to: quietTo }, zone)
  const until = Math.max(held ?? 0, quiet ?? 0)
  if (until > now) return { until }
  if (way === 'web' || digestHour === null) return 'now'
  const hour = clockOfHour(digestHour)
  const next = nextAt(made, hour, zone)
  if (next > now) return { until: next }
  return digested === dayOf(now, zone) ? { until: nextAt(now, hour, zone) } : 'digest'
}

export function decideWays(
  waiting: readonly Waiting[],
  { now, zone, compose }: { now: number; zone: string; compose: Composed },
): Decided {
  const done: { id: number; way: Way }[] = []
  const later = new Map<number, number>()
  const deliveries: NewDelivery[] = []
  const mails = new Map<string, { now: Waiting[]; digest: Waiting[] }>()
  for (const notice of waiting) {
    const { id, member, toMail, toWeb } = notice
    for (const way of [...(toMail ? ['mail' as const] : []), ...(toWeb ? ['web' as const] : [])]) {
      const verdict = verdictOf(notice, way, now, zone)
      if (typeof verdict === 'object') {
        later.set(id, Math.min(later.get(id) ?? Number.POSITIVE_INFINITY, verdict.until))
        continue
      }
      done.push({ id, way })
      if (verdict === 'never') continue
      if (way === 'web') {
        const body = compose([notice], 'notice', way)
        deliveries.push({ member, way, kind: 'notice', body })
      } else {
        const pile = mails.get(member) ?? { now: [], digest: [] }
        pile[verdict].push(notice)
        mails.set(member, pile)
      }
    }
  }
  for (const [member, pile] of mails) {
    if (pile.now.length > 0)
      deliveries.push({
        member,
        way: 'mail',
        kind: 'notice',
        body: compose(pile.now, 'notice', 'mail'),
      })
    if (pile.digest.length > 0)
      deliveries.push({
        member,
        way: 'mail',
        kind: 'digest',
        day: dayOf(now, zone),
        body: compose(pile.digest, 'digest', 'mail'),
      })
  }
  return { done, later: [...later].map(([id, until]) => ({ id, until })), deliveries }
}
