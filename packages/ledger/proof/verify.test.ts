/** The verifier of the database: whatever is changed behind the ledger's back, it says what is wrong, and where first. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import { newSigner, parseNote, printNote, signLine } from '@konbit/proof'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fleet, meetFleet, vehicle } from '../testFleet.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'

const witness = { register: 'witness', label: 'public', key: 'verifierKey', state: 'active' }
let keys: string
let t: TestLedger
let fleet: Fleet
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
  t = await openTestLedger(registers, [], { keys, log: { witness } })
  fleet = await meetFleet(t)
  const log = t.ledger.log(fleet.mission)
  await fill(255)
  const registrar = await fleet.person(
    'registrar',
    ['registrar'],
    [{ label: 'mission', unit: '*' }],
  )
  const signer = newSigner('monitor.example', 'cosignature')
  const input = { title: 'The monitor', verifierKey: signer.key }
  await t.ledger.perform(registrar, commandOf({ register: 'witness', verb: 'enter', input }))
  await fill(10)
  await log.sign()
  const text = parseNote((await log.checkpoint()) as string)?.text as string
  expect(
    isRefusal(await log.cosign(printNote(text, [signLine(signer, text, 1_800_000_000)]))),
  ).toBe(false)
  await log.rotate()
  await fill(3)
  await log.sign()
})
afterAll(async () => {
  await t?.close()
  await rm(keys, { recursive: true, force: true })
})

async function fill(count: number): Promise<void> {
  const commands = Array.from({ length: count }, () =>
    vehicle('enter', {
      input: { plate: `V ${randomUUID().slice(0, 12)}`, type: 'mrap', fault: 'Rear axle' },
      at: '2024-06-25',
    }),
  )
  expect((await t.ledger.performAll(fleet.importer, commands)).filter(isRefusal)).toEqual([])
}

const told = async (): Promise<string> => {
  const { ok, firstWrong, what } = await t.ledger.verify(fleet.mission)
  return ok ? 'holds' : `${firstWrong}: ${what}`
}

/** Does it, looks, and undoes it, so that each story begins with a log that holds. */
async function tampered(statement: string, table: string, where: string): Promise<string> {
  const copy = `copy_${randomUUID().replaceAll('-', '')}`
  const [listed] = await t.look<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const columns = listed?.columns
  await t.look(
    `create table ${copy} as select ${columns} from ${table} where mission = $1 and ${where}`,
    [fleet.mission],
  )
  await t.look(`${statement} where mission = $1 and ${where}`, [fleet.mission])
  const found = await told()
  await t.look(`delete from ${table} where mission = $1 and ${where}`, [fleet.mission])
  await t.look(`insert into ${table} (${columns}) select * from ${copy}`)
  await t.look(`drop table ${copy}`)
  return found
}

const flip = (column: string, at: number) =>
  `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`

describe('verify', () => {
  test('holds, and says how far it is signed', async () => {
    const found = await t.ledger.verify(fleet.mission)
    expect(found).toMatchObject({ ok: true, size: 269, erased: [], checkpoint: { size: 269 } })
  })

  test.each([
    ['a leaf', flip('leaf', 5), 'entry', 'seq = 7', /^7: its leaf/],
    ['a salt', flip('salt', 5), 'entry', 'seq = 8', /^8: its leaf/],
    ['an author', `author = 'eve'`, 'entry', 'seq = 9', /^9: its columns/],
    ['a seed', flip('salt', 31), 'facet', `seq = 10 and label = 'mission'`, /^10: its leaf/],
    [
      'a content',
      `content = replace(content, 'axle', 'door')`,
      'facet',
      `seq = 11 and label = 'restricted'`,
      /^11: its leaf/,
    ],
    [
      'the form of a content',
      `content = replace(content, ':', ': ')`,
      'facet',
      `seq = 12 and label = 'mission'`,
      /^12: .*canonical/,
    ],
    ['a hash of a tile', flip('hashes', 8000), 'tile', 'n = 0', /^269: tile 0\/0/],
    ['the root of a tile', flip('root', 0), 'tile', 'n = 0', /^269: tile 0\/0/],
    ['the root of a checkpoint', flip('root', 3), 'checkpoint', 'size = 269', /^0: checkpoint 269/],
    [
      'the note of a checkpoint',
      `note = replace(note, E'\\n269\\n', E'\\n268\\n')`,
      'checkpoint',
      'size = 269',
      /^0: checkpoint 269/,
    ],
    [
      'a cosignature',
      `signed = signed, line = left(line, 60) || case substr(line, 61, 1) when 'A' then 'B' else 'A' end || substr(line, 62)`,
      'cosignature',
      'true',
      /^0: a witness/,
    ],
    [
      'a change of keys',
      `rotation = replace(rotation, E'\\n266\\n', E'\\n265\\n')`,
      'log_key',
      'rotation is not null',
      /^0: a key of log 1/,
    ],
    ['the edge', flip('edge', 1), 'head', 'true', /^269: the edge/],
  ])('finds %s that was changed', async (_, change, table, where, what) => {
    expect(await tampered(`update ${table} set ${change}`, table, where)).toMatch(what)
    expect(await told()).toBe('holds')
  })

  test.each([
    ['an entry', 'entry', 'seq = 20', /^20: the entry is missing/],
    ['the last entry', 'entry', 'seq = 269', /^269: the entry is missing/],
    ['a facet', 'facet', `seq = 21 and label = 'restricted'`, /^21: its leaf/],
    ['all facets of an entry', 'facet', 'seq = 22', /^22: its facets are missing/],
    ['a tile', 'tile', 'n = 0', /^\d+: tile 0\/0 is missing/],
  ])('finds %s that is missing', async (_, table, where, what) => {
    expect(await tampered(`delete from ${table}`, table, where)).toMatch(what)
    expect(await told()).toBe('holds')
  })

  test('does not take a facet without content for one that was erased', async () => {
    const where = `seq = 30 and label = 'restricted'`
    expect(await tampered('update facet set salt = null, content = null', 'facet', where)).toMatch(
      /^30: the content of a facet is missing/,
    )
    const { digest } = await digestOf(30)
    const quiet = `update facet set salt = null, content = null, kept = '{"digest":"${digest}"}'`
    expect(await tampered(quiet, 'facet', where)).toMatch(
      /^30: something of it is missing, and no entry says/,
    )
  })

  test('says by which entry something was erased', async () => {
    const officer = await fleet.person(
      'officer',
      ['protection', 'chief'],
      [{ label: 'restricted', unit: '*' }],
    )
    const [row] = await t.look<{ record: string }>(
      'select record from entry where mission = $1 and seq = 40',
      [fleet.mission],
    )
    const command = {
      id: randomUUID(),
      register: 'vehicle',
      record: row?.record as string,
      verb: 'erase',
      because: 'A request.',
    }
    const done = await t.ledger.perform(officer, {
      ...command,
      input: { ground: 'request', entries: [40], labels: ['restricted'] },
    })
    if (isRefusal(done)) throw new Error(JSON.stringify(done))
    const found = await t.ledger.verify(fleet.mission)
    expect(found).toMatchObject({ ok: true, erased: [{ entry: 40, by: [done.seq] }] })
    const receipt = await t.ledger.log(fleet.mission).receipt(fleet.ana, 40)
    expect(receipt).toMatchObject({
      bundle: { facets: [{}, { content: null, erasedBy: [done.seq] }] },
    })
    await t.look('update erasure set what = 41 where what = 40')
    expect(await told()).toMatch(/^41: it is noted as erased/)
    await t.look('update erasure set what = 40 where what = 41')
    expect(await told()).toBe('holds')
  })

  test('holds the record against the checkpoint kept beside the key', async () => {
    const before = await t.look<{ size: string; edge: Buffer; known: Date }>(
      'select size, edge, known from head where mission = $1',
      [fleet.mission],
    )
    await fill(1)
    await t.ledger.log(fleet.mission).sign()
    expect(await told()).toBe('holds')
    const { size = '', edge, known } = before[0] ?? {}
    for (const table of ['entry', 'facet'])
      await t.look(`delete from ${table} where mission = $1 and seq > $2`, [fleet.mission, size])
    await t.look('delete from checkpoint where mission = $1 and size > $2', [fleet.mission, size])
    await t.look('update head set size = $2, edge = $3, known = $4 where mission = $1', [
      fleet.mission,
      size,
      edge,
      known,
    ])
    expect(await told()).toMatch(/the checkpoint kept beside the key was signed for \d+ entries/)
  })
})

async function digestOf(seq: number): Promise<{ digest: string }> {
  const { openFacet, base64 } = await import('@konbit/proof')
  const [row] = await t.look<{ salt: Buffer; content: string }>(
    `select salt, content from facet where mission = $1 and seq = $2 and label = 'restricted'`,
    [fleet.mission, seq],
  )
  if (!row) throw new Error('no such facet')
  const opened = openFacet({
    label: 'restricted',
    seed: row.salt,
    content: row.content,
    kept: null,
  })
  if ('wrong' in opened) throw new Error(opened.wrong)
  return { digest: base64(opened.digest) }
}
