/**
 * For tests only: the app over a ledger of its own, and people who ask it. Every answer they get is held against what
 * the route declares, so that no test passes on a status or a member that /openapi.json does not know.
 */
import { randomUUID } from 'node:crypto'
import { openTestLedger, type TestLedger } from '@konbit/ledger/testing'
import type { Measure, Registers, Role } from '@konbit/model'
import { addDays, dayOf, problems } from '@konbit/model'
import { measures as allMeasures, registers as allRegisters } from '@konbit/registers'
import { expect } from 'vitest'
import { type AccountSettings, openAccounts } from './account/accounts.ts'
import { createApp } from './app.ts'
import { sealerWith } from './documents/seal.ts'
import type { House, MissionHere, Standing } from './house.ts'
import { Kept } from './kept.ts'
import { openStudies } from './plan/studies.ts'
import { problemsOf, type Route } from './route.ts'
import { makeRoutes } from './routes.ts'
import { problemShape } from './shapes.ts'

const zone = 'America/Port-au-Prince'
/** Today, or so many days after, by the clock of the test mission: for five hours of each day that of UTC is one ahead. */
export const dayFrom = (days = 0): string => addDays(dayOf(Date.now(), zone), days)

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape, and says what it expects there
export type Loose = any
export type Got = { status: number; body: Loose; text: string; headers: Headers }
export type Client = {
  get: (path: string, headers?: Record<string, string>) => Promise<Got>
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Got>
  send: (path: string, init: RequestInit) => Promise<Got>
}
export type TestServer = {
  app: ReturnType<typeof createApp>
  house: House
  mission: string
  routes: readonly Route[]
  test: TestLedger
  failures: string[]
  as: (person: string) => Client
  close: () => Promise<void>
}

const everywhere = (...labels: Standing['clearances'][number]['label'][]): Standing['clearances'] =>
  labels.map((label) => ({ label, unit: '*' }))
const person = (id: string, roles: Role[], clearances: Standing['clearances']): Standing => ({
  id,
  title: id,
  roles,
  clearances,
})

/** One for each way of standing to the record. */
export const people: Standing[] = [
  person('chief', ['chief', 'board'], everywhere('restricted')),
  person('watch', ['watch', 'editor'], everywhere('mission')),
  person('fleet', ['fleet', 'base'], everywhere('mission')),
  person('forceGeneration', ['forceGeneration', 'planner'], everywhere('mission')),
  person('conduct', ['conduct'], everywhere('public', 'conduct')),
  person('resident', ['resident'], everywhere('public')),
  person('importer', ['importer'], everywhere('restricted', 'conduct')),
  person('protection', ['protection'], everywhere('restricted')),
  person('nobody', [], []),
]

/** As `konbit serve` names it. */
const witness = { register: 'witness', label: 'public', key: 'verifierKey', state: 'active' }

type Options = {
  registers?: Registers
  measures?: readonly Measure[]
  clock?: 'live' | 'replayed'
  change?: (house: House) => House
  /** Folder of the keys that sign the log; without it nothing is signed. */
  keys?: string
  /** Not a demonstration: people sign in. */
  signIn?: Partial<AccountSettings>
}

export async function openTestServer({
  registers = allRegisters,
  measures = allMeasures,
  clock = 'live',
  change = (house) => house,
  keys,
  signIn,
}: Options = {}): Promise<TestServer> {
  const test = await openTestLedger(registers, measures, { keys, log: { witness } })
  const made = await test.mission(clock)
  for (const { id, roles, clearances } of people) await made.person(id, roles, clearances)
  const mission: MissionHere = {
    id: made.id,
    name: 'A mission under test',
    clock,
    zone,
    demo: signIn === undefined,
    people,
    defaultPerson: 'watch',
    languages: ['en'],
    geo: new Map(),
    attribution: [],
  }
  const failures: string[] = []
  const note = (failure: unknown, route: string): void => {
    failures.push(`${route}: ${failure instanceof Error ? failure.stack : failure}`)
  }
  const accounts = await openAccounts({
    ledger: test.ledger,
    settings: { secret: randomUUID() + randomUUID(), ...signIn },
    missions: mission.demo ? [] : [mission],
    note,
  })
  const house = change({
    ledger: test.ledger,
    accounts,
    registers,
    kept: new Kept(),
    measures: new Map(measures.map((one) => [one.name, one])),
    missions: new Map([[mission.id, mission]]),
    mayChoose: true,
    hosts: [],
    version: 'test',
    studies: openStudies({ connection: test.ledger.queueConnection, note }),
    sealer: sealerWith(randomUUID()),
    note,
  })
  return serverOver(house, mission.id, test, failures)
}

export function serverOver(
  house: House,
  mission: string,
  test: TestLedger,
  failures: string[],
): TestServer {
  const app = createApp(house)
  const routes = makeRoutes(house)
  const find = finder(routes)
  const ask = async (who: string, path: string, init: RequestInit = {}): Promise<Got> => {
    const full = path.startsWith('/') ? path : `/api/${mission}/${path}`
    const headers = { 'konbit-person': who, ...(init.headers as Record<string, string>) }
    const response = await app.request(full, { ...init, headers })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    const body = /json\b/.test(type) && text ? JSON.parse(text) : undefined
    holds(find((init.method ?? 'GET').toLowerCase(), full), response, body, text)
    return { status: response.status, body, text, headers: response.headers }
  }
  return {
    app,
    house,
    mission,
    routes,
    test,
    failures,
    as: (who) => ({
      get: (path, headers = {}) => ask(who, path, { headers }),
      post: (path, body, headers = {}) =>
        ask(who, path, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...headers },
        }),
      send: (path, init) => ask(who, path, init),
    }),
    close: async () => {
      await house.studies?.close()
      await house.accounts?.close()
      await test.close()
    },
  }
}

/** The route that serves a path; literal parts win over parameters, as in the app. */
function finder(routes: readonly Route[]): (method: string, path: string) => Route | undefined {
  const made = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  return (method, path) => {
    const bare = path.split('?')[0] ?? ''
    return made.find(
      ({ route, pattern }) =>
        route.method === (method === 'head' ? 'get' : method) && pattern.test(bare),
    )?.route
  }
}

/** Status and shape are declared, headers stand, and nothing of our own failed. */
function holds(route: Route | undefined, response: Response, body: unknown, text: string): void {
  const { status, headers } = response
  for (const name of [
    'content-security-policy',
    'x-content-type-options',
    'referrer-policy',
    'cross-origin-opener-policy',
  ]) {
    expect(headers.get(name), `${name} stands on every answer`).toBeTruthy()
  }
  expect(status, `${route?.name}: ${text.slice(0, 400)}`).not.toBe(500)
  if (status === 304) return
  if (status >= 400) {
    expect(headers.get('content-type')).toMatch('application/problem+json')
    expect(problemShape.strict().parse(body)).toEqual(body)
    const { type } = body as { type: string }
    const name = type.replace('/problems/', '') as keyof typeof problems
    expect(problems[name]?.[0], type).toBe(status)
    if (route && name !== 'method-not-allowed')
      expect(problemsOf(route), `${route.name} declares ${name}`).toContain(name)
    return
  }
  if (!route) return
  const shape = route.answers[status]
  expect(shape, `${route.name} declares ${status}`).toBeDefined()
  if (/^application\/json\b/.test(headers.get('content-type') ?? '')) {
    const read = shape?.schema.safeParse(body)
    expect(read?.error, `${route.name} answers as declared`).toBeUndefined()
    expect(read?.data, `${route.name} says nothing undeclared`).toEqual(body)
  }
}

export const ids = (): { id: string; record: string } => ({
  id: randomUUID(),
  record: randomUUID(),
})

/** Asks eight at once, each eight after those before. */
export async function together<T>(
  list: readonly T[],
  ask: (one: T) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < list.length; from += 8)
    await Promise.all(list.slice(from, from + 8).map(ask))
}
