/**
 * The door to sign-in: who a request comes from, what /auth answers, and what the pages of accounts ask for. Sessions and
 * keys say only who asks; what that member may do and see the record says, on every request.
 */
import type { Ledger } from '@konbit/ledger'
import { type Refusal, type Role, refuse } from '@konbit/model'
import type { Pool } from 'pg'
import type { MissionHere, Person } from '../house.ts'
import { admitAuthor } from './admit.ts'
import { type Attempts, makeAttempts } from './attempts.ts'
import { type Auth, makeAuth, sessionCookie } from './auth.ts'
import { isEnough } from './factor.ts'
import { answerAuth } from './handle.ts'
import { keyOf } from './keys.ts'
import { admits, enter, type Following, lookAfter, shutOut } from './provider.ts'
import { type Session, sessionOf, sweep, tokenOf } from './sessions.ts'
import type { AccountSettings } from './settings.ts'

export type { AccountSettings } from './settings.ts'

type Options = {
  ledger: Ledger
  settings: AccountSettings
  /** Those whose people sign in; a provider's groups lead into the first. */
  missions: readonly MissionHere[]
  note: (failure: unknown, route: string) => void
}

export type Accounts = {
  pool: Pool
  settings: AccountSettings
  attempts: Attempts
  auth: () => Promise<Auth>
  /** Answers /auth/*, of which only the listed addresses are there. */
  handle: (request: Request, address: string) => Promise<Response>
  /** Undefined: the request bears neither session nor key. */
  personOf: (mission: MissionHere, request: Request) => Promise<Person | Refusal | undefined>
  /** The session of a request, whichever missions it is good for. */
  session: (request: Request, mission?: string) => Promise<Session | undefined>
  /** Asks the provider about everybody who came through it, now. */
  lookAfter: () => Promise<void>
  /** The caller MUST close before the ledger. */
  close: () => Promise<void>
}

const sweepEvery = 10 * 60_000
/** A provider that was not there at the start is asked again. */
const retryEvery = 30_000

/** Returns when accounts can be asked; a provider that is away is no reason to wait. */
export async function openAccounts(options: Options): Promise<Accounts> {
  const { ledger, settings, missions, note } = options
  const pool = ledger.signInPool()
  const attempts = makeAttempts()
  for (const { id } of missions) await admitAuthor(ledger, id)
  const [home] = missions
  const { provider } = settings
  const following: Following | undefined = provider &&
    home && { pool, ledger, settings, provider, mission: home, note }

  let auth: Auth | undefined
  let madeAt = 0
  let isWhole = false
  const authNow = async (): Promise<Auth> => {
    if (auth && (isWhole || Date.now() - madeAt < retryEvery)) return auth
    madeAt = Date.now()
    auth = makeAuth(pool, settings, {
      admits: async (email, claims) =>
        following ? admits(following, email, claims) : 'not-invited',
      enter: async (user) => (following ? enter(following, user) : undefined),
      note,
    })
    const { socialProviders } = await auth.$context
    isWhole = !provider || socialProviders.length > 0
    return auth
  }
  await authNow()

  const session: Accounts['session'] = async (request, mission = '') => {
    const token = await tokenOf(request, sessionCookie(settings), settings.secret)
    return token ? sessionOf(pool, token, mission) : undefined
  }

  const timers = [setInterval(() => void sweep(pool).catch(() => {}), sweepEvery)]
  if (following) {
    const look = () => void lookAfter(following).catch((failure) => note(failure, 'account'))
    timers.push(setInterval(look, following.provider.every * 1000))
  }
  for (const timer of timers) timer.unref()
  const followers = missions.map(({ id }) =>
    ledger.follow('account', id, async (entries) => {
      const members = entries.filter(({ register }) => register === 'member')
      for (const record of new Set(members.map((one) => one.record)))
        if (!(await ledger.memberOf(id, record))?.isActive) await endMember(pool, id, record)
    }),
  )

  return {
    pool,
    settings,
    attempts,
    auth: authNow,
    session,
    handle: async (request, address) =>
      answerAuth({ auth: await authNow(), pool, settings, attempts, session }, request, address),
    personOf: async (mission, request) => {
      const key = await keyOf(pool, mission.id, request)
      if (key === false) return refuse('wrong-credentials', 'This key does not hold here.')
      if (key) {
        const standing = await ledger.memberOf(mission.id, key.member)
        if (!standing?.isActive) {
          await endMember(pool, mission.id, key.member)
          return refuse('wrong-credentials', 'This key does not hold here.')
        }
        const { id, title, member } = key
        const roles = key.roles
          ? standing.roles.filter((role: Role) => key.roles?.includes(role))
          : standing.roles
        const scope = { id, registers: key.registers, mayWrite: key.mayWrite }
        return { id: member, title, roles, clearances: standing.clearances, by: 'key', key: scope }
      }
      const found = await session(request, mission.id)
      if (!found) return undefined
      if (!found.member)
        return mission.demo
          ? undefined
          : refuse('no-person', 'Your account is no member of this mission.')
      const standing = await ledger.memberOf(mission.id, found.member)
      if (!standing?.isActive) {
        await endMember(pool, mission.id, found.member)
        return refuse('no-person', 'Your membership of this mission has ended.')
      }
      if (!isEnough(found.way, standing.clearances)) return refuse('second-factor')
      const { roles, clearances } = standing
      const account = { session: found.id, user: found.user }
      return { id: found.member, title: found.name, roles, clearances, by: 'session', account }
    },
    lookAfter: async () => (following ? lookAfter(following) : undefined),
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(followers.map(({ stop }) => stop()))
      await pool.end()
    },
  }
}

/** Ends what a member who is no longer there could still come in by. Who serves elsewhere too keeps the session for that. */
async function endMember(pool: Pool, mission: string, member: string): Promise<void> {
  const { rows } = await pool.query<{ user: string; others: number }>(
    `select "user", (select count(*)::int from link o where o."user" = l."user" and o.mission <> l.mission) as others
     from link l where mission = $1 and member = $2`,
    [mission, member],
  )
  const [found] = rows
  await shutOut(pool, found?.others === 0 ? found.user : undefined, mission, member)
}
