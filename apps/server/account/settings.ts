/**
 * What sign-in is told at the start: under which address people reach us, what seals its secrets, which provider of
 * identities it trusts. Read from the environment and the mission's folder in apps/cli; nothing here asks the outside.
 */
import { type Clearance, labels, type Role, roleNames } from '@konbit/model'
import { z } from 'zod'

/** What members of a provider's group get, and for how long after they first come. */
export type GroupGrant = {
  roles: readonly Role[]
  clearances: readonly Pick<Clearance, 'label'>[]
  days: number
}

/** An OpenID provider, known by its discovery address. */
export type Provider = {
  /** What the button says. */
  title: string
  discovery: string
  client: string
  secret: string
  scopes: readonly string[]
  /** The claim that names groups. */
  claim: string
  groups: Readonly<Record<string, GroupGrant>>
  /** Seconds between two looks at whether a person still stands there. */
  every: number
}

export type AccountSettings = {
  /** Signs cookies and seals what must be read again, such as the secret behind a code. 32 bytes or more, as text. */
  secret: string
  /** The address that people type, such as https://konbit.example; left out on loopback, where the port may vary. */
  url?: string | undefined
  provider?: Provider | undefined
}

export const sessionDays = 7
export const idleHours = 24
export const passHours = { setup: 24, invitation: 72, recovery: 4 } as const
/** Longest that a key for a program may hold. */
export const keyDaysMax = 400
/** How long after sign-in one may add a passkey without signing in anew. */
export const freshMinutes = 60
export const passwordMin = 12

const grantShape = z.strictObject({
  roles: z.array(z.enum(roleNames)).default([]),
  clearances: z.array(z.strictObject({ label: z.enum(labels) })).default([]),
  days: z.int().min(1).max(3650).default(365),
})
const providerShape = z.strictObject({
  title: z.string().min(1).default('Single sign-on'),
  discovery: z.url(),
  client: z.string().min(1),
  scopes: z.array(z.string()).default(['openid', 'email', 'profile', 'offline_access']),
  claim: z.string().default('groups'),
  groups: z.record(z.string(), grantShape).default({}),
  every: z.int().min(1).default(300),
})

/** A provider as somebody wrote it down, or a sentence that says what does not fit. Its secret stands elsewhere. */
export function parseProvider(told: unknown): Omit<Provider, 'secret'> | string {
  const read = providerShape.safeParse(told)
  return read.success
    ? read.data
    : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}
