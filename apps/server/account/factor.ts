/**
 * Who needs more than a password, as data: whoever may see what is restricted or behind a firewall, anywhere. Asked on
 * every request, so that a clearance granted today binds the session of yesterday.
 */
import { type Clearance, type Label, opens } from '@konbit/model'

/** How a session was begun. `oidc` trusts the provider, which sees to its own second factor. */
export const ways = ['password', 'totp', 'backupCode', 'passkey', 'oidc'] as const
export type Way = (typeof ways)[number]

const sealed: readonly Label[] = ['restricted', 'conduct', 'care', 'custody']
/** These alone show one factor only. */
const weak: readonly Way[] = ['password']

export const needsFactor = (clearances: readonly Pick<Clearance, 'label'>[]): boolean =>
  clearances.some(({ label }) => opens(label).some((one) => sealed.includes(one)))

/** Whether a session begun this way may go on under these clearances. */
export const isEnough = (way: Way, clearances: readonly Pick<Clearance, 'label'>[]): boolean =>
  !weak.includes(way) || !needsFactor(clearances)
