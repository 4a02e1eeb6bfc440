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

/** Everywhere in the database where a text is still to be found, in what belongs to the mission. */
export async function placesOf(t: TestLedger, mission: string, text: string): Promise<string[]> {
  const columns = await t.look<{ table: string; column: string; type: string }>(
    `select table_name as table, column_name as column, udt_name as type from information_schema.columns
     where table_schema = 'konbit' and udt_name in ('text', 'jsonb', 'bytea', '_text', 'varchar', 'json')`,
  )
  const places: string[] = []
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
    const isKeyed = columns.some((one) => one.table === table && one.column === 'mission')
    const rows = await t.look(
      `select 1 from "${table}" where ${value} ilike $1 and ${isKeyed ? 'mission' : '$2::text'} = $2 limit 1`,
      [`%${text}%`, mission],
    )
    if (rows.length > 0) places.push(`${table}.${column}`)
  }
  return places
}
