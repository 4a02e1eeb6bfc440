/** For tests only: a mission with two contingents of one state, their vehicles, and an access officer who lets people in. */
import { randomUUID } from 'node:crypto'
import { addDays, type Fields, isRefusal, type Refusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { expect } from 'vitest'
import type { Receipt } from '../append/command.ts'
import type { LedgerActor } from '../ledger.ts'
import type { Moment } from '../read/moment.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'

export let t: TestLedger
export let mission: string
export let registrar: LedgerActor
export let importer: LedgerActor
export let kenya: string
export let first: string
export let second: string
export const today = new Date().toISOString().slice(0, 10)
export const later = addDays(today, 90)

export async function open(): Promise<void> {
  t = await openTestLedger(registers)
}

/** A mission of its own for each test. */
export async function begin(): Promise<void> {
  const made = await t.mission()
  mission = made.id
  const all = (['restricted', 'conduct', 'care', 'custody'] as const).map((label) => ({
    label,
    unit: '*',
  }))
  registrar = await made.person('registrar', ['registrar'], [{ label: 'restricted', unit: '*' }])
  importer = await made.person('importer', ['importer', 'fleet', 'conduct', 'registrar'], all)
  kenya = await enter(importer, 'organisation', { code: 'KEN', name: 'Kenya', kind: 'state' })
  first = await enter(importer, 'contingent', { name: '1', contributor: kenya, type: 'police' })
  second = await enter(importer, 'contingent', { name: '2', contributor: kenya, type: 'police' })
  await enter(importer, 'vehicle', { plate: 'K 1', type: 'mrap', contingent: first })
  await enter(importer, 'vehicle', { plate: 'K 2', type: 'mrap', contingent: second })
}

type Told = Receipt | Refusal
export const send = async (
  actor: LedgerActor,
  register: string,
  verb: string,
  record: string,
  input?: Fields,
  more: object = {},
): Promise<Told> =>
  t.ledger.perform(
    actor,
    commandOf({
      register,
      verb,
      record,
      because: 'For a reason.',
      ...(input ? { input } : {}),
      ...more,
    }),
  )
export async function enter(actor: LedgerActor, register: string, input: Fields): Promise<string> {
  const record = randomUUID()
  const told = await send(actor, register, 'enter', record, input)
  if (isRefusal(told)) throw new Error(`${register}: ${JSON.stringify(told)}`)
  return record
}
export const actorOf = async (member: string): Promise<LedgerActor> => ({
  mission,
  member,
  roles: (await t.ledger.memberOf(mission, member))?.roles ?? [],
})
export const plates = async (member: string): Promise<unknown[]> => {
  const moment = (await t.ledger.moment(mission)) as Moment
  const page = await t.ledger.list({ mission, member }, { register: 'vehicle', moment })
  return isRefusal(page) ? [] : page.items.map(({ fields }) => fields.plate).sort()
}
export const sees = async (member: string, register: string, id: string): Promise<boolean> => {
  const moment = (await t.ledger.moment(mission)) as Moment
  return !isRefusal(await t.ledger.get({ mission, member }, { register, id, moment }))
}
export const join = async (input: Fields = {}): Promise<string> => {
  const id = await enter(registrar, 'member', { title: 'Somebody', kind: 'staff', ...input })
  expect(isRefusal(await send(registrar, 'member', 'welcome', id, {}))).toBe(false)
  return id
}
