/** The log as outsiders see it: served, receipted, witnessed, and with another key. */
import { randomUUID } from 'node:crypto'
import { isRefusal } from '@konbit/model'
import {
  newSigner,
  openCheckpoint,
  parseNote,
  parseVerifier,
  printNote,
  type Signer,
  signLine,
  verifyGrowth,
  verifyLog,
  verifyReceipt,
  wrongConsistency,
} from '@konbit/proof'
import { describe, expect, test } from 'vitest'
import { commandOf } from '../testing.ts'
import { givenLog } from './given.ts'

const { given, logOf, served, fill, verified } = givenLog()

async function enterWitness(name = `monitor.example/${randomUUID().slice(0, 8)}`) {
  const registrar = await given.fleet.person(
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
  expect(isRefusal(await given.t.ledger.perform(registrar, command))).toBe(false)
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
    const { size } = await given.t.ledger.head(given.fleet.mission)
    expect(size).toBe(522)
    const tiles = await given.t.look('select level, n from tile where mission = $1', [
      given.fleet.mission,
    ])
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
    expect(await verifyGrowth({ fetch: served, since })).toMatchObject({ ok: true, size: 303 })
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
    expect(await logOf().checkpoint()).toContain(`/log/${given.fleet.mission}\n0\n`)
    expect(await verified()).toBe('holds')
  })

  test('tiles of a record begun before there were tiles are made by the upgrade', async () => {
    await fill(600)
    const before = await given.t.look<{ hashes: Buffer; root: Buffer }>(
      'select * from tile where mission = $1 order by level, n',
      [given.fleet.mission],
    )
    await given.t.look('delete from tile where mission = $1', [given.fleet.mission])
    await given.t.look('select make_tiles($1)', [given.fleet.mission])
    expect(
      await given.t.look('select * from tile where mission = $1 order by level, n', [
        given.fleet.mission,
      ]),
    ).toEqual(before)
  })
})

describe('a receipt', () => {
  test('proves an entry with all that its holder may see, and nothing more', async () => {
    const record = await given.fleet.entered('MSS 009', {
      input: { plate: 'MSS 009', type: 'mrap', fault: 'Rear axle' },
    })
    const { size } = await given.t.ledger.head(given.fleet.mission)
    const key = (await logOf().key()) as string
    const whole = await logOf().receipt(given.fleet.ana, size)
    const part = await logOf().receipt(given.fleet.jo, size)
    if (isRefusal(whole) || isRefusal(part)) throw new Error('no receipt')
    const [opened, lower] = [verifyReceipt(whole, key), verifyReceipt(part, key)]
    if (!opened.ok || !lower.ok) throw new Error('does not hold')
    expect(opened.envelope).toMatchObject({ record, verb: 'enter', seq: size })
    expect(opened.facets.map(({ label }) => label)).toEqual(['mission', 'restricted'])
    expect(opened.facets[1]?.content?.set).toEqual({ fault: 'Rear axle' })
    expect(lower.facets.map(({ label }) => label)).toEqual(['mission'])
    const [stored] = await given.t.look<{ filler: Buffer; salt: Buffer }>(
      `select e.filler, f.salt from entry e join facet f using (mission, seq) where mission = $1 and seq = $2 and f.label = 'restricted'`,
      [given.fleet.mission, size],
    )
    const text = JSON.stringify(part)
    expect(text).not.toContain('axle')
    expect(text).not.toContain(stored?.salt.toString('base64'))
    expect(text).not.toContain(stored?.filler.toString('base64'))
    // Whoever sees all of it cannot tell either whether something lies above.
    expect(part.bundle.above).toHaveLength(whole.bundle.above.length)
  })

  test('of what one may not see is not found, and so is one of the future', async () => {
    await given.fleet.entered('MSS 010')
    const { size } = await given.t.ledger.head(given.fleet.mission)
    expect(await logOf().receipt(given.fleet.rose, size)).toMatchObject({ refusal: 'not-found' })
    expect(await logOf().receipt(given.fleet.ana, size + 1)).toMatchObject({ refusal: 'not-found' })
    expect(await logOf().receipt(given.fleet.ana, 0)).toMatchObject({ refusal: 'not-found' })
  })

  test('of every entry of a page comes with the leaf of those one may not see', async () => {
    await fill(3)
    await logOf().sign()
    const shown: { seq: number; bundle: unknown }[] = []
    for await (const page of logOf().entries(given.fleet.rose, 3)) shown.push(...page)
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
    const seen = await verifyLog({ fetch: served, witnesses: [signer.key] })
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
    expect(isRefusal(await given.t.ledger.perform(registrar, retire))).toBe(false)
    expect(await logOf().cosign(cosigned(note, signer))).toMatchObject({
      refusal: 'bad-cosignature',
    })
  })
})

describe('a change of keys', () => {
  test('breaks no old proof: old checkpoints and receipts hold, and an old key leads to the new one', async () => {
    await fill(3)
    await logOf().sign()
    const [since, key] = [(await logOf().checkpoint()) as string, (await logOf().key()) as string]
    const receipt = await logOf().receipt(given.fleet.ana, 2)
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
    const stranger = newSigner(`test.example/log/${given.fleet.mission}`).key
    expect(await verified({ key: stranger })).toMatch(/no signature of a known key/)
  })
})
