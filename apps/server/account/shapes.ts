/** The shapes of answers about accounts, and of what is sent to them. */
import { labels, roleNames } from '@konbit/model'
import { z } from 'zod'
import { ways } from './factor.ts'
import { keyDaysMax, passwordMin } from './settings.ts'

const text = z.string()
const id = z.uuid()
const role = z.enum(roleNames as [string, ...string[]])
const instant = text.describe('An instant, ISO 8601')
const kind = z.enum(['setup', 'invitation', 'recovery'])

export const accountShape = z.object({
  signedIn: z
    .object({
      name: text,
      email: text,
      way: z.enum(ways),
      hasCode: z.boolean(),
      hasPasskey: z.boolean(),
      missions: z.array(text).describe('Those in which this account is a member'),
    })
    .nullable(),
  provider: text.nullable().describe('What the button of the provider of identities says'),
  passkeys: z.boolean().describe('Whether passkeys work under the address that was asked'),
})
export const meShape = z.object({
  id: text.describe('The member'),
  title: text,
  roles: z.array(role),
  clearances: z.array(z.object({ label: z.enum(labels), unit: text })),
  by: z.enum(['demo', 'session', 'key']),
  until: text.nullable().describe('The last day of the membership, if it is set'),
})
export const passShape = z.object({
  kind,
  mission: text,
  missionName: text,
  email: text.nullable(),
})
export const acceptedShape = z.object({ mission: text, kind })
export const linkShape = z.object({ link: text.describe('Shown once'), until: instant })
export const passesShape = z.object({
  items: z.array(z.object({ kind, member: id.nullable(), email: text.nullable(), until: instant })),
})
export const sessionsShape = z.object({
  items: z.array(
    z.object({
      id,
      way: text,
      device: text,
      address: text,
      made: instant,
      used: instant.describe('To within five minutes'),
      isThis: z.boolean(),
    }),
  ),
})
export const endedShape = z.object({ ended: z.int().nonnegative() })
export const keysShape = z.object({
  items: z.array(
    z.object({
      id,
      member: id,
      title: text,
      roles: z.array(role).nullable(),
      registers: z.array(text).nullable(),
      mayWrite: z.boolean(),
      made: instant,
      until: instant,
      used: instant.nullable(),
    }),
  ),
})
export const keyShape = z.object({ id, key: text.describe('Shown once') })

const token = z.string().max(100)
const email = z.email().max(320)
export const lookBody = z.strictObject({ token })
export const acceptBody = z.strictObject({
  token,
  email: email.optional(),
  name: z.string().min(1).max(120).optional(),
  password: z.string().min(passwordMin).max(256),
})
export const inviteBody = z.strictObject({ member: id, email })
export const memberBody = z.strictObject({ member: id })
export const endBody = z.union([
  z.strictObject({ id }),
  z.strictObject({ others: z.literal(true) }),
])
export const keyBody = z.strictObject({
  member: id.optional().describe('Left out: oneself'),
  title: z.string().min(1).max(80),
  roles: z.array(role).max(40).optional(),
  registers: z.array(z.string().max(40)).max(100).optional(),
  mayWrite: z.boolean().default(false),
  days: z.int().min(1).max(keyDaysMax),
})
export const emptyBody = z.strictObject({})
