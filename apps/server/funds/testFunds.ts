/**
 * For tests only: two states, one fund, an agreement with one of them, its vehicle that stood still for three days, two editions
 * of rates, and the people who act.
 */
import { randomUUID } from 'node:crypto'
import type { Clearance, Role } from '@konbit/model'
import { expect } from 'vitest'
import type { Standing } from '../house.ts'
import { type Got, openTestServer, type TestServer } from '../testing.ts'

export const [alba, bora, donor, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const at = (unit: string): Clearance[] => [
  { label: 'public', unit: '*' },
  { label: 'mission', unit },
]
const whole: Clearance[] = [{ label: 'mission', unit: '*' }]
const person = (id: string, roles: Role[], clearances: Clearance[]): Standing => ({
  id,
  title: id,
  roles,
  clearances,
})
const people = [
  person('teller', ['importer'], [{ label: 'restricted', unit: '*' }]),
  person('fiona', ['finance'], whole),
  person('frank', ['finance'], whole),
  person('greta', ['forceGeneration', 'finance', 'legal'], whole),
  person('ines', ['inspector'], whole),
  person('both', ['inspector', 'contributorOfficer'], whole),
  person('alma', ['contributorFinance', 'contributorOfficer'], at(alba)),
  person('boris', ['contributorFinance', 'contributorOfficer'], at(bora)),
]

let server: TestServer
/** One server for a file of tests; whoever opens it MUST close it. */
export async function openFunds(): Promise<TestServer> {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map([...house.missions].map(([id, mission]) => [id, { ...mission, people }])),
    }),
  })
  for (const who of people) await server.test.ledger.grant(server.mission, who.id, who)
  await setUp()
  return server
}

export type Fields = Record<string, unknown>
export const usd = (minor: number) => ({ minor, currency: 'USD' })
export const send = (who: string, path: string, body: Fields): Promise<Got> =>
  server.as(who).post(path, { id: randomUUID(), ...body })
export const enter = (
  who: string,
  register: string,
  input: Fields,
  more: Fields = {},
  record = randomUUID(),
): Promise<Got & { record: string }> =>
  send(who, register, { record, input, ...more }).then((got) => ({ ...got, record }))
export const act = (
  who: string,
  register: string,
  record: string,
  verb: string,
  input: Fields = {},
  more: Fields = {},
): Promise<Got> => send(who, `${register}/${record}/${verb}`, { input, ...more })
export async function made(got: Promise<Got & { record: string }>): Promise<string> {
  const { status, text, record } = await got
  expect(status, text).toBe(201)
  return record
}
export async function done(got: Promise<Got>): Promise<void> {
  const { status, text } = await got
  expect(status, text).toBe(201)
}
export const detailOf = ({ body }: Got): string => body.detail

/** What the tests speak of. */
export const ids: Record<string, string> = {}

async function setUp(): Promise<void> {
  for (const [id, code] of [
    [alba, 'ALB'],
    [bora, 'BOR'],
    [donor, 'DON'],
    [other, 'OTH'],
  ] as const)
    await made(
      enter(
        'teller',
        'organisation',
        { code, name: code, kind: 'state' },
        { at: '2024-01-01' },
        id,
      ),
    )
  const contingent = await made(
    enter(
      'teller',
      'contingent',
      { name: 'Alba one', contributor: alba, type: 'police' },
      { at: '2024-01-01' },
    ),
  )
  for (const [name, amount] of [
    ['edition', 310_000],
    ['second', 620_000],
  ] as const) {
    const edition = await made(
      enter('fiona', 'rateEdition', {
        code: name,
        title: name,
        startsOn: '2024-01-01',
        isIllustrative: true,
      }),
    )
    ids[name] = edition
    await made(
      enter('fiona', 'rate', {
        rateEdition: edition,
        rateCategory: 'apc',
        lease: 'wet',
        amount: usd(amount),
      }),
    )
  }
  ids.agreement = await made(
    enter('teller', 'agreement', {
      reference: 'MOU-1',
      contributor: alba,
      kind: 'memorandum',
      startsOn: '2024-01-01',
      currency: 'USD',
      rateEdition: ids.edition,
    }),
  )
  ids.line = await made(
    enter('teller', 'agreementLine', {
      agreement: ids.agreement,
      contributor: alba,
      rateCategory: 'apc',
      lease: 'wet',
    }),
  )
  const vehicle = await made(
    enter(
      'teller',
      'vehicle',
      { plate: 'A-1', type: 'apc', contingent, agreementLine: ids.line },
      { at: '2025-01-01' },
    ),
  )
  ids.vehicle = vehicle
  const on = (verb: string, day: string, input: Fields = {}) =>
    done(act('teller', 'vehicle', vehicle, verb, input, { at: day }))
  await on('accept', '2025-01-01')
  await on('ground', '2025-01-10', { fault: 'Engine.' })
  await done(
    send('teller', `vehicle/${vehicle}/amend`, {
      input: { backOn: '2025-01-13' },
      at: '2025-01-11',
    }),
  )
  const inspection = await made(
    enter('ines', 'inspection', {
      contributor: alba,
      kind: 'arrival',
      inspectedOn: '2025-01-01',
      vehicles: [vehicle],
    }),
  )
  ids.inspection = inspection
  await done(act('ines', 'inspection', inspection, 'signForMission', { outcome: 'meets' }))
  await done(
    act('alma', 'inspection', inspection, 'signForContributor', { signedOn: '2025-01-02' }),
  )
  ids.claim = await made(
    enter('alma', 'reimbursement', {
      reference: 'R-1',
      contributor: alba,
      agreement: ids.agreement,
      periodFirst: '2025-01-01',
      periodLast: '2025-01-31',
      spentAtHome: { minor: 500_000_000, currency: 'KES' },
    }),
  )
  for (const [rate, statedOn] of [
    [100, '2025-01-01'],
    [130, '2025-03-01'],
  ] as const)
    await made(
      enter('fiona', 'exchangeRate', {
        currency: 'USD',
        toCurrency: 'KES',
        rate,
        statedOn,
        publisher: 'A central bank',
      }),
    )
}
