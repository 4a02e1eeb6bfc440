/** What an outsider does with the log, by the program as others start it: verify it, witness it, keep it, see its key change. */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Serving, type Stage } from './stage.ts'

let stage: Stage
let serving: Serving
let log: string
let key: string
beforeAll(async () => {
  stage = await openStage()
  serving = await stage.serve(stage.here())
  log = `${serving.address}/log/own`
  await enterVehicles(3)
  key = (await (await fetch(`${log}/key`)).text()).trim()
}, 600_000)
afterAll(() => stage.close())

const inFolder = (name: string): string => join(stage.folder, name)

const post = async (person: string, path: string, body: object): Promise<void> => {
  const response = await fetch(`${serving.address}/api/own/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'konbit-person': person },
    body: JSON.stringify({ id: randomUUID(), record: randomUUID(), ...body }),
  })
  expect(response.status, await response.clone().text()).toBe(201)
}
async function enterVehicles(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1)
    await post('fleet', 'vehicle', {
      input: { plate: randomUUID().slice(0, 20), type: 'mrap', fault: 'Rear axle' },
    })
}

/** Until the log is signed as far as it reaches: signing follows the commands. */
async function signedUpTo(size: number): Promise<void> {
  await expect
    .poll(async () => Number((await (await fetch(`${log}/checkpoint`)).text()).split('\n')[1]), {
      timeout: 10_000,
    })
    .toBeGreaterThanOrEqual(size)
}

test('a log that is served is verified against a key from elsewhere, and continues what was kept', async () => {
  await signedUpTo(3)
  const kept = inFolder('checkpoint.txt')
  const first = await stage.run(['verify', log, '--key', key, '--out', kept])
  expect(first, first.err).toMatchObject({ code: 0 })
  expect(first.out).toMatch(/holds: \d+ entries, root [0-9a-f]{64}/)
  expect(first.out).not.toMatch(/its own word for its key/)
  await enterVehicles(2)
  await signedUpTo(5)
  const second = await stage.run(['verify', log, '--key', key, '--since', kept])
  expect(second, second.err).toMatchObject({ code: 0 })
  expect(second.out).toMatch(/it continues the checkpoint of \d+ entries/)
  const trusting = await stage.run(['verify', log])
  expect(trusting.out).toMatch(/its own word for its key/)
  const changed = (await readFile(kept, 'utf8')).replace(/\n[1-9]/, '\n9')
  await writeFile(kept, changed)
  const broken = await stage.run(['verify', log, '--key', key, '--since', kept])
  expect(broken).toMatchObject({ code: 1, err: expect.stringMatching(/does not hold/) })
}, 600_000)

test('a copied log is verified from its folder, and one changed byte is found', async () => {
  const size = Number((await (await fetch(`${log}/checkpoint`)).text()).split('\n')[1])
  const tile = join('tile', 'entries', '000.p', String(size))
  const folder = inFolder('copied')
  for (const path of ['checkpoint', 'key', join('tile', '0', '000.p', String(size)), tile]) {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    const response = await fetch(`${log}/${path}`)
    await writeFile(join(folder, path), Buffer.from(await response.arrayBuffer()))
  }
  const whole = await stage.run(['verify', folder, '--key', key])
  expect(whole, whole.err).toMatchObject({ code: 0, out: expect.stringMatching(/ holds: /) })
  const bytes = await readFile(join(folder, tile))
  bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1
  await writeFile(join(folder, tile), bytes)
  expect(await stage.run(['verify', folder, '--key', key])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/does not hold/),
  })
}, 600_000)

test('a witness asks for the key and a name once, keeps what it saw, and its signature is shown', async () => {
  const folder = inFolder('witness')
  const words = ['witness', log, '--folder', folder]
  expect(await stage.run(words)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Name the witness/),
  })
  const unknown = await stage.run([...words, '--name', 'monitor.example', '--key', key])
  expect(unknown).toMatchObject({ code: 1, err: expect.stringMatching(/does not take/) })
  const line = /^ {2}(monitor\.example\+\S+)$/m.exec(unknown.out)?.[1]
  await post('registrar', 'witness', { input: { title: 'The monitor', verifierKey: line } })
  const known = await stage.run(words)
  expect(known, known.err).toMatchObject({ code: 0, out: expect.stringMatching(/continues \d+/) })
  const { witnesses } = (await (
    await fetch(`${serving.address}/api/own/log`, { headers: { 'konbit-person': 'clerk' } })
  ).json()) as { witnesses: { name: string; size: number | null }[] }
  expect(witnesses).toMatchObject([{ name: 'monitor.example', size: expect.any(Number) }])
  // It was shown another past: it does not sign, keeps what it has, and says so by its exit code.
  const path = join(folder, 'checkpoint')
  await writeFile(path, (await readFile(path, 'utf8')).replace(/\n[1-9]/, '\n9'))
  const kept = await readFile(path, 'utf8')
  expect(await stage.run(words)).toMatchObject({
    code: 3,
    err: expect.stringMatching(/DO NOT TRUST/),
  })
  expect(await readFile(path, 'utf8')).toBe(kept)
}, 600_000)

test('an exported log is verified without server or database, and one changed letter is found', async () => {
  const file = inFolder('log.jsonl')
  const words = ['export', 'log', '--as', 'auditor', '--out', file, '--server', serving.address]
  const made = await stage.run([...words, '--mission', 'own'])
  expect(made, made.err).toMatchObject({ code: 0 })
  const whole = await stage.run(['verify', file, '--key', key])
  expect(whole, whole.err).toMatchObject({
    code: 0,
    out: expect.stringMatching(/leads to its leaf/),
  })
  await writeFile(file, (await readFile(file, 'utf8')).replace('Rear axle', 'Rear door'))
  expect(await stage.run(['verify', file, '--key', key])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/does not hold: .*entry \d+/),
  })
}, 600_000)

test('the key of the log is changed while nobody serves it, and old checkpoints are continued', async () => {
  const kept = inFolder('before.txt')
  await stage.run(['verify', log, '--key', key, '--out', kept])
  serving.child.kill('SIGINT')
  await new Promise((resolve) => serving.child.once('exit', resolve))
  const turned = await stage.run(['log', 'rotate', ...stage.here()])
  expect(turned, turned.err).toMatchObject({ code: 0, out: expect.stringMatching(/another key/) })
  expect((await stage.run(['verify', ...stage.here()])).out).toMatch(/signed up to entry \d+/)
  expect((await stage.run(['log', ...stage.here()])).out).toMatch(/witness {5}monitor\.example/)
  serving = await stage.serve(stage.here())
  log = `${serving.address}/log/own`
  const now = (await (await fetch(`${log}/key`)).text()).trim()
  expect(now).not.toBe(key)
  const old = await stage.run(['verify', log, '--key', key, '--since', kept])
  expect(old, old.err).toMatchObject({ code: 0, out: expect.stringMatching(/it continues/) })
}, 600_000)
