/**
 * The addresses of accounts, beside /auth/*: who am I, links that open once, sessions and devices, keys for programs. They
 * are in the table of routes like all others; where a server has no accounts they are not there.
 */
import { isRefusal, refuse } from '@konbit/model'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { accountsOf, answerAccept, answerLook } from './accept.ts'
import { endKey, listKeys, makeKey } from './keys.ts'
import { makePass, openPasses } from './passes.ts'
import { shutOut } from './provider.ts'
import { endSessions, listSessions } from './sessions.ts'
import {
  acceptBody,
  acceptedShape,
  accountShape,
  emptyBody,
  endBody,
  endedShape,
  inviteBody,
  keyBody,
  keyShape,
  keysShape,
  linkShape,
  lookBody,
  memberBody,
  meShape,
  passesShape,
  passShape,
  sessionsShape,
} from './shapes.ts'

const once = { 'cache-control': 'no-store' }

const isRegistrar = ({ person }: Ask): boolean => person.roles.includes('registrar')
const registrarsOnly = refuse('not-allowed', 'This is for access officers.')

/** The member of the body, if this registrar may see it and it may still come in. */
async function memberOf({ house, mission, reader, body }: Ask) {
  const member = String(body.member)
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return moment
  const found = await house.ledger.get(reader, { register: 'member', id: member, moment })
  if (isRefusal(found)) return refuse('no-such-record')
  return found.state === 'left' || found.state === 'suspended'
    ? refuse('wrong-state', 'This member has left or is suspended.')
    : member
}

/** A link to the page that opens it; what follows the # never leaves the browser. */
const linkTo = ({ house, request, mission }: Ask, token: string): string =>
  `${house.url ?? new URL(request.url).origin}/${mission.id}/welcome#${token}`

async function answerLink(ask: Ask, kind: 'invitation' | 'recovery') {
  if (!isRegistrar(ask)) return registrarsOnly
  const member = await memberOf(ask)
  if (typeof member !== 'string') return member
  const { pool } = accountsOf(ask.house)
  const { rows } = await pool.query('select from link where mission = $1 and member = $2', [
    ask.mission.id,
    member,
  ])
  if (kind === 'invitation' && rows.length > 0)
    return refuse(
      'already-there',
      'This member has an account. To let them back in, make a recovery link.',
    )
  if (kind === 'recovery' && rows.length === 0)
    return refuse('no-such-record', 'This member has no account yet. Invite them.')
  const email = kind === 'invitation' ? String(ask.body.email) : null
  const by = ask.person.id
  const { token, until } = await makePass(pool, {
    kind,
    mission: ask.mission.id,
    member,
    email,
    by,
  })
  return {
    status: 201,
    headers: once,
    json: { link: linkTo(ask, token), until: until.toISOString() },
  }
}

export const accountRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/account',
    name: 'account',
    tag: 'accounts',
    about: 'The account that is signed in here, and the ways in.',
    isOpen: true,
    answers: { 200: { about: 'The account', schema: accountShape, name: 'Account' } },
    perform: async ({ house, request }): Promise<Answer> => {
      const { accounts } = house
      const session = await accounts?.session(request)
      const missions = session
        ? await accounts?.pool.query<{ mission: string }>(
            'select mission from link where "user" = $1 order by mission',
            [session.user],
          )
        : undefined
      const { hostname } = new URL(house.url ?? request.url)
      return {
        status: 200,
        headers: once,
        json: {
          signedIn: session
            ? {
                name: session.name,
                email: session.email,
                way: session.way,
                hasCode: session.hasCode,
                hasPasskey: session.hasPasskey,
                missions: missions?.rows.map(({ mission }) => mission) ?? [],
              }
            : null,
          provider: accounts?.settings.provider?.title ?? null,
          passkeys: hostname === 'localhost' || house.url !== undefined,
        },
      }
    },
  },
  {
    method: 'post',
    path: '/api/account/look',
    name: 'account.look',
    tag: 'accounts',
    about: 'What a one-time link is for, without using it.',
    isOpen: true,
    body: lookBody,
    answers: { 200: { about: 'What it opens', schema: passShape, name: 'Pass' } },
    problems: ['bad-link'],
    perform: answerLook,
  },
  {
    method: 'post',
    path: '/api/account/accept',
    name: 'account.accept',
    tag: 'accounts',
    about: 'Uses a one-time link: makes the account, or sets its password anew, and signs in.',
    isOpen: true,
    body: acceptBody,
    answers: { 200: { about: 'Signed in', schema: acceptedShape, name: 'Accepted' } },
    problems: ['bad-link', 'already-there', 'wrong-state', 'not-found', 'unless'],
    perform: answerAccept,
  },
  {
    method: 'get',
    path: '/api/account/sessions',
    name: 'account.sessions',
    tag: 'accounts',
    about: 'Where this account is signed in.',
    isOpen: true,
    answers: { 200: { about: 'Sessions', schema: sessionsShape, name: 'Sessions' } },
    problems: ['no-person'],
    perform: async ({ house, request }) => {
      const session = await house.accounts?.session(request)
      if (!session || !house.accounts) return refuse('no-person', 'Sign in first.')
      const items = await listSessions(house.accounts.pool, session.user, session.id)
      return { status: 200, headers: once, json: { items } }
    },
  },
  {
    method: 'post',
    path: '/api/account/sessions/end',
    name: 'account.sessions.end',
    tag: 'accounts',
    about: 'Ends one session of this account, or all others.',
    isOpen: true,
    body: endBody,
    answers: { 200: { about: 'How many', schema: endedShape, name: 'Ended' } },
    problems: ['no-person'],
    perform: async ({ house, request, body }) => {
      const session = await house.accounts?.session(request)
      if (!session || !house.accounts) return refuse('no-person', 'Sign in first.')
      const which = 'others' in body ? { but: session.id } : { id: String(body.id) }
      return ok({ ended: await endSessions(house.accounts.pool, session.user, which) })
    },
  },
  {
    method: 'get',
    path: '/api/{mission}/me',
    name: 'me',
    tag: 'accounts',
    about: 'Who asks, in this mission: roles and clearances as they stand now.',
    answers: { 200: { about: 'The asker', schema: meShape, name: 'Me' } },
    perform: async ({ house, mission, person }) => {
      const standing = await house.ledger.memberOf(mission.id, person.id)
      const { id, title, roles, by } = person
      const clearances = person.clearances.map(({ label, unit }) => ({ label, unit }))
      return {
        status: 200,
        headers: once,
        json: { id, title, roles, clearances, by, until: standing?.until ?? null },
      }
    },
  },
  {
    method: 'get',
    path: '/api/{mission}/invitations',
    name: 'invitations',
    tag: 'accounts',
    about: 'One-time links that nobody has opened yet. For access officers.',
    answers: { 200: { about: 'Links', schema: passesShape, name: 'Passes' } },
    perform: async (ask) =>
      isRegistrar(ask)
        ? ok({ items: await openPasses(accountsOf(ask.house).pool, ask.mission.id) })
        : registrarsOnly,
  },
  {
    method: 'post',
    path: '/api/{mission}/invitations',
    name: 'invitations.make',
    tag: 'accounts',
    about: 'A one-time link by which a member makes an account. For access officers.',
    body: inviteBody,
    answers: { 201: { about: 'The link', schema: linkShape, name: 'Link' } },
    problems: ['no-such-record', 'already-there', 'wrong-state'],
    perform: (ask) => answerLink(ask, 'invitation'),
  },
  {
    method: 'post',
    path: '/api/{mission}/recoveries',
    name: 'recoveries.make',
    tag: 'accounts',
    about: 'A one-time link by which a member gets back in, without the old code or passkey.',
    body: memberBody,
    answers: { 201: { about: 'The link', schema: linkShape, name: 'Link' } },
    problems: ['no-such-record', 'already-there', 'wrong-state'],
    perform: (ask) => answerLink(ask, 'recovery'),
  },
  {
    method: 'post',
    path: '/api/{mission}/shut',
    name: 'shut',
    tag: 'accounts',
    about: 'Ends every session and key of a member, as for a lost phone. For access officers.',
    body: memberBody,
    answers: { 200: { about: 'How many sessions', schema: endedShape, name: 'Ended' } },
    problems: ['no-such-record'],
    perform: async (ask) => {
      if (!isRegistrar(ask)) return registrarsOnly
      const { pool } = accountsOf(ask.house)
      const member = String(ask.body.member)
      const { rows } = await pool.query<{ user: string }>(
        'select "user" from link where mission = $1 and member = $2',
        [ask.mission.id, member],
      )
      const user = rows[0]?.user
      const ended = user ? await endSessions(pool, user, 'all') : 0
      await shutOut(pool, user, ask.mission.id, member)
      return user ? ok({ ended }) : refuse('no-such-record')
    },
  },
  {
    method: 'get',
    path: '/api/{mission}/keys',
    name: 'keys',
    tag: 'accounts',
    about: 'Keys for programs that hold: one’s own; to access officers, all.',
    answers: { 200: { about: 'Keys', schema: keysShape, name: 'Keys' } },
    perform: async (ask) => {
      const own = isRegistrar(ask) ? undefined : ask.person.id
      if (ask.person.by === 'demo') return ok({ items: [] })
      return ok({ items: await listKeys(accountsOf(ask.house).pool, ask.mission.id, own) })
    },
  },
  {
    method: 'post',
    path: '/api/{mission}/keys',
    name: 'keys.make',
    tag: 'accounts',
    about: 'A key for a program: no more than its member may, less if it says so, and with an end.',
    body: keyBody,
    answers: { 201: { about: 'The key, once', schema: keyShape, name: 'Key' } },
    problems: ['no-such-record', 'wrong-state'],
    perform: async (ask) => {
      if (ask.person.by !== 'session')
        return refuse('not-allowed', 'A key is made by a person who is signed in.')
      const { title, roles, registers, mayWrite, days, member } = ask.body as {
        title: string
        roles?: string[]
        registers?: string[]
        mayWrite: boolean
        days: number
        member?: string
      }
      const isOwn = member === undefined || member === ask.person.id
      if (!isOwn && !isRegistrar(ask)) return registrarsOnly
      const holder = isOwn ? ask.person.id : await memberOf(ask)
      if (typeof holder !== 'string') return holder
      const unknown = registers?.find((one) => !ask.house.registers.has(one))
      if (unknown !== undefined)
        return refuse('invalid-input', undefined, [
          { field: 'registers', needs: 'names of registers' },
        ])
      const made = await makeKey(accountsOf(ask.house).pool, {
        mission: ask.mission.id,
        member: holder,
        title,
        roles: (roles as (typeof ask.person.roles)[number][] | undefined) ?? null,
        registers: registers ?? null,
        mayWrite,
        by: ask.person.id,
        until: new Date(Date.now() + days * 86_400_000),
      })
      return { status: 201, headers: once, json: made }
    },
  },
  {
    method: 'post',
    path: '/api/{mission}/keys/{id}/end',
    name: 'keys.end',
    tag: 'accounts',
    about: 'Ends a key at once and for good.',
    body: emptyBody,
    answers: { 200: { about: 'Done', schema: endedShape, name: 'Ended' } },
    problems: ['not-found'],
    perform: async (ask) => {
      if (ask.person.by === 'demo') return refuse('not-found')
      const own = isRegistrar(ask) ? undefined : ask.person.id
      const { pool } = accountsOf(ask.house)
      const isEnded = await endKey(pool, ask.mission.id, ask.params.id ?? '', own)
      return isEnded ? ok({ ended: 1 }) : refuse('not-found')
    },
  },
]
