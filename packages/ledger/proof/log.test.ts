/** The log as outsiders see it: signed, served, receipted, witnessed; and what it refuses. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefusal } from '@konbit/model'
import {
  type FetchLog,
  newSigner,
  openCheckpoint,
  parseNote,
  parseTilePath,
  parseVerifier,
  printNote,
  type Signer,
  signLine,
  verifyGrowth,
  verifyLog,
  verifyReceipt,
  wrongConsistency,
} from '@konbit/proof'
import { registers } from '@konbit/registers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openLedger } from '../ledger.ts'
import { type Fleet, meetFleet, vehicle } from '../testFleet.ts'
import { commandOf, openTestLedger, type TestLedger } from '../testing.ts'

const witness = { register: 'witness', label: 'public', key: 'verifierKey', state: 'active' }
const bytes = (text: string | undefined) =>
  text === undefined ? undefined : new Uint8Array(Buffer.from(text))

let keys: string
let t: TestLedger
let fleet: Fleet
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'konbit-keys-'))
  t = await openTestLedger(registers, [], { keys, log: { origin: 'test.example', witness } })
})
afterAll(async () => {
  await t?.close()
  await rm(keys, { recursive: true, force: true })
})
beforeEach(async () => {
  fleet = await meetFleet(t)
})

const logOf = (mission = fleet.mission, ledger = t.ledger) => ledger.log(mission)

/** `count` entries; restricted ones among them. */
async function fill(count: number, mission = fleet): Promise<void> {
  const commands = Array.from({ length: count }, () =>
    vehicle('enter', {
      input: { plate: `T ${randomUUID().slice(0, 12)}`, type: 'mrap', fault: 'Rear axle' },
      at: '2024-06-25',
    }),
  )
  const answers = await t.ledger.performAll(mission.importer, commands)
  expect(answers.filter(isRefusal)).toEqual([])
}

/** The log as a server would serve it. */
const served =
  (mission = fleet.mission): FetchLog =>
  async (path) => {
    const log = logOf(mission)
    if (path === 'checkpoint') return bytes(await log.checkpoint())
    if (path === 'key') return bytes(`${await log.key()}\n`)
    const rotation = path.match(/^rotation\/(\d+)$/)?.[1]
    if (rotation) return bytes(await log.rotation(Number(rotation)))
    const tile = parseTilePath(path)
    return tile && log.tile(tile)
  }

const verified = async (more: Partial<Parameters<typeof verifyLog>[0]> = {}) => {
  const found = await verifyLog({ fetch: served(), ...more })
  return found.ok ? 'holds' : `${found.at ?? ''} ${found.wrong}`.trim()
}

async function enterWitness(name = `monitor.example/${randomUUID().slice(0, 8)}`) {
  const registrar = await fleet.person(
    'registrar',
    ['registrar'],
    [{ label: 'mission', unit: '*' }],
  )
  const signer = newSigner(name, 'cosignature')
  const command = commandOf({
    register: 'witness',
    verb: 'enter',
    input: { title: 'The monitor', verifierKey: signer.key },
  })
  expect(isRefusal(await t.ledger.perform(registrar, command))).toBe(false)
  return { signer, registrar, record: command.record }
}
const cosigned = (note: string, signer: Signer, seconds = 1_800_000_000): string => {
  const text = parseNote(note)?.text ?? ''
  return printNote(text, [signLine(signer, text, seconds)])
}

describe('a log is served', () => {
  test('and verifies at every size at which a tile begins or ends', async () => {
    for (const more of [1, 254, 1, 1, 255, 10]) {
      await fill(more)
      expect(await logOf().sign()).toEqual({ does: true })
      expect(await verified()).toBe('holds')
    }
    const { size } = await t.ledger.head(fleet.mission)
    expect(size).toBe(522)
    const tiles = await t.look('select level, n from tile where mission = $1', [fleet.mission])
    expect(tiles).toHaveLength(2)
  })

  test('with partial tiles for every checkpoint it published, and no wider than it signed', async () => {
    await fill(5)
    await logOf().sign()
    await fill(5)
    const wide = { level: 0, n: 0, width: 10 } as const
    expect(await logOf().tile(wide)).toBeUndefined()
    await logOf().sign()
    expect((await logOf().tile({ ...wide, width: 5 }))?.length).toBe(5 * 32)
    expect((await logOf().tile(wide))?.length).toBe(320)
    expect((await logOf().tile({ ...wide, level: 'entries' }))?.length).toBe(10 * 35)
    expect(await logOf().checkpoint(5)).toContain('\n5\n')
  })

  test('and goes on from a checkpoint that somebody kept', async () => {
    await fill(3)
    await logOf().sign()
    const since = (await logOf().checkpoint()) as string
    await fill(300)
    await logOf().sign()
    expect(await verified({ since })).toBe('holds')
    expect(await verifyGrowth({ fetch: served(), since })).toMatchObject({ ok: true, size: 303 })
    const [old, now] = await Promise.all(
      [since, (await logOf().checkpoint()) as string].map(async (note) => {
        const opened = openCheckpoint(note, [
          parseVerifier((await logOf().key()) as string) as never,
        ])
        if ('wrong' in opened) throw new Error(opened.wrong)
        return opened
      }),
    )
    const proof = await logOf().consistency(3, 303)
    expect(wrongConsistency(old as never, now as never, proof)).toBeUndefined()
  })

  test('the empty log has a checkpoint too', async () => {
    expect(await logOf().checkpoint()).toContain(`/log/${fleet.mission}\n0\n`)
    expect(await verified()).toBe('holds')
  })

  test('tiles of a record begun before there were tiles are made by the upgrade', async () => {
    await fill(600)
    const before = await t.look<{ hashes: Buffer; root: Buffer }>(
      'select * from tile where mission = $1 order by level, n',
      [fleet.mission],
    )
    await t.look('delete from tile where mission = $1', [fleet.mission])
    await t.look('select make_tiles($1)', [fleet.mission])
    expect(
      await t.look('select * from tile where mission = $1 order by level, n', [fleet.mission]),
    ).toEqual(before)
  })
})

describe('a receipt', () => {
  test('proves an entry with all that its holder may see, and nothing more', async () => {
    const record = await fleet.entered('MSS 009', {
      input: { plate: 'MSS 009', type: 'mrap', fault: 'Rear axle' },
    })
    const { size } = await t.ledger.head(fleet.mission)
    const key = (await logOf().key()) as string
    const whole = await logOf().receipt(fleet.ana, size)
    const part = await logOf().receipt(fleet.jo, size)
    if (isRefusal(whole) || isRefusal(part)) throw new Error('no receipt')
    const [opened, lower] = [verifyReceipt(whole, key), verifyReceipt(part, key)]
    if (!opened.ok || !lower.ok) throw new Error('does not hold')
    expect(opened.envelope).toMatchObject({ record, verb: 'enter', seq: size })
    expect(opened.facets.map(({ label }) => label)).toEqual(['mission', 'restricted'])
    expect(opened.facets[1]?.content?.set).toEqual({ fault: 'Rear axle' })
    expect(lower.facets.map(({ label }) => label)).toEqual(['mission'])
    const [stored] = await t.look<{ filler: Buffer; salt: Buffer }>(
      `select e.filler, f.salt from entry e join facet f using (mission, seq) where mission = $1 and seq = $2 and f.label = 'restricted'`,
      [fleet.mission, size],
    )
    const text = JSON.stringify(part)
    expect(text).not.toContain('axle')
    expect(text).not.toContain(stored?.salt.toString('base64'))
    expect(text).not.toContain(stored?.filler.toString('base64'))
    // Whoever sees all of it cannot tell either whether something lies above.
    expect(part.bundle.above).toHaveLength(whole.bundle.above.length)
  })

  test('of what one may not see is not found, and so is one of the future', async () => {
    await fleet.entered('MSS 010')
    const { size } = await t.ledger.head(fleet.mission)
    expect(await logOf().receipt(fleet.rose, size)).toMatchObject({ refusal: 'not-found' })
    expect(await logOf().receipt(fleet.ana, size + 1)).toMatchObject({ refusal: 'not-found' })
    expect(await logOf().receipt(fleet.ana, 0)).toMatchObject({ refusal: 'not-found' })
  })

  test('of every entry of a page comes with the leaf of those one may not see', async () => {
    await fill(3)
    await logOf().sign()
    const shown: { seq: number; bundle: unknown }[] = []
    for await (const page of logOf().entries(fleet.rose, 3)) shown.push(...page)
    expect(shown.map(({ seq, bundle }) => [seq, bundle])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
    ])
  })
})

describe('a witness', () => {
  test('is taken when registered, and stands below the checkpoint and on the page', async () => {
    const { signer } = await enterWitness()
    await logOf().sign()
    const note = (await logOf().checkpoint()) as string
    const taken = await logOf().cosign(cosigned(note, signer))
    expect(taken).toMatchObject({ witnesses: [signer.name] })
    expect(await logOf().cosign(cosigned(note, signer))).toEqual(taken)
    const [found] = (await logOf().state()).witnesses
    expect(found).toMatchObject({
      name: signer.name,
      isActive: true,
      size: 1,
      at: 1_800_000_000_000,
    })
    const seen = await verifyLog({ fetch: served(), witnesses: [signer.key] })
    expect(seen).toMatchObject({
      ok: true,
      witnesses: [{ name: signer.name, seconds: 1_800_000_000 }],
    })
  })

  test.each([
    ['that is not registered', async () => newSigner('stranger.example', 'cosignature')],
    ['under a stolen name', async (known: Signer) => newSigner(known.name, 'cosignature')],
  ])('%s is refused', async (_, make) => {
    const { signer } = await enterWitness()
    await logOf().sign()
    const note = (await logOf().checkpoint()) as string
    const answer = await logOf().cosign(cosigned(note, await make(signer)))
    expect(answer).toMatchObject({ refusal: 'bad-cosignature' })
  })

  test('that is retired, or signs a checkpoint that is not ours, is refused', async () => {
    const { signer, registrar, record } = await enterWitness()
    await logOf().sign()
    const note = (await logOf().checkpoint()) as string
    const other = note.replace('\n1\n', '\n2\n')
    expect(await logOf().cosign(cosigned(other, signer))).toMatchObject({
      refusal: 'bad-cosignature',
    })
    for (const junk of ['', 'x', '\n\n', note, `${note}\n`])
      expect(await logOf().cosign(junk)).toMatchObject({ refusal: 'bad-cosignature' })
    const retire = commandOf({ register: 'witness', verb: 'retire', record, because: 'It asked.' })
    expect(isRefusal(await t.ledger.perform(registrar, retire))).toBe(false)
    expect(await logOf().cosign(cosigned(note, signer))).toMatchObject({
      refusal: 'bad-cosignature',
    })
  })
})

describe('nothing is signed', () => {
  const file = async (ending: string): Promise<string> =>
    join(
      keys,
      (await readdir(keys)).find((one) => one.includes(fleet.mission) && one.endsWith(ending)) ??
        '',
    )
  /** Takes the record back to an older state, as a restore does. */
  async function restore(size: number, edge: Buffer): Promise<void> {
    const of = [fleet.mission, size]
    for (const table of ['entry', 'facet', 'checkpoint'])
      await t.look(
        `delete from ${table} where mission = $1 and ${table === 'checkpoint' ? 'size' : 'seq'} > $2`,
        of,
      )
    await t.look('update head set size = $2, edge = $3 where mission = $1', [...of, edge])
  }
  const edge = async (): Promise<Buffer> =>
    (await t.look<{ edge: Buffer }>('select edge from head where mission = $1', [fleet.mission]))[0]
      ?.edge as Buffer

  test('when an older database was restored, also when as much was written since', async () => {
    await fill(4)
    await logOf().sign()
    const old = await edge()
    await fill(4)
    await logOf().sign()
    await restore(4, old)
    expect(await logOf().sign()).toMatchObject({ does: false, reason: 'behind' })
    expect((await logOf().state()).signing).toMatchObject({ reason: 'behind' })
    const answer = await reopened((log) => log.sign())
    expect(answer).toMatchObject({ reason: 'behind' })
    await reopened(async (log, ledger) => {
      const commands = Array.from({ length: 6 }, (_, at) =>
        vehicle('enter', { input: { plate: `R ${at}`, type: 'mrap' }, at: '2024-06-25' }),
      )
      await ledger.performAll(fleet.importer, commands)
      expect(await log.sign()).toMatchObject({ does: false, reason: 'inconsistent' })
    })
  })

  test('when the last checkpoint is missing beside the key, or is none', async () => {
    await fill(2)
    await logOf().sign()
    const path = await file('.checkpoint')
    const note = await readFile(path, 'utf8')
    await rm(path)
    expect(await logOf().sign()).toMatchObject({ reason: 'note-missing' })
    await writeFile(path, note.replace('\n2\n', '\n1\n'))
    expect(await logOf().sign()).toMatchObject({ reason: 'note-broken' })
    await writeFile(path, note)
    expect(await logOf().sign()).toEqual({ does: true })
  })

  test('when the key is missing or another', async () => {
    await fill(2)
    await logOf().sign()
    const path = await file('.key')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const key = await readFile(path, 'utf8')
    await rm(path)
    expect(await logOf().sign()).toMatchObject({ reason: 'key-missing' })
    await writeFile(path, 'no key')
    expect(await logOf().sign()).toMatchObject({ reason: 'key-missing' })
    await writeFile(path, key)
    expect(await logOf().sign()).toEqual({ does: true })
  })

  test('when a tile was changed', async () => {
    await fill(256)
    await logOf().sign()
    await t.look(
      `update tile set root = set_byte(root, 10, get_byte(root, 10) # 1) where mission = $1`,
      [fleet.mission],
    )
    await fill(1)
    const answer = await reopened((log) => log.sign())
    expect(answer).toMatchObject({ reason: 'tiles-broken' })
  })

  test('without a folder of keys', async () => {
    const ledger = await openLedger({ connection: t.connection, registers, measures: [] })
    expect(await ledger.log(fleet.mission).sign()).toMatchObject({ reason: 'no-keys' })
    await ledger.close()
  })

  test('until a new log names the old one and what was lost', async () => {
    await fill(2)
    await logOf().sign()
    const old = await edge()
    await fill(6)
    await logOf().sign()
    const lost = (await logOf().checkpoint()) as string
    await restore(2, old)
    await reopened(async (log, ledger) => {
      const next = await log.prospect()
      expect(next).toMatchObject({ number: 2, reason: 'behind', former: { size: 8 } })
      if (!next) throw new Error('no new log')
      expect(lost).toContain(next.former?.root)
      const registrar = {
        mission: fleet.mission,
        member: 'importer',
        roles: ['registrar' as const],
      }
      const told = await ledger.perform(
        registrar,
        commandOf({
          register: 'logRenewal',
          verb: 'enter',
          because: 'The disk was lost.',
          input: {
            origin: next.origin,
            formerOrigin: next.former?.origin,
            formerSize: 8,
            formerRoot: next.former?.root,
            heldSize: 2,
          },
        }),
      )
      if (isRefusal(told)) throw new Error(told.why)
      await log.openNext(next, told.seq)
      expect(await log.sign()).toEqual({ does: true })
      const state = await log.state()
      expect(state).toMatchObject({ origin: next.origin, signing: { does: true } })
      expect(state.logs.map(({ since }) => since)).toEqual([0, 3])
      expect(await log.prospect()).toBeUndefined()
    })
    expect(await verified()).toBe('holds')
    expect(await verified({ since: lost })).toMatch(/of another log/)
  })

  async function reopened<Result>(
    work: (log: ReturnType<typeof logOf>, ledger: typeof t.ledger) => Promise<Result>,
  ): Promise<Result> {
    const ledger = await openLedger({
      connection: t.connection,
      registers,
      measures: [],
      keys,
      log: { origin: 'test.example', witness },
    })
    try {
      return await work(ledger.log(fleet.mission), ledger)
    } finally {
      await ledger.close()
    }
  }
})

describe('a change of keys', () => {
  test('breaks no old proof: old checkpoints and receipts hold, and an old key leads to the new one', async () => {
    await fill(3)
    await logOf().sign()
    const [since, key] = [(await logOf().checkpoint()) as string, (await logOf().key()) as string]
    const receipt = await logOf().receipt(fleet.ana, 2)
    const turned = await logOf().rotate()
    expect(turned).toMatchObject({ old: key, size: 3 })
    const next = (await logOf().key()) as string
    expect(next).not.toBe(key)
    for (const one of [key, next]) expect(await verified({ key: one, since })).toBe('holds')
    await fill(3)
    expect(await logOf().sign()).toEqual({ does: true })
    for (const one of [key, next]) expect(await verified({ key: one, since })).toBe('holds')
    await logOf().rotate()
    await fill(1)
    await logOf().sign()
    for (const one of [key, next, undefined])
      expect(await verified({ key: one, since })).toBe('holds')
    expect(verifyReceipt(receipt, key)).toMatchObject({ ok: true })
    const { keys: listed } = await logOf().state()
    expect(listed.map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [3, 6],
      [6, null],
    ])
    const stranger = newSigner(`test.example/log/${fleet.mission}`).key
    expect(await verified({ key: stranger })).toMatch(/no signature of a known key/)
  })
})

describe('several processes', () => {
  test('sign one log in turns, and none over another', async () => {
    const other = await openLedger({
      connection: t.connection,
      registers,
      measures: [],
      keys,
      log: { origin: 'test.example' },
    })
    try {
      for (let round = 0; round < 5; round += 1) {
        await fill(7)
        const all = [0, 1, 2, 3].map((at) => logOf(fleet.mission, at % 2 ? other : t.ledger).sign())
        expect(await Promise.all(all)).toEqual(Array(4).fill({ does: true }))
      }
      const rows = await t.look<{ size: string }>(
        'select size from checkpoint where mission = $1 order by size',
        [fleet.mission],
      )
      expect(rows.map(({ size }) => Number(size))).toEqual([7, 14, 21, 28, 35])
      expect(await verified()).toBe('holds')
    } finally {
      await other.close()
    }
  })

  test('and what was written by another is signed within seconds, and the rest when we stop', async () => {
    const following = t.ledger.signing(fleet.mission)
    await fill(2)
    await expect.poll(() => logOf().checkpoint(), { timeout: 8000 }).toContain('\n2\n')
    await fill(1)
    await following.stop()
    expect(await logOf().checkpoint()).toContain('\n3\n')
  })
})
