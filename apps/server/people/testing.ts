/** For tests only: two contributors, each with a unit and an officer of its own, and the commands that people send. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { dayFrom, type Loose, openTestServer, people, type TestServer } from '../testing.ts'

export let server: TestServer
export const ids: Record<string, string> = { alpha: randomUUID(), beta: randomUUID() }
export const alphaOfficer = 'alphaOfficer'
export const betaOfficer = 'betaOfficer'

export async function send(
  who: string,
  register: string,
  verb: string,
  name: string,
  input: object = {},
  more: object = {},
) {
  const record = ids[name] ?? randomUUID()
  ids[name] = record
  const path = verb === 'enter' ? register : `${register}/${record}/${verb}`
  const command = verb === 'enter' ? { record } : {}
  return server.as(who).post(path, { id: randomUUID(), input, ...command, ...more })
}
export async function done(...asked: Parameters<typeof send>): Promise<void> {
  const { status, text } = await send(...asked)
  expect(status, `${asked[1]} ${asked[2]} ${asked[3]}: ${text}`).toBeLessThan(300)
}
export const get = async (path: string, who = 'forceGeneration'): Promise<Loose> =>
  (await server.as(who).get(path)).body
export const day = (n: number): string => dayFrom(-n)
export const at = (n: number) => ({ at: day(n) })
export const reason = { because: 'It was so.' }

/** One of the own staff with all that the duty needs, ready to be sent. */
export async function ready(
  name: string,
  state: string,
  who = 'forceGeneration',
  until = day(-300),
) {
  await done(
    who,
    'person',
    'enter',
    name,
    {
      serviceNumber: name,
      contributor: ids[state],
      contingent: ids[`${state}Unit`],
      component: 'police',
      sex: 'female',
      workingLanguage: 'fr',
    },
    at(100),
  )
  const officer = { officer: ids[name], contributor: ids[state] }
  for (const kind of ['predeployment', 'humanRights', 'conduct']) {
    await done(who, 'training', 'enter', `${name} ${kind}`, { ...officer, kind })
    await done(who, 'training', 'pass', `${name} ${kind}`, {
      passedOn: day(120),
      validUntil: until,
    })
  }
  for (const kind of ['humanRights', 'medical']) {
    await done(who, 'vetting', 'enter', `${name} v ${kind}`, { ...officer, kind })
    await done(who, 'vetting', 'clear', `${name} v ${kind}`, {
      decidedOn: day(120),
      validUntil: until,
    })
  }
}

/** A server, two contributors with a unit each, and an officer of each who is cleared to `mission` there and nowhere else. */
export async function openStage(): Promise<TestServer> {
  server = await openTestServer()
  for (const [id, unit] of [
    [alphaOfficer, ids.alpha],
    [betaOfficer, ids.beta],
  ] as const) {
    const standing = {
      id,
      title: id,
      roles: ['contributorOfficer' as const, 'contributorFinance' as const],
      clearances: [
        { label: 'public' as const, unit: '*' },
        { label: 'mission' as const, unit: unit as string },
      ],
    }
    await server.house.ledger.grant(server.mission, id, standing)
    people.push(standing)
  }
  for (const name of ['alpha', 'beta'] as const) {
    await done('forceGeneration', 'organisation', 'enter', name, {
      code: name.slice(0, 3).toUpperCase(),
      name,
      kind: 'state',
    })
    await done('forceGeneration', 'contingent', 'enter', `${name}Unit`, {
      name: `${name} police unit`,
      contributor: ids[name],
      type: 'police',
      capability: 'formedPolice',
      personsPlanned: 10,
    })
  }
  return server
}
