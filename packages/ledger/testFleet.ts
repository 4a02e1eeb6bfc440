/** For tests only: Ana of fleet, Jo of the workshop, Rose who lives there, and the vehicle they speak of. */
import { type Command, isRefusal } from '@konbit/model'
import { expect } from 'vitest'
import type { LedgerActor } from './ledger.ts'
import type { Asked, Moment } from './read/moment.ts'
import { commandOf, type TestLedger } from './testing.ts'

export type Fleet = Awaited<ReturnType<typeof meetFleet>>

export const vehicle = (verb: string, more: Partial<Command> = {}): Command =>
  commandOf({ register: 'vehicle', verb, ...more })

/** A new mission with its people. */
export async function meetFleet({ ledger, mission: make }: TestLedger) {
  const made = await make()
  const mission = made.id
  const ana = await made.person('ana', ['fleet'], [{ label: 'restricted', unit: '*' }])
  const jo = await made.person('jo', ['workshop'], [{ label: 'mission', unit: '*' }])
  const rose = await made.person('rose', ['resident'], [{ label: 'public', unit: '*' }])
  const importer = await made.person(
    'importer',
    ['importer', 'fleet'],
    [
      { label: 'restricted', unit: '*' },
      { label: 'conduct', unit: '*' },
    ],
  )
  return {
    mission,
    ana,
    jo,
    rose,
    importer,
    person: made.person,
    /** Ana enters a vehicle, on 25 June 2024 unless told otherwise. */
    entered: async (plate = 'MSS 001', more: Partial<Command> = {}): Promise<string> => {
      const input = { plate, type: 'mrap' }
      const command = vehicle('enter', { input, at: '2024-06-25', ...more })
      expect(await ledger.perform(ana, command)).toMatchObject({ record: command.record })
      return command.record
    },
    /** What came of a command: `done`, or the name of the refusal. */
    said: async (actor: LedgerActor, command: Command): Promise<string> => {
      const answer = await ledger.perform(actor, command)
      return isRefusal(answer) ? answer.refusal : 'done'
    },
    seen: async (actor: LedgerActor, id: string, asked: Asked = {}, register = 'vehicle') => {
      const moment = (await ledger.moment(actor.mission, asked)) as Moment
      const view = await ledger.get(actor, { register, id, moment })
      return isRefusal(view) ? view.refusal : { state: view.state, ...view.fields }
    },
  }
}
