/** Sending twice, and many at once. */
import { randomUUID } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Fleet, meetFleet, vehicle } from './testFleet.ts'
import { commandOf, openTestLedger, type TestLedger } from './testing.ts'

let t: TestLedger
let fleet: Fleet
beforeAll(async () => {
  t = await openTestLedger(registers)
})
afterAll(async () => t?.close())
beforeEach(async () => {
  fleet = await meetFleet(t)
})

describe('sending twice', () => {
  test('the same command from the same author gets the first answer', async () => {
    const { mission, ana } = fleet
    const command = vehicle('enter', { input: { plate: 'MSS 001', type: 'mrap' } })
    const first = await t.ledger.perform(ana, command)
    expect(await t.ledger.perform(ana, { ...command })).toEqual({ ...first, repeated: true })
    expect((await t.ledger.head(mission)).size).toBe(1)
  })

  test('the same id with another content or author is refused, and nothing is told', async () => {
    const { ana, importer, said } = fleet
    const command = vehicle('enter', { input: { plate: 'MSS 001', type: 'mrap' } })
    await t.ledger.perform(ana, command)
    expect(await said(ana, { ...command, input: { plate: 'MSS 002', type: 'mrap' } })).toBe(
      'command-differs',
    )
    expect(await said(importer, command)).toBe('command-differs')
  })

  test('twice in one batch is once in the record', async () => {
    const { ana } = fleet
    const command = vehicle('enter', { input: { plate: 'MSS 001', type: 'mrap' } })
    const answers = await t.ledger.performAll(ana, [
      command,
      { ...command },
      vehicle('amend', { record: command.record, input: { note: 'x' } }),
    ])
    expect(answers).toMatchObject([{ seq: 1 }, { seq: 1, repeated: true }, { seq: 2 }])
  })

  test('a refused command leaves no trace and is decided anew', async () => {
    const { ana, said } = fleet
    const record = randomUUID()
    const accept = vehicle('accept', { record })
    expect(await said(ana, accept)).toBe('not-found')
    await t.ledger.perform(
      ana,
      vehicle('enter', { record, input: { plate: 'MSS 001', type: 'mrap' } }),
    )
    expect(await said(ana, accept)).toBe('done')
  })
})

describe('a batch', () => {
  test('later commands see earlier ones, refused ones leave the others alone', async () => {
    const { mission, ana } = fleet
    const record = randomUUID()
    const answers = await t.ledger.performAll(ana, [
      vehicle('enter', { record, input: { plate: 'MSS 001', type: 'mrap' } }),
      vehicle('enter', { input: { plate: 'MSS 001', type: 'apc' } }),
      vehicle('accept', { record }),
      vehicle('accept', { record }),
      vehicle('amend', { record, input: { plate: 'MSS 002' } }),
      vehicle('enter', { input: { plate: 'MSS 001', type: 'apc' } }),
    ])
    expect(answers.map((answer) => (isRefusal(answer) ? answer.refusal : answer.seq))).toEqual([
      1,
      'not-unique',
      2,
      'wrong-state',
      3,
      4,
    ])
    expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 4 })
  })

  test('several steps of one record at once leave every day between them as it was', async () => {
    const { mission, ana } = fleet
    const record = randomUUID()
    const on = (verb: string, at: string, input: Record<string, unknown>) =>
      vehicle(verb, { record, at, input })
    await t.ledger.perform(ana, on('enter', '2024-01-10', { plate: 'MSS 001', type: 'mrap' }))
    await t.ledger.performAll(ana, [
      on('amend', '2024-02-10', { note: 'February' }),
      on('accept', '2024-03-10', {}),
      on('amend', '2024-04-10', { note: 'April' }),
    ])
    const told = async (at: string): Promise<unknown> => {
      const moment = await t.ledger.moment(mission, { at })
      if (isRefusal(moment)) throw new Error(moment.why)
      const found = await t.ledger.get(ana, { register: 'vehicle', id: record, moment })
      return isRefusal(found) ? found.refusal : [found.state, found.fields.note]
    }
    const days = ['2024-01-09', '2024-01-20', '2024-02-20', '2024-03-20', '2024-04-20']
    const expected = [
      'not-found',
      ['expected', undefined],
      ['expected', 'February'],
      ['ready', 'February'],
      ['ready', 'April'],
    ]
    expect(await Promise.all(days.map(told))).toEqual(expected)
    await t.ledger.rebuild(mission)
    expect(await Promise.all(days.map(told))).toEqual(expected)
  })

  test('a record may refer to one entered just before it', async () => {
    const { importer } = fleet
    const states = [randomUUID(), randomUUID()]
    const commands = [
      ...states.map((record, index) =>
        commandOf({
          register: 'organisation',
          verb: 'enter',
          record,
          input: { code: `S${index}`, name: 'A state', kind: 'state' },
        }),
      ),
      ...states.map((contributor) =>
        commandOf({
          register: 'contingent',
          verb: 'enter',
          input: { name: 'First', contributor, type: 'police' },
        }),
      ),
      commandOf({
        register: 'contingent',
        verb: 'enter',
        input: { name: 'Second', contributor: randomUUID(), type: 'police' },
      }),
    ]
    const answers = await t.ledger.performAll(importer, commands)
    expect(answers.map((answer) => (isRefusal(answer) ? answer.refusal : 'done'))).toEqual([
      'done',
      'done',
      'done',
      'done',
      'no-such-record',
    ])
  })

  test('callers at once get gapless numbers, one each', async () => {
    const { mission, ana } = fleet
    const answers = await Promise.all(
      Array.from({ length: 600 }, (_, index) =>
        t.ledger.perform(ana, vehicle('enter', { input: { plate: `P${index}`, type: 'apc' } })),
      ),
    )
    expect(answers.map((answer) => (isRefusal(answer) ? 0 : answer.seq))).toEqual(
      Array.from({ length: 600 }, (_, index) => index + 1),
    )
    expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 600 })
  })

  test('one that cannot be written does not take the others with it', async () => {
    const { mission, ana } = fleet
    await t.look(`create function konbit.stumble() returns trigger language plpgsql as $$ begin
      if new.at_text = '2020-02-02' then raise exception 'stumbled'; end if; return new; end $$`)
    await t.look(
      `create trigger stumble before insert on konbit.entry for each row execute function konbit.stumble()`,
    )
    try {
      const commands = ['P1', 'P2', 'P3'].map((plate, index) =>
        vehicle('enter', {
          input: { plate, type: 'apc' },
          at: index === 1 ? '2020-02-02' : '2020-02-03',
        }),
      )
      const answers = await Promise.allSettled(
        commands.map((command) => t.ledger.perform(ana, command)),
      )
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await t.ledger.verify(mission)).toMatchObject({ ok: true, size: 2 })
    } finally {
      await t.look('drop function konbit.stumble() cascade')
    }
  })
})
