/**
 * Asking about accounts: who is signed in, the ways in, sessions, passkeys, keys, one-time links. What signs in goes to
 * /auth; the browser keeps the cookie, and no token ever passes through here.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, post, reach } from './client.ts'
import { useMission } from './hooks.ts'
import type { Person } from './types.ts'

export type Account = {
  signedIn: {
    name: string
    email: string
    way: string
    hasCode: boolean
    hasPasskey: boolean
    missions: string[]
  } | null
  provider: string | null
  passkeys: boolean
}
export type Pass = {
  kind: 'setup' | 'invitation' | 'recovery'
  mission: string
  missionName: string
  email: string | null
}
export type SessionView = {
  id: string
  way: string
  device: string
  address: string
  made: string
  used: string
  isThis: boolean
}
export type KeyView = {
  id: string
  member: string
  title: string
  roles: string[] | null
  registers: string[] | null
  mayWrite: boolean
  made: string
  until: string
  used: string | null
}
export type PasskeyView = { id: string; name?: string | null; createdAt?: string }
export type OpenPass = {
  kind: Pass['kind']
  member: string | null
  email: string | null
  until: string
}
export type Link = { link: string; until: string }

export const useAccount = () =>
  useQuery({ queryKey: ['account'], queryFn: () => get<Account>('/account'), staleTime: 30_000 })
export const useSessions = () =>
  useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: () => get<{ items: SessionView[] }>('/account/sessions'),
  })
export const usePasskeys = () =>
  useQuery({
    queryKey: ['account', 'passkeys'],
    queryFn: () => auth<PasskeyView[]>('/passkey/list-user-passkeys'),
  })
export const useKeys = () => {
  const { id } = useMission()
  return useQuery({
    queryKey: ['account', 'keys', id],
    queryFn: () => get<{ items: KeyView[] }>(`/${id}/keys`),
  })
}
export const useOpenPasses = (enabled: boolean) => {
  const { id } = useMission()
  return useQuery({
    queryKey: ['account', 'passes', id],
    queryFn: () => get<{ items: OpenPass[] }>(`/${id}/invitations`),
    enabled,
  })
}

/** Who is signed in, as a member of one mission; a refusal says whether to sign in or to show a second factor. */
export const useMe = (mission: string | undefined) =>
  useQuery({
    queryKey: ['me', mission],
    queryFn: () => get<Person>(`/${mission}/me`),
    enabled: mission !== undefined,
    staleTime: 60_000,
  })

/** Everything that was read as another, or as nobody, is asked anew. */
export function useForget(): () => Promise<void> {
  const client = useQueryClient()
  return useCallback(async () => {
    await client.resetQueries({ queryKey: ['me'] })
    await client.invalidateQueries()
  }, [client])
}

export const auth = <T>(path: string, body?: unknown): Promise<T> =>
  reach<T>(`/auth${path}`, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
  })

export const look = (token: string): Promise<Pass> => post<Pass>('/account/look', { token })
export const accept = (body: {
  token: string
  email?: string
  name?: string
  password: string
}): Promise<{ mission: string }> => post('/account/accept', body)

/** Shows a passkey, as whoever it says. The library comes with the first press. */
export async function signInByPasskey(): Promise<void> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = await auth<Parameters<typeof startAuthentication>[0]['optionsJSON']>(
    '/passkey/generate-authenticate-options',
  )
  await auth('/passkey/verify-authentication', {
    response: await startAuthentication({ optionsJSON }),
  })
}

export async function addPasskey(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = await auth<Parameters<typeof startRegistration>[0]['optionsJSON']>(
    '/passkey/generate-register-options',
  )
  const response = await startRegistration({ optionsJSON })
  await auth('/passkey/verify-registration', { response, name })
}

/** Leaves for the provider; the browser comes back signed in, or with a word that says why not. */
export async function leaveForProvider(): Promise<void> {
  const here = location.pathname
  const { url } = await auth<{ url: string }>('/sign-in/social', {
    provider: 'oidc',
    callbackURL: here,
    errorCallbackURL: here,
    disableRedirect: true,
  })
  location.assign(url)
}
