/** For tests only: who handles a truck, a register that holds others, and a look into every corner of the database. */
import { type Command, code, isRefusal, line, register, vocabulary } from '@konbit/model'
import { expect } from 'vitest'
import { z } from 'zod'
import type { LedgerActor } from './ledger.ts'
import type { Moment } from './read/moment.ts'
import { commandOf, type TestLedger } from './testing.ts'
import { testRegisters } from './testRegisters.ts'

const by = ['fleet'] as const
const stop = register({
  name: 'stop',
  title: 'Stop',
  plural: 'Stops',
  about: 'Holds other records, and is not kept for long.',
  desk: 'access',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 24, after: ['lifted'] },
  label: 'restricted',
  caption: ['held'],
  featured: ['held'],
  fields: { held: code(z.string()), name: line(z.string().optional()) },
  holds: { record: 'held', states: ['standing'] },
  states: ['standing', 'lifted'],
  enters: { by },
  amends: { by },
  transitions: { lift: { from: 'standing', to: 'lifted', by, takes: [] } },
})
export const handledRegisters = vocabulary([...testRegisters.values(), stop])

/** A new mission: Ana enters and amends, Pia protects data, Max is chief, Joe is cleared for less. */
export async function meetHandlers(t: TestLedger) {
  const made = await t.mission()
  const all = [{ label: 'restricted', unit: '*' }] as const
  const ana = await made.person('ana', ['fleet'], all)
  const pia = await made.person('pia', ['protection'], all)
  const max = await made.person('max', ['chief'], all)
  const joe = await made.person('joe', ['fleet'], [{ label: 'partner', unit: '*' }])
  const truck = commandOf({
    register: 'truck',
    verb: 'enter',
    input: { plate: 'P-1', team: 'zebraTeam', fault: 'zebraFault' },
    because: 'zebraReason',
  })
  expect(await t.ledger.perform(ana, truck)).toMatchObject({ seq: 1 })
  const id = truck.record
  const does = (verb: string, more: Partial<Command> = {}): Command =>
    commandOf({ register: 'truck', record: id, verb, because: 'It must be.', ...more })
  const said = async (who: LedgerActor, command: Command): Promise<string> => {
    const answer = await t.ledger.perform(who, command)
    return isRefusal(answer) ? answer.refusal : 'done'
  }
  const seen = async (who: LedgerActor, known?: number): Promise<unknown> => {
    const now = (await t.ledger.moment(made.id)) as Moment
    const moment = known === undefined ? now : { ...now, known, isNow: false }
    const view = await t.ledger.get(who, { register: 'truck', id, moment })
    return isRefusal(view) ? view.refusal : view.fields
  }
  return { mission: made.id, person: made.person, ana, pia, max, joe, id, does, said, seen }
}
