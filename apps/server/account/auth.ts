/**
 * better-auth, as this house uses it: passwords, codes, passkeys, one provider. Nobody signs up; accounts come by a link or
 * by the provider. It asks nothing of the outside but that provider, and its tables are made by sql/0007.sql alone.
 */
import { passkey } from '@better-auth/passkey'
import { APIError, betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Pool } from 'pg'
import type { Way } from './factor.ts'
import {
  type AccountSettings,
  freshMinutes,
  type Provider,
  passwordMin,
  sessionDays,
} from './settings.ts'

export const providerId = 'oidc'
export const basePath = '/auth'
/** Set by us alone, from the line; what a request brings under this name is dropped. */
export const addressHeader = 'konbit-address'

export type Claims = Record<string, unknown>
export type Hooks = {
  /** Whether a person whom the provider vouches for may come in; a word that says why not. */
  admits: (email: string, claims: Claims) => Promise<string | undefined>
  /** Called before a session through the provider is begun. */
  enter: (user: string) => Promise<void>
  note: (failure: unknown, route: string) => void
}
export type Auth = ReturnType<typeof makeAuth>

const wayOf = (path: string | undefined): Way => {
  if (path?.startsWith('/callback')) return 'oidc'
  if (path === '/two-factor/verify-totp') return 'totp'
  if (path === '/two-factor/verify-backup-code') return 'backupCode'
  return path === '/passkey/verify-authentication' ? 'passkey' : 'password'
}

export const isHttps = ({ url }: AccountSettings): boolean => url?.startsWith('https:') ?? false
const prefixOf = (settings: AccountSettings): string =>
  isHttps(settings) ? '__Host-konbit' : 'konbit'
export const sessionCookie = (settings: AccountSettings): string =>
  `${prefixOf(settings)}.session_token`

const loopback = ['localhost', 'localhost:*', '127.0.0.1', '127.0.0.1:*', '[::1]', '[::1]:*']

/** A passkey that did not ask who holds it shows one factor only. */
const mustVerify = (isVerified: boolean | undefined): void => {
  if (!isVerified)
    throw new APIError('BAD_REQUEST', {
      code: 'USER_NOT_VERIFIED',
      message: 'The passkey must ask for a code, a finger or a face.',
    })
}

export function makeAuth(pool: Pool, settings: AccountSettings, hooks: Hooks) {
  const { url, provider } = settings
  return betterAuth({
    appName: 'Konbit',
    basePath,
    baseURL: url ?? { allowedHosts: loopback, protocol: 'http' },
    secrets: [{ version: 1, value: settings.secret }],
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // ours stands before it (limits.ts)
    logger: {
      level: 'error',
      log: (_, message) => hooks.note(message, 'auth'),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordMin,
      maxPasswordLength: 256,
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      freshAge: freshMinutes * 60,
      additionalFields: { way: { type: 'string', required: false, input: false } },
    },
    account: {
      encryptOAuthTokens: true,
      // The access officer states a local address, the provider verifies its own: neither is anybody's claim.
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
    },
    user: {
      validateUserInfo: async ({ user, source }) => {
        if (source.method !== 'oauth') return undefined
        const claims = (source.oauth?.profile ?? {}) as Claims
        const error = await hooks.admits(user.email ?? '', claims)
        return error ? { error } : undefined
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const way = wayOf(context?.path)
            if (way === 'oidc') await hooks.enter(session.userId)
            return { data: { ...session, way } }
          },
        },
      },
    },
    hooks: {
      // A device that need not show its code again would make one factor of two.
      before: createAuthMiddleware(async (context) => {
        if (context.body && typeof context.body === 'object' && 'trustDevice' in context.body)
          return { context: { body: { ...context.body, trustDevice: false } } }
        return undefined
      }),
    },
    advanced: {
      database: { generateId: 'uuid' },
      disableOriginCheck: false,
      useSecureCookies: false, // the prefix below says it better
      cookiePrefix: prefixOf(settings),
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'strict',
        secure: isHttps(settings),
        path: '/',
      },
      // The provider sends the browser back from its own site.
      cookies: { state: { attributes: { sameSite: 'lax' } } },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({ issuer: 'Konbit', backupCodeOptions: { amount: 10 } }),
      passkey({
        rpName: 'Konbit',
        rpID: url ? new URL(url).hostname : 'localhost',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) =>
            mustVerify(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) =>
            mustVerify(verification.authenticationInfo.userVerified),
        },
      }),
      ...(provider ? [oidc(provider)] : []),
    ],
  })
}

const oidc = ({ title, discovery, client, secret, scopes }: Provider) =>
  genericOAuth({
    config: [
      {
        providerId,
        name: title,
        discoveryUrl: discovery,
        clientId: client,
        clientSecret: secret,
        scopes: [...scopes],
        pkce: true,
        requireIdTokenVerification: true,
      },
    ],
  })
