/**
 * Who needs more than a password, as data: whoever may see what is restricted or behind a firewall, anywhere. Asked on
 * every request, so that a clearance granted today binds the session of yesterday.
 */
import { type Label, opens } from '@konbit/model'

/** How a session was begun. `oidc` trusts the provider, which sees to its own second factor. */
export const ways = ['password', 'totp', 'backupCode', 'passkey', 'oidc'] as const
export type Way = (typeof ways)[number]

const sealed: readonly Label[] = ['restricted', 'conduct', 'care', 'custody']
/** These alone show one factor only. */
const weak: readonly Way[] = ['password']

/** `own`: what is kept about oneself, which everybody sees and which is nobody else's. */
type Held = { label: Label; kind?: string }

export const needsFactor = (clearances: readonly Held[]): boolean =>
  clearances.some(
    ({ label, kind }) => kind !== 'own' && opens(label).some((one) => sealed.includes(one)),
  )

/** Whether a session begun this way may go on under these clearances. */
export const isEnough = (way: Way, clearances: readonly Held[]): boolean =>
  !weak.includes(way) || !needsFactor(clearances)
